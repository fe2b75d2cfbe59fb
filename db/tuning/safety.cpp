// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/safety.h"

#include "db/tuning/plantrial.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct IndexAdvice {
    Q_DECLARE_TR_FUNCTIONS(IndexAdvice)
};

void question(IndexFinding &finding, const QStringList &statements)
{
    finding.kind = IndexFinding::Kind::Measure;
    finding.certainty = IndexFinding::Certainty::Open;
    finding.evidence.append(IndexAdvice::tr("Without it and what else is proposed here, these "
                                            "statements would read all of the table: %1.")
                                    .arg(statements.join(u", "_s)));
}

void questionByStructure(const QList<TableDef> &tables,
                         const QList<CataloguedStatement> &statements,
                         QList<IndexFinding> &findings)
{
    for (const TableDef &table : tables) {
        QSet<QString> dropped;
        for (const IndexFinding &finding : std::as_const(findings)) {
            if (finding.table == table.name && finding.isProposal())
                dropped.insert(finding.index);
        }
        const QStringList left = statementsLeftAlone(table, dropped, statements);
        if (left.isEmpty())
            continue;
        for (IndexFinding &finding : findings) {
            if (finding.table == table.name && finding.isProposal())
                question(finding, left);
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
        if (!now || !then || then->fullScans() <= now->fullScans())
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
    return connection.engine() == Engine::Sqlite ? questionByPlan(connection, statements, findings)
                                                 : Result<>{};
}
