// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/stockquotestore.h"

#include "db/domain/dailybar.h"
#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// market_data holds binary floating point since version 7; readers show four decimals.
SqlValue realOrNull(const std::optional<Price> &price)
{
    return price ? SqlValue{price->toDouble()} : SqlValue{};
}

SqlValue volumeOrNull(const std::optional<qint64> &volume)
{
    return volume ? SqlValue{*volume} : SqlValue{};
}

} // namespace

StockQuoteStore::StockQuoteStore(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_schema{connection, version}
    , m_statements{connection}
    , m_partitions{connection, BarPartitions::Table::Intraday}
    , m_backlog{connection}
    , m_putBarSql{u"INSERT INTO intraday_data (time, symbol, bar_interval, open, high, low, close, "
                  "volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s +
                  connection.dialect().orUpdate(
                          u"symbol, bar_interval, time"_s,
                          {u"open"_s, u"high"_s, u"low"_s, u"close"_s, u"volume"_s})}
{}

Result<QuotesStored> StockQuoteStore::storeQuotes(const QList<DelayedQuote> &quotes)
{
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return fail(ready.error());
    QuotesStored stored;
    for (const DelayedQuote &quote : quotes) {
        const Result<qint64> instrument = instrumentOf(quote.symbol);
        if (!instrument)
            return fail(instrument.error());
        const Result<bool> isNew = insert(*instrument, quote);
        if (!isNew)
            return fail(isNew.error());
        ++(*isNew ? stored.stored : stored.duplicates);
        if (!*isNew)
            continue;
        if (const Result<> noted = m_backlog.note(quote.symbol, quote.time); !noted)
            return fail(noted.error());
    }
    return transaction.commit().transform([&] { return stored; });
}

Result<qint64> StockQuoteStore::instrumentOf(const QString &symbol)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT instrument_id FROM assets WHERE symbol = ?"_s, {symbol});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::NotFound, {}, symbol);
    return rows->integer(0);
}

Result<bool> StockQuoteStore::insert(qint64 instrument, const DelayedQuote &quote)
{
    // The table has no key that would refuse a second row; the transaction keeps others out.
    Result<Rows> found =
            m_statements.run(u"SELECT 1 FROM market_data WHERE timestamp = ? AND instrument_id = ? "
                             "AND deleted_at IS NULL"_s,
                             {quote.time, instrument});
    if (!found)
        return fail(found.error());
    if (found->next())
        return false;
    return m_statements
            .change(u"INSERT INTO market_data (timestamp, instrument_id, price, open_price, "
                    "high_price, low_price, volume) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                    {quote.time, instrument, quote.price.toDouble(), realOrNull(quote.open),
                     realOrNull(quote.high), realOrNull(quote.low), volumeOrNull(quote.volume)})
            .transform([](int) { return true; });
}

Result<std::optional<DelayedQuote>> StockQuoteStore::newestQuote(qint64 instrument)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT timestamp, price FROM market_data WHERE instrument_id = ? "
                             "AND deleted_at IS NULL ORDER BY timestamp DESC LIMIT 1"_s,
                             {instrument});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<DelayedQuote>{}; });
    DelayedQuote quote;
    quote.time = rows->time(0);
    // FLOAT since version 7; all that is meant of it are four decimals.
    const Result<Price> price = Price::parse(QString::number(rows->real(1), 'f', DailyDecimals));
    if (!price)
        return fail(Error::Kind::Corrupt, u"a price in market_data is not a number"_s);
    quote.price = *price;
    return std::optional{quote};
}

Result<QuotesStored> StockQuoteStore::storeBars(const QString &symbol, const QString &interval,
                                                const QList<IntradayBar> &bars)
{
    if (!bars.isEmpty()) {
        const auto newest = QDateTime::fromMSecsSinceEpoch(bars.constLast().timeMs, Qt::UTC);
        if (const Result<> room = m_partitions.ensure(newest); !room)
            return fail(room.error());
    }
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return fail(ready.error());
    if (const Result<qint64> instrument = instrumentOf(symbol); !instrument)
        return fail(instrument.error());
    QuotesStored stored;
    for (const IntradayBar &bar : bars) {
        Result<Rows> found =
                m_statements.run(u"SELECT open, high, low, close, volume FROM intraday_data "
                                 "WHERE symbol = ? AND bar_interval = ? AND time = ?"_s,
                                 {symbol, interval, SqlValue::Time{bar.timeMs}});
        if (!found)
            return fail(found.error());
        const bool isThere = found->next() && found->price(0) == bar.open &&
                             found->price(1) == bar.high && found->price(2) == bar.low &&
                             found->price(3) == bar.close && found->isNull(4) == !bar.volume &&
                             found->integer(4) == bar.volume.value_or(0);
        ++(isThere ? stored.duplicates : stored.stored);
        if (isThere)
            continue;
        const Result<int> put = m_statements.change(
                m_putBarSql, {SqlValue::Time{bar.timeMs}, symbol, interval, bar.open, bar.high,
                              bar.low, bar.close, volumeOrNull(bar.volume)});
        if (!put)
            return fail(put.error());
    }
    return transaction.commit().transform([&] { return stored; });
}

Result<QDateTime> StockQuoteStore::newestBar(const QString &symbol, const QString &interval)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT MAX(time) FROM intraday_data WHERE symbol = ? AND bar_interval = ?"_s,
            {symbol, interval});
    if (!rows)
        return fail(rows.error());
    QDateTime newest;
    if (rows->next())
        newest = rows->time(0);
    return rows->end().transform([&] { return newest; });
}
