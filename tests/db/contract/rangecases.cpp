// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/stockquotestore.h"
#include "db/bars/daytime.h"
#include "db/collector/snapshotstore.h"
#include "db/quotes/seriesstore.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"
#include "tests/support/stockrows.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Apple = u"AAPL.US"_s;
const QString Bhp = u"BHP.AU"_s;
const QDate Monday{2026, 11, 16};
constexpr qint64 HourMs = 3'600'000;

// Six hours of trading, from the opening on: a bar an hour.
QList<IntradayBar> hoursOf(const QDate &day, qint64 openMs, qint64 cents)
{
    QList<IntradayBar> bars;
    for (int hour = 0; hour < 6; ++hour) {
        const Price last = Price::fromUnits(Price::Units{cents + hour} * 1'000'000);
        bars.append({dayMs(day) + openMs + hour * HourMs, last, last, last, last, 100});
    }
    return bars;
}

// Two weeks of days, of which the second week's Tuesday to Thursday have hours, and the day after
// the last hours alone. New York opens at 14:30 UTC.
Result<> fillApple(const Connection &connection)
{
    QList<DailyBar> days;
    QList<IntradayBar> hours;
    for (int i = 0; i < 11; ++i) {
        const QDate day = Monday.addDays(i);
        if (day.dayOfWeek() > Qt::Friday)
            continue;
        if (i != 10)
            days.append(barAt(day, 10'000 + i * 100, 1'000 + i));
        if (i >= 8 && i <= 10)
            hours += hoursOf(day, 14 * HourMs + HourMs / 2, 20'000 + i * 100);
    }
    return addStock(connection, Apple, u"USD"_s)
            .and_then([&] { return addDays(connection, Apple, days); })
            .and_then([&] {
                return StockQuoteStore{connection}
                        .storeBars(Apple, u"1h"_s, hours)
                        .map([](const QuotesStored &) {});
            });
}

// "2026-11-24T14:30 124.00": when each point is, and its close.
QStringList points(const Connection &connection, const SeriesRequest &request)
{
    const Result<Series> series = SeriesStore{connection}.read(request);
    if (!series)
        return {line(series.error())};
    QStringList all;
    for (const SeriesPoint &point : series->points)
        all.append(QDateTime::fromMSecsSinceEpoch(point.bar.time, Qt::UTC)
                           .toString(u"MM-dd hh:mm "_s) +
                   point.bar.close.toString().chopped(6));
    return all;
}

StoreCase appleCase(const char *name, const SeriesRequest &request, const QStringList &expected)
{
    return {name,
            [=](const Connection &connection) {
                const Result<> filled = fillApple(connection);
                return QStringList{line(filled)} + points(connection, request);
            },
            QStringList{u"done"_s} + expected};
}

SeriesRequest of(const QString &symbol, const char *from, const char *to, int points = 1000)
{
    return {symbol, msAt(from), msAt(to), points, false};
}

SeriesRequest cut(SeriesRequest request)
{
    request.isCut = true;
    return request;
}

SeriesRequest shown(SeriesRequest request, const char *from, const char *to)
{
    request.shownFromMs = msAt(from);
    request.shownToMs = msAt(to);
    return request;
}

QStringList days(const QStringList &days, int first, int step)
{
    QStringList all;
    for (qsizetype i = 0; i < days.size(); ++i)
        all.append(days.at(i) + u" 00:00 %1.00"_s.arg(first + i * step));
    return all;
}

QStringList hours(const QString &day, int close)
{
    QStringList all;
    for (int hour = 0; hour < 6; ++hour)
        all.append(u"%1 %2:30 %3.0%4"_s.arg(day).arg(14 + hour).arg(close).arg(hour));
    return all;
}

// Bars of a day that were fetched while it went on, before its own was there or behind it.
StoreCase halfDayCase(const char *name, bool hasItsDay, const QStringList &expected)
{
    return {name,
            [=](const Connection &connection) {
                QList<DailyBar> days{barAt(Monday, 10'000, 5), barAt(Monday.addDays(1), 10'100, 5)};
                if (!hasItsDay)
                    days.removeLast();
                const qint64 openMs = 14 * HourMs + HourMs / 2;
                const QList<IntradayBar> bars = hoursOf(Monday, openMs, 20'000) +
                                                hoursOf(Monday.addDays(1), openMs, 20'100).first(2);
                const Result<> filled =
                        addStock(connection, Apple, u"USD"_s)
                                .and_then([&] { return addDays(connection, Apple, days); })
                                .and_then([&] {
                                    return StockQuoteStore{connection}
                                            .storeBars(Apple, u"1h"_s, bars)
                                            .map([](const QuotesStored &) {});
                                });
                return QStringList{line(filled)} +
                       points(connection, {Apple, dayMs(Monday), dayMs(Monday.addDays(2)), 100});
            },
            QStringList{u"done"_s} + expected};
}

QStringList coverageOf(const Connection &connection)
{
    const Result<> filled = fillApple(connection);
    const Result<Series> series = SeriesStore{connection}.read(
            shown(of(Apple, "2026-11-16T00:00:00.000Z", "2026-11-27T00:00:00.000Z"),
                  "2026-11-24T12:00:00.000Z", "2026-11-26T12:00:00.000Z"));
    if (!series)
        return {line(series.error())};
    const auto timeOf = [](qint64 ms) { return line(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)); };
    return {line(filled), line(series->stock->isIntraday), timeOf(series->stock->coversFromMs),
            timeOf(series->stock->coversToMs)};
}

// In shares of Sydney, whose summer day begins the evening before by UTC.
QStringList atTheEdgeOfADay(const Connection &connection)
{
    QList<IntradayBar> bars;
    for (const int i : {2, 3})
        bars += hoursOf(Monday.addDays(i), -HourMs, 4'000 + i * 100);
    const Result<> filled = addStock(connection, Bhp, u"AUD"_s)
                                    .and_then([&] {
                                        return addDays(connection, Bhp,
                                                       {barAt(Monday.addDays(1), 4'000, 5),
                                                        barAt(Monday.addDays(2), 4'200, 5),
                                                        barAt(Monday.addDays(3), 4'300, 5)});
                                    })
                                    .and_then([&] {
                                        return StockQuoteStore{connection}
                                                .storeBars(Bhp, u"1h"_s, bars)
                                                .map([](const QuotesStored &) {});
                                    });
    return QStringList{line(filled)} +
           points(connection, shown(of(Bhp, "2026-11-17T00:00:00.000Z", "2026-11-20T00:00:00.000Z"),
                                    "2026-11-19T00:00:00.000Z", "2026-11-20T00:00:00.000Z"))
                   .first(2);
}

// A quote in each slot of two and a half days, rising by a cent.
Result<> fillCoin(const Connection &connection)
{
    SnapshotStore store{connection};
    for (int slot = 0; slot < 60 * 12; ++slot) {
        Snapshot snapshot;
        snapshot.run = runAt(at("2026-11-16T00:00:00.000Z").addSecs(300LL * slot));
        snapshot.quotes = {quote(u"btc"_s, snapshot.run.slot, "100")};
        snapshot.quotes.first().last = Price::fromUnits(Price::Units{10'000 + slot} * 1'000'000);
        const Result<CollectionRun> stored = store.store(snapshot, snapshot.run.slot.addSecs(7));
        if (!stored)
            return fail(stored.error());
    }
    return {};
}

QStringList cutsCoins(const Connection &connection)
{
    QStringList answers{line(fillCoin(connection))};
    // Quotes in buckets of ten minutes, hours, days: each begins within a bucket.
    answers += points(connection,
                      cut(of(u"btc"_s, "2026-11-16T10:03:00.000Z", "2026-11-16T10:31:00.000Z", 4)));
    answers += points(connection,
                      cut(of(u"btc"_s, "2026-11-16T10:17:00.000Z", "2026-11-16T13:00:00.000Z", 4)));
    answers += points(connection,
                      cut(of(u"btc"_s, "2026-11-16T10:17:00.000Z", "2026-11-18T12:00:00.000Z", 3)));
    return answers;
}

} // namespace

QList<StoreCase> rangeCases()
{
    const QStringList firstWeek =
            days({u"11-16"_s, u"11-17"_s, u"11-18"_s, u"11-19"_s, u"11-20"_s}, 100, 1);
    return {
            // The day that has hours alone is put together from them.
            appleCase("range: where one day has no hours, days",
                      of(Apple, "2026-11-16T00:00:00.000Z", "2026-11-27T00:00:00.000Z"),
                      firstWeek + days({u"11-23"_s, u"11-24"_s, u"11-25"_s}, 107, 1) +
                              QStringList{u"11-26 00:00 210.05"_s}),
            appleCase("range: the day before the hours is not hidden",
                      of(Apple, "2026-11-23T00:00:00.000Z", "2026-11-25T00:00:00.000Z"),
                      days({u"11-23"_s, u"11-24"_s}, 107, 1)),
            appleCase("range: hours where each day has them",
                      of(Apple, "2026-11-24T00:00:00.000Z", "2026-11-26T00:00:00.000Z"),
                      hours(u"11-24"_s, 208) + hours(u"11-25"_s, 209)),
            appleCase("range: a day whose hours lie outside",
                      of(Apple, "2026-11-24T12:00:00.000Z", "2026-11-25T12:00:00.000Z"),
                      hours(u"11-24"_s, 208)),
            appleCase("range: what is looked at counts",
                      shown(of(Apple, "2026-11-19T00:00:00.000Z", "2026-11-27T00:00:00.000Z"),
                            "2026-11-25T00:00:00.000Z", "2026-11-26T00:00:00.000Z"),
                      hours(u"11-24"_s, 208) + hours(u"11-25"_s, 209) + hours(u"11-26"_s, 210)),
            {"range: how far the hours go",
             coverageOf,
             {u"done"_s, u"yes"_s, u"2026-11-24T00:00:00.000Z"_s, u"2026-11-27T00:00:00.000Z"_s}},
            {"range: a day that begins the evening before",
             atTheEdgeOfADay,
             {u"done"_s, u"11-17 23:00 42.00"_s, u"11-18 00:00 42.01"_s}},
            halfDayCase("range: half a day of hours does not hide how it ended", true,
                        {u"11-16 00:00 100.00"_s, u"11-17 00:00 101.00"_s}),
            halfDayCase("range: half a day of hours is better than none", false,
                        hours(u"11-16"_s, 200) +
                                QStringList{u"11-17 14:30 201.00"_s, u"11-17 15:30 201.01"_s}),
            appleCase("range: nothing of before its start",
                      cut(of(Apple, "2026-11-17T03:15:00.000Z", "2026-11-20T00:00:00.000Z")),
                      days({u"11-18"_s, u"11-19"_s}, 102, 1)),
            // A week from Wednesday on, and one that ends on Tuesday.
            appleCase("range: weeks hold no more than it",
                      cut(of(Apple, "2026-11-18T03:15:00.000Z", "2026-11-24T12:00:00.000Z", 3)),
                      {u"11-18 03:15 104.00"_s, u"11-23 00:00 108.00"_s}),
            {"range: coins begin where it does",
             cutsCoins,
             {u"done"_s, u"11-16 10:03 101.21"_s, u"11-16 10:10 101.23"_s, u"11-16 10:20 101.25"_s,
              u"11-16 10:30 101.26"_s, u"11-16 10:17 101.31"_s, u"11-16 11:00 101.43"_s,
              u"11-16 12:00 101.55"_s, u"11-16 10:17 102.87"_s, u"11-17 00:00 107.19"_s}},
    };
}
