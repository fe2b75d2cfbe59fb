// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"

#include "app/alerts/latejudge.h"
#include "db/alerts/alertgeneration.h"
#include "db/alerts/alertstatestore.h"
#include "db/domain/coin.h"
#include "db/domain/timespans.h"
#include "db/transaction.h"

#include <algorithm>

namespace {

// Prices that are older when they are stored are history that somebody fetched: they are looked
// back at, and nobody is told of them.
constexpr qint64 NewsMs = 7 * DayMs;
// Clocks differ; what is further ahead waits until its time has come.
constexpr qint64 AheadMs = 5 * 60'000;
constexpr qint64 FarAheadMs = 366 * DayMs; // what is looked at to know that it waits

} // namespace

// One call of judge(): its stores and its transaction.
class AlertJudge::Session final
{
public:
    Session(AlertJudge &judge, const Connection &connection, const QDateTime &now,
            const QDateTime &awaited)
        : m_judge{judge}
        , m_now{now}
        , m_nowMs{now.toMSecsSinceEpoch()}
        , m_completeMs{awaited.isValid() ? std::min(m_nowMs, awaited.toMSecsSinceEpoch() - 1)
                                         : m_nowMs}
        , m_transaction{connection}
        , m_schema{connection, judge.m_version}
        , m_statements{connection}
        , m_backlog{connection}
        , m_rules{connection, judge.m_version}
        , m_states{connection}
        , m_log{connection}
        , m_reader{connection}
        , m_late{connection, judge.m_zone, now}
    {}

    [[nodiscard]] Result<Verdict> run();

private:
    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> loadSymbol(const QString &symbol, SymbolRules &rules);
    [[nodiscard]] qint64 firstCursor(const QString &symbol, qint64 newestMs) const;
    [[nodiscard]] bool isAbout(const AlertBacklog::Entry &entry, const QString &symbol) const;
    [[nodiscard]] Result<qint64> beginMs(const AlertRule &rule);
    [[nodiscard]] Result<> endWhatIsOver(const QHash<qint64, AlertState> &states);
    [[nodiscard]] Result<> judgeSymbol(const QString &symbol, SymbolRules &rules);
    [[nodiscard]] Result<> judgeLate(const QString &symbol, SymbolRules &rules,
                                     const QList<AlertBacklog::Entry> &entries);
    [[nodiscard]] Result<> judgeNew(const QString &symbol, SymbolRules &rules,
                                    std::span<const Observation> observations);
    [[nodiscard]] Result<> judgeEarlier(const QString &symbol, SymbolRules &rules,
                                        std::span<const Observation> observations);
    [[nodiscard]] Result<> keepWaiting(const QString &symbol,
                                       const QList<AlertBacklog::Entry> &entries);
    [[nodiscard]] Result<> write();
    [[nodiscard]] Result<> writeEvent(const AlertRule &rule, const AlertEvent &event);

    AlertJudge &m_judge;
    QDateTime m_now;
    qint64 m_nowMs;
    qint64 m_completeMs; // until when all prices of coins are stored
    Transaction m_transaction;
    SettledSchema m_schema;
    Statements m_statements;
    AlertBacklog m_backlog;
    AlertRuleStore m_rules;
    AlertStateStore m_states;
    AlertLogStore m_log;
    ObservationReader m_reader;
    LateJudge m_late;
    QList<AlertBacklog::Entry> m_entries;
    QSet<qint64> m_kept; // of these, what is to be judged later
    QList<AlertEvent> m_events;
    Verdict m_verdict;
};

AlertJudge::AlertJudge(const QTimeZone &zone, std::optional<int> version)
    : m_zone{zone}
    , m_version{version}
{}

void AlertJudge::setZone(const QTimeZone &zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    m_generation.reset(); // what is in memory counts by the days of the other one
}

Result<AlertJudge::Verdict> AlertJudge::judge(const Connection &connection, const QDateTime &now,
                                              const QDateTime &awaited)
{
    Result<Verdict> verdict = Session{*this, connection, now, awaited}.run();
    if (!verdict)
        m_generation.reset(); // what is in memory is not what is stored
    return verdict;
}

Result<bool> AlertJudge::hasBacklog(const Connection &connection)
{
    return AlertBacklog{connection}.isEmpty().transform([](bool isEmpty) { return !isEmpty; });
}

Result<AlertJudge::Verdict> AlertJudge::Session::run()
{
    const Result<> ready = m_transaction.begin()
                                   .and_then([this] { return m_schema.check(); })
                                   .and_then([this] { return m_backlog.list(); })
                                   .map([this](const QList<AlertBacklog::Entry> &entries) {
                                       m_entries = entries;
                                   });
    if (!ready)
        return fail(ready.error());
    const Result<qint64> generation = alertGeneration(m_statements);
    if (!generation)
        return fail(generation.error());
    if (m_judge.m_generation != *generation) {
        m_verdict.hasNews = true;
        if (const Result<> loaded = load(); !loaded)
            return fail(loaded.error());
    }
    for (auto &[symbol, rules] : m_judge.m_symbols) {
        if (const Result<> judged = judgeSymbol(symbol, rules); !judged)
            return fail(judged.error());
    }
    return write().and_then([this] { return m_transaction.commit(); }).transform([this] {
        m_verdict.hasNews = m_verdict.hasNews || m_verdict.fired > 0 || m_verdict.ended > 0;
        return m_verdict;
    });
}

Result<> AlertJudge::Session::load()
{
    const Result<QList<AlertRule>> rules = m_rules.list(m_judge.m_rules);
    if (!rules)
        return fail(rules.error());
    m_judge.m_rules.clear();
    for (const AlertRule &rule : *rules)
        m_judge.m_rules.insert(rule.id, rule);
    const Result<QHash<qint64, AlertState>> states = m_states.states();
    if (!states)
        return fail(states.error());
    Result<QHash<QString, qint64>> cursors = m_states.cursors();
    if (!cursors)
        return fail(cursors.error());
    if (const Result<> ended = endWhatIsOver(*states); !ended)
        return ended;
    m_judge.m_symbols.clear();
    m_judge.m_cursors = *cursors;
    for (const AlertRule &rule : *rules) {
        if (!rule.isEnabled || rule.condition.anyOf.isEmpty())
            continue;
        SymbolRules &symbol =
                m_judge.m_symbols.try_emplace(rule.symbol, rule.symbol, m_judge.m_zone)
                        .first->second;
        symbol.set(rule, states->value(rule.id));
        const Result<qint64> begin = beginMs(rule);
        if (!begin)
            return fail(begin.error());
        symbol.entries().back().fromMs = *begin;
    }
    for (auto &[symbol, symbolRules] : m_judge.m_symbols) {
        if (const Result<> loaded = loadSymbol(symbol, symbolRules); !loaded)
            return loaded;
        for (const SymbolRules::Entry &entry : symbolRules.entries()) {
            const std::optional<Observation> &newest = symbolRules.history().newest();
            if (states->contains(entry.rule.id) || !newest || newest->staleMs <= m_nowMs)
                continue;
            symbolRules.judgeNewest(entry.rule.id, m_events);
            ++m_verdict.newRules;
        }
    }
    return {};
}

// What ended while it lay in the recycle bin is back as it was, and goes on by the log alone.
Result<> AlertJudge::Session::endWhatIsOver(const QHash<qint64, AlertState> &states)
{
    using Kind = AlertEvent::Kind;
    const Result<QList<AlertLogStore::Unresolved>> unresolved = m_log.unresolved();
    if (!unresolved)
        return fail(unresolved.error());
    for (const AlertLogStore::Unresolved &row : *unresolved) {
        const auto state = states.constFind(row.ruleId);
        if (state == states.cend())
            continue; // of a rule that was not judged yet nothing is known
        const bool goesOn = row.kind == Kind::NoData ? !state->hasData
                                                     : state->phase == AlertState::Phase::Firing;
        if (goesOn)
            continue;
        const Kind end = row.kind == Kind::NoData ? Kind::DataBack : Kind::Resolved;
        if (const Result<> ended = m_log.resolve(row.ruleId, end, m_nowMs); !ended)
            return ended;
        ++m_verdict.ended;
    }
    return {};
}

// From when on the rule is judged as it is now: edits of anything else go on with its state.
Result<qint64> AlertJudge::Session::beginMs(const AlertRule &rule)
{
    qint64 ms = rule.updatedAt.toMSecsSinceEpoch();
    if (rule.version == 1 || ms <= m_judge.m_cursors.value(rule.symbol))
        return ms;
    return m_rules.versions(rule.id).transform([&](const QList<AlertRule> &versions) {
        for (auto version = versions.crbegin(); version != versions.crend(); ++version) {
            if (!isJudgedAlike(*version, rule))
                break;
            ms = std::min(ms, version->updatedAt.toMSecsSinceEpoch());
        }
        return ms;
    });
}

Result<> AlertJudge::Session::loadSymbol(const QString &symbol, SymbolRules &rules)
{
    qint64 cursor = m_judge.m_cursors.value(symbol);
    if (cursor == 0) {
        const Result<qint64> newest = m_reader.newestMs(symbol);
        if (!newest)
            return fail(newest.error());
        cursor = firstCursor(symbol, *newest);
        m_judge.m_cursors.insert(symbol, cursor);
    }
    // Whole days: the one that the first of them belongs to is made of them alone.
    const qint64 wantedMs = cursor - rules.history().lookbackMs();
    const qint64 firstDayMs = wantedMs - wantedMs % DayMs;
    const Result<QList<Observation>> observations =
            m_reader.read(symbol, firstDayMs - 1, cursor, m_nowMs);
    if (!observations)
        return fail(observations.error());
    const qint64 dayMs = observations->isEmpty() ? cursor : observations->constFirst().dayMs;
    return m_reader.daysBefore(symbol, dayMs, rules.history().lookbackDays())
            .map([&](const QList<ObservedDay> &days) { rules.remember(days, *observations); });
}

// A symbol's first rule begins with the prices that are stored from then on.
qint64 AlertJudge::Session::firstCursor(const QString &symbol, qint64 newestMs) const
{
    qint64 cursor = newestMs;
    for (const AlertBacklog::Entry &entry : m_entries) {
        if (isAbout(entry, symbol))
            cursor = std::min(cursor, entry.sinceMs - 1);
    }
    return cursor;
}

bool AlertJudge::Session::isAbout(const AlertBacklog::Entry &entry, const QString &symbol) const
{
    return entry.symbol.isEmpty() ? !coinOfSymbol(symbol).isEmpty() : entry.symbol == symbol;
}

Result<> AlertJudge::Session::judgeSymbol(const QString &symbol, SymbolRules &rules)
{
    QList<AlertBacklog::Entry> entries;
    for (const AlertBacklog::Entry &entry : std::as_const(m_entries)) {
        if (isAbout(entry, symbol))
            entries.append(entry);
    }
    if (!entries.isEmpty()) {
        if (const Result<> judged = judgeLate(symbol, rules, entries); !judged)
            return judged;
        const qint64 cursor = m_judge.m_cursors.value(symbol);
        const Result<QList<Observation>> stored =
                m_reader.read(symbol, cursor, m_nowMs + FarAheadMs, m_nowMs);
        if (!stored)
            return fail(stored.error());
        const auto ahead =
                std::ranges::upper_bound(*stored, m_nowMs + AheadMs, {}, &Observation::timeMs);
        const std::span due{stored->cbegin(), ahead};
        if (!due.empty()) {
            if (const Result<> judged = judgeNew(symbol, rules, due); !judged)
                return judged;
        }
        if (ahead != stored->cend()) {
            if (const Result<> kept = keepWaiting(symbol, entries); !kept)
                return kept;
        }
    }
    rules.pass(coinOfSymbol(symbol).isEmpty() ? m_nowMs : m_completeMs, m_events);
    return {};
}

// What was remembered may be other prices now: a slot or a day came late, a day was healed, or all
// days before a split were adjusted.
Result<> AlertJudge::Session::judgeLate(const QString &symbol, SymbolRules &rules,
                                        const QList<AlertBacklog::Entry> &entries)
{
    const qint64 cursor = m_judge.m_cursors.value(symbol);
    const auto isLate = [&](const AlertBacklog::Entry &entry) { return entry.sinceMs <= cursor; };
    if (std::ranges::none_of(entries, isLate))
        return {};
    rules.forgetPrices();
    if (const Result<> loaded = loadSymbol(symbol, rules); !loaded)
        return loaded;
    const qint64 newsMs = m_nowMs - NewsMs;
    const bool isCoin = !coinOfSymbol(symbol).isEmpty();
    std::optional<qint64> firstMs;
    for (const AlertBacklog::Entry &entry : entries) {
        // A slot is one moment; of a share the days from then on may be new.
        const qint64 sinceMs = isCoin ? entry.sinceMs : std::max(entry.sinceMs, newsMs);
        if (sinceMs <= cursor && sinceMs >= newsMs)
            firstMs = std::min(firstMs.value_or(sinceMs), sinceMs);
    }
    if (!firstMs)
        return {};
    return m_late.judge(symbol, rules, *firstMs, cursor).map([this](int fired) {
        m_verdict.fired += fired;
    });
}

Result<> AlertJudge::Session::judgeNew(const QString &symbol, SymbolRules &rules,
                                       std::span<const Observation> observations)
{
    if (const Result<> judged = judgeEarlier(symbol, rules, observations); !judged)
        return judged;
    for (const Observation &observation : observations) {
        if (observation.timeMs < m_nowMs - NewsMs) {
            rules.remember({}, std::span{&observation, 1});
            continue;
        }
        rules.observe(observation, m_events);
        ++m_verdict.prices;
    }
    const Observation &newest = observations.back();
    for (const SymbolRules::Entry &entry : rules.entries()) {
        if (entry.fromMs > newest.timeMs && newest.staleMs > m_nowMs)
            rules.judgeNewest(entry.rule.id, m_events);
    }
    m_judge.m_cursors.insert(symbol, newest.timeMs);
    return m_states.putCursor(symbol, newest.timeMs);
}

// What waited in an outbox while a rule was made or edited is not for it: the version of the time
// of each price judges that. The newest price, while it is fresh, is what a new rule begins with.
Result<> AlertJudge::Session::judgeEarlier(const QString &symbol, SymbolRules &rules,
                                           std::span<const Observation> observations)
{
    const Observation &newest = observations.back();
    const qint64 fromMs = std::max(observations.front().timeMs, m_nowMs - NewsMs);
    const qint64 lastMs = newest.staleMs > m_nowMs ? newest.timeMs - 1 : newest.timeMs;
    for (SymbolRules::Entry &entry : rules.entries()) {
        const qint64 toMs = std::min(lastMs, entry.fromMs - 1);
        if (toMs < fromMs)
            continue;
        const Result<int> fired = m_late.judgeEarlier(symbol, entry, fromMs, toMs);
        if (!fired)
            return fail(fired.error());
        m_verdict.fired += *fired;
    }
    return {};
}

// A price whose time is to come stays noted, without what of the symbol is judged.
Result<> AlertJudge::Session::keepWaiting(const QString &symbol,
                                          const QList<AlertBacklog::Entry> &entries)
{
    const qint64 cursor = m_judge.m_cursors.value(symbol);
    const auto kept = std::ranges::find_if(entries, [&](const AlertBacklog::Entry &entry) {
        return !entry.symbol.isEmpty() && entry.sinceMs > cursor;
    });
    if (kept == entries.cend())
        return m_backlog.note(symbol, QDateTime::fromMSecsSinceEpoch(cursor + 1, Qt::UTC));
    m_kept.insert(kept->id);
    return {};
}

Result<> AlertJudge::Session::write()
{
    QHash<qint64, const AlertRule *> ruleOf;
    for (auto &[symbol, rules] : m_judge.m_symbols) {
        for (const SymbolRules::Entry &entry : rules.entries())
            ruleOf.insert(entry.rule.id, &entry.rule);
    }
    for (const AlertEvent &event : m_events) {
        if (const Result<> written = writeEvent(*ruleOf.value(event.ruleId), event); !written)
            return written;
    }
    bool isChanged = false;
    for (auto &[symbol, rules] : m_judge.m_symbols) {
        for (SymbolRules::Entry &entry : rules.entries()) {
            if (!std::exchange(entry.isChanged, false))
                continue;
            isChanged = true;
            if (const Result<> kept = m_states.put(entry.rule.id, entry.state, m_now); !kept)
                return kept;
        }
    }
    QList<qint64> done;
    for (const AlertBacklog::Entry &entry : std::as_const(m_entries)) {
        if (!m_kept.contains(entry.id))
            done.append(entry.id);
    }
    if (!done.isEmpty()) {
        isChanged = true;
        if (const Result<> taken = m_backlog.remove(done); !taken)
            return taken;
    }
    if (isChanged) {
        if (const Result<> raised = bumpAlertGeneration(m_statements, m_now); !raised)
            return raised;
    }
    return alertGeneration(m_statements).map([this](qint64 generation) {
        m_judge.m_generation = generation;
    });
}

Result<> AlertJudge::Session::writeEvent(const AlertRule &rule, const AlertEvent &event)
{
    if (event.kind == AlertEvent::Kind::Resolved || event.kind == AlertEvent::Kind::DataBack) {
        ++m_verdict.ended;
        return m_log.resolve(rule.id, event.kind, event.timeMs);
    }
    return m_log.insert(rule, event, m_now).map([this](bool isNew) {
        m_verdict.fired += isNew ? 1 : 0;
    });
}
