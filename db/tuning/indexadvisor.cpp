// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexadvisor.h"

#include "db/tuning/indexreader.h"
#include "db/tuning/missingindexes.h"
#include "db/tuning/rules/brin.h"
#include "db/tuning/rules/indexadvice.h"
#include "db/tuning/rules/redundancy.h"
#include "db/tuning/rules/usage.h"
#include "db/tuning/rules/usagetext.h"
#include "db/tuning/rules/worth.h"
#include "db/tuning/safety.h"
#include "db/tuning/statementuse.h"
#include "db/tuning/usagecounters.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

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

// Those that use alone speaks for and that were not counted for long enough, by name.
QStringList notYetJudged(const QList<TableDef> &tables, const UsageEvidence &usage)
{
    QStringList names;
    for (const TableDef &table : tables) {
        for (const IndexDef &index : table.indexes) {
            const auto used = usage.of(table.name, index.name);
            if (used && !index.isUnique && !Usage::canBeJudged(*used))
                names.append(table.name + u'.' + index.name);
        }
    }
    names.sort();
    return names;
}

// 'unknown' is not 'unused': once for the whole database, with what would help, else by name.
QList<IndexFinding> evidenceFindings(const QList<TableDef> &tables, const UsageEvidence &usage)
{
    const QStringList notYet = notYetJudged(tables, usage);
    const QDateTime from = usage.begin();
    IndexFinding finding{IndexFinding::Kind::Unknown, u"evidence"_s, {}, {}, {}};
    if (usage.source.isEmpty())
        finding.reason = usage.advice;
    else if (notYet.isEmpty())
        return {};
    else if (std::ranges::none_of(usage.indexes, &Usage::isLongEnough))
        finding.reason = shortWindowText(usage.source, from);
    else if (std::ranges::none_of(usage.indexes, &Usage::canBeJudged))
        finding.reason = unknownAgeText(usage.source, from);
    else
        finding.reason = notYetText(notYet);
    return {finding};
}

QList<IndexFinding> hypertableFindings(const QList<TableDef> &tables)
{
    QList<IndexFinding> findings;
    for (const TableDef &table : tables) {
        if (!table.isHypertable)
            continue;
        IndexFinding finding{IndexFinding::Kind::Unknown, u"hypertable"_s, table.name, {}, {}};
        finding.reason = hypertableText(table.name);
        findings.append(finding);
    }
    return findings;
}

// What structure remarks on an index that nobody uses is no question any more.
QList<IndexFinding> withoutUnused(QList<IndexFinding> redundant, const QList<IndexFinding> &used)
{
    redundant.removeIf([&](const IndexFinding &finding) {
        return std::ranges::any_of(used, [&](const IndexFinding &other) {
            return other.isProposal() && other.index == finding.index;
        });
    });
    return redundant;
}

// MariaDB and MySQL tell a hidden index as one that is made hidden.
QString shown(QString createSql)
{
    static const QRegularExpression hidden{u" (IGNORED|/\\*!80000 INVISIBLE \\*/)$"_s};
    return createSql.remove(hidden);
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
    Result<UsageEvidence> usage =
            input.usage ? Result<UsageEvidence>{*input.usage} : readUsageCounters(connection);
    if (!usage)
        return fail(usage.error());
    report.usage = std::move(*usage);
    const Result<bool> standbys = hasStandbys(connection);
    if (!standbys)
        return fail(standbys.error());
    report.usage.hasStandbys = *standbys;
    for (TableDef &table : report.tables) {
        for (IndexDef &index : table.indexes) {
            index.isOnTrial = index.isHidden && input.onTrial.contains({table.name, index.name});
            index.isHidden = index.isHidden && !index.isOnTrial;
            if (index.isOnTrial)
                index.createSql = shown(index.createSql);
        }
        report.indexes += table.indexes.size();
        const QList<IndexFinding> redundant =
                Redundancy{table, report.usage, statements}.findings();
        const QList<IndexFinding> used =
                Usage{table, report.usage, statements, redundant}.findings();
        const QList<IndexFinding> told = withoutUnused(redundant, used) + used;
        report.findings += told + brinFindings(table, statements, told);
    }
    const Result<> rest =
            keepStatementsServed(connection, report.tables, statements, report.findings)
                    .and_then([&] {
                        return missingIndexes(connection, report.tables, statements,
                                              input.ownIndexes);
                    })
                    .map([&](const QList<IndexFinding> &missing) { report.findings += missing; });
    if (!rest)
        return fail(rest.error());
    report.findings += evidenceFindings(report.tables, report.usage);
    report.findings += hypertableFindings(report.tables);
    for (IndexFinding &finding : report.findings) {
        finding.isOwnTable = input.ownTables.contains(finding.table);
        if (input.onTrial.contains({finding.table, finding.index}))
            finding.evidence.append(
                    IndexAdvice::tr("It is hidden on trial: no statement uses it now."));
    }
    weighMeasured(input.measured, report.usage, statements, report.findings);
    sortFindings(report.findings);
    return report;
}
