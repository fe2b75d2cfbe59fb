// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/marketrows.h"

#include "db/schema/inspection.h"
#include "db/transaction.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Start2026 = 1'767'225'600'000; // 2026-01-01
constexpr qint64 Start2019 = 1'546'300'800'000; // 2019-01-01
constexpr qint64 FiveMinutes = 300'000;
constexpr qint64 Hour = 3'600'000;
constexpr qint64 Day = 24 * Hour;

// A decimal of digits before and after the point; now and then an extreme one.
QString decimal(std::mt19937 &random, int before, int after)
{
    switch (random() % 20) {
    case 0:
        return QString(before, u'9') + u'.' + QString(after, u'9');
    case 1:
        return u"0."_s + QString(after - 1, u'0') + u'1';
    default:
        break;
    }
    const int digits = 1 + int(random() % unsigned(before));
    QString text;
    for (int i = 0; i < digits; ++i)
        text += QChar(u'0' + char16_t(i == 0 ? 1 + random() % 9 : random() % 10));
    text += u'.';
    for (int i = 0; i < after; ++i)
        text += QChar(u'0' + char16_t(random() % 10));
    return text;
}

SqlValue maybe(std::mt19937 &random, const QString &text)
{
    return random() % 4 == 0 ? SqlValue{} : SqlValue{text};
}

SqlValue at(qint64 ms)
{
    return SqlValue::Time{ms};
}

// Runs the statements one after the other until one fails.
class Chain final
{
public:
    explicit Chain(Statements &statements)
        : m_statements{statements}
    {}
    void run(const QString &sql, std::initializer_list<SqlValue> values)
    {
        if (m_result)
            m_result = m_statements.change(sql, values).map([](int) {});
    }
    [[nodiscard]] Result<> result() const { return m_result; }

private:
    Statements &m_statements;
    Result<> m_result;
};

} // namespace

Result<> MarketRows::fill(int count) const
{
    std::mt19937 random{20'261'120};
    Statements statements{m_connection};
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([&] { return fillBase(count, statements, random); })
            .and_then(
                    [&] { return m_version >= 3 ? fillCollector(count, statements) : Result<>{}; })
            .and_then([&] {
                return m_version >= 4 ? fillAlerts(count, statements, random) : Result<>{};
            })
            .and_then([&] { return m_version >= 9 ? fillPortfolio(statements) : Result<>{}; })
            .and_then([&] { return m_version >= 11 ? fillAlertEngine(statements) : Result<>{}; })
            .and_then([&] { return m_version >= 12 ? fillWatchlist(statements) : Result<>{}; })
            .and_then([&] { return m_version >= 13 ? fillTrash(statements) : Result<>{}; })
            .and_then([&] { return m_version >= 14 ? fillTuning(statements) : Result<>{}; })
            .and_then([&] { return transaction.commit(); });
}

QDateTime MarketRows::lastBar(int count)
{
    return QDateTime::fromMSecsSinceEpoch(Start2019 + count * Hour, Qt::UTC);
}

Result<> MarketRows::addPrice(const QString &coin, const QString &price) const
{
    Statements statements{m_connection};
    return statements
            .change(u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, "
                    "created_at) VALUES (?, ?, ?, ?, ?, ?)"_s,
                    {coin, price, price, price, at(Start2026), at(Start2026)})
            .map([](int) {});
}

Result<> MarketRows::fillBase(int count, Statements &statements, std::mt19937 &random) const
{
    Chain chain{statements};
    // Version 1 has ten digits before the point.
    const int digits = m_version == 1 ? 10 : 12;
    for (int i = 0; i < count; ++i) {
        const QString coin = u"c%1"_s.arg(i % 7);
        const qint64 time = Start2026 + i / 7 * FiveMinutes;
        const QString bid = decimal(random, digits, 8);
        const QString ask = decimal(random, digits, 8);
        const QString last = decimal(random, digits, 8);
        if (m_version == 1)
            chain.run(u"INSERT INTO price_data_5min (id, coin_type, bid, ask, last, timestamp) "
                      "VALUES (?, ?, ?, ?, ?, ?)"_s,
                      {u"00000000-0000-4000-8000-%1"_s.arg(i, 12, 10, QChar{u'0'}), coin, bid, ask,
                       last, at(time)});
        else
            chain.run(u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, "
                      "created_at) VALUES (?, ?, ?, ?, ?, ?)"_s,
                      {coin, bid, ask, last, at(time), at(time + i % 5000)});
        if (m_version < 3)
            continue;
        chain.run(u"INSERT INTO daily_data (time, symbol, open, high, low, close, adjusted_close, "
                  "volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                  {at(Start2019 - i * Day), u"S%1.US"_s.arg(i % 3), decimal(random, 8, 4),
                   decimal(random, 8, 4), decimal(random, 8, 4), decimal(random, 8, 4),
                   decimal(random, 8, 4), i % 3 == 0 ? SqlValue{} : SqlValue{qint64{i} << 40}});
        chain.run(u"INSERT INTO intraday_data (time, symbol, bar_interval, open, high, low, close, "
                  "volume) VALUES (?, ?, '1h', ?, ?, ?, ?, ?)"_s,
                  {at(Start2019 + i * Hour), u"C%1.COINSPOT"_s.arg(i % 3), decimal(random, 12, 8),
                   decimal(random, 12, 8), decimal(random, 12, 8), decimal(random, 12, 8),
                   i % 2 == 0 ? SqlValue{} : SqlValue{i}});
    }
    return chain.result();
}

Result<> MarketRows::fillCollector(int count, Statements &statements) const
{
    Chain chain{statements};
    for (int i = 1; i <= 3; ++i) {
        chain.run(u"INSERT INTO assets (symbol, name, exchange, asset_type, currency, is_active, "
                  "last_synced, sync_state, sync_error, created_at, updated_at) VALUES (?, ?, "
                  "'US', 'stock', ?, ?, ?, 'idle', ?, ?, ?)"_s,
                  {u"A%1.US"_s.arg(i), u"\u00c4pfel & \u20ac\U0001F680 '%1'"_s.arg(i),
                   i == 1 ? SqlValue{} : SqlValue{u"USD"_s}, u"1"_s,
                   i == 2 ? SqlValue{} : at(Start2026 + i),
                   i == 3 ? u"tab\t\\N line\n"_s : QString{}, at(-1), at(Start2026)});
        chain.run(u"INSERT INTO corporate_actions (date, symbol, action_type, ordinal, value, "
                  "numerator, denominator, period, currency, enabled) VALUES (?, ?, 'split', ?, ?, "
                  "?, ?, ?, ?, ?)"_s,
                  {at(Start2019 + i * Day), u"A%1.US"_s.arg(i), i,
                   i == 1 ? SqlValue{} : SqlValue{u"0.00000001"_s},
                   i == 2 ? SqlValue{} : SqlValue{u"999999999999.99999999"_s}, SqlValue{},
                   QString{}, u"USD"_s, u"1"_s});
    }
    for (int i = 0; i < count / 10 + 1; ++i)
        chain.run(u"INSERT INTO collection_runs (source, slot, started_at, finished_at, status, "
                  "attempts, received, stored, duplicates, rejected, rejected_details, error, "
                  "duration_ms) VALUES ('coinspot', ?, ?, ?, 'ok', 1, 7, 7, 0, 0, ?, ?, ?)"_s,
                  {at(Start2026 + i * FiveMinutes), at(Start2026 + i * FiveMinutes + 3'000),
                   i % 3 == 0 ? SqlValue{} : at(Start2026 + i * FiveMinutes + 3'412),
                   i % 2 == 0 ? SqlValue{} : SqlValue{u"{\"rejected\": [ ]}"_s}, QString{},
                   i % 3 == 0 ? SqlValue{} : SqlValue{412}});
    chain.run(u"INSERT INTO data_gaps (source, symbol, from_time, to_time, cause, state) VALUES "
              "('coinspot', ?, ?, ?, 'asleep', 'declared')"_s,
              {SqlValue{}, at(Start2026), at(Start2026 + Hour)});
    chain.run(u"INSERT INTO metadata (name, value, updated_at) VALUES ('answer', ?, ?)"_s,
              {u"forty-two"_s, at(Start2026)});
    return chain.result();
}

Result<> MarketRows::fillAlerts(int count, Statements &statements, std::mt19937 &random) const
{
    Chain chain{statements};
    for (int i = 1; i <= 2; ++i)
        chain.run(u"INSERT INTO alert_rules (name, instrument_id, rule_condition, threshold_value, "
                  "window_ms, cooldown_ms, severity, enabled, created_at, updated_at, deleted_at) "
                  "SELECT ?, instrument_id, 'above', ?, ?, 3600000, 'high', ?, ?, ?, ? FROM assets "
                  "WHERE symbol = ?"_s,
                  {u"rule %1"_s.arg(i), u"999999999999.99999999"_s,
                   i == 1 ? SqlValue{} : SqlValue{60'000}, u"1"_s, at(Start2026), at(Start2026),
                   i == 1 ? SqlValue{} : at(Start2026 + Day), u"A%1.US"_s.arg(i)});
    for (int i = 0; i < count; ++i) {
        chain.run(u"INSERT INTO market_data (timestamp, instrument_id, price, bid, ask, "
                  "open_price, high_price, low_price, volume) SELECT ?, instrument_id, ?, ?, ?, ?, "
                  "?, ?, ? FROM assets WHERE symbol = ?"_s,
                  {at(Start2026 + i * FiveMinutes), decimal(random, 8, 4),
                   maybe(random, decimal(random, 8, 4)), maybe(random, decimal(random, 8, 4)),
                   maybe(random, decimal(random, 8, 4)), maybe(random, decimal(random, 8, 4)),
                   maybe(random, decimal(random, 8, 4)), i % 3 == 0 ? SqlValue{} : SqlValue{i},
                   u"A%1.US"_s.arg(1 + i % 3)});
        chain.run(u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id, trigger_value, "
                  "threshold_value, status, severity, message, created_at) SELECT ?, MIN(r.id), "
                  "MIN(r.instrument_id), ?, ?, 'firing', 'high', ?, ? FROM alert_rules r "
                  "WHERE r.name = ?"_s,
                  {at(Start2026 + i * FiveMinutes), decimal(random, 8, 4), decimal(random, 8, 4),
                   u"above \u2013 %1"_s.arg(i), at(Start2026 + i), u"rule %1"_s.arg(1 + i % 2)});
    }
    if (m_version >= 8) {
        chain.run(u"UPDATE market_data SET deleted_at = ? WHERE volume = 1"_s, {at(Start2026)});
        chain.run(u"UPDATE alert_logs SET deleted_at = ? WHERE message LIKE '%1'"_s,
                  {at(Start2026)});
    }
    if (m_version >= 10)
        chain.run(u"UPDATE alert_logs SET trigger_exact = ?, threshold_exact = ? "
                  "WHERE message LIKE '%2'"_s,
                  {u"0.00000799"_s, u"0.00000800"_s});
    return chain.result();
}

Result<> MarketRows::fillAlertEngine(Statements &statements) const
{
    Chain chain{statements};
    chain.run(
            u"INSERT INTO alert_rule_versions (rule_id, version, name, rule_condition, "
            "threshold_value, cooldown_ms, severity, enabled, details, created_at) "
            "SELECT id, 1, name, rule_condition, threshold_value, cooldown_ms, severity, enabled, "
            "?, created_at FROM alert_rules"_s,
            {u"{\"notes\": \"\u20ac\"}"_s});
    chain.run(u"INSERT INTO alert_states (rule_id, state, snoozed_until, updated_at) "
              "SELECT MIN(id), ?, ?, ? FROM alert_rules"_s,
              {u"{\"phase\":\"firing\"}"_s, at(Start2026), at(Start2026)});
    chain.run(u"INSERT INTO alert_cursors (symbol, judged_to) VALUES ('A1.US', ?)"_s,
              {at(Start2026)});
    for (const QString &symbol : {u"A1.US"_s, QString{}})
        chain.run(u"INSERT INTO alert_backlog (symbol, since) VALUES (?, ?)"_s,
                  {symbol, at(Start2026)});
    chain.run(u"UPDATE alert_logs SET event = 'triggered', rule_version = 1, unit = 'money', "
              "is_late = ?, evidence = ?, claimed_by = ?, claimed_at = ?, notified_at = ?, "
              "acknowledged_at = ?, resolved_at = ?, deliveries = ? WHERE message LIKE '%3'"_s,
              {u"1"_s, u"{\"terms\":[]}"_s, u"here"_s, at(Start2026), at(Start2026 + 1),
               at(Start2026 + 2), at(Start2026 + 3), u"{\"desktop\":\"shown\"}"_s});
    return chain.result();
}

Result<> MarketRows::fillWatchlist(Statements &statements) const
{
    Chain chain{statements};
    chain.run(u"INSERT INTO watchlist (symbol, target_price, note, created_at, updated_at) "
              "VALUES ('BTC.COINSPOT', ?, ?, ?, ?)"_s,
              {u"999999999999.99999999"_s, u"\u20ac"_s, at(Start2026), at(Start2026)});
    return chain.result();
}

Result<> MarketRows::fillTrash(Statements &statements) const
{
    Chain chain{statements};
    for (const QString &table : {u"market_data"_s, u"alert_rules"_s, u"alert_logs"_s})
        chain.run(u"UPDATE %1 SET deleted_by = ?, deleted_reason = ?, delete_batch = ? "
                  "WHERE deleted_at IS NOT NULL"_s.arg(table),
                  {u"me@h\u00f6st"_s, u"\u20ac"_s, u"00000000-0000-4000-8000-000000000001"_s});
    chain.run(u"INSERT INTO trash_exports (exported_at, exported_by, host, folder, files, "
              "row_count, purged_count, purged_at) VALUES (?, 'me', 'here', ?, ?, 3, 1, ?)"_s,
              {at(Start2026), u"/tmp/\u20ac"_s, u"[ {\"rows\":  3}]"_s, SqlValue{}});
    return chain.result();
}

Result<> MarketRows::fillTuning(Statements &statements) const
{
    Chain chain{statements};
    chain.run(u"INSERT INTO statement_shapes (id, sql_text, purpose, plan, full_scans, "
              "used_indexes, planned_at, first_used_at) "
              "VALUES ('5f', ?, 'quotes/quotestore', ?, ?, ?, ?, ?)"_s,
              {u"SELECT '\u20ac' FROM t WHERE a = ?"_s, u"SCAN t"_s, u"[\"t\"]"_s, QString{},
               SqlValue{}, at(Start2026)});
    chain.run(u"INSERT INTO statement_uses (day, statement_id, executions, rows_total, total_us, "
              "max_us, p50_us, p95_us, histogram, last_used_at) "
              "VALUES (?, '5f', 3, 4, 500, 300, 90, 290, ?, ?)"_s,
              {at(Start2026), u"[[24,2], [31,1]]"_s, at(Start2026 + 1)});
    chain.run(u"INSERT INTO statement_samples (statement_id, ordinal, taken_at, is_hashed, "
              "parameters, duration_us, row_count) VALUES ('5f', 0, ?, ?, ?, 90, 1)"_s,
              {at(Start2026), u"1"_s, u"[\"\u20ac\"]"_s});
    chain.run(u"INSERT INTO index_usage_samples (taken_at, table_name, index_name, scans, "
              "last_scan_at, table_writes, counted_since, source) "
              "VALUES (?, 't', ?, 7, ?, 8, ?, 'pg_stat_user_indexes')"_s,
              {at(Start2026), u"ix_\u00e4"_s, SqlValue{}, at(Start2019)});
    chain.run(u"INSERT INTO index_changes (table_name, index_name, finding, kind, phase, up_sql, "
              "down_sql, reason, applied_at, applied_by, host, watch_until, closed_at) "
              "VALUES ('t', 'ix', ?, 'drop', 'applied', 'DROP INDEX ix;', "
              "'CREATE INDEX ix ON t (a);', ?, ?, 'me', 'here', ?, ?)"_s,
              {QString{}, u"\u20ac"_s, at(Start2026), at(Start2026 + Day), SqlValue{}});
    return chain.result();
}

Result<> MarketRows::fillPortfolio(Statements &statements) const
{
    Chain chain{statements};
    chain.run(u"INSERT INTO portfolio_positions (symbol, quantity, cost, currency, source, "
              "opened_at, note, created_at, updated_at) VALUES ('BTC.COINSPOT', ?, ?, 'AUD', "
              "'manual', ?, ?, ?, ?)"_s,
              {u"0.000000000000000001"_s, u"99999999999999999999.999999999999999999"_s, SqlValue{},
               QString{}, at(Start2026), at(Start2026)});
    chain.run(u"INSERT INTO signal_history (symbol, time, strategy, side, strength, parameters) "
              "VALUES ('BTC.COINSPOT', ?, 'crossing', 'buy', ?, ?)"_s,
              {at(Start2026), u"0.50000000"_s, u"{ \"fast\": 7,\"slow\":21 }"_s});
    return chain.result();
}

Result<> MarketRows::emptyWhatVersionsAbove(int version) const
{
    QStringList statements;
    if (m_version >= 14 && version < 14)
        statements += {u"DELETE FROM statement_shapes"_s, u"DELETE FROM statement_uses"_s,
                       u"DELETE FROM statement_samples"_s, u"DELETE FROM index_usage_samples"_s,
                       u"DELETE FROM index_changes"_s};
    if (m_version >= 13 && version < 13) {
        for (const QString &table : {u"market_data"_s, u"alert_rules"_s, u"alert_logs"_s})
            statements += u"UPDATE %1 SET deleted_by = NULL, deleted_reason = NULL, "
                          "delete_batch = NULL"_s.arg(table);
        statements += u"DELETE FROM trash_exports"_s;
    }
    if (m_version >= 12 && version < 12)
        statements.append(u"DELETE FROM watchlist"_s);
    if (m_version >= 11 && version < 11)
        statements += {u"DELETE FROM alert_rule_versions"_s, u"DELETE FROM alert_states"_s,
                       u"DELETE FROM alert_cursors"_s, u"DELETE FROM alert_backlog"_s,
                       u"UPDATE alert_logs SET event = NULL, rule_version = NULL, unit = NULL, "
                       "is_late = NULL, evidence = NULL, claimed_by = NULL, claimed_at = NULL, "
                       "notified_at = NULL, acknowledged_at = NULL, resolved_at = NULL, "
                       "deliveries = NULL"_s};
    if (m_version >= 10 && version < 10)
        statements.append(u"UPDATE alert_logs SET trigger_exact = NULL, threshold_exact = NULL"_s);
    if (m_version >= 9 && version < 9)
        statements += {u"DELETE FROM portfolio_positions"_s, u"DELETE FROM signal_history"_s};
    if (m_version >= 8 && version < 8)
        statements += {u"UPDATE market_data SET deleted_at = NULL"_s,
                       u"UPDATE alert_logs SET deleted_at = NULL"_s};
    for (const QString &statement : statements) {
        if (const Result<> done = m_connection.execute(statement); !done)
            return done;
    }
    return {};
}

Result<QStringList> MarketRows::checksums() const
{
    const Result<Schema> schema = inspectSchema(m_connection);
    if (!schema)
        return fail(schema.error());
    QStringList lines;
    for (const SchemaObject &table : schema->tables()) {
        if (table.name == u"system_events")
            continue; // migrations write there
        const Result<TableProof> proof = proveTable(m_connection, table.name, table.columns);
        if (!proof)
            return fail(proof.error());
        lines.append(u"%1: %2 %3"_s.arg(table.name).arg(proof->rows).arg(proof->checksum.toHex()));
    }
    return lines;
}

Result<QString> MarketRows::quotes() const
{
    return proveTable(m_connection, u"price_data_5min"_s,
                      {u"coin_type"_s, u"bid"_s, u"ask"_s, u"last"_s, u"timestamp"_s})
            .transform([](const TableProof &proof) {
                return u"%1 %2"_s.arg(proof.rows).arg(proof.checksum.toHex());
            });
}
