// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/symbolrules.h"

#include "db/domain/coin.h"
#include "db/domain/timespans.h"

#include <algorithm>
#include <limits>

namespace {

constexpr qint64 Never = std::numeric_limits<qint64>::max();

// Of a symbol that never had a price: a coin is due every five minutes, a share every trading day.
qint64 staleAfterMs(const QString &symbol)
{
    return coinOfSymbol(symbol).isEmpty() ? 4 * 24 * 60 * MinuteMs : 15 * MinuteMs;
}

qint64 missMs(const AlertTerm &term)
{
    return qint64(term.level.units() * MinuteMs / 100'000'000);
}

// How long each 'no data' term of the condition waits.
template <typename Visit> void visitMisses(const AlertCondition &condition, const Visit &visit)
{
    for (const QList<AlertTerm> &all : condition.anyOf) {
        for (const AlertTerm &term : all) {
            if (term.measure == AlertMeasure::NoData)
                visit(missMs(term));
        }
    }
}

} // namespace

SymbolRules::SymbolRules(const QString &symbol, const QTimeZone &zone)
    : m_machine{zone}
    , m_staleAfterMs{staleAfterMs(symbol)}
    , m_shortestMissMs{Never}
{}

void SymbolRules::set(const AlertRule &rule, const AlertState &state)
{
    remove(rule.id);
    m_entries.push_back({rule, state});
    require(rule);
    planFor(rule);
}

void SymbolRules::require(const AlertRule &rule)
{
    for (const QList<AlertTerm> &all : rule.condition.anyOf) {
        for (const AlertTerm &term : all)
            m_history.require(term);
    }
}

void SymbolRules::forgetPrices()
{
    m_history = PriceHistory{};
    for (const Entry &entry : m_entries)
        require(entry.rule);
    m_isStaleJudged = false;
}

void SymbolRules::remove(qint64 ruleId)
{
    if (std::erase_if(m_entries, [&](const Entry &entry) { return entry.rule.id == ruleId; }) == 0)
        return;
    m_shortestMissMs = Never;
    for (const Entry &entry : m_entries)
        planFor(entry.rule);
}

void SymbolRules::planFor(const AlertRule &rule)
{
    m_isStaleJudged = false;
    visitMisses(rule.condition,
                [&](qint64 ms) { m_shortestMissMs = std::min(m_shortestMissMs, ms); });
}

void SymbolRules::remember(const QList<ObservedDay> &days,
                           std::span<const Observation> observations)
{
    m_history.seed(days);
    for (const Observation &observation : observations)
        m_history.append(observation);
    m_passedMs = std::max(m_passedMs, newestMs());
}

qint64 SymbolRules::newestMs() const
{
    return m_history.newest() ? m_history.newest()->timeMs : 0;
}

void SymbolRules::judgeNewest(qint64 ruleId, QList<AlertEvent> &events)
{
    const auto entry = std::ranges::find(m_entries, ruleId,
                                         [](const Entry &candidate) { return candidate.rule.id; });
    if (entry == m_entries.end() || !m_history.newest())
        return;
    m_machine.observe(entry->rule, entry->state, m_history, events);
    entry->isChanged = true;
}

void SymbolRules::observe(const Observation &observation, QList<AlertEvent> &events)
{
    pass(observation.timeMs - 1, events);
    m_history.append(observation);
    m_isStaleJudged = false;
    m_passedMs = observation.timeMs;
    for (Entry &entry : m_entries) {
        if (observation.timeMs < entry.fromMs)
            continue;
        const AlertState before = entry.state;
        m_machine.observe(entry.rule, entry.state, m_history, events);
        entry.isChanged |= entry.state != before;
    }
}

qint64 SymbolRules::staleFromMs(const AlertRule &rule) const
{
    return m_history.newest() ? m_history.newest()->staleMs
                              : rule.createdAt.toMSecsSinceEpoch() + m_staleAfterMs;
}

// What is missed goes on by itself: the moments that it makes depend on what the ones before did.
void SymbolRules::passEntry(Entry &entry, qint64 nowMs, QList<AlertEvent> &events)
{
    const qint64 createdMs = entry.rule.createdAt.toMSecsSinceEpoch();
    const qint64 beganMs = std::max(createdMs, entry.fromMs);
    const qint64 sinceMs = m_history.newest() ? newestMs() : createdMs;
    std::vector<qint64> moments;
    qint64 missedMs = Never; // from when on one of its 'no data' terms is met
    visitMisses(entry.rule.condition, [&](qint64 ms) {
        const qint64 atMs = std::max(sinceMs + ms, beganMs);
        missedMs = std::min(missedMs, atMs);
        if (atMs > m_passedMs && atMs <= nowMs)
            moments.push_back(atMs);
    });
    // Also where it was passed already: the rule may be younger than that.
    if (entry.state.hasData && staleFromMs(entry.rule) <= nowMs)
        moments.push_back(std::max(staleFromMs(entry.rule), beganMs));
    std::ranges::sort(moments);
    qint64 passedMs = std::max(m_passedMs, missedMs - 1);
    const auto missAt = [&](qint64 ms) {
        miss(entry, ms, events);
        passedMs = std::max(passedMs, ms);
    };
    const auto waitUntil = [&](qint64 untilMs) {
        if (missedMs > untilMs)
            return;
        while (const auto next = m_machine.nextMs(entry.rule, entry.state, passedMs)) {
            if (*next > untilMs)
                break;
            missAt(*next);
        }
    };
    for (const qint64 ms : moments) {
        waitUntil(ms - 1);
        missAt(ms);
    }
    waitUntil(nowMs);
    // Somebody may have acknowledged what it waited for.
    if (missedMs <= nowMs && entry.rule.rearm == AlertRearm::Acknowledged &&
        entry.state.phase == AlertState::Phase::Held)
        miss(entry, nowMs, events);
}

void SymbolRules::miss(Entry &entry, qint64 ms, QList<AlertEvent> &events)
{
    const AlertState before = entry.state;
    m_machine.miss(entry.rule, entry.state, m_history, ms, events);
    entry.isChanged |= entry.state != before;
}

void SymbolRules::pass(qint64 nowMs, QList<AlertEvent> &events)
{
    const bool isMissed = m_shortestMissMs != Never && newestMs() + m_shortestMissMs <= nowMs;
    const bool isStale = !m_history.newest() || m_history.newest()->staleMs <= nowMs;
    if (!isMissed && (!isStale || m_isStaleJudged)) {
        m_passedMs = std::max(m_passedMs, nowMs);
        return;
    }
    const qsizetype first = events.size();
    m_isStaleJudged = m_history.newest().has_value() && isStale;
    for (Entry &entry : m_entries)
        passEntry(entry, nowMs, events);
    std::stable_sort(events.begin() + first, events.end(),
                     [](const AlertEvent &a, const AlertEvent &b) { return a.timeMs < b.timeMs; });
    m_passedMs = std::max(m_passedMs, nowMs);
}
