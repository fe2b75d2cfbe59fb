// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/pastprices.h"

#include "db/alerts/observationreader.h"
#include "db/domain/timespans.h"

#include <algorithm>

Result<PastPrices> pastPrices(const Connection &connection, const AlertRule &rule,
                              const QDateTime &from, const QDateTime &to)
{
    PriceHistory needed;
    for (const QList<AlertTerm> &all : rule.condition.anyOf) {
        for (const AlertTerm &term : all)
            needed.require(term);
    }
    PastPrices past;
    past.fromMs = from.isValid() ? from.toMSecsSinceEpoch() : 0;
    past.toMs = (to.isValid() ? to : QDateTime::currentDateTimeUtc()).toMSecsSinceEpoch();
    const qint64 wantedMs = std::max<qint64>(past.fromMs - needed.lookbackMs(), 0);
    ObservationReader reader{connection};
    Result<QList<Observation>> observations =
            reader.read(rule.symbol, wantedMs - wantedMs % DayMs - 1, past.toMs - 1, 0);
    if (!observations)
        return fail(observations.error());
    past.observations = std::move(*observations);
    if (past.observations.isEmpty())
        return past;
    return reader
            .daysBefore(rule.symbol, past.observations.constFirst().dayMs, needed.lookbackDays())
            .transform([&](QList<ObservedDay> days) {
                past.days = std::move(days);
                return std::move(past);
            });
}
