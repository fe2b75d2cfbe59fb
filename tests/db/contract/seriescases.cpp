// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/snapshotstore.h"
#include "db/quotes/seriesstore.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime Start = at("2025-12-28T22:00:00.000Z"); // over the end of a month and a year

// Six days, one quote an hour, with a hole of five hours that is recorded.
Result<> fill(const Connection &connection)
{
    SnapshotStore store{connection};
    for (int hour = 0; hour < 144; ++hour) {
        if (hour >= 50 && hour < 55)
            continue;
        Snapshot snapshot;
        snapshot.run = runAt(Start.addSecs(3600 * hour));
        Quote next = quote(u"btc"_s, snapshot.run.slot, "100");
        next.last = Price::fromUnits(Price::Units{10'000'000'000} + (hour * 37) % 101);
        snapshot.quotes = {next};
        if (hour == 55)
            snapshot.gaps = {{0,
                              u"coinspot"_s,
                              {},
                              Start.addSecs(3600 * 50),
                              Start.addSecs(3600 * 55),
                              GapCause::Asleep}};
        const Result<CollectionRun> stored = store.store(snapshot, snapshot.run.slot.addSecs(7));
        if (!stored)
            return fail(stored.error());
    }
    return {};
}

// hours: the window, counted from the start.
StoreCase seriesCase(const char *name, int fromHour, int toHour, int points,
                     const QString &coin = u"btc"_s)
{
    const bool fails = coin != "btc"_L1;
    return {name,
            [=](const Connection &connection) {
                const Result<> filled = fill(connection);
                const SeriesRequest request{
                        coin, Start.addSecs(3600LL * fromHour).toMSecsSinceEpoch(),
                        Start.addSecs(3600LL * toHour).toMSecsSinceEpoch(), points};
                return QStringList{line(filled)} + lines(SeriesStore{connection}.read(request));
            },
            {},
            fails};
}

} // namespace

QList<StoreCase> seriesCases()
{
    return {seriesCase("series: each quote", 0, 20, 1000),
            seriesCase("series: buckets of quotes", 0, 12, 5),
            seriesCase("series: hourly bars", 0, 144, 60),
            seriesCase("series: daily bars", 0, 144, 4),
            seriesCase("series: with its gap", 45, 60, 1000),
            seriesCase("series: a part of a day", 30, 35, 2),
            seriesCase("series: beyond both ends", -1000, 1000, 100),
            seriesCase("series: before the first", -100, -50, 100),
            seriesCase("series: after the last", 500, 600, 100),
            seriesCase("series: a coin that is not there", 0, 144, 100, u"BTC"_s)};
}
