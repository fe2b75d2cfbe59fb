// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/ownstatements.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Purpose {
    Q_DECLARE_TR_FUNCTIONS(StatementPurpose)
};

void addQuotes(QList<CataloguedStatement> &list)
{
    list.append({u"quotes.next_coin"_s,
                 u"SELECT coin_type FROM price_data_5min WHERE coin_type > ?"
                 " ORDER BY coin_type LIMIT 1"_s,
                 Purpose::tr("the coins that have prices")});
    list.append({u"quotes.newest"_s,
                 u"SELECT id, coin_type, bid, ask, last, timestamp, created_at FROM price_data_5min"
                 " WHERE coin_type = ? ORDER BY timestamp DESC LIMIT 1"_s,
                 Purpose::tr("the newest price of a coin")});
    list.append({u"quotes.oldest"_s,
                 u"SELECT timestamp FROM price_data_5min WHERE coin_type = ?"
                 " ORDER BY timestamp LIMIT 1"_s,
                 Purpose::tr("the beginning of a coin's prices")});
    list.append({u"quotes.range"_s,
                 u"SELECT timestamp, bid, ask, last FROM price_data_5min WHERE coin_type = ?"
                 " AND timestamp >= ? AND timestamp < ? ORDER BY timestamp LIMIT ?"_s,
                 Purpose::tr("the prices of a chart")});
    list.append({u"quotes.observed"_s,
                 u"SELECT id, timestamp, created_at, bid, ask, last FROM price_data_5min"
                 " WHERE coin_type = ? AND timestamp > ? AND timestamp <= ? ORDER BY timestamp"_s,
                 Purpose::tr("the prices that alerts judge")});
    list.append({u"quotes.by_time"_s,
                 u"SELECT coin_type, timestamp, bid, ask, last FROM price_data_5min"
                 " WHERE timestamp >= ? AND timestamp < ? ORDER BY timestamp DESC"_s,
                 Purpose::tr("all prices of a time"), true});
    list.append({u"quotes.counts"_s,
                 u"SELECT coin_type, COUNT(*), MAX(timestamp) FROM price_data_5min"
                 " GROUP BY coin_type"_s,
                 Purpose::tr("how many prices each coin has"), false, true});
}

void addBars(QList<CataloguedStatement> &list)
{
    list.append({u"bars.daily_range"_s,
                 u"SELECT time, open, high, low, close, adjusted_close, volume FROM daily_data"
                 " WHERE symbol = ? AND time >= ? AND time <= ? ORDER BY time"_s,
                 Purpose::tr("the days of a stock's chart")});
    list.append({u"bars.daily_newest"_s, u"SELECT MAX(time) FROM daily_data WHERE symbol = ?"_s,
                 Purpose::tr("the newest day of a stock")});
    list.append({u"bars.daily_others"_s,
                 u"SELECT 1 FROM daily_data d JOIN assets a ON a.symbol = d.symbol"
                 " WHERE d.time = ? AND a.exchange = ? AND d.symbol <> ? LIMIT 1"_s,
                 Purpose::tr("whether an exchange was open that day")});
    list.append({u"bars.daily_counts"_s,
                 u"SELECT symbol, COUNT(*), MAX(time) FROM daily_data GROUP BY symbol"_s,
                 Purpose::tr("how many days each stock has"), false, true});
    list.append({u"bars.intraday_range"_s,
                 u"SELECT time, open, high, low, close, volume FROM intraday_data WHERE symbol = ?"
                 " AND bar_interval = ? AND time >= ? AND time < ? ORDER BY time"_s,
                 Purpose::tr("the bars of a chart")});
    list.append({u"bars.intraday_newest"_s,
                 u"SELECT MAX(time) FROM intraday_data WHERE symbol = ? AND bar_interval = ?"_s,
                 Purpose::tr("the newest bar")});
    list.append({u"bars.intraday_others"_s,
                 u"SELECT 1 FROM intraday_data d JOIN assets a ON a.symbol = d.symbol"
                 " WHERE d.time = ? AND a.exchange = ? AND d.symbol <> ?"
                 " AND d.bar_interval = '1d' LIMIT 1"_s,
                 Purpose::tr("whether a market was open that day")});
    list.append({u"actions.of_symbol"_s,
                 u"SELECT date, action_type, ordinal, value FROM corporate_actions"
                 " WHERE symbol = ? ORDER BY date, action_type, ordinal"_s,
                 Purpose::tr("the splits and dividends of a stock")});
    list.append({u"stock_quotes.slot"_s,
                 u"SELECT 1 FROM market_data WHERE timestamp = ? AND instrument_id = ?"_s,
                 Purpose::tr("whether a stock's price is stored already")});
    list.append({u"stock_quotes.newest"_s,
                 u"SELECT timestamp, price FROM market_data WHERE instrument_id = ?"
                 " AND deleted_at IS NULL ORDER BY timestamp DESC LIMIT 1"_s,
                 Purpose::tr("the newest price of a stock")});
    list.append({u"stock_quotes.observed"_s,
                 u"SELECT m.id, m.timestamp, m.price, m.volume FROM market_data m"
                 " JOIN assets a ON a.instrument_id = m.instrument_id WHERE a.symbol = ?"
                 " AND m.deleted_at IS NULL AND m.timestamp > ? AND m.timestamp <= ?"
                 " ORDER BY m.timestamp, m.id"_s,
                 Purpose::tr("the stock prices that alerts judge")});
    list.append({u"stock_quotes.of_instrument"_s,
                 u"SELECT COUNT(*) FROM market_data WHERE instrument_id = ?"_s,
                 Purpose::tr("whether an asset may be removed"), true});
}

void addRuns(QList<CataloguedStatement> &list)
{
    list.append({u"runs.newest_of_source"_s,
                 u"SELECT id, slot, started_at, status FROM collection_runs WHERE source = ?"
                 " ORDER BY started_at DESC, id DESC LIMIT 1"_s,
                 Purpose::tr("the last run")});
    list.append({u"runs.page"_s,
                 u"SELECT id, source, slot, started_at, status FROM collection_runs"
                 " ORDER BY started_at DESC, id DESC LIMIT ?"_s,
                 Purpose::tr("the list of runs")});
    list.append({u"runs.slot"_s,
                 u"SELECT finished_at FROM collection_runs WHERE source = ? AND slot = ?"
                 " AND status <> 'failed' ORDER BY finished_at LIMIT 1"_s,
                 Purpose::tr("whether a slot was collected")});
    list.append({u"gaps.range"_s,
                 u"SELECT id, source, symbol, from_time, to_time, cause FROM data_gaps"
                 " WHERE source = ? AND from_time < ? AND to_time > ? ORDER BY from_time"_s,
                 Purpose::tr("the gaps of a time")});
    list.append({u"gaps.of_symbol"_s,
                 u"SELECT from_time, to_time, cause FROM data_gaps WHERE source = 'eodhd'"
                 " AND symbol = ? AND state = 'open'"_s,
                 Purpose::tr("the holes of a stock")});
    list.append({u"events.newest"_s,
                 u"SELECT id, time, level, component, event, details FROM system_events"
                 " ORDER BY time DESC, id DESC LIMIT ?"_s,
                 Purpose::tr("the newest events"), true});
}

void addAlerts(QList<CataloguedStatement> &list)
{
    const QString log = u"SELECT l.id, l.timestamp, l.event, r.name, a.symbol FROM alert_logs l"
                        " JOIN alert_rules r ON r.id = l.rule_id"
                        " JOIN assets a ON a.instrument_id = l.instrument_id WHERE "_s;
    const QString newest = u" ORDER BY l.timestamp DESC, l.id DESC LIMIT ?"_s;
    list.append({u"alerts.log"_s, log + u"l.deleted_at IS NULL"_s + newest,
                 Purpose::tr("the log of alerts")});
    list.append({u"alerts.log_of_symbol"_s,
                 log + u"l.deleted_at IS NULL AND a.symbol = ?"_s + newest,
                 Purpose::tr("the log of one symbol")});
    list.append({u"alerts.deleted"_s, log + u"l.deleted_at IS NOT NULL"_s + newest,
                 Purpose::tr("what was deleted from the log"), true});
    list.append({u"alerts.log_of_rule"_s,
                 u"SELECT l.id, l.timestamp, l.status FROM alert_logs l WHERE l.rule_id = ?"
                 " ORDER BY l.timestamp DESC, l.id DESC LIMIT ?"_s,
                 Purpose::tr("the log of one rule")});
    list.append({u"alerts.by_time"_s,
                 u"SELECT id, timestamp, rule_id, status FROM alert_logs WHERE timestamp >= ?"
                 " AND timestamp < ? ORDER BY timestamp"_s,
                 Purpose::tr("the alerts of a time"), true});
    list.append({u"alerts.open"_s,
                 u"SELECT COUNT(*) FROM alert_logs WHERE deleted_at IS NULL"
                 " AND status IN ('triggered', 'notified')"_s,
                 Purpose::tr("how many alerts are open")});
    list.append({u"alerts.firing"_s,
                 u"SELECT 1 FROM alert_logs WHERE rule_id = ? AND rule_version = ?"
                 " AND timestamp = ? AND event = ?"_s,
                 Purpose::tr("whether an alert is logged already")});
    list.append({u"alerts.of_instrument"_s,
                 u"SELECT COUNT(*) FROM alert_logs WHERE instrument_id = ?"_s,
                 Purpose::tr("whether an asset may be removed"), true});
    list.append({u"rules.of_instrument"_s,
                 u"SELECT COUNT(*) FROM alert_rules WHERE instrument_id = ?"_s,
                 Purpose::tr("whether an asset may be removed"), true});
    list.append({u"rules.list"_s,
                 u"SELECT r.id, r.name, a.symbol FROM alert_rules r"
                 " JOIN assets a ON a.instrument_id = r.instrument_id"
                 " WHERE r.deleted_at IS NULL ORDER BY r.id"_s,
                 Purpose::tr("the list of rules"), false, true});
}

void addTrash(QList<CataloguedStatement> &list)
{
    for (const QString &table : {u"market_data"_s, u"alert_logs"_s, u"alert_rules"_s})
        list.append({u"trash."_s + table,
                     u"SELECT id, deleted_at, deleted_by FROM %1 WHERE deleted_at IS NOT NULL"
                     " ORDER BY deleted_at DESC, id DESC LIMIT ?"_s.arg(table),
                     Purpose::tr("the recycle bin"), true});
}

void addHoldings(QList<CataloguedStatement> &list)
{
    list.append({u"assets.list"_s,
                 u"SELECT symbol, instrument_id, name FROM assets ORDER BY symbol"_s,
                 Purpose::tr("the list of assets"), false, true});
    list.append({u"assets.of_exchange"_s,
                 u"SELECT symbol FROM assets WHERE exchange = ? AND symbol <> ?"_s,
                 Purpose::tr("the assets of an exchange"), false, true});
    list.append(
            {u"positions.list"_s,
             u"SELECT id, symbol, quantity, cost FROM portfolio_positions ORDER BY symbol, id"_s,
             Purpose::tr("the positions"), false, true});
    list.append({u"positions.of_symbol"_s,
                 u"SELECT MAX(id) FROM portfolio_positions WHERE symbol = ? AND created_at = ?"_s,
                 Purpose::tr("a position that was just added")});
    list.append({u"performance.of_symbol"_s,
                 u"SELECT time, quantity, cost, value FROM portfolio_performance WHERE symbol = ?"
                 " ORDER BY time"_s,
                 Purpose::tr("a position's value over time"), true});
    list.append({u"watchlist.list"_s,
                 u"SELECT symbol, target_price, note FROM watchlist ORDER BY symbol"_s,
                 Purpose::tr("the watchlist"), false, true});
    list.append({u"metadata.value"_s, u"SELECT value FROM metadata WHERE name = ?"_s,
                 Purpose::tr("a setting that belongs to the database")});
}

} // namespace

QList<CataloguedStatement> ownStatements()
{
    QList<CataloguedStatement> list;
    addQuotes(list);
    addBars(list);
    addRuns(list);
    addAlerts(list);
    addTrash(list);
    addHoldings(list);
    return list;
}
