// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/missingindexes.h"

#include "db/tuning/hypotheticalindexes.h"
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

// What came of trying a candidate.
struct CandidateTrial {
    enum class Verdict { Untried, Refused, Taken };

    Verdict verdict = Verdict::Untried;
    QString said = {}; // a translated sentence
    std::optional<qint64> sizeBytes = {};
};

using Verdict = CandidateTrial::Verdict;

CandidateTrial untried()
{
    return {Verdict::Untried, IndexAdvice::tr("Whether the planner takes it is not known: this "
                                              "engine can only try an index that is there.")};
}

CandidateTrial untriedWithoutHypoPg(const ServerInfo &server)
{
    CandidateTrial trial = untried();
    trial.said += u' ' + IndexAdvice::tr("With the extension HypoPG it can be tried without being "
                                         "made: put it on the server (in Debian the package "
                                         "postgresql-%1-hypopg) and run CREATE EXTENSION hypopg "
                                         "in this database.")
                                 .arg(server.version.section(u'.', 0, 0));
    return trial;
}

IndexFinding findingFor(const IndexCandidate &candidate,
                        const QList<const CataloguedStatement *> &statements, Engine engine,
                        const CandidateTrial &trial)
{
    const std::optional<double> time = msPerDay(statements);
    const bool isWorthIt = trial.verdict == Verdict::Taken && time && *time >= WorthMsPerDay;
    IndexFinding finding{isWorthIt ? IndexFinding::Kind::Missing : IndexFinding::Kind::Measure,
                         u"M1"_s,
                         candidate.table,
                         {},
                         {}};
    finding.columns = candidate.keyText();
    finding.newIndex = candidate.name();
    finding.certainty = isWorthIt ? IndexFinding::Certainty::Likely : IndexFinding::Certainty::Open;
    finding.sizeBytes = trial.sizeBytes;
    finding.isSizeEstimated = trial.sizeBytes.has_value();
    QStringList purposes;
    for (const CataloguedStatement *statement : statements)
        purposes.append(statement->purpose.isEmpty()
                                ? statement->id
                                : u"%1 (%2)"_s.arg(statement->id, statement->purpose));
    finding.reason =
            IndexAdvice::tr("No index on %1 helps these statements, so each reads all of it: %2. "
                            "One on (%3) would; measure what it saves and what it costs.")
                    .arg(candidate.table, purposes.join(u", "_s), candidate.keyText());
    finding.evidence.append(trial.said);
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

Result<CandidateTrial> tryInMemory(const Connection &connection, const IndexCandidate &candidate,
                                   const QList<const CataloguedStatement *> &statements)
{
    return isTaken(connection, candidate, statements).transform([](bool isTaken) {
        return CandidateTrial{isTaken ? Verdict::Taken : Verdict::Refused,
                              IndexAdvice::tr("The planner takes it, tried on a copy of the "
                                              "schema.")};
    });
}

CandidateTrial tryHypothetically(const HypotheticalIndexes &indexes,
                                 const IndexCandidate &candidate,
                                 const QList<const CataloguedStatement *> &statements)
{
    const Result<std::optional<PlannedGain>> gain = indexes.tryOut(candidate, statements);
    if (!gain) // a kind of index or table that the extension cannot think of
        return untried();
    if (!*gain)
        return {Verdict::Refused};
    return {Verdict::Taken,
            IndexAdvice::tr("The planner takes it, tried without being made (HypoPG): it puts the "
                            "cost of %1 at %2 instead of %3.")
                    .arg((*gain)->statement, QString::number((*gain)->after, 'f', 0),
                         QString::number((*gain)->before, 'f', 0)),
            (*gain)->sizeBytes};
}

// Of each candidate the keys that are worth it: a further one has to halve the cost once more.
QList<IndexCandidate> shortened(const HypotheticalIndexes &indexes,
                                const QList<IndexCandidate> &candidates,
                                const QList<CataloguedStatement> &statements)
{
    QList<IndexCandidate> kept;
    for (IndexCandidate candidate : candidates) {
        const auto asking = statementsOf(candidate, statements);
        const QList<OrderedColumn> keys = candidate.keys;
        std::optional<double> cost;
        for (qsizetype length = 1; length <= keys.size(); ++length) {
            IndexCandidate tried = candidate;
            tried.keys = keys.first(length);
            const Result<std::optional<PlannedGain>> gain = indexes.tryOut(tried, asking);
            if (!gain || !*gain || (cost && (*gain)->after > *cost / 2))
                continue;
            cost = (*gain)->after;
            candidate.keys = tried.keys;
        }
        const auto same = std::ranges::find(kept, candidate.keys, &IndexCandidate::keys);
        if (same == kept.end()) {
            kept.append(candidate);
            continue;
        }
        same->statements += candidate.statements;
        same->statements.removeDuplicates();
    }
    return kept;
}

} // namespace

Result<QList<IndexFinding>> missingIndexes(const Connection &connection,
                                           const QList<TableDef> &tables,
                                           const QList<CataloguedStatement> &statements)
{
    const Result<std::optional<HypotheticalIndexes>> hypothetical =
            HypotheticalIndexes::of(connection);
    if (!hypothetical)
        return fail(hypothetical.error());
    const Engine engine = connection.engine();
    QSet<QString> names; // of a schema, on some engines
    for (const TableDef &table : tables) {
        for (const IndexDef &index : table.indexes)
            names.insert(index.name);
    }
    QList<IndexFinding> findings;
    for (const TableDef &table : tables) {
        QList<IndexCandidate> candidates = indexCandidates(table, statements);
        if (*hypothetical)
            candidates = shortened(**hypothetical, candidates, statements);
        for (IndexCandidate &candidate : candidates) {
            for (int number = 2; names.contains(candidate.name()); ++number)
                candidate.ending = u"_%1"_s.arg(number);
            names.insert(candidate.name());
            const auto asking = statementsOf(candidate, statements);
            Result<CandidateTrial> trial = engine == Engine::PostgreSql
                                                   ? untriedWithoutHypoPg(connection.serverInfo())
                                                   : untried();
            if (engine == Engine::Sqlite)
                trial = tryInMemory(connection, candidate, asking);
            else if (*hypothetical)
                trial = tryHypothetically(**hypothetical, candidate, asking);
            if (!trial)
                return fail(trial.error());
            if (trial->verdict != Verdict::Refused)
                findings.append(findingFor(candidate, asking, engine, *trial));
        }
    }
    return findings;
}
