// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/barstore.h"
#include "db/bars/rebuild.h"
#include "db/collector/snapshotstore.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Btc = u"BTC.COINSPOT"_s;
const QDateTime Slot = at("2026-11-20T03:15:00.000Z");

QStringList barsOf(const Connection &connection, const QString &symbol = Btc)
{
    BarStore bars{connection};
    QStringList answers;
    for (const BarInterval interval : {BarInterval::Hour, BarInterval::Day}) {
        answers.append(barIntervalName(interval));
        const Result<> read = bars.read(symbol, interval, std::numeric_limits<qint64>::min(),
                                        std::numeric_limits<qint64>::max(),
                                        [&](const Bar &bar) { answers.append(line(bar)); });
        answers.append(line(read));
    }
    return answers;
}

// One quote, its roll-ups and its run.
QString collect(const Connection &connection, const QDateTime &time, const char *last,
                const QString &coin = u"btc"_s)
{
    Snapshot snapshot;
    snapshot.run = runAt(time);
    snapshot.quotes = {quote(coin, time, last)};
    return line(SnapshotStore{connection}.store(snapshot, time.addSecs(7)));
}

QStringList putsAndFinds(const Connection &connection)
{
    BarStore bars{connection};
    const qint64 hour = msAt("2025-11-20T03:00:00.000Z");
    const Bar first{hour, price("2"), price("999999999999.99999999"), price("0.00000001"),
                    price("2.5")};
    Bar second = first;
    second.close = price("1.00000001");
    return {line(bars.find(Btc, BarInterval::Hour, hour)),
            line(bars.put(Btc, BarInterval::Hour, first)),
            line(bars.find(Btc, BarInterval::Hour, hour)),
            line(bars.put(Btc, BarInterval::Hour, second)),
            line(bars.put(Btc, BarInterval::Hour, second)),
            line(bars.find(Btc, BarInterval::Hour, hour)),
            line(bars.find(Btc, BarInterval::Day, hour)),
            line(bars.find(u"btc.COINSPOT"_s, BarInterval::Hour, hour))};
}

QStringList readsInOrder(const Connection &connection)
{
    BarStore bars{connection};
    QStringList answers;
    for (const int hour : {5, 1, 3, 2, 4})
        answers.append(line(bars.put(
                Btc, BarInterval::Hour,
                Bar::of(msAt("2025-11-20T00:00:00.000Z") + hour * 3'600'000LL, price("1")))));
    answers.append(line(bars.put(u"ETH.COINSPOT"_s, BarInterval::Hour,
                                 Bar::of(msAt("2025-11-20T02:00:00.000Z"), price("7")))));
    answers.append(line(bars.read(Btc, BarInterval::Hour, msAt("2025-11-20T02:00:00.000Z"),
                                  msAt("2025-11-20T05:00:00.000Z"),
                                  [&](const Bar &bar) { answers.append(line(bar)); })));
    return answers;
}

QStringList removesOneInterval(const Connection &connection)
{
    BarStore bars{connection};
    QStringList answers;
    const Bar bar = Bar::of(msAt("2025-11-20T00:00:00.000Z"), price("1"));
    for (const QString &symbol : {Btc, u"ETH.COINSPOT"_s})
        for (const BarInterval interval : {BarInterval::Hour, BarInterval::Day})
            answers.append(line(bars.put(symbol, interval, bar)));
    answers.append(line(bars.removeFrom(Btc, BarInterval::Hour, msAt("2025-11-20T00:00:00.000Z"))));
    for (const QString &symbol : {Btc, u"ETH.COINSPOT"_s})
        for (const BarInterval interval : {BarInterval::Hour, BarInterval::Day})
            answers.append(line(bars.hasAny(symbol, interval)));
    return answers;
}

QStringList rollsUp(const Connection &connection)
{
    QStringList answers;
    for (const auto &[minutes, last] :
         {std::pair{0, "100"}, {5, "101.5"}, {10, "99.00000001"}, {55, "100.25"}, {1440, "98"}})
        answers.append(collect(connection, Slot.addSecs(60 * minutes), last));
    return answers + barsOf(connection);
}

QStringList takesInLateQuotes(const Connection &connection)
{
    QStringList answers;
    for (const auto &[minutes, last] :
         {std::pair{30, "100"}, {10, "97"}, {40, "103"}, {20, "98"}, {0, "96"}, {35, "104"}})
        answers.append(collect(connection, Slot.addSecs(60 * minutes), last));
    return answers + barsOf(connection);
}

QStringList goesOverTheEndOfAYear(const Connection &connection)
{
    QStringList answers;
    for (const char *time :
         {"2025-12-31T23:55:00.000Z", "2026-01-01T00:00:00.000Z", "2026-01-31T23:55:00.000Z",
          "2026-02-01T00:00:00.000Z", "2026-12-31T23:55:00.000Z", "2027-01-01T00:00:00.000Z"})
        answers.append(collect(connection, at(time), "100"));
    return answers + barsOf(connection);
}

QStringList goesBackAndFarAhead(const Connection &connection)
{
    QStringList answers;
    for (const char *time : {"2030-06-15T12:00:00.000Z", "2019-01-01T00:00:00.000Z",
                             "2028-02-29T23:55:00.000Z", "1999-12-31T23:55:00.000Z"})
        answers.append(collect(connection, at(time), "0.00000799"));
    return answers + barsOf(connection);
}

QStringList rebuildsWhatIsThere(const Connection &connection)
{
    QStringList answers;
    for (int i = 0; i < 40; ++i)
        answers.append(collect(connection, Slot.addSecs(2'700LL * ((i * 7) % 40)),
                               i % 3 == 0 ? "100" : "101.00000001"));
    const QStringList before = barsOf(connection);
    const Result<RebuildReport> report = rebuildBars(connection, RebuildScope::All);
    answers.append(report ? u"%1 coins, %2 bars"_s.arg(report->coins).arg(report->bars)
                          : line(report.error()));
    const QStringList after = barsOf(connection);
    return answers + QStringList{line(before == after)} + after;
}

// What is older than the quotes cannot be made again.
QStringList keepsOlderBarsWhenRebuilt(const Connection &connection)
{
    (void)collect(connection, Slot, "2");
    QStringList answers;
    BarStore bars{connection};
    const qint64 longAgo = Slot.addDays(-400).toMSecsSinceEpoch();
    for (const BarInterval interval : {BarInterval::Hour, BarInterval::Day}) {
        const Bar old = Bar::of(barStart(longAgo, barLengthMs(interval)), price("1"));
        answers.append(line(bars.put(Btc, interval, old)));
    }
    const QStringList before = barsOf(connection);
    const Result<RebuildReport> report = rebuildBars(connection, RebuildScope::All);
    answers.append(report ? u"%1 bars made"_s.arg(report->bars) : line(report.error()));
    return answers + QStringList{line(before == barsOf(connection))};
}

QStringList rebuildsOnlyWhatIsMissing(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers{collect(connection, Slot, "1", u"eth"_s),
                        line(quotes.insert(quote(u"btc"_s, Slot, "2"), Slot)),
                        line(quotes.insert(quote(u"Btc"_s, Slot, "3"), Slot))};
    for (int i = 0; i < 2; ++i) {
        const Result<RebuildReport> report = rebuildBars(connection, RebuildScope::Missing);
        answers.append(report ? u"%1 coins, %2 bars"_s.arg(report->coins).arg(report->bars)
                              : line(report.error()));
    }
    return answers + barsOf(connection) + barsOf(connection, u"=Btc.COINSPOT"_s);
}

} // namespace

QList<StoreCase> barCases()
{
    return {{"bars: put and found", &putsAndFinds},
            {"bars: in order", &readsInOrder},
            {"bars: one interval removed",
             &removesOneInterval,
             {u"done"_s, u"done"_s, u"done"_s, u"done"_s, u"done"_s, u"no"_s, u"yes"_s, u"yes"_s,
              u"yes"_s}},
            {"bars: rolled up", &rollsUp},
            {"bars: late quotes", &takesInLateQuotes},
            {"bars: over the end of a year", &goesOverTheEndOfAYear},
            {"bars: years back and ahead", &goesBackAndFarAhead},
            {"bars: rebuilt", &rebuildsWhatIsThere},
            {"bars: older ones kept",
             &keepsOlderBarsWhenRebuilt,
             {u"done"_s, u"done"_s, u"2 bars made"_s, u"yes"_s}},
            {"bars: missing ones rebuilt", &rebuildsOnlyWhatIsMissing}};
}
