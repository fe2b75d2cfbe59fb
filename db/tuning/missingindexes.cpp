// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/missingindexes.h"

#include "db/tuning/hypotheticalindexes.h"
#include "db/tuning/plantrial.h"
#include "db/tuning/rules/indexadvice.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double WorthMsPerDay = 1000;
constexpr qsizetype MostOfTable = 3;

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
    enum class Verdict { Untried, Taken };

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
    const QString reason =
            candidate.isBeside
                    ? IndexAdvice::tr("The indexes on %1 find less than these statements ask for: "
                                      "%2. One on (%3) would find all of it; measure what it saves "
                                      "and what it costs.")
                    : IndexAdvice::tr("No index on %1 helps these statements, so each reads all of "
                                      "it: %2. One on (%3) would; measure what it saves and what "
                                      "it costs.");
    finding.reason = reason.arg(candidate.table, purposes.join(u", "_s), candidate.keyText());
    finding.evidence.append(trial.said);
    if (time)
        finding.evidence.append(
                IndexAdvice::tr("They take %1 ms a day.").arg(QString::number(*time, 'f', 0)));
    const CandidateSql sql = candidateSql(candidate, engine);
    finding.upSql = sqlLines({sql.create});
    finding.downSql = sqlLines({sql.drop});
    return finding;
}

// A candidate that is worth telling.
struct Tried {
    IndexCandidate candidate;
    CandidateTrial trial;
    std::optional<PlannedGain> gain = {};
};

// All together, as they would lie there: of several that would serve a statement the planner takes
// the best.
Result<QList<Tried>> triedInMemory(const Connection &connection, const TableDef &table,
                                   const QList<IndexCandidate> &candidates,
                                   const QList<CataloguedStatement> &statements)
{
    const Result<PlanTrial> before = PlanTrial::of(connection);
    const Result<PlanTrial> after = PlanTrial::of(connection);
    if (!before || !after)
        return fail(before ? after.error() : before.error());
    for (const IndexCandidate &candidate : candidates) {
        if (const Result<> added = after->add(candidate, table.rows.value_or(0), connection);
            !added)
            return fail(added.error());
    }
    const QString said = IndexAdvice::tr("The planner takes it, tried on a copy of the schema.");
    QList<Tried> taken;
    for (IndexCandidate candidate : candidates) {
        QStringList served;
        for (const CataloguedStatement *statement : statementsOf(candidate, statements)) {
            const Result<QueryPlan> now = before->plan(statement->text);
            const Result<QueryPlan> then = after->plan(statement->text);
            if (now && then && (candidate.isBeside || now->readsAll()) &&
                then->uses(candidate.name()))
                served.append(statement->id);
        }
        candidate.statements = served;
        if (!served.isEmpty())
            taken.append({candidate, {Verdict::Taken, said}});
    }
    return taken;
}

CandidateTrial takenHypothetically(const PlannedGain &gain)
{
    return {Verdict::Taken,
            IndexAdvice::tr("The planner takes it, tried without being made (HypoPG): it puts the "
                            "cost of %1 at %2 instead of %3.")
                    .arg(gain.statement, QString::number(gain.after, 'f', 0),
                         QString::number(gain.before, 'f', 0)),
            gain.sizeBytes};
}

// Whether another one does as much for all that a candidate is for.
bool isOutdone(const Tried &tried, const QList<Tried> &others)
{
    return std::ranges::any_of(others, [&](const Tried &other) {
        const bool servesAll =
                std::ranges::all_of(tried.candidate.statements, [&](const QString &id) {
                    return other.candidate.statements.contains(id);
                });
        return other.gain && tried.gain && servesAll &&
               other.gain->statement == tried.gain->statement &&
               std::pair{other.gain->after, other.candidate.name()} <
                       std::pair{tried.gain->after, tried.candidate.name()};
    });
}

QList<Tried> triedHypothetically(const HypotheticalIndexes &indexes,
                                 const QList<IndexCandidate> &candidates,
                                 const QList<CataloguedStatement> &statements)
{
    QList<Tried> taken;
    for (const IndexCandidate &candidate : candidates) {
        const Result<std::optional<PlannedGain>> gain =
                indexes.tryOut(candidate, statementsOf(candidate, statements));
        if (!gain) // a kind of index or table that the extension cannot think of
            taken.append({candidate, untried()});
        else if (*gain)
            taken.append({candidate, takenHypothetically(**gain), **gain});
    }
    QList<Tried> best;
    for (const Tried &tried : std::as_const(taken)) {
        if (!isOutdone(tried, taken))
            best.append(tried);
    }
    return best;
}

// One for each statement, because nobody says which of several is the better one.
QList<Tried> toldUntried(const QList<IndexCandidate> &candidates, const CandidateTrial &trial)
{
    QList<Tried> told;
    QSet<QString> served;
    for (const IndexCandidate &candidate : candidates) {
        const bool isServed = std::ranges::all_of(
                candidate.statements, [&](const QString &id) { return served.contains(id); });
        if (isServed)
            continue;
        served.unite({candidate.statements.cbegin(), candidate.statements.cend()});
        told.append({candidate, trial});
    }
    return told;
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
        same->isBeside = same->isBeside && candidate.isBeside;
        same->statements += candidate.statements;
        same->statements.removeDuplicates();
    }
    return kept;
}

} // namespace

Result<QList<IndexFinding>> missingIndexes(const Connection &connection,
                                           const QList<TableDef> &tables,
                                           const QList<CataloguedStatement> &statements,
                                           const QSet<QString> &takenNames)
{
    const Result<std::optional<HypotheticalIndexes>> hypothetical =
            HypotheticalIndexes::of(connection);
    if (!hypothetical)
        return fail(hypothetical.error());
    const Engine engine = connection.engine();
    QSet<QString> names = takenNames; // of a schema, on some engines
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
        }
        Result<QList<Tried>> told = QList<Tried>{};
        if (engine == Engine::Sqlite && !candidates.isEmpty())
            told = triedInMemory(connection, table, candidates, statements);
        else if (*hypothetical)
            told = triedHypothetically(**hypothetical, candidates, statements);
        else
            told = toldUntried(candidates, engine == Engine::PostgreSql
                                                   ? untriedWithoutHypoPg(connection.serverInfo())
                                                   : untried());
        if (!told)
            return fail(told.error());
        for (const Tried &tried : told->first(std::min(told->size(), MostOfTable)))
            findings.append(findingFor(tried.candidate, statementsOf(tried.candidate, statements),
                                       engine, tried.trial));
    }
    return findings;
}
