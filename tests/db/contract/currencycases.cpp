// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/stockquotestore.h"
#include "db/bars/barstore.h"
#include "db/bars/daytime.h"
#include "db/bars/rebuild.h"
#include "db/collector/snapshotstore.h"
#include "db/quotes/seriesstore.h"
#include "db/quotes/stockboard.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"
#include "tests/support/stockrows.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Euro = u"EURUSD.FOREX"_s;
const QString Bitcoin = u"BTC-USD.CC"_s;
const QDate Monday{2026, 11, 16};

DailyBar day(const QDate &date, const char *close, std::optional<qint64> volume = 0)
{
    const Price last = price(close);
    return {date, last, last, last, last, last, volume};
}

// Each of the four prices another one, so that no two columns change places.
const DailyBar Wide{Monday,
                    price("85120.33112345"),
                    price("999999999999.99999999"),
                    price("0.00000001"),
                    price("86012.44590001"),
                    price("86012.44590001"),
                    38'422'910'976};
const DailyBar Small{Monday.addDays(1),
                     price("0.00000799"),
                     price("0.000008"),
                     price("0.0000079"),
                     price("0.00000799"),
                     price("0.00000799"),
                     {}};

qint64 rowsIn(const Connection &connection, const QString &table)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(u"SELECT COUNT(*) FROM "_s + table);
    return rows && rows->next() ? rows->integer(0) : -1;
}

QStringList keepsEightDecimals(const Connection &connection)
{
    DailyStore days{connection};
    QStringList answers{line(addStock(connection, Bitcoin, u"USD"_s)),
                        line(addDays(connection, Bitcoin, {Wide, Small}))};
    answers += lines(days.list(Bitcoin));
    DailyBar corrected = Small;
    corrected.close = price("0.0000079");
    answers += {line(addDays(connection, Bitcoin, {corrected}))};
    answers += lines(days.list(Bitcoin, Monday.addDays(1)));
    answers += {days.oldestDay(Bitcoin)->toString(Qt::ISODate),
                days.newestDay(Bitcoin)->toString(Qt::ISODate),
                QString::number(rowsIn(connection, u"daily_data"_s)),
                QString::number(rowsIn(connection, u"intraday_data"_s))};
    return answers;
}

QStringList oneCoin(const Connection &connection, const QString &symbol)
{
    BarStore bars{connection};
    QStringList answers;
    for (const BarInterval interval : {BarInterval::Hour, BarInterval::Day}) {
        const Result<> read = bars.read(symbol, interval, 0, dayMs(LastDay),
                                        [&](const Bar &bar) { answers.append(line(bar)); });
        answers.append(line(read));
    }
    return answers;
}

// A coin of CoinSpot, the same one of EODHD, and the coin's roll-ups made again: each keeps its
// own.
QStringList staysBesideTheCoin(const Connection &connection)
{
    Snapshot snapshot;
    snapshot.run = runAt(at("2026-11-16T03:15:00.000Z"));
    snapshot.quotes = {quote(u"btc"_s, snapshot.run.slot, "129001.2748"),
                       quote(u"btc-usd.cc"_s, snapshot.run.slot, "7")};
    SnapshotStore snapshots{connection};
    QStringList answers{
            line(snapshots.store(snapshot, snapshot.run.slot.addSecs(7))
                         .map([](const CollectionRun &) {})),
            line(addStock(connection, Bitcoin, u"USD"_s)),
            line(addDays(connection, Bitcoin, {Wide, Small})),
            line(StockQuoteStore{connection}
                         .storeBars(Bitcoin, u"1h"_s,
                                    {{dayMs(Monday), price("1"), price("1"), price("1"), price("1"),
                                      5}})
                         .map([](const QuotesStored &) {})),
            line(rebuildBars(connection, RebuildScope::All, {}).map([](const RebuildReport &) {}))};
    for (const QString &symbol :
         {u"BTC.COINSPOT"_s, u"BTC-USD.CC.COINSPOT"_s, Bitcoin, u"USD.CC"_s})
        answers += QStringList{symbol} + oneCoin(connection, symbol);
    answers += lines(DailyStore{connection}.list(Bitcoin));
    const auto counts = AssetStore{connection}.priceRows();
    for (const QString &symbol : {u"BTC.COINSPOT"_s, Bitcoin}) {
        const PriceRows rows = counts->value(symbol);
        answers.append(u"%1 %2 %3"_s.arg(symbol, QString::number(rows.count), line(rows.newest)));
    }
    return answers;
}

// Three weeks of a coin, weekends too, without one day that is recorded as a hole; and of a pair,
// Monday to Friday.
Result<> fill(const Connection &connection)
{
    QList<DailyBar> coin;
    QList<DailyBar> pair;
    for (int i = 0; i < 21; ++i) {
        const QDate date = Monday.addDays(i - 14);
        const QByteArray digits = QByteArray::number(33'112'345 + i * 7);
        if (i != 5) // a Saturday
            coin.append(day(date, "85120." + digits, 1000 + i));
        if (date.dayOfWeek() <= Qt::Friday)
            pair.append(day(date, "1.0" + digits.left(7)));
    }
    const QDate missing = Monday.addDays(5 - 14);
    const DataGap hole{0,
                       u"eodhd"_s,
                       Bitcoin,
                       QDateTime::fromMSecsSinceEpoch(dayMs(missing), Qt::UTC),
                       QDateTime::fromMSecsSinceEpoch(dayMs(missing) + DayMs, Qt::UTC),
                       GapCause::ProviderEmpty};
    RunStore runs{connection};
    return addStock(connection, Bitcoin, u"USD"_s)
            .and_then([&] { return addStock(connection, Euro, u"USD"_s); })
            .and_then([&] { return addDays(connection, Bitcoin, coin); })
            .and_then([&] { return addDays(connection, Euro, pair); })
            .and_then([&] { return runs.insertGap(hole); });
}

StoreCase seriesCase(const char *name, const QString &symbol, int points)
{
    return {name, [=](const Connection &connection) {
                const Result<> filled = fill(connection);
                return QStringList{line(filled)} +
                       lines(SeriesStore{connection}.read(
                               {symbol, 0, dayMs({2030, 1, 1}), points, false}));
            }};
}

QStringList givesNoMoreThanAsked(const Connection &connection)
{
    QStringList answers{line(fill(connection))};
    for (const int points : {30, 22, 18, 5, 2}) {
        const Result<Series> series =
                SeriesStore{connection}.read({Bitcoin, 0, dayMs({2030, 1, 1}), points, false});
        answers.append(line(series && series->points.size() <= points));
    }
    return answers;
}

// Hours of a coin around the clock, four of which are missing.
QStringList anHourMissingIsAHole(const Connection &connection)
{
    QList<IntradayBar> hours;
    for (int hour = 0; hour < 48; ++hour) {
        const Price last = price("85120.33112345");
        if (hour < 20 || hour > 23)
            hours.append({dayMs(Monday) + hour * 3'600'000LL, last, last, last, last, 1});
    }
    const Result<> filled = fill(connection).and_then([&] {
        return StockQuoteStore{connection}
                .storeBars(Bitcoin, u"1h"_s, hours)
                .map([](const QuotesStored &) {});
    });
    const Result<Series> series = SeriesStore{connection}.read(
            {Bitcoin, dayMs(Monday), dayMs(Monday.addDays(2)), 1000, false});
    if (!series)
        return {line(series.error())};
    return QStringList{line(filled), line(series->stock->isIntraday)} + lines(series->gaps);
}

QStringList showsTheBoard(const Connection &connection)
{
    QStringList answers{line(fill(connection))};
    const Result<QList<BoardRow>> rows = StockBoard{connection}.rows();
    if (!rows)
        return answers + QStringList{line(rows.error())};
    Board board;
    board.rows = *rows;
    answers += lines(board);
    for (const BoardRow &row : *rows)
        answers.append(row.stock->currency + u' ' + line(row.stock->isDaily));
    return answers;
}

} // namespace

QList<StoreCase> currencyCases()
{
    const QString wide = u"2026-11-16|85120.33112345|999999999999.99999999|0.00000001|"
                         "86012.44590001|86012.44590001|38422910976"_s;
    const QString small = u"2026-11-17|0.00000799|0.00000800|0.00000790|0.00000799|0.00000799|-"_s;
    return {{"currency: eight decimals",
             keepsEightDecimals,
             {u"done"_s, u"done"_s, wide, small, u"done"_s,
              u"2026-11-17|0.00000799|0.00000800|0.00000790|0.00000790|0.00000790|-"_s,
              u"2026-11-16"_s, u"2026-11-17"_s, u"0"_s, u"2"_s}},
            {"currency: beside the coin of the same name", staysBesideTheCoin},
            seriesCase("currency: each day of a coin", Bitcoin, 100),
            seriesCase("currency: weeks of a coin", Bitcoin, 10),
            seriesCase("currency: each day of a pair", Euro, 100),
            {"currency: no more points than asked for",
             givesNoMoreThanAsked,
             {u"done"_s, u"yes"_s, u"yes"_s, u"yes"_s, u"yes"_s, u"yes"_s}},
            {"currency: an hour without a price is a hole",
             anHourMissingIsAHole,
             {u"done"_s, u"yes"_s,
              u"|every symbol|2026-11-16T20:00:00.000Z|2026-11-17T00:00:00.000Z|unknown"_s}},
            {"currency: board", showsTheBoard}};
}
