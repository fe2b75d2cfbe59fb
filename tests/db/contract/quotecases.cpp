// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotestore.h"
#include "db/transaction.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime Created = at("2026-11-20T03:15:07.123Z");
const QDateTime Slot = at("2026-11-20T03:15:00.000Z");

QStringList insertsOnce(const Connection &connection)
{
    QuoteStore quotes{connection};
    return {line(quotes.insert(quote(u"btc"_s, Slot, "140000.5"), Created)),
            line(quotes.insert(quote(u"btc"_s, Slot, "150000"), Created.addSecs(60))),
            line(quotes.insert(quote(u"btc"_s, Slot.addMSecs(1), "150000"), Created)),
            line(quotes.insert(quote(u"BTC"_s, Slot, "160000"), Created)),
            line(quotes.newest(u"btc"_s)),
            line(quotes.newest(u"BTC"_s)),
            line(quotes.newest(u"Btc"_s))};
}

QStringList keepsEveryDigit(const Connection &connection)
{
    QuoteStore quotes{connection};
    Quote extreme{0,
                  u"x"_s,
                  Slot,
                  price("0.00000001"),
                  price("999999999999.99999999"),
                  price("123456789012.12345678"),
                  {}};
    QStringList answers{line(quotes.insert(extreme, Created)), line(quotes.newest(u"x"_s))};
    for (const char *last : {"0.00000799", "1", "10.10", "0.1", "67123.12345678", "100000000000"}) {
        extreme.timestamp = extreme.timestamp.addSecs(300);
        extreme.last = price(last);
        answers += {line(quotes.insert(extreme, Created)), line(quotes.newest(u"x"_s))};
    }
    return answers;
}

QStringList keepsEveryMillisecond(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers;
    for (const char *time :
         {"1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2024-02-29T12:00:00.001Z",
          "2025-10-04T16:30:00.000Z", "2026-04-05T02:30:00.500Z", "2038-01-19T03:14:08.000Z",
          "2262-04-11T23:47:16.855Z", "9999-12-31T23:59:59.999Z"})
        answers += {line(quotes.insert(quote(u"t"_s, at(time), "1"), at(time))),
                    line(quotes.newest(u"t"_s))};
    return answers + QStringList{line(quotes.oldestTime(u"t"_s))};
}

QStringList ordersCoinsByBytes(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers;
    for (const QString &coin :
         {u"zz"_s, u"btc"_s, u"BTC"_s, u"btc_usdt"_s, u"~"_s, u"_a"_s, u"0x"_s, u"="_s, u"b-c"_s,
          u"b.c"_s, u"!'\"`\\%"_s, u"12345678901234567890"_s, u"Btc"_s})
        answers.append(line(quotes.insert(quote(coin, Slot, "1"), Created)));
    return answers + lines(quotes.coins()) + lines(quotes.latest());
}

QStringList findsTheNewestOfEach(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers;
    // Out of order, as the outbox brings them.
    for (const int slot : {3, 0, 7, 5, 1})
        for (const QString &coin : {u"eth"_s, u"btc"_s})
            answers.append(line(quotes.insert(
                    quote(coin, Slot.addSecs(300 * slot), coin == "eth"_L1 ? "2000" : "140000"),
                    Created.addSecs(slot))));
    return answers + lines(quotes.latest()) +
           QStringList{line(quotes.oldestTime(u"eth"_s)), line(quotes.oldestTime(u"doge"_s))};
}

QStringList tellsWhetherThereIsAny(const Connection &connection)
{
    QuoteStore quotes{connection};
    return {line(quotes.hasAny()), line(quotes.insert(quote(u"a"_s, Slot, "1"), Created)),
            line(quotes.hasAny())};
}

QStringList findsTheLastPriceUntil(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers;
    for (const auto &[seconds, last] : {std::pair{0, "1"}, {300, "2"}, {600, "3"}})
        answers.append(line(quotes.insert(quote(u"a"_s, Slot.addSecs(seconds), last), Created)));
    const auto between = [&](qint64 after, qint64 until) {
        const auto found = quotes.lastPrice(u"a"_s, Slot.addMSecs(after), Slot.addMSecs(until));
        return line(found);
    };
    return answers + QStringList{between(0, 0),          between(-1, 0),
                                 between(0, 299'999),    between(0, 300'000),
                                 between(0, 10'000'000), between(600'000, 600'001)};
}

QStringList seesQuotesInARange(const Connection &connection)
{
    QuoteStore quotes{connection};
    const qint64 slot = Slot.toMSecsSinceEpoch();
    constexpr qint64 Least = std::numeric_limits<qint64>::min();
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    return {line(quotes.insert(quote(u"a"_s, Slot, "1"), Created)),
            line(quotes.existsBetween(u"a"_s, slot, slot + 1)),
            line(quotes.existsBetween(u"a"_s, slot, slot)),
            line(quotes.existsBetween(u"a"_s, slot + 1, Most)),
            line(quotes.existsBetween(u"a"_s, Least, slot)),
            line(quotes.existsBetween(u"a"_s, Least, Most)),
            line(quotes.existsBetween(u"b"_s, Least, Most))};
}

QStringList readsMoreThanASlice(const Connection &connection)
{
    constexpr int Count = 8'300;
    QuoteStore quotes{connection};
    Transaction transaction{connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return {line(begun)};
    for (int i = 0; i < Count; ++i) {
        Quote next = quote(u"a"_s, Slot.addSecs(300LL * ((i * 7919) % Count)), "1");
        next.last = Price::fromUnits(i + 1);
        if (const Result<bool> inserted = quotes.insert(next, Created); !inserted)
            return {line(inserted)};
    }
    if (const Result<> committed = transaction.commit(); !committed)
        return {line(committed)};
    QStringList answers;
    const Result<> read = quotes.read(
            u"a"_s, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(),
            [&](qint64 time, const Price &bid, const Price &ask, const Price &last) {
                answers.append(u"%1 %2 %3 %4"_s.arg(QString::number(time), bid.toString(),
                                                    ask.toString(), last.toString()));
            });
    return answers + QStringList{line(read), QString::number(answers.size())};
}

QStringList readsAHalfOpenRange(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers;
    for (int i = 0; i < 5; ++i)
        answers.append(line(quotes.insert(quote(u"a"_s, Slot.addSecs(300 * i), "1"), Created)));
    const auto note = [&](qint64 time, const Price &, const Price &, const Price &) {
        answers.append(QString::number(time - Slot.toMSecsSinceEpoch()));
    };
    const qint64 from = Slot.toMSecsSinceEpoch();
    answers.append(line(quotes.read(u"a"_s, from + 300'000, from + 900'000, note)));
    answers.append(line(quotes.read(u"a"_s, from + 300'001, from + 900'001, note)));
    answers.append(line(quotes.read(u"a"_s, from, from, note)));
    return answers;
}

// Some hold a value in each place, and some nothing.
QStringList showsTheBoard(const Connection &connection)
{
    QuoteStore quotes{connection};
    QStringList answers;
    const auto add = [&](const QString &coin, qint64 secondsAgo, const char *last) {
        answers.append(line(quotes.insert(quote(coin, Slot.addSecs(-secondsAgo), last), Created)));
    };
    for (int i = 0; i < 300; ++i)
        add(u"btc"_s, 300LL * i, i % 2 == 0 ? "140000.00000001" : "139999.99999999");
    add(u"btc"_s, 24 * 3600 + 899, "130000");
    add(u"btc"_s, 7 * 24 * 3600, "120000");
    add(u"eth"_s, 0, "2000");
    add(u"eth"_s, 3600 + 900, "1999"); // a quarter of an hour too old, which is no longer taken
    add(u"old"_s, 40 * 24 * 3600, "0.00000799");
    return answers + lines(quotes.board(Slot.addMSecs(1)));
}

QStringList showsAnEmptyBoard(const Connection &connection)
{
    QuoteStore quotes{connection};
    return lines(quotes.board(Slot)) + lines(quotes.coins()) + lines(quotes.latest());
}

QStringList refusesALongName(const Connection &connection)
{
    QuoteStore quotes{connection};
    return {line(quotes.insert(quote(u"123456789012345678901"_s, Slot, "1"), Created)),
            line(quotes.insert(quote(u"a"_s, Slot, "1"), Created)), line(quotes.newest(u"a"_s))};
}

} // namespace

QList<StoreCase> quoteCases()
{
    const QString stored =
            u"btc|2026-11-20T03:15:00.001Z|149999.99000000|150000.01000000|150000.00000000|"
            "2026-11-20T03:15:07.123Z"_s;
    const QString constraint = u"error %1 "_s.arg(int(Error::Kind::Constraint));
    return {{"quotes: a slot of a coin once",
             &insertsOnce,
             {u"yes"_s, u"no"_s, u"yes"_s, u"yes"_s, stored,
              u"BTC|2026-11-20T03:15:00.000Z|159999.99000000|160000.01000000|160000.00000000|"
              "2026-11-20T03:15:07.123Z"_s,
              u"nothing"_s}},
            {"quotes: every digit", &keepsEveryDigit},
            {"quotes: every millisecond", &keepsEveryMillisecond},
            {"quotes: coins by bytes", &ordersCoinsByBytes},
            {"quotes: the newest of each coin", &findsTheNewestOfEach},
            {"quotes: any at all", &tellsWhetherThereIsAny, {u"no"_s, u"yes"_s, u"yes"_s}},
            {"quotes: the last price until",
             &findsTheLastPriceUntil,
             {u"yes"_s, u"yes"_s, u"yes"_s, u"nothing"_s, u"1.00000000"_s, u"nothing"_s,
              u"2.00000000"_s, u"3.00000000"_s, u"nothing"_s}},
            {"quotes: in a range",
             &seesQuotesInARange,
             {u"yes"_s, u"yes"_s, u"no"_s, u"no"_s, u"no"_s, u"yes"_s, u"no"_s}},
            {"quotes: more than a slice", &readsMoreThanASlice},
            {"quotes: a half-open range",
             &readsAHalfOpenRange,
             {u"yes"_s, u"yes"_s, u"yes"_s, u"yes"_s, u"yes"_s, u"300000"_s, u"600000"_s, u"done"_s,
              u"600000"_s, u"900000"_s, u"done"_s, u"done"_s}},
            {"quotes: the board", &showsTheBoard},
            {"quotes: an empty board", &showsAnEmptyBoard, {u"2026-11-20T03:15:00.000Z"_s}},
            {"quotes: a name that is too long",
             &refusesALongName,
             {constraint, u"yes"_s,
              u"a|2026-11-20T03:15:00.000Z|0.99000000|1.01000000|1.00000000|"
              "2026-11-20T03:15:07.123Z"_s}}};
}
