// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/report.h"
#include "db/tuning/rules/finding.h"

#include <functional>
#include <memory>

[[nodiscard]] QList<ReportColumn> reportColumns(const ReportRequest &request);

// Whether its rows are of a time, and whether some of them may be deleted ones.
[[nodiscard]] bool hasTimes(Report report);
[[nodiscard]] bool hasDeletedRows(Report report);

// Whether it tells of the schema itself, and so can be written at each of its versions.
[[nodiscard]] bool isOfSchema(Report report);

// Refused (Usage) with a sentence: a column, a time or a symbol that the report does not have.
[[nodiscard]] Result<> checkReport(const ReportRequest &request);

// NotFound for a coin or symbol that is not there. Thread: the connection's.
[[nodiscard]] Result<> checkNames(const Connection &connection, const ReportRequest &request);

// What the index advisor says: it needs to know all versions of the schema, which stand above this.
using FindingsReader = std::function<Result<QList<IndexFinding>>(const Connection &)>;

// The rows of a report, one cell for each of its columns, as they arrive: all of one moment, read
// in a snapshot of its own that ends with the rows and holds no writer up. No transaction may be
// open on the connection. NotFound for a coin or symbol that is not there. Thread: the
// connection's.
[[nodiscard]] Result<std::unique_ptr<RowStream>> openReport(const Connection &connection,
                                                            const ReportRequest &request,
                                                            const FindingsReader &readFindings);
