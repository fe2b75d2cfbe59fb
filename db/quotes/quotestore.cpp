// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotestore.h"

#include "db/quotes/quoterow.h"

#include <array>
#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds ComparisonTolerance = 15min;
constexpr int LinePoints = 48;
constexpr std::chrono::milliseconds LineStep = 30min;

} // namespace

QuoteStore::QuoteStore(const Connection &connection)
    : m_statements{connection}
    , m_insertSql{u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
                  "VALUES (?, ?, ?, ?, ?, ?)"_s +
                  connection.dialect().orNothing(u"coin_type, timestamp"_s)}
{}

Result<bool> QuoteStore::insert(const Quote &quote, const QDateTime &createdAt)
{
    return m_statements
            .change(m_insertSql,
                    {quote.coin, quote.bid, quote.ask, quote.last, quote.timestamp, createdAt})
            .transform([](int rows) { return rows == 1; });
}

Result<QStringList> QuoteStore::coins()
{
    // Steps from name to name on the unique index: DISTINCT would walk every row.
    QStringList names;
    for (QString name = u""_s;;) { // not null: NULL compares with nothing
        Result<Rows> rows = m_statements.run(
                u"SELECT coin_type FROM price_data_5min WHERE coin_type > ? ORDER BY coin_type LIMIT 1"_s,
                {name});
        if (!rows)
            return fail(rows.error());
        if (!rows->next())
            return rows->end().transform([&] { return names; });
        name = rows->text(0);
        names.append(name);
    }
}

Result<std::optional<Quote>> QuoteStore::newest(const QString &coin)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, coin_type, bid, ask, last, timestamp, created_at FROM price_data_5min "
            "WHERE coin_type = ? ORDER BY timestamp DESC LIMIT 1"_s,
            {coin});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<Quote>{}; });
    return quoteFrom(*rows).transform([](Quote quote) { return std::optional{std::move(quote)}; });
}

Result<std::optional<QDateTime>> QuoteStore::oldestTime(const QString &coin)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT timestamp FROM price_data_5min WHERE coin_type = ? ORDER BY timestamp LIMIT 1"_s,
            {coin});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<QDateTime>{}; });
    return std::optional{rows->time(0)};
}

Result<QList<Quote>> QuoteStore::latest()
{
    const Result<QStringList> names = coins();
    if (!names)
        return fail(names.error());
    QList<Quote> quotes;
    for (const QString &name : *names) {
        const Result<std::optional<Quote>> quote = newest(name);
        if (!quote)
            return fail(quote.error());
        if (*quote)
            quotes.append(**quote);
    }
    return quotes;
}

Result<bool> QuoteStore::hasAny()
{
    Result<Rows> rows = m_statements.run(u"SELECT 1 FROM price_data_5min LIMIT 1"_s);
    if (!rows)
        return fail(rows.error());
    return rows->next();
}

Result<std::optional<Price>> QuoteStore::lastPrice(const QString &coin, const QDateTime &after,
                                                   const QDateTime &until)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT last FROM price_data_5min WHERE coin_type = ? AND timestamp "
                             u"> ? AND timestamp <= ? "
                             "ORDER BY timestamp DESC LIMIT 1"_s,
                             {coin, after, until});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<Price>{}; });
    return rows->price(0).transform([](Price price) { return std::optional{price}; });
}

Result<std::optional<Price>> QuoteStore::lastAt(const QString &coin, const QDateTime &time)
{
    return lastPrice(coin, time.addMSecs(-ComparisonTolerance.count()), time);
}

Result<bool> QuoteStore::existsBetween(const QString &coin, qint64 fromMs, qint64 toMs)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT 1 FROM price_data_5min WHERE coin_type = ? AND timestamp >= "
                             u"? AND timestamp < ? "
                             "LIMIT 1"_s,
                             {coin, SqlValue::Time{fromMs}, SqlValue::Time{toMs}});
    if (!rows)
        return fail(rows.error());
    return rows->next();
}

Result<> QuoteStore::read(
        const QString &coin, qint64 fromMs, qint64 toMs,
        const std::function<void(qint64, const Price &, const Price &, const Price &)> &row)
{
    // In slices: a server hands over a whole result before anything else may run.
    constexpr int slice = 8192;
    for (int count = slice; count == slice;) {
        Result<Rows> rows = m_statements.run(
                u"SELECT timestamp, bid, ask, last FROM price_data_5min WHERE coin_type = ? "
                "AND timestamp >= ? AND timestamp < ? ORDER BY timestamp LIMIT ?"_s,
                {coin, SqlValue::Time{fromMs}, SqlValue::Time{toMs}, slice});
        if (!rows)
            return fail(rows.error());
        for (count = 0; rows->next(); ++count) {
            const Result<Price> bid = rows->price(1);
            const Result<Price> ask = rows->price(2);
            const Result<Price> last = rows->price(3);
            if (!bid || !ask || !last)
                return fail(Error::Kind::Corrupt, u"a price of %1 is not a number"_s.arg(coin));
            const qint64 time = rows->timeMs(0);
            row(time, *bid, *ask, *last);
            fromMs = time + 1;
        }
        if (const Result<> end = rows->end(); !end)
            return end;
    }
    return {};
}

Result<BoardRow> QuoteStore::boardRow(const QString &coin, const QDateTime &asOf)
{
    BoardRow row;
    const Result<std::optional<Quote>> quote = newest(coin);
    if (!quote)
        return fail(quote.error());
    row.quote = quote->value_or(Quote{});

    const std::array<std::pair<std::optional<Price> *, std::chrono::milliseconds>, 3> comparisons{
            {{&row.hourAgo, 1h}, {&row.dayAgo, 24h}, {&row.weekAgo, 7 * 24h}}};
    for (const auto &[target, ago] : comparisons) {
        const Result<std::optional<Price>> price = lastAt(coin, asOf.addMSecs(-ago.count()));
        if (!price)
            return fail(price.error());
        *target = *price;
    }
    row.dayLine.reserve(LinePoints);
    for (int i = LinePoints - 1; i >= 0; --i) {
        const QDateTime until = asOf.addMSecs(-i * LineStep.count());
        const Result<std::optional<Price>> price =
                lastPrice(coin, until.addMSecs(-LineStep.count()), until);
        if (!price)
            return fail(price.error());
        row.dayLine.append(*price);
    }
    return row;
}

Result<Board> QuoteStore::board(const QDateTime &asOf)
{
    const Result<QStringList> names = coins();
    if (!names)
        return fail(names.error());
    Board board;
    board.asOf = asOf;
    for (const QString &name : *names) {
        Result<BoardRow> row = boardRow(name, asOf);
        if (!row)
            return fail(row.error());
        board.rows.append(std::move(*row));
    }
    return board;
}
