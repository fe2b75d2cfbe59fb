// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/tuning/filledmarket.h"

#include "db/bars/barpartitions.h"
#include "db/bulk/rowloader.h"
#include "db/schema/inspection.h"
#include "db/transaction.h"

#include <functional>
#include <variant>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

using Value = std::variant<qint64, QByteArray>; // a number or a time, or a text

struct Column {
    QString name;
    std::function<Value(qint64 row)> value;
};

struct Table {
    QString name;
    qint64 rows = 0;
    QList<Column> columns;
};

constexpr qint64 Day = 86'400'000;
constexpr qint64 Minute = 60'000;
constexpr qint64 Begin = 1'760'054'400'000; // a midnight, UTC
constexpr int Symbols = 40;
constexpr int Rules = 50;

auto numbered(qint64 first = 1)
{
    return [first](qint64 row) -> Value { return row + first; };
}

auto fixed(const Value &value)
{
    return [value](qint64) { return value; };
}

// One of so many after another, each for a stretch of rows: "S0.AU", "S1.AU".
auto inTurn(const char *before, int count, const char *behind = "")
{
    return [=](qint64 row) -> Value {
        return QByteArray{before} + QByteArray::number(row % count) + behind;
    };
}

auto number(int count)
{
    return [count](qint64 row) -> Value { return row % count + 1; };
}

// The same time for as many rows as share one.
auto rising(qint64 step, int together = 1)
{
    return [=](qint64 row) -> Value { return Begin + row / together * step; };
}

auto decimal(const char *behind, int count = 9000)
{
    return [=](qint64 row) -> Value {
        return QByteArray::number(1 + row * 7919 % count) + '.' + behind;
    };
}

QList<Table> marketTables()
{
    const auto bar4 = decimal("2500");
    const auto bar8 = decimal("25000000");
    const auto symbol = inTurn("S", Symbols, ".AU");
    return {{u"assets"_s,
             Symbols,
             {{u"symbol"_s, symbol},
              {u"instrument_id"_s, numbered()},
              {u"name"_s, inTurn("Name ", Symbols)},
              {u"exchange"_s, fixed(QByteArray{"AU"})},
              {u"asset_type"_s, fixed(QByteArray{"stock"})},
              {u"is_active"_s, fixed(qint64{1})},
              {u"sync_state"_s, fixed(QByteArray{"ok"})},
              {u"created_at"_s, rising(0)},
              {u"updated_at"_s, rising(0)}}},
            {u"price_data_5min"_s,
             12'000,
             {{u"id"_s, numbered()},
              {u"coin_type"_s, inTurn("c", 30)},
              {u"bid"_s, bar8},
              {u"ask"_s, bar8},
              {u"last"_s, bar8},
              {u"timestamp"_s, rising(5 * Minute, 30)},
              {u"created_at"_s, rising(5 * Minute, 30)}}},
            {u"daily_data"_s,
             12'000,
             {{u"time"_s, rising(Day, Symbols)},
              {u"symbol"_s, symbol},
              {u"open"_s, bar4},
              {u"high"_s, bar4},
              {u"low"_s, bar4},
              {u"close"_s, bar4},
              {u"adjusted_close"_s, bar4}}},
            {u"intraday_data"_s,
             12'000,
             {{u"time"_s, rising(60 * Minute, Symbols)},
              {u"symbol"_s, symbol},
              {u"bar_interval"_s, fixed(QByteArray{"1h"})},
              {u"open"_s, bar8},
              {u"high"_s, bar8},
              {u"low"_s, bar8},
              {u"close"_s, bar8}}},
            {u"corporate_actions"_s,
             4000,
             {{u"date"_s, rising(Day, Symbols)},
              {u"symbol"_s, symbol},
              {u"action_type"_s, fixed(QByteArray{"dividend"})},
              {u"ordinal"_s, fixed(qint64{0})},
              {u"enabled"_s, fixed(qint64{1})}}},
            {u"collection_runs"_s,
             6000,
             {{u"id"_s, numbered()},
              {u"source"_s, inTurn("source", 3)},
              {u"slot"_s, rising(5 * Minute, 3)},
              {u"started_at"_s, rising(5 * Minute, 3)},
              {u"status"_s, fixed(QByteArray{"ok"})},
              {u"attempts"_s, fixed(qint64{1})},
              {u"received"_s, fixed(qint64{30})},
              {u"stored"_s, fixed(qint64{30})},
              {u"duplicates"_s, fixed(qint64{0})},
              {u"rejected"_s, fixed(qint64{0})}}},
            {u"data_gaps"_s,
             4000,
             {{u"id"_s, numbered()},
              {u"source"_s, inTurn("source", 3)},
              {u"symbol"_s, symbol},
              {u"from_time"_s, rising(5 * Minute, 3)},
              {u"to_time"_s,
               [](qint64 row) -> Value { return Begin + (row / 3 + 1) * 5 * Minute; }},
              {u"cause"_s, fixed(QByteArray{"asleep"})},
              {u"state"_s, fixed(QByteArray{"open"})}}},
            {u"system_events"_s,
             6000,
             {{u"id"_s, numbered(1000)}, // behind what migrations wrote
              {u"time"_s, rising(Minute)},
              {u"level"_s, fixed(QByteArray{"info"})},
              {u"component"_s, fixed(QByteArray{"test"})},
              {u"event"_s, fixed(QByteArray{"filled"})}}},
            {u"market_data"_s,
             20'000,
             {{u"id"_s, numbered()},
              {u"timestamp"_s, rising(5 * Minute, Symbols)},
              {u"instrument_id"_s, number(Symbols)},
              {u"price"_s, bar4}}},
            {u"alert_rules"_s,
             Rules,
             {{u"id"_s, numbered()},
              {u"name"_s, inTurn("rule ", Rules)},
              {u"instrument_id"_s, number(Symbols)},
              {u"rule_condition"_s, fixed(QByteArray{"above"})},
              {u"threshold_value"_s, bar8},
              {u"cooldown_ms"_s, fixed(qint64{0})},
              {u"severity"_s, fixed(QByteArray{"info"})},
              {u"enabled"_s, fixed(qint64{1})},
              {u"created_at"_s, rising(0)},
              {u"updated_at"_s, rising(0)}}},
            {u"alert_logs"_s,
             20'000,
             {{u"id"_s, numbered()},
              {u"timestamp"_s, rising(Minute)},
              {u"rule_id"_s, number(Rules)},
              {u"instrument_id"_s, number(Symbols)},
              {u"trigger_value"_s, bar4},
              {u"threshold_value"_s, bar4},
              // Some are open, the rest is settled.
              {u"status"_s,
               [](qint64 row) -> Value {
                   return QByteArray{row % 200 ? "resolved" : "triggered"};
               }},
              {u"severity"_s,
               [](qint64 row) -> Value { return QByteArray{row % 100 ? "info" : "critical"}; }},
              {u"message"_s, fixed(QByteArray{"above"})},
              {u"created_at"_s, rising(Minute)}}}};
}

QList<Table> headTables()
{
    const auto wide = decimal("250000000000000000");
    return {{u"portfolio_performance"_s,
             6000,
             {{u"id"_s, numbered()},
              {u"time"_s, rising(Day, Symbols)},
              {u"symbol"_s, inTurn("S", Symbols, ".AU")},
              {u"quantity"_s, wide},
              {u"cost"_s, wide},
              {u"value"_s, wide},
              {u"currency"_s, fixed(QByteArray{"AUD"})}}}};
}

Result<> load(const Connection &connection, const Table &table)
{
    QStringList names;
    for (const Column &column : table.columns)
        names.append(column.name);
    const Result<std::unique_ptr<RowLoader>> loader = connection.loader(table.name, names);
    if (!loader)
        return fail(loader.error());
    for (qint64 row = 0; row < table.rows; ++row) {
        std::vector<Value> values; // texts live until the row is taken
        for (const Column &column : table.columns)
            values.push_back(column.value(row));
        std::vector<Cell> cells;
        for (const Value &value : values) {
            if (const auto *integer = std::get_if<qint64>(&value))
                cells.push_back(Cell::ofInteger(*integer));
            else
                cells.push_back(Cell::ofText(std::get<QByteArray>(value)));
        }
        if (const Result<> appended = (*loader)->append(cells); !appended)
            return appended;
    }
    return (*loader)->finish().map([](qint64) {});
}

Result<> load(const Connection &connection, const QList<Table> &tables)
{
    for (const Table &table : tables) {
        Transaction transaction{connection};
        const Result<> loaded =
                transaction.begin().and_then([&] { return load(connection, table); }).and_then([&] {
                    return transaction.commit();
                });
        if (!loaded)
            return fail(loaded.error().kind, table.name + u": "_s + loaded.error().detail);
    }
    return {};
}

} // namespace

Result<> fillMarket(const Connection &connection)
{
    const QDateTime newest = QDateTime::fromMSecsSinceEpoch(Begin + 301 * Day, Qt::UTC);
    return BarPartitions::ensureAll(connection, newest).and_then([&] {
        return load(connection, marketTables());
    });
}

Result<> fillHead(const Connection &connection)
{
    return load(connection, headTables());
}

Result<> analyzeMarket(const Connection &connection)
{
    if (connection.engine() != Engine::MariaDb)
        return connection.execute(u"ANALYZE"_s);
    const Result<Schema> schema = inspectSchema(connection);
    if (!schema)
        return fail(schema.error());
    QStringList names;
    for (const SchemaObject &table : schema->tables())
        names.append(u'`' + table.name + u'`');
    return connection.execute(u"ANALYZE TABLE "_s + names.join(u", "_s));
}

bool isMarketTime(const QString &column)
{
    static const QStringList times{u"timestamp"_s,  u"time"_s,      u"slot"_s,    u"started_at"_s,
                                   u"created_at"_s, u"from_time"_s, u"to_time"_s, u"deleted_at"_s};
    return times.contains(column);
}
