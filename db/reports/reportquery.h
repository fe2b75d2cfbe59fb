// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/report.h"

// The statements of a report that has tables, its names as they are stored: one for each table; in
// an order that was asked for, one for all.
[[nodiscard]] QStringList reportQueries(const ReportRequest &request, Engine engine);
