// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexadvisor.h"

#include "db/tuning/indexreader.h"
#include "db/tuning/rules/redundancy.h"

Result<IndexReport> adviseOnIndexes(const Connection &connection, const AdvisorInput &input)
{
    Result<QList<TableDef>> tables = readIndexes(connection);
    if (!tables)
        return fail(tables.error());
    IndexReport report;
    report.tables = std::move(*tables);
    report.usage = input.usage.value_or(UsageEvidence{});
    for (const TableDef &table : std::as_const(report.tables)) {
        report.indexes += table.indexes.size();
        report.findings += Redundancy{table, report.usage, input.statements}.findings();
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
