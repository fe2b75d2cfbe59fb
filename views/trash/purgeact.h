// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashreader.h"
#include "views/shell/dangerousactdialog.h"

// What the question before a purge says. what: "all 3 rows in the recycle bin"; folder: where they
// are exported to first.
[[nodiscard]] DangerousAct purgeAct(TrashCounts counts, const QString &what, const QString &folder);
