// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stockrows.h"

#include "db/assets/stockquotestore.h"
#include "db/bars/daytime.h"
#include "db/quotes/seriesstore.h"
#include "db/quotes/stockboard.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Bhp = u"BHP.AU"_s;
const QDate Start{2023, 11, 27}; // a Monday; the half year goes over the end of one

bool isWeekend(const QDate &day)
{
    return day.dayOfWeek() > Qt::Friday;
}

// Half a year without weekends and without two days, one of which is recorded as a hole; a split
// and three dividends, of which one is in another currency.
Result<> fill(const Connection &connection)
{
    QList<DailyBar> bars;
    for (int i = 0; i < 182; ++i) {
        const QDate day = Start.addDays(i);
        if (isWeekend(day) || day == QDate{2024, 1, 1} || day == QDate{2024, 2, 14})
            continue;
        const qint64 cents =
                day < QDate{2024, 3, 4} ? 40'000 + (i * 37) % 501 : 4'000 + (i * 37) % 51;
        bars.append(barAt(day, cents, 1'000'000 + i));
    }
    bars[5].volume.reset();
    const DataGap hole{0,
                       u"eodhd"_s,
                       Bhp,
                       at("2024-02-14T00:00:00.000Z"),
                       at("2024-02-15T00:00:00.000Z"),
                       GapCause::ProviderEmpty};
    const DataGap ofAnother{0,
                            u"eodhd"_s,
                            u"CBA.AU"_s,
                            at("2024-04-03T00:00:00.000Z"),
                            at("2024-04-04T00:00:00.000Z"),
                            GapCause::ProviderError};
    const DataGap holiday{0,
                          u"eodhd"_s,
                          Bhp,
                          at("2024-01-01T00:00:00.000Z"),
                          at("2024-01-02T00:00:00.000Z"),
                          GapCause::MarketClosed};
    RunStore runs{connection};
    return addStock(connection, Bhp, u"AUD"_s)
            .and_then([&] { return addDays(connection, Bhp, bars); })
            .and_then([&] {
                return addActions(connection, Bhp, CorporateAction::Type::Split,
                                  {splitOn({2024, 3, 4}, 10, 1)});
            })
            .and_then([&] {
                return addActions(connection, Bhp, CorporateAction::Type::Dividend,
                                  {dividendOn({2023, 12, 13}, u"0.0735", u"AUD"_s),
                                   dividendOn({2024, 3, 13}, u"0.2", u"USD"_s),
                                   dividendOn({2024, 4, 10}, u"0.1234", u"AUD"_s)});
            })
            .and_then([&] { return runs.insertGap(hole); })
            .and_then([&] { return runs.insertGap(ofAnother); })
            .and_then([&] { return runs.insertGap(holiday); });
}

// Five-minute bars of two days of trading, and hourly ones of a fortnight.
Result<> fillIntraday(const Connection &connection)
{
    const auto bar = [](const QDate &day, qint64 sinceMs, const QString &text,
                        std::optional<qint64> volume) {
        const Price price = *Price::parse(text);
        return IntradayBar{dayMs(day) + sinceMs, price, price, price, price, volume};
    };
    QList<IntradayBar> hourly;
    QList<IntradayBar> fiveMinutes;
    for (QDate day{2024, 5, 13}; day < QDate{2024, 5, 27}; day = day.addDays(1)) {
        for (int hour = 0; hour < 6 && !isWeekend(day); ++hour)
            hourly.append(bar(day, hour * 3'600'000LL, u"40.%1"_s.arg(10 + hour), 1000));
    }
    for (const QDate &day : {QDate{2024, 5, 23}, QDate{2024, 5, 24}}) {
        for (int slot = 0; slot < 72; ++slot)
            fiveMinutes.append(bar(day, slot * 300'000LL, u"40.123456"_s,
                                   slot == 3 ? std::nullopt : std::optional<qint64>{10}));
    }
    StockQuoteStore store{connection};
    return store.storeBars(Bhp, u"1h"_s, hourly)
            .and_then([&](const QuotesStored &) {
                return store.storeBars(Bhp, u"5m"_s, fiveMinutes);
            })
            .map([](const QuotesStored &) {});
}

QStringList ask(const Connection &connection, const QDate &from, const QDate &to, int points,
                bool isRaw, const QString &symbol = Bhp)
{
    return lines(SeriesStore{connection}.read({symbol, dayMs(from), dayMs(to), points, isRaw}));
}

StoreCase stockCase(const char *name, const QDate &from, const QDate &to, int points,
                    bool isRaw = false, bool hasIntraday = false)
{
    return {name, [=](const Connection &connection) {
                const Result<> filled = fill(connection);
                const Result<> within = hasIntraday ? fillIntraday(connection) : Result<>{};
                return QStringList{line(filled), line(within)} +
                       ask(connection, from, to, points, isRaw);
            }};
}

QStringList showsTheBoard(const Connection &connection)
{
    QStringList answers{line(fill(connection)), line(addStock(connection, u"NEW.AU"_s, {})),
                        line(addStock(connection, u"OLD.AU"_s, {}, false)),
                        line(addStock(connection, u"LATE.US"_s, u"USD"_s))};
    const auto quote = [&](const QString &symbol, const QDateTime &time, const char *last) {
        DelayedQuote quote;
        quote.symbol = symbol;
        quote.time = time;
        quote.price = price(last);
        return StockQuoteStore{connection}.storeQuotes({quote}).map([](const QuotesStored &) {});
    };
    // Of a day that has its bar: the bar counts. Alone: the newest quote does.
    answers += {line(quote(Bhp, at("2024-05-24T05:10:00.000Z"), "1.5")),
                line(quote(u"LATE.US"_s, at("2024-05-23T19:59:00.000Z"), "271.4899")),
                line(quote(u"LATE.US"_s, at("2024-05-23T20:00:00.000Z"), "271.49"))};
    const Result<QList<BoardRow>> rows = StockBoard{connection}.rows();
    if (!rows)
        return answers + QStringList{line(rows.error())};
    Board board;
    board.rows = *rows;
    answers += lines(board);
    for (const BoardRow &row : *rows)
        answers.append(u"%1 %2 %3 %4"_s.arg(row.stock->name, row.stock->currency,
                                            line(row.stock->hasPrice), line(row.stock->isDaily)));
    return answers;
}

// What a chart of this draws: its bars, without what became of splits and dividends.
QStringList barsOf(const Connection &connection, bool isRaw)
{
    const Result<Series> series =
            SeriesStore{connection}.read({Bhp, 0, dayMs({2030, 1, 1}), 1000, isRaw});
    QStringList bars{line(series.map([](const Series &) {}))};
    if (series) {
        for (const SeriesPoint &point : series->points)
            bars.append(line(point.bar));
    }
    return bars;
}

// The closes go round within 5.01 AUD before the split and 0.51 behind it, and take no notice of
// the dividend of 0.1234: in shares of today none moves by more.
QStringList leavesNoStep(const Connection &connection)
{
    QStringList answers{line(fill(connection))};
    const Result<Series> series = SeriesStore{connection}.read({Bhp, 0, dayMs({2025, 1, 1}), 1000});
    if (!series)
        return {line(series.error())};
    Price largest;
    for (qsizetype i = 1; i < series->points.size(); ++i) {
        const Price before = series->points[i - 1].bar.close;
        const Price now = series->points[i].bar.close;
        largest = std::max({largest, Price::fromUnits(now.units() - before.units()),
                            Price::fromUnits(before.units() - now.units())});
    }
    answers.append(largest < price("0.6334") ? u"no step"_s : u"a step of "_s + largest.toString());
    return answers;
}

QStringList switchesBackExactly(const Connection &connection)
{
    const QDate splitDay{2024, 3, 4};
    const auto adjusted = [&] { return barsOf(connection, false); };
    const auto raw = [&] { return barsOf(connection, true); };
    const auto stored = [&] { return lines(DailyStore{connection}.list(Bhp)); };
    const auto setSplit = [&](bool isEnabled) {
        return line(ActionStore{connection}.setEnabled(Bhp, splitDay, CorporateAction::Type::Split,
                                                       0, isEnabled));
    };
    QStringList answers{line(fill(connection)), setSplit(false)};
    const QStringList before = adjusted();
    const QStringList asTraded = raw();
    const QStringList rows = stored();
    answers += {setSplit(true), line(adjusted() != before)};
    const QStringList with = adjusted();
    answers += {line(stored() == rows),     line(raw() == asTraded), setSplit(false),
                line(adjusted() == before), line(stored() == rows),  setSplit(true),
                line(adjusted() == with)};
    return answers;
}

} // namespace

QList<StoreCase> stockCases()
{
    const QDate end{2024, 6, 1};
    return {stockCase("stock: each day", {2024, 1, 1}, {2024, 3, 20}, 1000),
            stockCase("stock: each day as traded", {2024, 1, 1}, {2024, 3, 20}, 1000, true),
            stockCase("stock: weeks", Start, end, 40),
            stockCase("stock: four weeks", Start, end, 9),
            stockCase("stock: one point", Start, end, 1),
            stockCase("stock: a part of a week is a whole one", {2024, 4, 3}, {2024, 5, 30}, 12),
            stockCase("stock: beyond both ends", {1990, 1, 1}, {2030, 1, 1}, 1000),
            stockCase("stock: before the first", {1990, 1, 1}, {1991, 1, 1}, 1000),
            stockCase("stock: after the last", {2030, 1, 1}, {2031, 1, 1}, 1000),
            stockCase("stock: five minutes", {2024, 5, 23}, {2024, 5, 25}, 1000, false, true),
            stockCase("stock: hours, with nights", {2024, 5, 15}, {2024, 5, 25}, 1000, false, true),
            stockCase("stock: too long for hours", {2024, 4, 1}, {2024, 5, 25}, 1000, false, true),
            stockCase("stock: too few points for hours", {2024, 5, 15}, {2024, 5, 25}, 20, false,
                      true),
            {"stock: one without a bar",
             [](const Connection &connection) {
                 const Result<> filled = fill(connection);
                 const Result<> added = addStock(connection, u"NEW.AU"_s, u"AUD"_s);
                 return QStringList{line(filled), line(added)} +
                        ask(connection, Start, {2024, 6, 1}, 100, false, u"NEW.AU"_s);
             },
             {},
             true},
            {"stock: board", showsTheBoard},
            {"stock: a split leaves no step", leavesNoStep, {u"done"_s, u"no step"_s}},
            {"stock: a split is switched off and on",
             switchesBackExactly,
             {u"done"_s, u"done"_s, u"done"_s, u"yes"_s, u"yes"_s, u"yes"_s, u"done"_s, u"yes"_s,
              u"yes"_s, u"done"_s, u"yes"_s}}};
}
