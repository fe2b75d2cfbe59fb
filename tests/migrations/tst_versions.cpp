// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/sqltokens.h"
#include "migrations/firststart.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/migrationhead.h"
#include "tests/support/scratchdatabase.h"

#include <QElapsedTimer>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

// What the versions make and keep.
class TestVersions : public QObject
{
    Q_OBJECT

private slots:
    void freshInstall();
    void columnsAreThoseOfTheDesign_data();
    void columnsAreThoseOfTheDesign();
    void keepsEveryDigitUpAndDown();
    void schemaIsTheSameUpAndDown();
    void version2NumbersRowsInOrder();
    void version2DownMakesUuids();
    void neverNarrowsAPrice();
    void schemaGuardsData_data();
    void schemaGuardsData();
    void readableViewsSpeakIso();
    void storagesHaveTheSameTables();
};

namespace {

// Version 1's rows, out of order on purpose; ten integer digits are the most that it holds.
bool fillVersion1(const ScratchDatabase &database)
{
    return database.run(
            u"INSERT INTO price_data_5min (id, coin_type, bid, ask, last, timestamp) VALUES"
            " ('00000000-0000-4000-8000-000000000003', 'eth', '0.00000001', '0.00000001',"
            "  '0.00000001', 1700000300000),"
            " ('00000000-0000-4000-8000-000000000001', 'btc', '9999999999.99999999',"
            "  '1234567890.12345678', '1000000000.00000001', 1700000300000),"
            " ('00000000-0000-4000-8000-000000000002', 'xrp', '1.50000000', '1.50000000',"
            "  '1.50000000', 1700000000000),"
            " ('00000000-0000-4000-8000-000000000004', 'Btc', '0.10000000', '0.20000000',"
            "  '0.30000000', -86400000)"_s);
}

QString insertQuote(const QString &coin, const QString &price)
{
    return u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
           " VALUES ('%1', '%2', '%2', '%2', 1700000000000, 1700000004200)"_s.arg(coin, price);
}

} // namespace

void TestVersions::freshInstall()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    const Result<MigrationStatus> empty = migrationStatus(migrator.database());
    QVERIFY(empty);
    QCOMPARE(empty->engine, u"sqlite"_s);
    QCOMPARE(empty->current, 0);
    QCOMPARE(empty->head, 14);
    QCOMPARE(empty->pending.size(), headVersion());
    QVERIFY(empty->applied.isEmpty() && empty->drift.isEmpty());
    QVERIFY(database.column(u"SELECT name FROM sqlite_schema"_s).isEmpty());

    QElapsedTimer timer;
    timer.start();
    const Result<MigrationReport> report = bringEmptyToHead(migrator.database());
    qInfo("an empty database reached the head in %.1f ms", double(timer.nsecsElapsed()) / 1e6);
    QVERIFY(report);
    QCOMPARE(report->from, 0);
    QCOMPARE(report->to, headVersion());
    QCOMPARE(report->steps.size(), headVersion());
    QVERIFY(report->verified);

    const Result<MigrationStatus> full = migrationStatus(migrator.database());
    QVERIFY(full);
    QCOMPARE(full->current, headVersion());
    QVERIFY(full->pending.isEmpty());
    QCOMPARE(full->drift, QStringList{});
    QCOMPARE(full->applied.size(), headVersion());
    const AppliedMigration &second = full->applied.at(1);
    QCOMPARE(second.name, u"align_price_data"_s);
    QCOMPARE(second.checksum.size(), 64);
    QVERIFY(qAbs(second.appliedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QVERIFY(!second.host.isEmpty() && !second.appliedBy.isEmpty());

    const Result<MigrationReport> again = bringEmptyToHead(migrator.database());
    QVERIFY(again && again->steps.isEmpty());
    QCOMPARE(database.value(u"SELECT component || ' ' || event || ' '"
                            " || json_extract(details, '$.version') FROM system_events"_s),
             u"migrations apply 3"_s); // the first that it could be told
}

void TestVersions::columnsAreThoseOfTheDesign_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("columns"); // with ? where NULL is allowed

    QTest::newRow("quotes") << u"price_data_5min"_s
                            << u"id coin_type bid ask last timestamp created_at"_s;
    QTest::newRow("assets") << u"assets"_s
                            << u"symbol instrument_id name exchange asset_type currency? is_active"
                               " last_synced? sync_state sync_error? created_at updated_at"_s;
    QTest::newRow("daily") << u"daily_data"_s
                           << u"time symbol open high low close adjusted_close volume?"_s;
    QTest::newRow("intraday") << u"intraday_data"_s
                              << u"time symbol bar_interval open high low close volume?"_s;
    QTest::newRow("actions") << u"corporate_actions"_s
                             << u"date symbol action_type ordinal value? numerator? denominator?"
                                " period? currency? enabled"_s;
    QTest::newRow("runs") << u"collection_runs"_s
                          << u"id source slot started_at finished_at? status attempts received"
                             " stored duplicates rejected rejected_details? error? duration_ms?"_s;
    QTest::newRow("gaps") << u"data_gaps"_s << u"id source symbol? from_time to_time cause state"_s;
    QTest::newRow("metadata") << u"metadata"_s << u"name value updated_at"_s;
    QTest::newRow("events") << u"system_events"_s << u"id time level component event details?"_s;
    QTest::newRow("market data") << u"market_data"_s
                                 << u"id timestamp instrument_id price bid? ask? open_price?"
                                    " high_price? low_price? volume? deleted_at? deleted_by?"
                                    " deleted_reason? delete_batch?"_s;
    QTest::newRow("rules") << u"alert_rules"_s
                           << u"id name instrument_id rule_condition threshold_value window_ms?"
                              " cooldown_ms severity enabled created_at updated_at deleted_at?"
                              " deleted_by? deleted_reason? delete_batch?"_s;
    QTest::newRow("alert log") << u"alert_logs"_s
                               << u"id timestamp rule_id instrument_id trigger_value"
                                  " threshold_value status severity message created_at deleted_at?"
                                  " trigger_exact? threshold_exact? event? rule_version? unit?"
                                  " is_late? evidence? claimed_by? claimed_at? notified_at?"
                                  " acknowledged_at? resolved_at? deliveries? deleted_by?"
                                  " deleted_reason? delete_batch?"_s;
    QTest::newRow("rule versions") << u"alert_rule_versions"_s
                                   << u"rule_id version name rule_condition threshold_value"
                                      " cooldown_ms severity enabled details created_at"_s;
    QTest::newRow("rule states") << u"alert_states"_s
                                 << u"rule_id state snoozed_until? updated_at"_s;
    QTest::newRow("watchlist") << u"watchlist"_s
                               << u"symbol target_price? note? created_at updated_at"_s;
    QTest::newRow("exports of the recycle bin") << u"trash_exports"_s
                                                << u"id exported_at exported_by host folder files"
                                                   " row_count purged_count purged_at?"_s;
    QTest::newRow("statements") << u"statement_shapes"_s
                                << u"id sql_text purpose plan? full_scans? used_indexes?"
                                   " planned_at? first_used_at"_s;
    QTest::newRow("statement uses") << u"statement_uses"_s
                                    << u"day statement_id executions rows_total total_us max_us"
                                       " p50_us p95_us histogram last_used_at"_s;
    QTest::newRow("statement samples") << u"statement_samples"_s
                                       << u"statement_id ordinal taken_at is_hashed parameters"
                                          " duration_us row_count"_s;
    QTest::newRow("index usage") << u"index_usage_samples"_s
                                 << u"taken_at table_name index_name scans last_scan_at?"
                                    " table_writes? counted_since? source"_s;
    QTest::newRow("index changes") << u"index_changes"_s
                                   << u"id table_name index_name finding? kind phase up_sql"
                                      " down_sql reason applied_at applied_by host watch_until?"
                                      " closed_at?"_s;
    QTest::newRow("positions") << u"portfolio_positions"_s
                               << u"id symbol quantity cost currency source opened_at? note?"
                                  " created_at updated_at"_s;
    QTest::newRow("performance") << u"portfolio_performance"_s
                                 << u"id time symbol? quantity? cost value currency"_s;
    QTest::newRow("signals") << u"signal_history"_s
                             << u"id symbol time strategy side strength parameters"_s;
    QTest::newRow("history steps") << u"tidemark_migration_steps"_s
                                   << u"version direction step_no sql_sha256 state schema_before"
                                      " started_at finished_at?"_s;
    QTest::newRow("history") << u"tidemark_migrations"_s
                             << u"version name checksum applied_at duration_ms app_version host"
                                " applied_by"_s;
}

void TestVersions::columnsAreThoseOfTheDesign()
{
    QFETCH(const QString, table);
    QFETCH(const QString, columns);

    const ScratchDatabase database;
    QVERIFY(database.migrator().up());
    // An INTEGER PRIMARY KEY is never NULL, whatever table_info says.
    QCOMPARE(database.column(u"SELECT name || iif(\"notnull\" OR pk, '', '?')"
                             " FROM pragma_table_info('%1') ORDER BY cid"_s.arg(table))
                     .join(u' '),
             columns);
    QCOMPARE(database.value(u"SELECT strict FROM pragma_table_list('%1')"_s.arg(table)), u"1"_s);
}

void TestVersions::keepsEveryDigitUpAndDown()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up(1));
    QVERIFY2(fillVersion1(database), qPrintable(database.lastError()));
    const TableProof before = database.quotes();
    QCOMPARE(before.rows, 4);

    for (const int version : {2, 3}) {
        const Result<MigrationReport> report = migrator.up(version);
        QVERIFY(report);
        QCOMPARE(report->steps.size(), 1);
        QCOMPARE(report->steps.constFirst().rowsChecked, 4);
        QCOMPARE(database.quotes(), before);
    }
    QVERIFY(migrator.down(1, LossPolicy::Accept));
    QCOMPARE(database.version(), 1);
    QCOMPARE(database.quotes(), before);
    QVERIFY(migrator.up());
    QCOMPARE(database.quotes(), before);
    QCOMPARE(database.value(u"SELECT last FROM price_data_5min WHERE coin_type = 'btc'"_s),
             u"1000000000.00000001"_s);

    // Down from the head and up again keeps what only versions 2 and 3 can hold.
    QVERIFY(database.run(insertQuote(u"max"_s, u"999999999999.99999999"_s)));
    const TableProof wide = database.quotes();
    QVERIFY(migrator.down(2, LossPolicy::Accept));
    QVERIFY(migrator.up());
    QCOMPARE(database.quotes(), wide);
}

void TestVersions::schemaIsTheSameUpAndDown()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up());
    for (int version = headVersion(); version >= 0; --version) {
        QVERIFY(migrator.down(version, LossPolicy::Refuse).has_value() || version == 2);
        if (version == 2) // system_events has told of the migrations themselves
            QVERIFY(migrator.down(version, LossPolicy::Accept));
        const Result<MigrationStatus> status = migrationStatus(migrator.database());
        QVERIFY(status);
        QCOMPARE(status->current, version);
        QCOMPARE(status->drift, QStringList{});
    }
    const Result<MigrationReport> again = bringEmptyToHead(migrator.database());
    QVERIFY(again);
    QCOMPARE(again->steps.size(), headVersion());
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM tidemark_migration_events"_s),
             QString::number(3 * headVersion()));
}

void TestVersions::version2NumbersRowsInOrder()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(1));
    QVERIFY(fillVersion1(database));
    QVERIFY(database.migrator().up(2));
    QCOMPARE(database.column(u"SELECT id || ' ' || coin_type || ' ' || (created_at = timestamp)"
                             " FROM price_data_5min ORDER BY id"_s),
             (QStringList{u"1 Btc 1"_s, u"2 xrp 1"_s, u"3 btc 1"_s, u"4 eth 1"_s}));

    QVERIFY(database.run(u"DELETE FROM price_data_5min WHERE id = 4"_s));
    QVERIFY(database.run(insertQuote(u"new"_s, u"1.00000000"_s)));
    QCOMPARE(database.value(u"SELECT MAX(id) FROM price_data_5min"_s), u"5"_s);
}

void TestVersions::version2DownMakesUuids()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(1));
    QVERIFY(fillVersion1(database));
    QVERIFY(database.migrator().up(2));
    QVERIFY(database.migrator().down(1, LossPolicy::Accept));
    static const QRegularExpression version4{
            u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s};
    const QStringList ids = database.column(u"SELECT DISTINCT id FROM price_data_5min"_s);
    QCOMPARE(ids.size(), 4);
    for (const QString &id : ids)
        QVERIFY2(version4.match(id).hasMatch(), qPrintable(id));
}

void TestVersions::neverNarrowsAPrice()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up());
    QVERIFY(database.run(insertQuote(u"fits"_s, u"9999999999.99999999"_s)));
    for (int row = 1; row <= 7; ++row)
        QVERIFY(database.run(insertQuote(u"wide%1"_s.arg(row), u"10000000000.00000000"_s)));
    const TableProof before = database.quotes();

    const Result<MigrationReport> report = migrator.down(1, LossPolicy::Accept);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    const QString sentence = report.error().detail;
    QVERIFY2(sentence.contains("wide1 at 2023-11-14T22:13:20.000Z, bid 10000000000.00000000"_L1),
             qPrintable(sentence));
    QVERIFY2(sentence.contains("7 in all"_L1) && sentence.contains("and 2 more"_L1),
             qPrintable(sentence));
    QVERIFY(!sentence.contains("fits"_L1));
    // Not even the newest version was taken back on the way.
    QCOMPARE(database.version(), headVersion());
    QCOMPARE(database.quotes(), before);

    for (const QString &column : {u"bid"_s, u"ask"_s, u"last"_s}) {
        QVERIFY(database.run(u"DELETE FROM price_data_5min"_s));
        QVERIFY(database.run(insertQuote(u"btc"_s, u"1.00000000"_s)));
        QVERIFY(database.run(
                u"UPDATE price_data_5min SET %1 = '12345678901.00000000'"_s.arg(column)));
        const Result<MigrationReport> one = migrator.down(1, LossPolicy::Accept);
        QVERIFY(!one);
        QVERIFY2(one.error().detail.contains(
                         u"btc at 2023-11-14T22:13:20.000Z, %1 12345678901"_s.arg(column)),
                 qPrintable(one.error().detail));
    }
}

void TestVersions::schemaGuardsData_data()
{
    QTest::addColumn<QString>("sql");

    QTest::newRow("a price that was a double")
            << u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
               " VALUES ('btc', 1.5, '1.00000000', '1.00000000', 1, 1)"_s;
    QTest::newRow("a price without its eight decimals") << insertQuote(u"btc"_s, u"1.5"_s);
    QTest::newRow("a time as text")
            << u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
               " VALUES ('btc', '1.00000000', '1.00000000', '1.00000000', '2024-01-01', 1)"_s;
    QTest::newRow("an empty coin") << insertQuote(u""_s, u"1.00000000"_s);
    QTest::newRow("a coin of 21 characters")
            << insertQuote(u"abcdefghijklmnopqrstu"_s, u"1.00000000"_s);
    QTest::newRow("an unknown status")
            << u"INSERT INTO collection_runs (source, slot, started_at, status, attempts, received,"
               " stored, duplicates, rejected) VALUES ('c', 1, 1, 'good', 1, 1, 1, 0, 0)"_s;
    QTest::newRow("an unknown cause")
            << u"INSERT INTO data_gaps (source, from_time, to_time, cause, state)"
               " VALUES ('c', 1, 2, 'bored', 'open')"_s;
    QTest::newRow("a gap that ends before it starts")
            << u"INSERT INTO data_gaps (source, from_time, to_time, cause, state)"
               " VALUES ('c', 2, 1, 'asleep', 'open')"_s;
    QTest::newRow("a day that is no midnight")
            << u"INSERT INTO daily_data VALUES (86400001, 'A', '1.0000', '1.0000', '1.0000',"
               " '1.0000', '1.0000', NULL)"_s;
    QTest::newRow("a truth of 2")
            << u"INSERT INTO assets (symbol, name, exchange, asset_type, is_active, sync_state,"
               " created_at, updated_at) VALUES ('A', 'a', 'US', 'stock', 2, 'new', 1, 1)"_s;
}

void TestVersions::schemaGuardsData()
{
    QFETCH(const QString, sql);

    const ScratchDatabase database;
    QVERIFY(database.migrator().up());
    QVERIFY(!database.run(sql));
    QVERIFY2(database.lastError().contains("CHECK"_L1) ||
                     database.lastError().contains("cannot store"_L1),
             qPrintable(database.lastError()));
}

void TestVersions::readableViewsSpeakIso()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up());
    QVERIFY(database.run(insertQuote(u"btc"_s, u"999999999999.99999999"_s)));
    QCOMPARE(database.value(u"SELECT timestamp || ' ' || created_at || ' ' || last"
                            " FROM readable_prices"_s),
             u"2023-11-14T22:13:20.000Z 2023-11-14T22:13:24.200Z 999999999999.99999999"_s);
    for (const QString &view :
         database.column(u"SELECT name FROM sqlite_schema WHERE type = 'view'"_s))
        QVERIFY2(database.run(u"SELECT * FROM "_s + view), qPrintable(view));
}

// The variants of a script differ in how a table is kept, not in what it holds: one shape file and
// one proof speak for both.
void TestVersions::storagesHaveTheSameTables()
{
    const auto tablesAndIndexes = [](const SqlScript &script) {
        static const QRegularExpression split{u" PARTITION BY .*$"_s};
        QStringList told;
        for (const SqlStatement &statement : script.statements()) {
            const QString sql = canonicalSql(statement.sql);
            const bool isTold =
                    sql.startsWith("CREATE TABLE "_L1) || sql.startsWith("CREATE INDEX "_L1);
            if (isTold && !sql.contains(" PARTITION OF "_L1))
                told.append(QString{sql}.remove(split));
        }
        return told;
    };
    const MigrationSet migrations = *MigrationSet::shipped(Engine::PostgreSql);
    int tables = 0;
    for (const Migration &migration : migrations.all()) {
        const QStringList native = tablesAndIndexes(migration.upVariants[u"native"_s]);
        QCOMPARE(tablesAndIndexes(migration.upVariants[u"timescaledb"_s]), native);
        tables += int(native.filter(u"CREATE TABLE"_s).size());
    }
    QCOMPARE(tables, 2);
}

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
