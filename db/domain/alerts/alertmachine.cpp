// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertmachine.h"

#include "db/domain/alerts/alertsight.h"

#include <algorithm>

using Phase = AlertState::Phase;

namespace {

const AlertTerm &termAt(const AlertCondition &condition, int place)
{
    for (const QList<AlertTerm> &all : condition.anyOf) {
        if (place < all.size())
            return all.at(place);
        place -= int(all.size());
    }
    return condition.first();
}

} // namespace

// One rule at one moment.
struct AlertMachine::Moment {
    const AlertRule &rule;
    AlertState &state;
    const PriceHistory &history;
    qint64 nowMs;
    QList<AlertEvent> &events;

    [[nodiscard]] qint64 sinceMs() const { return rule.createdAt.toMSecsSinceEpoch(); }

    [[nodiscard]] AlertEvent event(AlertEvent::Kind kind, const AlertTerm &term) const
    {
        AlertEvent event;
        event.kind = kind;
        event.ruleId = rule.id;
        event.ruleVersion = rule.version;
        event.timeMs = nowMs;
        event.value = history.value(term, nowMs, sinceMs()).value_or(Price{});
        event.level = term.level;
        event.unit = unitOf(term.measure);
        if (const std::optional<Observation> &newest = history.newest()) {
            event.isLate = newest->isLate && newest->timeMs == nowMs;
            event.newest = newest->row(newest->last);
        }
        return event;
    }
};

void AlertMachine::observe(const AlertRule &rule, AlertState &state, const PriceHistory &history,
                           QList<AlertEvent> &events)
{
    const Moment moment{rule, state, history, history.newest()->timeMs, events};
    if (!state.hasData) { // what was said of that is over, also where the rule is done since
        state.hasData = true;
        if (rule.noData == AlertNoData::Notify)
            events.append(moment.event(AlertEvent::Kind::DataBack, rule.condition.first()));
    }
    if (state.phase == Phase::Done)
        return;
    // That it was met without a hole is not known.
    if (state.phase == Phase::Pending && history.followsGap())
        state.phaseMs = moment.nowMs;
    advance(moment);
}

void AlertMachine::miss(const AlertRule &rule, AlertState &state, const PriceHistory &history,
                        qint64 nowMs, QList<AlertEvent> &events)
{
    if (state.phase == Phase::Done)
        return;
    const Moment moment{rule, state, history, nowMs, events};
    const bool isStale = !history.newest() || history.newest()->staleMs <= nowMs;
    if (isStale && state.hasData) {
        state.hasData = false;
        if (rule.noData == AlertNoData::Notify)
            events.append(moment.event(AlertEvent::Kind::NoData, rule.condition.first()));
    }
    advance(moment);
}

std::optional<qint64> AlertMachine::nextMs(const AlertRule &rule, const AlertState &state,
                                           qint64 afterMs) const
{
    std::optional<qint64> next;
    const auto add = [&](qint64 ms) {
        if (ms > afterMs)
            next = std::min(next.value_or(ms), ms);
    };
    if (rule.expiresAt.isValid() && state.phase != Phase::Done)
        add(rule.expiresAt.toMSecsSinceEpoch());
    if (state.phase == Phase::Pending)
        add(state.phaseMs + rule.holdMs);
    const bool awaitsAck = state.awaitsAck && rule.rearm == AlertRearm::Acknowledged;
    if (state.phase != Phase::Held || awaitsAck)
        return next;
    if (state.firedMs != 0)
        add(state.firedMs + rule.cooldownMs);
    if (rule.activeDays != AlertRule::EveryDay || rule.rearm == AlertRearm::Daily)
        add(dayOf(afterMs).addDays(1).startOfDay(m_zone).toMSecsSinceEpoch());
    return next;
}

void AlertMachine::advance(const Moment &moment)
{
    const auto &[rule, state, history, nowMs, events] = moment;
    if (rule.expiresAt.isValid() && nowMs >= rule.expiresAt.toMSecsSinceEpoch()) {
        resolve(moment, Phase::Done);
        return;
    }
    const AlertSight sight =
            AlertSight::of(rule.condition, state, history, nowMs, moment.sinceMs());
    const bool isCleared =
            sight.truth == Truth::No ||
            (sight.truth == Truth::Unknown && !state.hasData && rule.noData == AlertNoData::Clear);
    if (isCleared) {
        const bool isOver = rule.rearm == AlertRearm::Once && state.firedMs != 0;
        if (state.phase != Phase::Clear)
            resolve(moment, isOver ? Phase::Done : Phase::Clear);
        return;
    }
    if (sight.truth == Truth::Unknown)
        return;
    if (state.phase == Phase::Clear) {
        state.phase = Phase::Pending;
        state.phaseMs = nowMs;
    }
    if (state.phase == Phase::Pending && nowMs - state.phaseMs >= rule.holdMs)
        state.phase = Phase::Held;
    const bool wants = state.phase == Phase::Held ||
                       (state.phase == Phase::Firing && rule.rearm == AlertRearm::NewExtreme &&
                        sight.isBeyond(state.firedValue, rule.rearmStep));
    if (wants && mayFire(moment))
        fire(moment, sight);
}

bool AlertMachine::mayFire(const Moment &moment) const
{
    const AlertRule &rule = moment.rule;
    const AlertState &state = moment.state;
    if (state.awaitsAck && rule.rearm == AlertRearm::Acknowledged)
        return false;
    const bool hasFired = state.firedMs != 0;
    if (hasFired && moment.nowMs - state.firedMs < rule.cooldownMs)
        return false;
    if (rule.activeDays == AlertRule::EveryDay && rule.rearm != AlertRearm::Daily)
        return true;
    const QDate day = dayOf(moment.nowMs);
    if (hasFired && rule.rearm == AlertRearm::Daily && dayOf(state.firedMs) == day)
        return false;
    return ((rule.activeDays >> (day.dayOfWeek() - 1)) & 1) != 0;
}

void AlertMachine::fire(const Moment &moment, const AlertSight &sight)
{
    AlertState &state = moment.state;
    AlertEvent event = moment.event(AlertEvent::Kind::Triggered, *sight.term);
    for (const QList<AlertTerm> &all : moment.rule.condition.anyOf) {
        for (const AlertTerm &term : all) {
            if (&term == sight.term)
                state.firedTerm = int(event.terms.size());
            event.terms.append({term, moment.history.value(term, moment.nowMs, moment.sinceMs()),
                                moment.history.basis(term, moment.nowMs)});
        }
    }
    if (state.phase != Phase::Firing)
        state.phaseMs = moment.nowMs;
    state.phase = Phase::Firing;
    state.firedMs = moment.nowMs;
    state.firedValue = event.value;
    state.awaitsAck = moment.rule.rearm == AlertRearm::Acknowledged;
    moment.events.append(event);
}

void AlertMachine::resolve(const Moment &moment, Phase next)
{
    if (moment.state.phase == Phase::Firing)
        moment.events.append(moment.event(AlertEvent::Kind::Resolved,
                                          termAt(moment.rule.condition, moment.state.firedTerm)));
    moment.state.phase = next;
    moment.state.phaseMs = moment.nowMs;
}

QDate AlertMachine::dayOf(qint64 ms) const
{
    return QDateTime::fromMSecsSinceEpoch(ms, m_zone).date();
}
