// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <functional>

// Asks on standard error, and the person at standard input answers "yes" or something else.
// goesOn: false ends it. Errors, with a sentence: Refused where nobody sits at a terminal, which
// names --yes; Cancelled for another answer and at the end.
[[nodiscard]] Result<> askedYes(const QString &question, const std::function<bool()> &goesOn);
