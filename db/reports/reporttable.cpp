// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/reporttable.h"

using namespace Qt::Literals::StringLiterals;

namespace {

using enum ReportColumn::Kind;
constexpr bool Searched = true;

ReportTable prices()
{
    return {.columns = {{u"coin_type"_s, Text, {}, Searched},
                        {u"timestamp"_s, Time},
                        {u"bid"_s, Decimal},
                        {u"ask"_s, Decimal},
                        {u"last"_s, Decimal},
                        {u"created_at"_s, Time}},
            .from = u"price_data_5min"_s,
            .key = u"id"_s,
            .order = u"id"_s, // as they were stored, so that nothing has to be sorted
            .time = u"timestamp"_s,
            .coin = u"coin_type"_s};
}

// adjusted: what stands for adjusted_close.
ReportTable bars(const QString &table, const QString &interval, const QString &adjusted)
{
    const QString key =
            interval == u"bar_interval"_s ? u"symbol, bar_interval, time"_s : u"symbol, time"_s;
    return {.columns = {{u"symbol"_s, Text, {}, Searched},
                        {u"bar_interval"_s, Text, interval},
                        {u"time"_s, Time},
                        {u"open"_s, Decimal},
                        {u"high"_s, Decimal},
                        {u"low"_s, Decimal},
                        {u"close"_s, Decimal},
                        {u"adjusted_close"_s, Decimal, adjusted},
                        {u"volume"_s, Number}},
            .from = table,
            .key = key,
            .order = key,
            .time = u"time"_s,
            .symbol = u"symbol"_s};
}

// The names of 'assets list' and of a file that 'assets import' reads.
ReportTable assets()
{
    return {.columns = {{u"symbol"_s, Text, {}, Searched},
                        {u"name"_s, Text, {}, Searched},
                        {u"exchange"_s, Text},
                        {u"type"_s, Text, u"asset_type"_s},
                        {u"currency"_s, Text},
                        {u"active"_s, Number, u"is_active"_s},
                        {u"state"_s, Text, u"sync_state"_s},
                        {u"error"_s, Text, u"sync_error"_s, Searched},
                        {u"last_synced"_s, Time},
                        {u"created_at"_s, Time},
                        {u"updated_at"_s, Time}},
            .from = u"assets"_s,
            .key = u"symbol"_s,
            .order = u"symbol"_s,
            .symbol = u"symbol"_s};
}

// The exact value; of a row from before there were such, the four decimals that it had, written
// alike.
QString exactOr(const QString &exact, const QString &rounded, Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"COALESCE(%1, printf('%.4f0000', %2))"_s.arg(exact, rounded);
    case Engine::PostgreSql:
        return u"COALESCE(%1, CAST(CAST(%2 AS NUMERIC(20,4)) AS NUMERIC(20,8)))"_s.arg(exact,
                                                                                       rounded);
    case Engine::MariaDb:
        break;
    }
    return u"COALESCE(%1, CAST(%2 AS DECIMAL(20,4)))"_s.arg(exact, rounded);
}

ReportTable alerts(Engine engine)
{
    return {.columns = {{u"id"_s, Number, u"l.id"_s},
                        {u"rule_id"_s, Number, u"l.rule_id"_s},
                        {u"rule"_s, Text, u"r.name"_s, Searched},
                        {u"rule_version"_s, Number, u"l.rule_version"_s},
                        {u"symbol"_s, Text, u"a.symbol"_s, Searched},
                        {u"timestamp"_s, Time, u"l.timestamp"_s},
                        {u"event"_s, Text, u"l.event"_s},
                        {u"status"_s, Text, u"l.status"_s},
                        {u"severity"_s, Text, u"l.severity"_s},
                        {u"trigger_value"_s, Decimal,
                         exactOr(u"l.trigger_exact"_s, u"l.trigger_value"_s, engine)},
                        {u"threshold_value"_s, Decimal,
                         exactOr(u"l.threshold_exact"_s, u"l.threshold_value"_s, engine)},
                        {u"unit"_s, Text, u"l.unit"_s},
                        {u"message"_s, Text, u"l.message"_s, Searched},
                        {u"is_late"_s, Number, u"l.is_late"_s},
                        {u"created_at"_s, Time, u"l.created_at"_s},
                        {u"notified_at"_s, Time, u"l.notified_at"_s},
                        {u"acknowledged_at"_s, Time, u"l.acknowledged_at"_s},
                        {u"resolved_at"_s, Time, u"l.resolved_at"_s},
                        {u"evidence"_s, Text, u"l.evidence"_s},
                        {u"deliveries"_s, Text, u"l.deliveries"_s}},
            .from = u"alert_logs l JOIN alert_rules r ON r.id = l.rule_id "
                    "JOIN assets a ON a.instrument_id = l.instrument_id"_s,
            .key = u"l.id"_s,
            .order = u"l.timestamp, l.id"_s,
            .time = u"l.timestamp"_s,
            .symbol = u"a.symbol"_s,
            .deletedAt = u"l.deleted_at"_s};
}

ReportTable runs()
{
    return {.columns = {{u"id"_s, Number},
                        {u"source"_s, Text},
                        {u"slot"_s, Time},
                        {u"started_at"_s, Time},
                        {u"finished_at"_s, Time},
                        {u"status"_s, Text},
                        {u"attempts"_s, Number},
                        {u"received"_s, Number},
                        {u"stored"_s, Number},
                        {u"duplicates"_s, Number},
                        {u"rejected"_s, Number},
                        {u"rejected_details"_s, Text},
                        {u"error"_s, Text},
                        {u"duration_ms"_s, Number}},
            .from = u"collection_runs"_s,
            .key = u"id"_s,
            .order = u"started_at, id"_s,
            .time = u"slot"_s};
}

ReportTable gaps()
{
    return {.columns = {{u"id"_s, Number},
                        {u"source"_s, Text, {}, Searched},
                        {u"symbol"_s, Text, {}, Searched},
                        {u"from_time"_s, Time},
                        {u"to_time"_s, Time},
                        {u"cause"_s, Text, {}, Searched},
                        {u"state"_s, Text, {}, Searched}},
            .from = u"data_gaps"_s,
            .key = u"id"_s,
            .order = u"from_time, id"_s,
            .time = u"from_time"_s,
            .end = u"to_time"_s,
            .symbol = u"symbol"_s,
            .allCoins = u"(symbol IS NULL AND source = 'coinspot')"_s};
}

ReportTable migrations()
{
    return {.columns = {{u"version"_s, Number},
                        {u"name"_s, Text, {}, Searched},
                        {u"checksum"_s, Text, {}, Searched},
                        {u"applied_at"_s, Time},
                        {u"duration_ms"_s, Number},
                        {u"app_version"_s, Text, {}, Searched},
                        {u"host"_s, Text, {}, Searched},
                        {u"applied_by"_s, Text, {}, Searched}},
            .from = u"tidemark_migrations"_s,
            .key = u"version"_s,
            .order = u"version"_s,
            .time = u"applied_at"_s};
}

ReportTable events()
{
    return {.columns = {{u"id"_s, Number},
                        {u"time"_s, Time},
                        {u"level"_s, Text},
                        {u"component"_s, Text, {}, Searched},
                        {u"event"_s, Text, {}, Searched},
                        {u"details"_s, Text, {}, Searched}},
            .from = u"system_events"_s,
            .key = u"id"_s,
            .order = u"time, id"_s,
            .time = u"time"_s};
}

} // namespace

QList<ReportTable> reportTables(Report report, Engine engine)
{
    switch (report) {
    case Report::Prices:
        return {prices()};
    case Report::Bars:
        return {bars(u"daily_data"_s, u"'1d'"_s, u"adjusted_close"_s),
                bars(u"intraday_data"_s, u"bar_interval"_s, u"NULL"_s)};
    case Report::Assets:
        return {assets()};
    case Report::Alerts:
        return {alerts(engine)};
    case Report::Runs:
        return {runs()};
    case Report::Gaps:
        return {gaps()};
    case Report::Migrations:
        return {migrations()};
    case Report::Events:
        return {events()};
    case Report::Positions:
    case Report::Indexes:
        break;
    }
    return {};
}
