// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labground.h"

// Files called FILE.lab, FILE.lab_before and so on, and while they are there FILE.lab.lock, which
// names them: that is how the next lab knows its own.
[[nodiscard]] Result<std::unique_ptr<LabGround>> enterSqliteGround(const ConnectionSpec &spec,
                                                                   const QString &cacheFolder);
