// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/missingindexes.h"

#include "db/tuning/plantrial.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double WorthMsPerDay = 1000;

struct IndexAdvice {
    Q_DECLARE_TR_FUNCTIONS(IndexAdvice)
};

QList<const CataloguedStatement *> statementsOf(const IndexCandidate &candidate,
                                                const QList<CataloguedStatement> &statements)
{
    QList<const CataloguedStatement *> found;
    for (const CataloguedStatement &statement : statements) {
        if (candidate.statements.contains(statement.id))
            found.append(&statement);
    }
    return found;
}

// What its statements take in a day; nothing where that is not known of any.
std::optional<double> msPerDay(const QList<const CataloguedStatement *> &statements)
{
    std::optional<double> sum;
    for (const CataloguedStatement *statement : statements) {
        if (statement->perDay && statement->msEach)
            sum = sum.value_or(0) + *statement->perDay * *statement->msEach;
    }
    return sum;
}

IndexFinding findingFor(const IndexCandidate &candidate,
                        const QList<const CataloguedStatement *> &statements, Engine engine,
                        bool isPlanned)
{
    const std::optional<double> time = msPerDay(statements);
    const bool isWorthIt = isPlanned && time && *time >= WorthMsPerDay;
    IndexFinding finding{isWorthIt ? IndexFinding::Kind::Missing : IndexFinding::Kind::Measure,
                         u"M1"_s,
                         candidate.table,
                         {},
                         {}};
    finding.columns = candidate.keyText();
    finding.certainty = isWorthIt ? IndexFinding::Certainty::Likely : IndexFinding::Certainty::Open;
    QStringList purposes;
    for (const CataloguedStatement *statement : statements)
        purposes.append(statement->purpose.isEmpty()
                                ? statement->id
                                : u"%1 (%2)"_s.arg(statement->id, statement->purpose));
    finding.reason =
            IndexAdvice::tr("No index on %1 helps these statements, so each reads all of it: %2. "
                            "One on (%3) would; measure what it saves and what it costs.")
                    .arg(candidate.table, purposes.join(u", "_s), candidate.keyText());
    finding.evidence.append(isPlanned
                                    ? IndexAdvice::tr("The planner takes it, tried on a copy of "
                                                      "the schema.")
                                    : IndexAdvice::tr("Whether the planner takes it is not known: "
                                                      "this engine can only try an index that is "
                                                      "there."));
    if (time)
        finding.evidence.append(
                IndexAdvice::tr("They take %1 ms a day.").arg(QString::number(*time, 'f', 0)));
    const CandidateSql sql = candidateSql(candidate, engine);
    finding.upSql = sqlLines({sql.create});
    finding.downSql = sqlLines({sql.drop});
    return finding;
}

// Whether a statement that needs an index now would be run with this one.
Result<bool> isTaken(const Connection &connection, const IndexCandidate &candidate,
                     const QList<const CataloguedStatement *> &statements)
{
    const Result<PlanTrial> trial = PlanTrial::of(connection);
    if (!trial)
        return fail(trial.error());
    QList<const CataloguedStatement *> needy;
    for (const CataloguedStatement *statement : statements) {
        if (const Result<QueryPlan> plan = trial->plan(statement->text); plan && plan->needsIndex())
            needy.append(statement);
    }
    if (needy.isEmpty())
        return false;
    if (const Result<> added = trial->add(candidate, connection); !added)
        return fail(added.error());
    return std::ranges::any_of(needy, [&](const CataloguedStatement *statement) {
        const Result<QueryPlan> plan = trial->plan(statement->text);
        return plan && plan->uses(candidate.name());
    });
}

} // namespace

Result<QList<IndexFinding>> missingIndexes(const Connection &connection,
                                           const QList<TableDef> &tables,
                                           const QList<CataloguedStatement> &statements)
{
    QList<IndexFinding> findings;
    const bool canTry = connection.engine() == Engine::Sqlite;
    for (const TableDef &table : tables) {
        for (const IndexCandidate &candidate : indexCandidates(table, statements)) {
            const auto asking = statementsOf(candidate, statements);
            if (canTry) {
                const Result<bool> taken = isTaken(connection, candidate, asking);
                if (!taken)
                    return fail(taken.error());
                if (!*taken)
                    continue;
            }
            findings.append(findingFor(candidate, asking, connection.engine(), canTry));
        }
    }
    return findings;
}
