// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/reportfile.h"
#include "db/bulk/rowstream.h"
#include "db/domain/csvformat.h"
#include "db/domain/report.h"

#include <functional>
#include <memory>

// Told now and then, on the thread that writes; false ends it (Cancelled).
using ReportProgressHandler = std::function<bool(const ReportProgress &)>;

struct ReportExportOptions {
    ReportProgressHandler progress = {};
    bool isHashed = false; // the outcome says the file's SHA-256
    // Told what the file will be when all of it is written, before it is there; a failure leaves
    // the file as it was.
    std::function<Result<>(const ReportOutcome &)> beforeItIsThere = {};
};

// Writes the rows to the file as they arrive, and the file to the disk. Whatever goes wrong, the
// file is as it was. Memory does not grow with the rows. Thread: the rows' own, for as long as it
// takes; they end before the file is there.
[[nodiscard]] Result<ReportOutcome> writeCsvFile(std::unique_ptr<RowStream> rows,
                                                 const QList<ReportColumn> &columns,
                                                 const CsvFormat &format, ReportFile file,
                                                 const ReportExportOptions &options = {});
