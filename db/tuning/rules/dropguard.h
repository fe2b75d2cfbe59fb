// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/indexdef.h"

// Why this index must stay: a translated sentence; empty when it may go. What enforces a rule or
// what a foreign key leans on is never dropped, whatever was found about it.
[[nodiscard]] QString whyKept(const TableDef &table, const IndexDef &index);
