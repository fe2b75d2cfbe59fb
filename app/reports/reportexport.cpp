// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportexport.h"

#include "app/tuning/indexadvice.h"
#include "db/reports/reportreader.h"

namespace {

Result<QList<IndexFinding>> readFindings(const Connection &connection)
{
    return indexAdvice(connection).transform([](const IndexReport &report) {
        return report.findings;
    });
}

} // namespace

Result<ReportOutcome> exportReport(const Connection &connection, const ReportRequest &request,
                                   const CsvFormat &format, ReportFile file,
                                   const ReportExportOptions &options)
{
    if (const Result<> possible = format.check(); !possible)
        return fail(possible.error());
    return openReport(connection, request, readFindings)
            .and_then([&](std::unique_ptr<RowStream> &&rows) {
                return writeCsvFile(std::move(rows), reportColumns(request), format,
                                    std::move(file), options);
            });
}
