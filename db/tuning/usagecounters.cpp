// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/usagecounters.h"

#include "db/schema/postgresqlschema.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/postgresqlindexes.h"
#include "db/tuning/rules/indexadvice.h"

using namespace Qt::Literals::StringLiterals;

namespace {

UsageEvidence none(const QString &advice)
{
    UsageEvidence evidence;
    evidence.advice = advice;
    return evidence;
}

// Since the last reset; where there never was one, the server's start is the latest beginning that
// is certain.
Result<UsageEvidence> postgreSqlCounters(Statements &statements)
{
    UsageEvidence evidence;
    QDateTime from;
    QDateTime to;
    bool counts = false;
    const Result<> window =
            eachRow(statements,
                    u"SELECT coalesce(stats_reset, pg_postmaster_start_time()), now(),"
                    " current_setting('track_counts') = 'on', stats_reset IS NOT NULL"
                    " FROM pg_stat_database"
                    " WHERE datname = current_database()"_s,
                    {}, [&](const Rows &rows) {
                        from = rows.time(0);
                        to = rows.time(1);
                        counts = rows.integer(2) != 0;
                        evidence.beginsAtReset = rows.integer(3) != 0;
                    });
    if (!window)
        return fail(window.error());
    if (!counts)
        return none(
                IndexAdvice::tr("Which indexes nobody uses cannot be told: this server counts "
                                "nothing. Set track_counts = on, and ask again after 35 days."));
    // Their chunks count by themselves, and their own indexes count nothing.
    const Result<QSet<QString>> split = readHypertables(statements);
    if (!split)
        return fail(split.error());
    evidence.source = u"pg_stat_user_indexes"_s;
    const Result<> scans = eachRow(
            statements,
            ofPostgreSqlRelations(
                    u"SELECT r.relname, x.relname, CAST(SUM(s.idx_scan) AS BIGINT),"
                    " MAX(CAST(to_jsonb(s) ->> 'last_idx_scan' AS TIMESTAMPTZ)) FROM relations r"
                    " JOIN pg_index i ON i.indrelid = r.oid JOIN pg_class x ON x.oid = i.indexrelid"
                    " CROSS JOIN LATERAL (SELECT x.oid relid UNION SELECT t.relid"
                    "  FROM pg_partition_tree(CAST(x.oid AS regclass)) t) t"
                    " JOIN pg_stat_user_indexes s ON s.indexrelid = t.relid"
                    " GROUP BY r.relname, x.relname"_s),
            {}, [&](const Rows &rows) {
                if (!split->contains(rows.text(0)))
                    evidence.indexes.insert({rows.text(0), rows.text(1)},
                                            {rows.integer(2), from, to, 1, 0,
                                             rows.isNull(3) ? QDateTime{} : rows.time(3)});
            });
    if (!scans)
        return fail(scans.error());
    return eachRow(statements,
                   ofPostgreSqlRelations(
                           u"SELECT r.relname, CAST(SUM(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)"
                           " AS BIGINT) FROM relations r"
                           " CROSS JOIN LATERAL (SELECT r.oid relid UNION SELECT t.relid"
                           "  FROM pg_partition_tree(CAST(r.oid AS regclass)) t) t"
                           " JOIN pg_stat_user_tables s ON s.relid = t.relid GROUP BY r.relname"_s),
                   {},
                   [&](const Rows &rows) {
                       if (!split->contains(rows.text(0)))
                           evidence.writes.insert(rows.text(0), rows.integer(1));
                   })
            .transform([&] { return evidence; });
}

// Whether a setting of the server is on; off where it is not known, too.
bool isOn(Statements &statements, const QString &setting)
{
    bool on = false;
    const Result<> asked = eachRow(statements, u"SELECT @@GLOBAL.%1"_s.arg(setting), {},
                                   [&](const Rows &rows) { on = rows.integer(0) != 0; });
    return asked && on;
}

// Without this instrument every counter of the performance schema stays at 0.
Result<bool> countsTables(Statements &statements)
{
    bool counts = false;
    return eachRow(statements,
                   u"SELECT COUNT(*) FROM performance_schema.setup_instruments i"
                   " JOIN performance_schema.setup_consumers c ON c.name ="
                   " 'global_instrumentation' AND c.enabled = 'YES'"
                   " WHERE i.name = 'wait/io/table/sql/handler' AND i.enabled = 'YES'"_s,
                   {}, [&](const Rows &rows) { counts = rows.integer(0) > 0; })
            .transform([&] { return counts; });
}

UsageEvidence notReadable(const QString &source)
{
    return none(IndexAdvice::tr("Which indexes nobody uses cannot be told: the server counts, but "
                                "this user may not read %1. Ask an administrator for the right to.")
                        .arg(source));
}

// What was never written is not listed there. Who may not read it knows of no writes.
void addWrites(Statements &statements, const QString &query, UsageEvidence &evidence)
{
    QHash<QString, qint64> writes;
    for (const IndexName &name : evidence.indexes.keys())
        writes.insert(name.first, 0);
    const Result<> read = eachRow(statements, query, {}, [&](const Rows &rows) {
        writes.insert(rows.text(0), rows.integer(1));
    });
    if (read)
        evidence.writes = writes;
}

// What was never read is not listed there.
Result<> addUnread(Statements &statements, UsageEvidence &evidence, const QDateTime &from,
                   const QDateTime &to)
{
    return eachRow(statements,
                   u"SELECT DISTINCT table_name, index_name FROM information_schema.statistics"
                   " WHERE table_schema = DATABASE()"_s,
                   {}, [&](const Rows &rows) {
                       const IndexName name{rows.text(0), rows.text(1)};
                       if (!evidence.indexes.contains(name))
                           evidence.indexes.insert(name, {0, from, to});
                   });
}

Result<UsageEvidence> mariaDbCounters(Statements &statements)
{
    const bool hasUserStatistics = isOn(statements, u"userstat"_s);
    UsageEvidence evidence;
    QDateTime from; // userstat does not say since when it counts
    const QDateTime to = QDateTime::currentDateTimeUtc();
    QString query;
    QString writesQuery;
    if (hasUserStatistics) {
        evidence.source = UserStatistics;
        query = u"SELECT table_name, index_name, CAST(rows_read AS SIGNED)"
                " FROM information_schema.index_statistics WHERE table_schema = DATABASE()"_s;
        writesQuery = u"SELECT table_name, CAST(rows_changed AS SIGNED)"
                      " FROM information_schema.table_statistics"
                      " WHERE table_schema = DATABASE()"_s;
    } else if (isOn(statements, u"performance_schema"_s)) {
        evidence.source = PerformanceSchema;
        const Result<bool> counts = countsTables(statements);
        if (!counts)
            return notReadable(evidence.source);
        if (!*counts)
            return none(IndexAdvice::tr(
                    "Which indexes nobody uses cannot be told: the performance schema of this "
                    "server does not count them. An administrator can turn that on with UPDATE "
                    "performance_schema.setup_instruments SET enabled = 'YES' WHERE name = "
                    "'wait/io/table/sql/handler', and the same for the consumer "
                    "global_instrumentation; ask again after 35 days."));
        query = u"SELECT object_name, index_name, CAST(count_star AS SIGNED)"
                " FROM performance_schema.table_io_waits_summary_by_index_usage"
                " WHERE object_schema = DATABASE() AND index_name IS NOT NULL"_s;
        writesQuery = u"SELECT object_name,"
                      " CAST(count_insert + count_update + count_delete AS SIGNED)"
                      " FROM performance_schema.table_io_waits_summary_by_table"
                      " WHERE object_schema = DATABASE()"_s;
        const Result<> uptime =
                eachRow(statements, u"SHOW GLOBAL STATUS LIKE 'Uptime'"_s, {},
                        [&](const Rows &rows) { from = to.addSecs(-rows.text(1).toLongLong()); });
        if (!uptime)
            return fail(uptime.error());
    } else {
        return none(IndexAdvice::tr("Which indexes nobody uses cannot be told: this server counts "
                                    "nothing. An administrator can turn it on with SET GLOBAL "
                                    "userstat = 1; ask again after 35 days."));
    }
    const Result<> counted = eachRow(statements, query, {}, [&](const Rows &rows) {
        evidence.indexes.insert({rows.text(0), rows.text(1)}, {rows.integer(2), from, to});
    });
    if (!counted)
        return notReadable(evidence.source);
    return addUnread(statements, evidence, from, to).transform([&] {
        addWrites(statements, writesQuery, evidence);
        return evidence;
    });
}

} // namespace

Result<UsageEvidence> readUsageCounters(const Connection &connection)
{
    Statements statements{connection};
    switch (connection.engine()) {
    case Engine::Sqlite:
        return none(IndexAdvice::tr("Which indexes nobody uses cannot be told: SQLite counts "
                                    "nothing. What Tidemark itself runs is looked at; for "
                                    "more, let Tidemark record its statements for some weeks."));
    case Engine::PostgreSql:
        return postgreSqlCounters(statements);
    case Engine::MariaDb:
        break;
    }
    return mariaDbCounters(statements);
}

Result<bool> hasStandbys(const Connection &connection)
{
    if (connection.engine() != Engine::PostgreSql)
        return false;
    Statements statements{connection};
    bool has = false;
    // A backup that is being taken is listed there, too.
    return eachRow(statements,
                   u"SELECT COUNT(*) FROM pg_stat_replication"
                   " WHERE state IS DISTINCT FROM 'backup'"_s,
                   {}, [&](const Rows &rows) { has = rows.integer(0) > 0; })
            .transform([&] { return has; });
}
