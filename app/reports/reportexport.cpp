// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportexport.h"

#include "app/tuning/indexadvice.h"
#include "db/reports/reportreader.h"
#include "migrations/state/preconditions.h"

namespace {

Result<QList<IndexFinding>> readFindings(const Connection &connection)
{
    return indexAdvice(connection).transform([](const IndexReport &report) {
        return report.findings;
    });
}

// An older database has some of the rows and columns, and the engine only names what it lacks.
Error withVersion(const Connection &connection, const Error &error)
{
    if (error.kind != Error::Kind::Database)
        return error;
    const Result<> head = MigrationSet::shipped(connection.engine())
                                  .and_then([&](const MigrationSet &migrations) {
                                      return requireHead({connection, migrations});
                                  });
    return head ? error : head.error();
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
            })
            .map_error([&](const Error &error) { return withVersion(connection, error); });
}
