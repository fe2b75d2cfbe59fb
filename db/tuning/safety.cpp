// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/safety.h"

#include "db/tuning/plantrial.h"
#include "db/tuning/rules/indexadvice.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

void warn(IndexFinding &finding, const QStringList &statements)
{
    finding.leavesAlone = statements;
    finding.evidence.append(IndexAdvice::tr("Without it and what else is proposed here, these "
                                            "statements would read all of the table: %1.")
                                    .arg(statements.join(u", "_s)));
}

void question(IndexFinding &finding, const QStringList &statements)
{
    finding.kind = IndexFinding::Kind::Measure;
    finding.certainty = IndexFinding::Certainty::Open;
    warn(finding, statements);
}

QSet<QString> proposedDrops(const QList<IndexFinding> &findings, const QString &table)
{
    QSet<QString> dropped;
    for (const IndexFinding &finding : findings) {
        if (finding.table == table && finding.isProposal())
            dropped.insert(finding.index);
    }
    return dropped;
}

void questionByStructure(const QList<TableDef> &tables,
                         const QList<CataloguedStatement> &statements,
                         QList<IndexFinding> &findings)
{
    for (const TableDef &table : tables) {
        const QStringList left =
                statementsLeftAlone(table, proposedDrops(findings, table.name), statements);
        if (left.isEmpty())
            continue;
        for (IndexFinding &finding : findings) {
            if (finding.table == table.name && finding.isProposal())
                question(finding, left);
        }
    }
}

// A counter that stands at nothing says that nobody asked lately. A statement whose plan goes by
// the index would have to go another way, and whether there is a good one its structure does not
// tell.
void questionByRecord(const QList<CataloguedStatement> &statements, QList<IndexFinding> &findings)
{
    for (IndexFinding &finding : findings) {
        if (finding.kind != IndexFinding::Kind::Unused)
            continue;
        QStringList planned;
        for (const CataloguedStatement &statement : statements) {
            if (statement.plannedIndexes.contains(std::pair{finding.table, finding.index}))
                planned.append(statement.id);
        }
        if (!planned.isEmpty())
            question(finding, planned);
    }
}

// S2 keeps a narrower index in its place.
void warnOfMeasured(const QList<TableDef> &tables, const QList<CataloguedStatement> &statements,
                    QList<IndexFinding> &findings)
{
    for (const TableDef &table : tables) {
        const QSet<QString> proposed = proposedDrops(findings, table.name);
        for (IndexFinding &finding : findings) {
            if (finding.table != table.name || finding.kind != IndexFinding::Kind::Measure ||
                finding.upSql.isEmpty() || finding.rule == "S2"_L1 ||
                !finding.leavesAlone.isEmpty())
                continue;
            QSet<QString> dropped = proposed;
            dropped.insert(finding.index);
            if (const QStringList left = statementsLeftAlone(table, dropped, statements);
                !left.isEmpty())
                warn(finding, left);
        }
    }
}

bool isOfTable(const CataloguedStatement &statement, const QString &table)
{
    return std::ranges::any_of(statement.uses,
                               [&](const TableUse &use) { return use.table == table; });
}

Result<> questionByPlan(const Connection &connection, const QList<CataloguedStatement> &statements,
                        QList<IndexFinding> &findings)
{
    const bool hasProposal = std::ranges::any_of(findings, &IndexFinding::isProposal);
    if (!hasProposal)
        return {};
    const Result<PlanTrial> before = PlanTrial::of(connection);
    const Result<PlanTrial> after = PlanTrial::of(connection);
    if (!before || !after)
        return fail(before ? after.error() : before.error());
    for (const IndexFinding &finding : std::as_const(findings)) {
        if (!finding.isProposal())
            continue;
        if (const Result<> done = after->apply(finding.upSql); !done)
            return done;
    }
    for (const CataloguedStatement &statement : statements) {
        const Result<QueryPlan> now = before->plan(statement.text);
        const Result<QueryPlan> then = after->plan(statement.text);
        // What names an index that is gone has no plan at all.
        if (!now || (then && then->fullScans() <= now->fullScans()))
            continue;
        for (IndexFinding &finding : findings) {
            if (finding.isProposal() && isOfTable(statement, finding.table) &&
                now->uses(finding.index))
                question(finding, {statement.id});
        }
    }
    return {};
}

} // namespace

Result<> keepStatementsServed(const Connection &connection, const QList<TableDef> &tables,
                              const QList<CataloguedStatement> &statements,
                              QList<IndexFinding> &findings)
{
    questionByStructure(tables, statements, findings);
    questionByRecord(statements, findings);
    const Result<> planned = connection.engine() == Engine::Sqlite
                                     ? questionByPlan(connection, statements, findings)
                                     : Result<>{};
    if (planned)
        warnOfMeasured(tables, statements, findings);
    return planned;
}
