// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/csvfile.h"
#include "db/connection.h"

// Writes the rows of a report, as writeCsvFile() does. Thread: the connection's, for as long as it
// takes.
[[nodiscard]] Result<ReportOutcome> exportReport(const Connection &connection,
                                                 const ReportRequest &request,
                                                 const CsvFormat &format, ReportFile file,
                                                 const ReportExportOptions &options = {});
