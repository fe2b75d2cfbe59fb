// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/rulereplay.h"

#include <algorithm>

namespace {

bool isNight(qint64 timeMs, const QTimeZone &zone)
{
    const int hour = QDateTime::fromMSecsSinceEpoch(timeMs, zone).time().hour();
    return hour >= 22 || hour < 6;
}

} // namespace

QList<AlertEvent> replay(const AlertRule &rule, const PastPrices &past, const QTimeZone &zone)
{
    QList<AlertEvent> events;
    if (past.observations.isEmpty())
        return events;
    const auto first =
            std::ranges::lower_bound(past.observations, past.fromMs, {}, &Observation::timeMs);
    const auto before = std::size_t(first - past.observations.cbegin());
    const std::span all{past.observations};
    AlertRule always = rule; // as if it had been there all the time
    always.createdAt = QDateTime::fromMSecsSinceEpoch(all.front().timeMs, Qt::UTC);
    SymbolRules rules{rule.symbol, zone};
    rules.set(always, {});
    rules.remember(past.days, all.first(before));
    for (const Observation &observation : all.subspan(before))
        rules.observe(observation, events);
    rules.pass(past.toMs, events);
    return events;
}

RuleReplay replayed(const AlertRule &rule, const PastPrices &past, const QTimeZone &zone)
{
    RuleReplay result;
    result.events = replay(rule, past, zone);
    result.prices = int(std::ranges::count_if(past.observations, [&](const Observation &seen) {
        return seen.timeMs >= past.fromMs;
    }));
    for (const AlertEvent &event : result.events) {
        if (event.kind != AlertEvent::Kind::Triggered)
            continue;
        ++result.fired;
        result.atNight += isNight(event.timeMs, zone) ? 1 : 0;
    }
    return result;
}
