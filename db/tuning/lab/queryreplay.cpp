// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/queryreplay.h"

#include "db/tuning/lab/replaytimes.h"
#include "db/tuning/lab/withoutindex.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double Far = 10; // times slower: no chance, however few runs say so

// Milliseconds of each run: with the index, without it, and with it once more, so that what became
// slower meanwhile for another reason is not taken for its absence.
struct Trial {
    const Replay *replay = nullptr;
    QList<double> before;
    QList<double> without = {};
    QList<double> again = {};

    [[nodiscard]] bool isTold() const { return before.size() >= QueryEffect::FewestRuns; }
    [[nodiscard]] bool isFarSlower(qsizetype count) const
    {
        const double with = std::max(quantileOf(before, 0.5), quantileOf(again, 0.5));
        return count > 0 && *std::ranges::min_element(without) > Far * with;
    }
};

QueryEffect effectOf(const Trial &trial, const QString &index)
{
    constexpr double Noticeable = 1.25;

    const qsizetype count =
            std::min({trial.before.size(), trial.without.size(), trial.again.size()});
    QList<double> with;
    QList<double> slowerWith;
    for (qsizetype i = 0; i < count; ++i) {
        with.append(std::min(trial.before[i], trial.again[i]));
        slowerWith.append(std::max(trial.before[i], trial.again[i]));
    }
    const QList<double> without = trial.without.first(count);
    QueryEffect effect;
    effect.statement = trial.replay->statement->id;
    effect.purpose = trial.replay->statement->purpose;
    effect.index = index;
    effect.p50With = quantileOf(with, 0.5);
    effect.p95With = quantileOf(with, 0.95);
    effect.p50Without = quantileOf(without, 0.5);
    effect.p95Without = quantileOf(without, 0.95);
    effect.runs = int(count);
    effect.isNeeded =
            trial.isFarSlower(count) || (effect.p50Without > Noticeable * effect.p50With &&
                                         tendencyOf(ratios(without, slowerWith)) == Tendency::Gain);
    return effect;
}

// All statements on one copied table, as long as the time lasts.
class TableReplay final
{
public:
    TableReplay(const Connection &place, const ProbeTable &table, std::chrono::milliseconds time,
                const LabWatch &watch)
        : m_place{place}
        , m_table{table}
        , m_watch{watch}
        , m_deadline{time}
    {}

    // Those that might use the index.
    [[nodiscard]] Result<QList<QueryEffect>> without(const IndexDef &index,
                                                     const QList<Replay> &replays) const;

private:
    [[nodiscard]] Result<ReplayTimes> times(const Replay &replay,
                                            std::optional<double> usualMs = {}) const;
    [[nodiscard]] Result<QList<Trial>> begin(const IndexDef &index,
                                             const QList<Replay> &replays) const;
    [[nodiscard]] Result<> hide(const IndexDef &index, QList<Trial> &trials) const;

    const Connection &m_place;
    const ProbeTable &m_table;
    const LabWatch &m_watch;
    QDeadlineTimer m_deadline;
};

// usualMs: with the index, of a run without it.
Result<ReplayTimes> TableReplay::times(const Replay &replay, std::optional<double> usualMs) const
{
    constexpr std::chrono::milliseconds Least{1000}; // stopped earlier, it might be chance
    constexpr double SlowMs = 75;

    // No statement takes the time of all others.
    ReplayLimits limits{std::max(Least, std::chrono::milliseconds{m_deadline.remainingTime() / 4})};
    if (usualMs)
        limits.clearMs = std::max(SlowMs, Far * *usualMs);
    return timesOf(replay, m_place, limits, m_watch);
}

Result<QList<Trial>> TableReplay::begin(const IndexDef &index, const QList<Replay> &replays) const
{
    QList<Trial> trials;
    for (const Replay &replay : replays) {
        if (!replay.touched.contains(index.keys.constFirst().text))
            continue;
        const Result<ReplayTimes> before = m_deadline.hasExpired() ? ReplayTimes{} : times(replay);
        if (!before)
            return fail(before.error());
        if (before->canRun)
            trials.append({&replay, before->ms});
    }
    return trials;
}

// An error: this server cannot, or the watch ended it.
Result<> TableReplay::hide(const IndexDef &index, QList<Trial> &trials) const
{
    std::optional<WithoutIndex> hiding;
    for (Trial &trial : trials) {
        if (!trial.isTold() || m_deadline.hasExpired())
            continue;
        if (!hiding) {
            hiding.emplace(m_place, m_table.name, index.name);
            if (const Result<> hidden = hiding->hide(); !hidden)
                return hidden;
        }
        const Result<ReplayTimes> without = times(*trial.replay, quantileOf(trial.before, 0.5));
        if (!without)
            return fail(without.error());
        trial.without = without->ms;
        if (without->isStopped) // PostgreSQL takes nothing more in this transaction
            hiding.reset();
    }
    return {};
}

Result<QList<QueryEffect>> TableReplay::without(const IndexDef &index,
                                                const QList<Replay> &replays) const
{
    Result<QList<Trial>> trials = begin(index, replays);
    if (!trials)
        return fail(trials.error());
    if (!hide(index, *trials))
        return m_watch.check().transform([] { return QList<QueryEffect>{}; });
    QList<QueryEffect> effects;
    for (Trial &trial : *trials) {
        if (!trial.without.isEmpty()) {
            const Result<ReplayTimes> again = times(*trial.replay);
            if (!again)
                return fail(again.error());
            trial.again = again->ms;
        }
        effects.append(effectOf(trial, index.name));
    }
    return effects;
}

} // namespace

Result<QList<QueryEffect>> replayStatements(const Connection &place, const ProbeTable &table,
                                            const QList<CataloguedStatement> &statements,
                                            const KeptValues &kept, std::chrono::milliseconds time,
                                            const LabWatch &watch,
                                            const std::function<void(int done, int all)> &progress)
{
    const TableReplay replay{place, table, time, watch};
    const Result<QList<Replay>> replays = replaysOf(statements, kept, table, place);
    if (!replays)
        return fail(replays.error());
    QList<QueryEffect> effects;
    const QList<IndexDef> indexes = table.droppable();
    int done = 0;
    for (const IndexDef &index : indexes) {
        const Result<QList<QueryEffect>> found = replay.without(index, *replays);
        if (!found)
            return found;
        effects += *found;
        progress(++done, int(indexes.size()));
    }
    return effects;
}
