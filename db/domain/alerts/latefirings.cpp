// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/latefirings.h"

#include <algorithm>

namespace {

using Kind = AlertEvent::Kind;
using Phase = AlertState::Phase;

// Without what depends on earlier firings: those of the log count, not those that the replay of a
// few days has.
AlertRule withoutMemory(AlertRule rule)
{
    rule.cooldownMs = 0;
    if (rule.rearm != AlertRearm::NewExtreme)
        rule.rearm = AlertRearm::Cleared;
    return rule;
}

// The firings of a replay, each with its end; a new extreme ends the one before.
QList<LateFiring> firingsOf(const QList<AlertEvent> &events)
{
    QList<LateFiring> firings;
    for (const AlertEvent &event : events) {
        if (!firings.isEmpty() && !firings.constLast().endMs &&
            (event.kind == Kind::Triggered || event.kind == Kind::Resolved))
            firings.last().endMs = event.timeMs;
        if (event.kind == Kind::Triggered)
            firings.append({event});
    }
    return firings;
}

bool isWithin(qint64 ms, qint64 fromMs, const std::optional<qint64> &endMs)
{
    return ms >= fromMs && (!endMs || ms < *endMs);
}

// A clear level, or the side of a crossing, holds what was seen last.
void takeSight(AlertState &state, const AlertState &end)
{
    state.phase = end.phase;
    state.phaseMs = end.phaseMs;
    state.met = end.met;
    state.firedTerm = end.firedTerm;
    state.above = (state.above & ~end.armed) | (end.above & end.armed);
}

bool mayFire(const AlertRule &rule, const LateFiring &late, bool isGrowth,
             const QList<LoggedFiring> &logged, const QTimeZone &zone)
{
    const auto dayOf = [&](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, zone).date(); };
    const qint64 timeMs = late.event.timeMs;
    return std::ranges::none_of(logged, [&](const LoggedFiring &other) {
        const bool isSame = isWithin(other.timeMs, timeMs, late.endMs) ||
                            (!isGrowth && isWithin(timeMs, other.timeMs, other.endMs));
        const bool isTooSoon = std::abs(timeMs - other.timeMs) < rule.cooldownMs;
        const bool isOfDay =
                rule.rearm == AlertRearm::Daily && dayOf(timeMs) == dayOf(other.timeMs);
        const bool isAwaited = rule.rearm == AlertRearm::Acknowledged && other.timeMs <= timeMs &&
                               other.acknowledgedMs.value_or(timeMs + 1) > timeMs;
        return isSame || isTooSoon || isOfDay || isAwaited || rule.rearm == AlertRearm::Once;
    });
}

} // namespace

LateJudgement lateFirings(const AlertRule &rule, const PastPrices &past, qint64 fromMs, qint64 toMs,
                          QList<LoggedFiring> logged, const QTimeZone &zone)
{
    QList<LateFiring> late;
    const LateFiring *before = nullptr;
    const ReplayedState replayed = replayedState(withoutMemory(rule), past, zone);
    const QList<LateFiring> firings = firingsOf(replayed.events);
    for (const LateFiring &firing : firings) {
        const qint64 timeMs = firing.event.timeMs;
        // It goes on with one that is in the log.
        const bool isGrowth =
                before && before->endMs == timeMs && rule.rearm == AlertRearm::NewExtreme &&
                std::ranges::count(logged, before->event.timeMs, &LoggedFiring::timeMs) > 0;
        before = &firing;
        if (timeMs < fromMs || timeMs > toMs || !mayFire(rule, firing, isGrowth, logged, zone))
            continue;
        late.append(firing);
        late.last().event.isLate = true;
        logged.append({timeMs, firing.endMs, {}});
    }
    return {late, replayed.state};
}

void rememberLate(const AlertRule &rule, AlertState &state, const AlertEvent &event)
{
    if (state.firedMs < event.timeMs) {
        state.firedMs = event.timeMs;
        state.firedValue = event.value;
    }
    state.awaitsAck = state.awaitsAck || rule.rearm == AlertRearm::Acknowledged;
    if (rule.rearm == AlertRearm::Once && state.phase != Phase::Firing)
        state.phase = Phase::Done;
}

void fireLate(const AlertRule &rule, AlertState &state, const AlertState &end)
{
    const bool isCleared = !state.hasData && rule.noData == AlertNoData::Clear; // since then
    if (state.phase != Phase::Done && state.phase != Phase::Firing && !isCleared)
        takeSight(state, end);
}

bool waitLate(AlertState &state, const AlertState &end)
{
    const auto isOpen = [](Phase phase) {
        return phase == Phase::Clear || phase == Phase::Pending;
    };
    if (!isOpen(state.phase) || !isOpen(end.phase))
        return false;
    if (state.phase == end.phase && (end.phase == Phase::Clear || state.phaseMs == end.phaseMs))
        return false;
    takeSight(state, end);
    return true;
}
