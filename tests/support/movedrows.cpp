// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/movedrows.h"

#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/testserver.h"

using namespace Qt::Literals::StringLiterals;

namespace {

std::unique_ptr<Connection> openedOrGivenUp(const ConnectionSpec &spec)
{
    auto connection = Connection::open(spec);
    if (!connection)
        giveUp(u"A test database cannot be opened: "_s + connection.error().detail);
    return std::move(*connection);
}

void require(const Result<> &result, const QString &what)
{
    if (!result)
        giveUp(u"%1: %2"_s.arg(what, result.error().detail));
}

// n (i) is 1 to count.
QString numbered(int count, const QString &statement)
{
    return u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %1) "_s.arg(
                   count) +
           statement;
}

QStringList statements(int count)
{
    return {// Times before 1970 and in the year 9999, the largest and the smallest price.
            numbered(
                    count,
                    u"INSERT INTO price_data_5min (id, coin_type, bid, ask, last, timestamp,"
                    " created_at) SELECT i, 'c' || (i % 7), CASE i % 3 WHEN 0 THEN"
                    " '999999999999.99999999' WHEN 1 THEN '0.00000001' ELSE i || '.12345678' END,"
                    " i || '.00000000', (i * 499999) || '.99999999',"
                    " (i - 500) * 300123, CASE WHEN i = 1 THEN 253402300799999 ELSE i END FROM n"_s),
            u"UPDATE price_data_5min SET id = 9007199254740993 WHERE id = 2"_s,
            u"INSERT INTO assets (symbol, instrument_id, name, exchange, asset_type, currency,"
            " is_active, last_synced, sync_state, sync_error, created_at, updated_at) VALUES"
            " ('BTC.COINSPOT', 1, 'Bitcoin \U0001FA99', 'COINSPOT', 'coin', NULL, 1, NULL, 'new',"
            " 'a' || char(9) || 'b' || char(10) || 'c\\d''e\"' || char(13), -1, 0),"
            " ('AAPL.US', 7, '', 'US', 'stock', 'USD', 0, 1732072500123, 'ok', '\\N', 1, 2)"_s,
            numbered(count, u"INSERT INTO daily_data SELECT (i - 100) * 86400000, 'S' || (i % 3),"
                            " '99999999.9999', '0.0001', '-1.5000', i || '.0000', i || '.2500',"
                            " CASE WHEN i % 5 = 0 THEN NULL ELSE i * 1000000007 END FROM n"_s),
            numbered(
                    count,
                    u"INSERT INTO intraday_data SELECT i * 3600000 + 1577836800000, 'S' || (i % 3),"
                    " CASE i % 2 WHEN 0 THEN '1h' ELSE '1d' END, '999999999999.99999999',"
                    " '0.00000001', i || '.00000001', i || '.50000000', NULL FROM n"_s),
            u"INSERT INTO corporate_actions VALUES (-86400000, 'AAPL.US', 'split', 0, NULL,"
            " '4.00000000', '1.00000000', NULL, NULL, 1), (1598832000000, 'AAPL.US', 'dividend', 1,"
            " '0.20500000', NULL, NULL, 'Quarterly', 'USD', 0)"_s,
            u"INSERT INTO collection_runs VALUES (5, 'coinspot', 1732072500000, 1732072500123, "
            u"NULL,"
            " 'ok', 1, 2, 3, 4, 5, '[{\"coin\": \"\u00e4\\n\"}]', 'tab\there', NULL),"
            " (0, 'eodhd', 1732072500000, 1732072500124, 1732072500999, 'failed', 3, 0, 0, 0, 0,"
            " NULL, NULL, 2147483648)"_s,
            u"INSERT INTO data_gaps VALUES (1, 'coinspot', NULL, -5, 5, 'asleep', 'open'),"
            " (2, 'eodhd', 'AAPL.US', 1, 2, 'unknown', 'healed')"_s,
            u"INSERT INTO metadata VALUES ('empty', '', 0), ('lines', char(10) || '\\' || char(9),"
            " 1732072500123)"_s,
            u"INSERT INTO market_data VALUES (1, 1732072500123, 1, 0.1, 1e300, -1e-300,"
            " 1.7976931348623157e308, 5e-324, 0.30000000000000004, 9223372036854775807, NULL,"
            " NULL, NULL, NULL),"
            " (2, -1, 7, 0.0, NULL, NULL, NULL, NULL, NULL, NULL, 1732072500124, 'me\u00e4@here',"
            " '', '5f0c')"_s,
            u"INSERT INTO alert_rules VALUES (3, 'high \U0001F514', 1, 'above', '0.00000799', NULL,"
            " 600000, 'info', 1, 1, 2, NULL, NULL, NULL, NULL), (4, '', 7, 'below', "
            "'999999999999.99999999', 60000, "
            "0,"
            " 'error', 0, 1, 2, 3, 'me', 'why', '5f0c')"_s,
            numbered(count / 10 + 1,
                     u"INSERT INTO alert_logs (id, timestamp, rule_id, instrument_id,"
                     " trigger_value, threshold_value, status, severity, message, created_at,"
                     " deleted_at, trigger_exact, threshold_exact) SELECT i, i, 3 + i % 2, 1,"
                     " i / 3.0, 0.1 * i, 'new', 'info', 'line ' || i || char(10), i, NULL,"
                     " i || '.00000799', NULL FROM n"_s),
            u"INSERT INTO portfolio_positions VALUES (1, 'BTC.COINSPOT', '0.000000000000000001',"
            " '99999999999999999999.999999999999999999', 'AUD', 'manual', NULL, '\u00fc', 1, 2)"_s,
            u"INSERT INTO portfolio_performance VALUES (1, 1, NULL, NULL, '1.000000000000000000',"
            " '-2.500000000000000000', 'AUD'), (2, 1, 'BTC.COINSPOT', '0.100000000000000000',"
            " '1.000000000000000000', '2.000000000000000000', 'AUD')"_s,
            u"INSERT INTO signal_history VALUES (1, 'BTC.COINSPOT', 1, 'cross', 'buy',"
            " '0.50000000', '{\"a\":  1}')"_s,
            u"UPDATE alert_logs SET event = 'triggered', rule_version = 2, unit = 'percent', "
            "is_late = 1, evidence = '{ \"terms\":[]}', claimed_by = '\u00fc', claimed_at = -1, "
            "notified_at = 1, acknowledged_at = 2, resolved_at = 3, deliveries = '{}' "
            "WHERE id = 2"_s,
            u"INSERT INTO alert_rule_versions VALUES (3, 1, '', 'above', '0.00000799', 600000, "
            "'info', 1, '{\"notes\":  \"\U0001F514\"}', 1), (3, 2, 'b', 'below', "
            "'999999999999.99999999', 0, 'critical', 0, '{}', 2)"_s,
            u"INSERT INTO alert_states VALUES (3, '{\"phase\":\"firing\"}', NULL, 1), "
            "(4, '{}', 253402300799999, 2)"_s,
            u"INSERT INTO alert_cursors VALUES ('BTC.COINSPOT', 1732072500123)"_s,
            u"INSERT INTO alert_backlog VALUES (7, NULL, -1), (9, 'AAPL.US', 1732072500123)"_s,
            u"INSERT INTO watchlist VALUES ('AAPL.US', NULL, NULL, 1, 2), ('BTC.COINSPOT', "
            "'0.00000001', '\u00e4', 1, 2)"_s,
            u"UPDATE alert_logs SET deleted_at = 5, deleted_by = '\u00fc', delete_batch = '60' "
            "WHERE id = 3"_s,
            u"INSERT INTO trash_exports VALUES (4, 1, '\u00e4', 'here', '/tmp/\U0001F514', '[ ]', "
            "9007199254740993, 0, NULL), (6, 1732072500123, 'me', '', '', '[]', 1, 1, -1)"_s,
            u"INSERT INTO statement_shapes VALUES ('5f', 'SELECT \u20ac FROM t WHERE a = ?', "
            "'quotes/quotestore', 'SCAN t', '[\"t\"]', '[ ]', 3, 1), "
            "('60', 'SELECT 1', '', NULL, NULL, NULL, NULL, 1)"_s,
            u"INSERT INTO statement_uses VALUES (1732060800000, '5f', 9007199254740993, 0, 1, 1, "
            "1, 1, '[[3,1]]', 1732072500123)"_s,
            u"INSERT INTO statement_samples VALUES ('5f', 0, 1732072500123, 1, '[\"\U0001F514\"]', "
            "1, 0)"_s,
            u"INSERT INTO index_usage_samples VALUES (1732072500123, 't', 'ix_\u00e4', 7, NULL, "
            u"NULL, "
            "NULL, 'pg_stat_user_indexes'), (1732072500123, 'u', 'ix', 0, 1, 2, 3, '')"_s,
            u"INSERT INTO index_changes VALUES (5, 't', 'ix_\u00e4', 'covered/t/ix', 'drop', "
            "'trial', 'DROP INDEX ix;', 'CREATE INDEX ix ON t (a);', '\u20ac', 1, '\u00fc', "
            "'here', "
            "NULL, 253402300799999)"_s};
}

} // namespace

void fillWithMovedRows(const ConnectionSpec &file, int count)
{
    const auto connection = openedOrGivenUp(file);
    const int head = MigrationSet::shipped(Engine::Sqlite)->head();
    require(migrate(*connection, head), u"the tables"_s);
    Transaction transaction{*connection};
    require(transaction.begin(), u"the transaction"_s);
    for (const QString &statement : statements(count))
        require(connection->execute(statement), statement);
    require(transaction.commit(), u"the transaction"_s);
}

QStringList movedTables()
{
    return {u"price_data_5min"_s,     u"assets"_s,
            u"daily_data"_s,          u"intraday_data"_s,
            u"corporate_actions"_s,   u"collection_runs"_s,
            u"data_gaps"_s,           u"metadata"_s,
            u"system_events"_s,       u"market_data"_s,
            u"alert_rules"_s,         u"alert_logs"_s,
            u"portfolio_positions"_s, u"portfolio_performance"_s,
            u"signal_history"_s,      u"alert_rule_versions"_s,
            u"alert_states"_s,        u"alert_cursors"_s,
            u"alert_backlog"_s,       u"watchlist"_s,
            u"trash_exports"_s,       u"statement_shapes"_s,
            u"statement_uses"_s,      u"statement_samples"_s,
            u"index_usage_samples"_s, u"index_changes"_s};
}

QStringList columnsOf(const ConnectionSpec &spec, const QString &table)
{
    const Result<Schema> schema = inspectSchema(*openedOrGivenUp(spec));
    const SchemaObject *found = schema ? schema->find(SchemaObject::Kind::Table, table) : nullptr;
    return found ? found->columns : QStringList{};
}
