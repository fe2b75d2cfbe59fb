// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/randomrows.h"

#include "db/transaction.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

using Draw = RandomRows::Draw;

constexpr qint64 Day = 86'400'000;
constexpr qint64 FirstMs = -62'135'596'800'000; // 0001-01-01
constexpr qint64 LastMs = 253'402'300'799'999;  // 9999-12-31T23:59:59.999
constexpr qint64 Start2000 = 946'684'800'000;
constexpr qint64 End2019 = 1'577'836'800'000;
constexpr unsigned Rare = 64; // one cell in so many is an extreme one

Draw number()
{
    return [](CellDraw &draw) { return Cell::ofInteger(draw.row() + 1); };
}

Draw integer(qint64 least, qint64 most)
{
    return [=](CellDraw &draw) {
        const quint64 drawn = draw.next();
        if (drawn % Rare == 0)
            return Cell::ofInteger(least);
        if (drawn % Rare == 1)
            return Cell::ofInteger(most);
        const quint64 width = quint64(most) - quint64(least);
        return Cell::ofInteger(qint64(quint64(least) +
                                      (width + 1 == 0 ? draw.next() : draw.next() % (width + 1))));
    };
}

Draw bigInteger()
{
    return integer(std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
}

Draw truth()
{
    return integer(0, 1);
}

Draw time()
{
    return integer(FirstMs, LastMs);
}

Draw maybe(const Draw &other)
{
    return [=](CellDraw &draw) { return draw.isOneIn(4) ? Cell{} : other(draw); };
}

// Row by row later: keys in the order of the rows. perTime rows share a time.
Draw rising(qint64 from, qint64 step, int perTime)
{
    return [=](CellDraw &draw) {
        const qint64 at = draw.row() / perTime;
        return Cell::ofInteger(at == 0 ? FirstMs : from + at * step);
    };
}

QByteArray digits(CellDraw &draw, int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += char('0' + draw.next() % 10);
    return text;
}

QByteArray decimalText(CellDraw &draw, int before, int after, bool hasSign)
{
    const quint64 drawn = draw.next();
    const QByteArray sign = hasSign && drawn & 0x100 ? "-" : "";
    switch (drawn % Rare) {
    case 0:
        return sign + QByteArray(before, '9') + '.' + QByteArray(after, '9');
    case 1:
        return sign + "0." + QByteArray(after - 1, '0') + '1';
    case 2:
        return "0." + QByteArray(after, '0');
    default:
        break;
    }
    const int length = int(draw.next() % unsigned(before));
    return sign + char('1' + draw.next() % 9) + digits(draw, length) + '.' + digits(draw, after);
}

Draw decimal(int before, int after)
{
    return [=](CellDraw &draw) { return draw.text(decimalText(draw, before, after, true)); };
}

// More than the four decimals that it had, and has again on the way back.
Draw real(bool hasSign)
{
    return [=](CellDraw &draw) {
        const quint64 drawn = draw.next();
        const double sign = hasSign && drawn & 0x100 ? -1 : 1;
        switch (drawn % Rare) {
        case 0:
            return Cell::ofReal(sign * 99'999'999.9999);
        case 1:
            return Cell::ofReal(sign * 0.0001);
        case 2:
            return Cell::ofReal(0);
        default:
            break;
        }
        const double scale = std::array{1.0, 1e3, 1e6, 9e7}[draw.next() % 4];
        return Cell::ofReal(sign * scale * double(draw.next() >> 11) * 0x1p-53);
    };
}

Draw word(const QList<QByteArray> &words)
{
    return [=](CellDraw &draw) {
        return draw.text(words[qsizetype(draw.next() % quint64(words.size()))]);
    };
}

// One of as many words as rows share a time: part of a key, so in byte order.
Draw inTurn(const QList<QByteArray> &words, qint64 times = 1)
{
    return [=](CellDraw &draw) { return draw.text(words[draw.row() / times % words.size()]); };
}

// Texts for people, most of them short and a few as long as a column of MariaDB can be.
Draw text()
{
    static const QList<QByteArray> texts{
            "",
            " ",
            "'",
            "''; DROP TABLE assets; --",
            "\"quoted\" and \\'escaped\\'",
            "\\N",
            "\\0",
            "\\.",
            "NULL",
            "tab\t, line\n, return\r and backslash\\",
            "\x01\x1f\x7f",
            "%s %1 ? $1 :name {}",
            "\xc3\x84pfel & \xe2\x82\xac",
            "\xf0\x9f\x9a\x80\xf0\x9f\xaa\x99\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
            "e\xcc\x81 and \xc3\xa9",
            "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"};
    return [](CellDraw &draw) {
        if (draw.isOneIn(20'000))
            return draw.text(QByteArray(65'535, char('a' + draw.next() % 26)));
        if (draw.isOneIn(2))
            return draw.text("message " + digits(draw, 12));
        return draw.text(texts[qsizetype(draw.next() % quint64(texts.size()))]);
    };
}

// Words of the program, up to the length of their column.
Draw name(int most)
{
    return [=](CellDraw &draw) {
        return draw.text(draw.isOneIn(Rare) ? QByteArray(most, 'w') : "w" + digits(draw, 4));
    };
}

Draw json()
{
    return [](CellDraw &draw) {
        static const QList<QByteArray> documents{"{ \"a\":  1 }", "[]", "null",
                                                 "{\"k\": \"\xf0\x9f\x9a\x80 '\\\"\\\\\"}"};
        return draw.text(documents[qsizetype(draw.next() % quint64(documents.size()))]);
    };
}

Draw numberedName(const QByteArray &prefix, int most)
{
    return [=](CellDraw &draw) {
        const QByteArray number = QByteArray::number(draw.row()).rightJustified(8, '0');
        return draw.text(draw.row() == 0 ? prefix + QByteArray(most - prefix.size(), '!')
                                         : prefix + number);
    };
}

const QList<QByteArray> &coins()
{
    static const QList<QByteArray> names{"!", "'a\"", "ADA", "BTC", "WIDE", "ZZZZZZZZZZZZZZZZZZZZ",
                                         "~"};
    return names;
}

Draw price()
{
    return [](CellDraw &draw) {
        const bool isWide =
                coins()[draw.row() % coins().size()] == RandomRows::wideCoin().toLatin1();
        return draw.text(decimalText(draw, isWide ? 12 : 10, 8, false));
    };
}

const QList<QByteArray> &symbols()
{
    static const QList<QByteArray> names{"A.US", "B.US", "C'\\.US",
                                         "~234567890123456789012345678901234567.US"};
    return names;
}

QList<RandomRows::Table> collectorTables(qint64 rows, qint64 assets)
{
    const Draw bar4 = decimal(8, 4);
    const Draw bar8 = decimal(12, 8);
    const int coinCount = int(coins().size());
    const int symbolCount = int(symbols().size());
    return {{u"assets"_s,
             {{u"symbol"_s, numberedName("S", 40)},
              {u"instrument_id"_s, number()},
              {u"name"_s, text()},
              {u"exchange"_s, name(40)},
              {u"asset_type"_s, name(40)},
              {u"currency"_s, maybe(name(20))},
              {u"is_active"_s, truth()},
              {u"last_synced"_s, maybe(time())},
              {u"sync_state"_s, name(40)},
              {u"sync_error"_s, maybe(text())},
              {u"created_at"_s, time()},
              {u"updated_at"_s, time()}},
             u"instrument_id"_s,
             assets,
             3},
            {u"price_data_5min"_s,
             {{u"id"_s, number()},
              {u"coin_type"_s, inTurn(coins())},
              {u"bid"_s, price()},
              {u"ask"_s, price()},
              {u"last"_s, price()},
              {u"timestamp"_s, rising(Start2000, 300'000, coinCount)},
              {u"created_at"_s, time()}},
             u"timestamp, coin_type"_s,
             rows * 25 / 100,
             1},
            {u"daily_data"_s,
             {{u"time"_s, rising(End2019 - 200'000 * Day, Day, symbolCount)},
              {u"symbol"_s, inTurn(symbols())},
              {u"open"_s, bar4},
              {u"high"_s, bar4},
              {u"low"_s, bar4},
              {u"close"_s, bar4},
              {u"adjusted_close"_s, bar4},
              {u"volume"_s, maybe(bigInteger())}},
             u"time, symbol"_s,
             rows * 13 / 100,
             3},
            {u"intraday_data"_s,
             {{u"time"_s, rising(Start2000, 3'600'000, 2 * symbolCount)},
              {u"symbol"_s, inTurn(symbols(), 2)},
              {u"bar_interval"_s, inTurn({"1d", "1h"})},
              {u"open"_s, bar8},
              {u"high"_s, bar8},
              {u"low"_s, bar8},
              {u"close"_s, bar8},
              {u"volume"_s, maybe(bigInteger())}},
             u"time, symbol, bar_interval"_s,
             rows * 13 / 100,
             3},
            {u"corporate_actions"_s,
             {{u"date"_s, rising(Start2000, Day, 2 * symbolCount)},
              {u"symbol"_s, inTurn(symbols(), 2)},
              {u"action_type"_s, inTurn({"dividend", "split"})},
              {u"ordinal"_s, integer(0, 2'147'483'647)},
              {u"value"_s, maybe(bar8)},
              {u"numerator"_s, maybe(bar8)},
              {u"denominator"_s, maybe(bar8)},
              {u"period"_s, maybe(name(40))},
              {u"currency"_s, maybe(name(20))},
              {u"enabled"_s, truth()}},
             u"date, symbol, action_type"_s,
             rows * 2 / 100,
             3}};
}

QList<RandomRows::Table> recordTables(qint64 rows)
{
    const Draw count = integer(0, 2'147'483'647);
    return {{u"collection_runs"_s,
             {{u"id"_s, number()},
              {u"source"_s, name(40)},
              {u"slot"_s, rising(Start2000, 300'000, 1)},
              {u"started_at"_s, time()},
              {u"finished_at"_s, maybe(time())},
              {u"status"_s, word({"ok", "partial", "failed", "outbox"})},
              {u"attempts"_s, count},
              {u"received"_s, count},
              {u"stored"_s, count},
              {u"duplicates"_s, count},
              {u"rejected"_s, count},
              {u"rejected_details"_s, maybe(json())},
              {u"error"_s, maybe(text())},
              {u"duration_ms"_s, maybe(bigInteger())}},
             u"id"_s,
             rows * 5 / 100,
             3},
            {u"data_gaps"_s,
             {{u"id"_s, number()},
              {u"source"_s, name(40)},
              {u"symbol"_s, maybe(name(40))},
              {u"from_time"_s, integer(FirstMs, 0)},
              {u"to_time"_s, integer(1, LastMs)},
              {u"cause"_s, word({"asleep", "offline", "provider_empty", "provider_error",
                                 "market_closed", "unknown"})},
              {u"state"_s, word({"open", "declared", "healed"})}},
             u"id"_s,
             rows * 2 / 100,
             3},
            {u"metadata"_s,
             {{u"name"_s, numberedName("n", 100)}, {u"value"_s, text()}, {u"updated_at"_s, time()}},
             u"name"_s,
             rows / 100,
             3}};
}

QList<RandomRows::Table> marketTables(qint64 rows, qint64 assets, qint64 rules)
{
    const Draw price = real(false);
    const Draw exact = maybe(decimal(12, 8));
    return {{u"alert_rules"_s,
             {{u"id"_s, number()},
              {u"name"_s, text()},
              {u"instrument_id"_s, integer(1, assets)},
              {u"rule_condition"_s, name(100)},
              {u"threshold_value"_s, decimal(12, 8)},
              {u"window_ms"_s, maybe(bigInteger())},
              {u"cooldown_ms"_s, bigInteger()},
              {u"severity"_s, name(20)},
              {u"enabled"_s, truth()},
              {u"created_at"_s, time()},
              {u"updated_at"_s, time()},
              {u"deleted_at"_s, maybe(time())}},
             u"id"_s,
             rules,
             4},
            {u"market_data"_s,
             {{u"id"_s, number()},
              {u"timestamp"_s, time()},
              {u"instrument_id"_s, integer(1, assets)},
              {u"price"_s, price},
              {u"bid"_s, maybe(price)},
              {u"ask"_s, maybe(price)},
              {u"open_price"_s, maybe(price)},
              {u"high_price"_s, maybe(price)},
              {u"low_price"_s, maybe(price)},
              {u"volume"_s, maybe(bigInteger())},
              {u"deleted_at"_s, maybe(time())}},
             u"id"_s,
             rows * 20 / 100,
             4},
            {u"alert_logs"_s,
             {{u"id"_s, number()},
              {u"timestamp"_s, time()},
              {u"rule_id"_s, integer(1, rules)},
              {u"instrument_id"_s, integer(1, assets)},
              {u"trigger_value"_s, real(true)},
              {u"threshold_value"_s, real(true)},
              {u"status"_s, name(20)},
              {u"severity"_s, name(20)},
              {u"message"_s, text()},
              {u"created_at"_s, time()},
              {u"deleted_at"_s, maybe(time())},
              {u"trigger_exact"_s, exact},
              {u"threshold_exact"_s, exact}},
             u"id"_s,
             rows * 10 / 100,
             4}};
}

QList<RandomRows::Table> portfolioTables(qint64 rows)
{
    const Draw amount = decimal(20, 18);
    return {{u"portfolio_positions"_s,
             {{u"id"_s, number()},
              {u"symbol"_s, name(40)},
              {u"quantity"_s, amount},
              {u"cost"_s, amount},
              {u"currency"_s, name(20)},
              {u"source"_s, word({"account", "manual"})},
              {u"opened_at"_s, maybe(time())},
              {u"note"_s, maybe(text())},
              {u"created_at"_s, time()},
              {u"updated_at"_s, time()}},
             u"id"_s,
             rows * 2 / 100,
             9},
            {u"portfolio_performance"_s,
             {{u"id"_s, number()},
              {u"time"_s, rising(Start2000, 60'000, 1)},
              {u"symbol"_s, maybe(name(40))},
              {u"quantity"_s, maybe(amount)},
              {u"cost"_s, amount},
              {u"value"_s, amount},
              {u"currency"_s, name(20)}},
             u"id"_s,
             rows * 2 / 100,
             9},
            {u"signal_history"_s,
             {{u"id"_s, number()},
              {u"symbol"_s, name(40)},
              {u"time"_s, time()},
              {u"strategy"_s, name(100)},
              {u"side"_s, name(20)},
              {u"strength"_s, decimal(12, 8)},
              {u"parameters"_s, json()}},
             u"id"_s,
             rows * 3 / 100,
             9}};
}

} // namespace

quint64 CellDraw::next()
{
    // SplitMix64.
    m_state += 0x9e3779b97f4a7c15;
    quint64 drawn = m_state;
    drawn = (drawn ^ (drawn >> 30)) * 0xbf58476d1ce4e5b9;
    drawn = (drawn ^ (drawn >> 27)) * 0x94d049bb133111eb;
    return drawn ^ (drawn >> 31);
}

Cell CellDraw::text(QByteArray bytes)
{
    m_text = std::move(bytes);
    return Cell::ofText(m_text);
}

QStringList RandomRows::Table::columnNames() const
{
    QStringList names;
    for (const Column &column : columns)
        names.append(column.name);
    return names;
}

RandomRows::RandomRows(quint64 seed, qint64 rows)
    : m_seed{seed}
{
    const qint64 assets = qMax<qint64>(3, rows / 200);
    const qint64 rules = qMax<qint64>(2, rows / 200);
    m_tables = collectorTables(rows, assets) + recordTables(rows) +
               marketTables(rows, assets, rules) + portfolioTables(rows);
    qsizetype widest = 0;
    for (const Table &table : std::as_const(m_tables))
        widest = qMax(widest, table.columns.size());
    m_texts.resize(std::size_t(widest));
}

std::span<const Cell> RandomRows::row(qsizetype table, qint64 number)
{
    const QList<Column> &columns = m_tables[table].columns;
    m_cells.resize(std::size_t(columns.size()));
    for (qsizetype i = 0; i < columns.size(); ++i) {
        CellDraw place{m_seed ^ (quint64(table) << 56) ^ (quint64(i) << 48) ^ quint64(number), 0,
                       m_texts[std::size_t(i)]};
        CellDraw draw{place.next(), number, m_texts[std::size_t(i)]};
        m_cells[std::size_t(i)] = columns[i].draw(draw);
    }
    return m_cells;
}

Result<> RandomRows::fill(const Connection &connection)
{
    for (qsizetype table = 0; table < m_tables.size(); ++table) {
        Transaction transaction{connection};
        const Result<> filled =
                transaction.begin().and_then([&] { return fill(connection, table); }).and_then([&] {
                    return transaction.commit();
                });
        if (!filled)
            return fail(filled.error().kind,
                        m_tables[table].name + u": "_s + filled.error().detail);
    }
    return {};
}

Result<> RandomRows::fill(const Connection &connection, qsizetype table)
{
    const Result<std::unique_ptr<RowLoader>> loader =
            connection.loader(m_tables[table].name, m_tables[table].columnNames());
    if (!loader)
        return fail(loader.error());
    for (qint64 i = 0; i < m_tables[table].rows; ++i) {
        if (const Result<> appended = (*loader)->append(row(table, i)); !appended)
            return appended;
    }
    return (*loader)->finish().transform([](qint64) {});
}
