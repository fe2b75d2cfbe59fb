// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexadvisor.h"

#include "db/tuning/indexreader.h"
#include "db/tuning/rules/redundancy.h"
#include "db/tuning/statementuse.h"

namespace {

// Those that this schema can run: at another version of it, or on somebody else's database, a
// statement of the catalogue says nothing.
QList<CataloguedStatement> runnable(const Connection &connection,
                                    const QList<CataloguedStatement> &statements,
                                    const QList<TableDef> &tables)
{
    QList<CataloguedStatement> described;
    for (const CataloguedStatement &statement : statements) {
        if (connection.prepare(statement.text))
            described.append(describeStatement(statement, tables, connection.engine()));
    }
    return described;
}

} // namespace

Result<IndexReport> adviseOnIndexes(const Connection &connection, const AdvisorInput &input)
{
    Result<QList<TableDef>> tables = readIndexes(connection);
    if (!tables)
        return fail(tables.error());
    IndexReport report;
    const QList<CataloguedStatement> statements = runnable(connection, input.statements, *tables);
    report.statements = statements.size();
    report.tables = std::move(*tables);
    report.usage = input.usage.value_or(UsageEvidence{});
    for (const TableDef &table : std::as_const(report.tables)) {
        report.indexes += table.indexes.size();
        report.findings += Redundancy{table, report.usage, statements}.findings();
    }
    for (IndexFinding &finding : report.findings) {
        finding.isOwnTable = input.ownTables.contains(finding.table);
        if (const auto cost = input.costs.constFind({finding.table, finding.index});
            cost != input.costs.cend())
            finding.cost = *cost;
    }
    sortFindings(report.findings);
    return report;
}
