// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"

// Why a part of this rule's condition makes no sense, as a sentence that says what to write; empty
// when it does. A part that is met at any price, or at none, makes no sense either.
[[nodiscard]] QString termFault(const AlertTerm &term, const AlertRule &rule);
