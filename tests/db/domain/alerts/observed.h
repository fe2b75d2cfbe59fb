// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"
#include "db/domain/alerts/observation.h"

// What rules are tried on in tests of the domain: a coin's prices from a Monday on.

inline constexpr qint64 Minute = 60'000;
inline constexpr qint64 Day = 1440 * Minute;
inline constexpr qint64 Start = 1'793'577'600'000; // 2026-11-02, a Monday

inline Price price(double units)
{
    return Price::fromUnits(Price::Units(qRound64(units * 10'000)) * 10'000);
}

// A coin's quote so many minutes after the start.
inline Observation quoteAt(qint64 minute, double last)
{
    const qint64 timeMs = Start + minute * Minute;
    Observation observation;
    observation.timeMs = timeMs;
    observation.dayMs = timeMs - timeMs % Day;
    observation.staleMs = timeMs + 15 * Minute;
    observation.last = observation.high = observation.low = price(last);
    observation.rowId = minute;
    return observation;
}

// One each five minutes.
inline QList<Observation> quotes(std::initializer_list<double> prices, qint64 firstMinute = 0)
{
    QList<Observation> observations;
    for (const double last : prices)
        observations.append(quoteAt(firstMinute + 5 * observations.size(), last));
    return observations;
}

inline AlertRule ruleOf(const QString &condition)
{
    AlertRule rule;
    rule.id = 1;
    rule.symbol = QStringLiteral("BTC.COINSPOT");
    rule.condition = *AlertCondition::parse(condition);
    rule.createdAt = QDateTime::fromMSecsSinceEpoch(Start, Qt::UTC);
    return rule;
}
