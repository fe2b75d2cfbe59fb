// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "db/tuning/indexusagestore.h"
#include "db/tuning/rules/usagetext.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// How often indexes were used, over weeks.
class TestIndexUsage final : public QObject
{
    Q_OBJECT

private slots:
    void sumsWhatWasAdded_data() { addEngineRows(); }
    void sumsWhatWasAdded();
    void beginsAnewBehindALostCount_data();
    void beginsAnewBehindALostCount();
    void samplesWhatTheServerCounts();
    void takesNoStartForAReset();
    void saysNothingWhereNobodyCounts();
    void readsPlansOnSqlite();
    void knowsNothingWhileAPlanIsMissing();
    void countsRecordedStatements();
    void countsRecordedWritesWhereTheServerDoesNot();
    void worksBeforeTheRecord_data() { addEngineRows(); }
    void worksBeforeTheRecord();
};

namespace {

QDateTime now()
{
    return QDateTime::fromString(u"2026-11-20T14:35:00.123Z"_s, Qt::ISODateWithMs);
}

class Used final
{
public:
    explicit Used(Engine engine, int version = headVersion())
        : database{engine}
        , connection{openOrFail(database.spec())}
    {
        if (const Result<> ready = migrate(*connection, version); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
    }
    void sample(int hour, const QString &index, qint64 scans, std::optional<qint64> writes,
                const QDateTime &since = {}, const QString &source = u"counter"_s) const
    {
        Statements statements{*connection};
        const Result<int> done = statements.change(
                u"INSERT INTO index_usage_samples (taken_at, table_name, index_name, scans, "
                "last_scan_at, table_writes, counted_since, source) "
                "VALUES (?, 't', ?, ?, ?, ?, ?, ?)"_s,
                {now().addSecs(3600 * hour), index, scans, SqlValue{},
                 writes ? SqlValue{*writes} : SqlValue{}, since, source});
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    [[nodiscard]] Result<> record(const QString &id, const QString &text, qint64 executions,
                                  const std::optional<StatementPlan> &plan) const
    {
        RecordedUse use{id, text, u"quotes/quotestore"_s};
        use.executions = executions;
        use.rows = executions;
        use.totalUs = executions * 500;
        use.maxUs = 500;
        use.times.add(TimeHistogram::classOf(500), executions);
        use.lastUsedAt = now();
        QueryStore store{*connection};
        return store.write({id, 1, false, now().date(), {use}}, {}, now()).and_then([&] {
            return plan ? store.storePlans({{id, plan}}, now()) : Result<>{};
        });
    }

    TestDatabase database;
    std::unique_ptr<Connection> connection;
};

} // namespace

void TestIndexUsage::sumsWhatWasAdded()
{
    QFETCH(const Engine, engine);
    const Used used{engine};
    const QDateTime start = now().addDays(-1);
    const QDateTime restart = now().addSecs(3600 * 13);
    used.sample(0, u"a"_s, 100, 1000, start);
    used.sample(6, u"a"_s, 130, 1500, start.addSecs(1)); // the same start, told a second later
    used.sample(12, u"a"_s, 130, 1500, start);
    used.sample(18, u"a"_s, 7, 20, restart); // counters began anew
    used.sample(24, u"a"_s, 200, 40, restart);
    for (int hour = 0; hour <= 24; hour += 6)
        used.sample(hour, u"idle"_s, 0, 1000, start);
    used.sample(0, u"again"_s, 900, 1000, start); // dropped, and made once more
    used.sample(18, u"again"_s, 0, 20, restart);
    used.sample(24, u"again"_s, 4, 40, restart);
    used.sample(0, u"dropped"_s, 5, 0, start);

    const auto evidence = IndexUsageStore{*used.connection}.evidence(now().addSecs(-1));
    VERIFY_RESULT(evidence);
    QCOMPARE(evidence->source, u"counter"_s);
    const auto a = evidence->of(u"t"_s, u"a"_s);
    QVERIFY(a);
    QCOMPARE(a->scans, 30 + 7 + 193);
    QCOMPARE(a->resets, 1);
    QCOMPARE(a->samples, 5);
    QCOMPARE(a->from, now());
    QCOMPARE(a->to, now().addDays(1));
    QCOMPARE(a->lastUse, now().addDays(1));
    QCOMPARE(a->firstSeen, now());
    QCOMPARE(evidence->writes.value(u"t"_s), 500 + 20 + 20);
    QCOMPARE(evidence->of(u"t"_s, u"idle"_s)->scans, 0);
    QCOMPARE(evidence->of(u"t"_s, u"again"_s)->scans, 4);
    QCOMPARE(evidence->of(u"t"_s, u"again"_s)->from, now().addSecs(3600 * 18));
    QCOMPARE(evidence->of(u"t"_s, u"again"_s)->firstSeen, now().addSecs(3600 * 18));
    QVERIFY(!evidence->of(u"t"_s, u"idle"_s)->lastUse.isValid());
    QVERIFY(!evidence->of(u"t"_s, u"dropped"_s));
    // Within a shorter time there is less to say.
    const auto later = IndexUsageStore{*used.connection}.evidence(now().addSecs(3600 * 12));
    QCOMPARE(later->of(u"t"_s, u"a"_s)->scans, 7 + 193);
    QCOMPARE(later->of(u"t"_s, u"a"_s)->firstSeen, now());
    QCOMPARE(IndexUsageStore{*used.connection}.lastSample().value(), now().addDays(1));
}

void TestIndexUsage::beginsAnewBehindALostCount_data()
{
    QTest::addColumn<int>("pause"); // hours, after two days of samples
    QTest::addColumn<qint64>("scans");
    QTest::addColumn<qint64>("writes");
    QTest::addColumn<int>("since"); // of the counters behind the pause; 0: not told
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("beginsAnew");
    const auto row = [](const char *name, int pause, qint64 scans, qint64 writes, int since,
                        const QString &source, bool beginsAnew) {
        QTest::newRow(name) << pause << scans << writes << since << source << beginsAnew;
    };
    row("another index's counter fell", 34 * 24, 3, 900, 0, u"counter"_s, true);
    row("rows written fell", 34 * 24, 700, 8, 0, u"counter"_s, true);
    row("counters were reset by hand", 34 * 24, 700, 900, 48 + 20 * 24, u"counter"_s, true);
    row("they began soon after", 34 * 24, 700, 900, 48 + 12, u"counter"_s, false);
    row("they went on", 34 * 24, 700, 900, 0, u"counter"_s, false);
    row("one interval was lost", 12, 3, 8, 0, u"counter"_s, false);
    row("another counter", 6, 700, 900, 0, u"performance_schema"_s, true);
}

// What nobody saw for a month may have been read, whatever its counter says since.
void TestIndexUsage::beginsAnewBehindALostCount()
{
    QFETCH(const int, pause);
    QFETCH(const qint64, scans);
    QFETCH(const qint64, writes);
    QFETCH(const int, since);
    QFETCH(const QString, source);
    QFETCH(const bool, beginsAnew);
    const Used used{Engine::Sqlite};
    for (const int hour : {0, 48}) {
        used.sample(hour, u"idle"_s, 0, 800);
        used.sample(hour, u"read"_s, 500, 800);
    }
    for (const int hour : {48 + pause, 54 + pause}) {
        const QDateTime from = since > 0 ? now().addSecs(3600 * since) : QDateTime{};
        used.sample(hour, u"idle"_s, 0, writes, from, source);
        used.sample(hour, u"read"_s, scans, writes, from, source);
    }
    const auto evidence = IndexUsageStore{*used.connection}.evidence(now());
    VERIFY_RESULT(evidence);
    QCOMPARE(evidence->source, source);
    const auto idle = evidence->of(u"t"_s, u"idle"_s);
    QVERIFY(idle);
    QCOMPARE(idle->from, beginsAnew ? now().addSecs(3600 * (48 + pause)) : now());
    QCOMPARE(idle->samples, beginsAnew ? 2 : 4);
    QCOMPARE(idle->firstSeen, now()); // it is as old as it was
}

void TestIndexUsage::samplesWhatTheServerCounts()
{
    const Used used{Engine::PostgreSql};
    IndexUsageStore store{*used.connection, headVersion()};
    const auto first = store.sample(now());
    VERIFY_RESULT(first);
    QVERIFY2(*first > 10, qPrintable(QString::number(*first)));
    QVERIFY(store.evidence(now())->source.isEmpty()); // one sample is no difference
    VERIFY_RESULT(store.sample(now().addSecs(60)));
    const auto evidence = recordedUsage(*used.connection, now());
    VERIFY_RESULT(evidence);
    QCOMPARE(evidence->source, u"pg_stat_user_indexes"_s);
    QCOMPARE(evidence->of(u"system_events"_s, u"ix_system_events_time"_s)->samples, 2);
    // What is old goes.
    VERIFY_RESULT(store.sample(now().addDays(IndexUsageStore::KeptDays + 1)));
    QCOMPARE(numberFrom(*used.connection,
                        u"SELECT COUNT(DISTINCT taken_at) FROM index_usage_samples"_s),
             1);
}

// Its counters live through a clean restart, which its start would seem to end.
void TestIndexUsage::takesNoStartForAReset()
{
    const Used used{Engine::PostgreSql};
    VERIFY_RESULT(IndexUsageStore{*used.connection}.sample(now()));
    QVERIFY(numberFrom(*used.connection, u"SELECT COUNT(*) FROM index_usage_samples"_s) > 10);
    QCOMPARE(
            numberFrom(*used.connection, u"SELECT COUNT(counted_since) FROM index_usage_samples"_s),
            0);
}

void TestIndexUsage::saysNothingWhereNobodyCounts()
{
    const Used used{Engine::Sqlite};
    // Which there are it can tell, once a day.
    IndexUsageStore store{*used.connection};
    QVERIFY(store.sample(now()).value() > 10);
    QCOMPARE(store.sample(now().addSecs(86'399)).value(), 0);
    QVERIFY(store.sample(now().addDays(1)).value() > 10);
    const auto usage = recordedUsage(*used.connection, now());
    VERIFY_RESULT(usage);
    QVERIFY(usage->source.isEmpty());
    QVERIFY(!usage->advice.isEmpty()); // how to come by it
}

void TestIndexUsage::readsPlansOnSqlite()
{
    const Used used{Engine::Sqlite};
    const QString index = u"ix_system_events_time"_s;
    VERIFY_RESULT(used.record(u"a"_s, u"SELECT 1"_s, 40,
                              StatementPlan{u"plan"_s, {}, {{u"system_events"_s, index}}}));
    VERIFY_RESULT(used.record(u"b"_s, u"SELECT 2"_s, 2,
                              StatementPlan{u"plan"_s, {}, {{u"system_events"_s, index}}}));
    const auto usage = recordedUsage(*used.connection, now().addDays(-1));
    VERIFY_RESULT(usage);
    QCOMPARE(usage->source, QString{OwnRecord});
    for (const QString &text : {shortWindowText(usage->source, usage->begin()),
                                unknownAgeText(usage->source, usage->begin()),
                                unusedText(*usage->of(u"system_events"_s, index), 1, *usage)})
        QVERIFY2(text.contains(u"Tidemark's record"_s), qPrintable(text)); // and no table's name
    QCOMPARE(usage->of(u"system_events"_s, index)->scans, 42);
    QCOMPARE(usage->of(u"system_events"_s, index)->lastUse, now());
    QCOMPARE(usage->of(u"collection_runs"_s, u"ix_collection_runs_started"_s)->scans, 0);
    // Its age is known from samples alone.
    QVERIFY(!usage->of(u"system_events"_s, index)->firstSeen.isValid());
    for (const QDateTime &time : {now().addDays(-1), now()})
        VERIFY_RESULT(IndexUsageStore{*used.connection}.sample(time));
    QCOMPARE(recordedUsage(*used.connection, now().addDays(-2))
                     ->of(u"system_events"_s, index)
                     ->firstSeen,
             now().addDays(-1));
    QVERIFY(!usage->writes.contains(u"system_events"_s));
    VERIFY_RESULT(used.record(u"c"_s, u"INSERT INTO system_events (time) VALUES (?)"_s, 30,
                              StatementPlan{}));
    VERIFY_RESULT(used.record(u"d"_s, u"insert or ignore into \"system_events\" values (?)"_s, 5,
                              StatementPlan{}));
    QCOMPARE(recordedUsage(*used.connection, now().addDays(-1))->writes.value(u"system_events"_s),
             35);
}

void TestIndexUsage::knowsNothingWhileAPlanIsMissing()
{
    const Used used{Engine::Sqlite};
    VERIFY_RESULT(used.record(u"a"_s, u"SELECT 1"_s, 40, StatementPlan{u"plan"_s, {}, {}}));
    QVERIFY(!evidenceByPlans(*used.connection, now().addDays(-1))->source.isEmpty());
    VERIFY_RESULT(used.record(u"b"_s, u"SELECT 2"_s, 40, {}));
    QVERIFY(evidenceByPlans(*used.connection, now().addDays(-1))->source.isEmpty());
}

void TestIndexUsage::countsRecordedStatements()
{
    const Used used{Engine::Sqlite};
    const QString known = u"SELECT a FROM t WHERE b = ?"_s;
    VERIFY_RESULT(used.record(statementShape(known), known, 300, {}));
    VERIFY_RESULT(used.record(u"5f"_s, u"SELECT 2"_s, 8, {}));
    CataloguedStatement statement;
    statement.id = u"t.by_b"_s;
    statement.text = u"select a\nfrom t where b = ?"_s;
    const auto catalogue =
            withRecorded(*used.connection, {statement}, now().addDays(-4), now().addDays(2));
    VERIFY_RESULT(catalogue);
    QCOMPARE(catalogue->size(), 2);
    QCOMPARE(catalogue->at(0).id, u"t.by_b"_s);
    QCOMPARE(catalogue->at(0).perDay, std::optional{150.0}); // two days since it first ran
    QCOMPARE(catalogue->at(0).msEach, std::optional{0.5});
    QCOMPARE(catalogue->at(1).id, u"recorded.5f"_s);
    QCOMPARE(catalogue->at(1).text, u"SELECT 2"_s);
}

void TestIndexUsage::countsRecordedWritesWhereTheServerDoesNot()
{
    const Used used{Engine::MariaDb};
    for (const int hour : {0, 6})
        used.sample(hour, u"a"_s, 7, std::nullopt);
    VERIFY_RESULT(used.record(u"a"_s, u"INSERT IGNORE INTO `t` VALUES (?)"_s, 30, {}));
    VERIFY_RESULT(used.record(u"b"_s, u"REPLACE INTO t VALUES (?)"_s, 5, {}));
    VERIFY_RESULT(used.record(u"c"_s, u"SELECT a FROM t"_s, 900, {}));
    auto usage = recordedUsage(*used.connection, now().addDays(-1));
    VERIFY_RESULT(usage);
    QCOMPARE(usage->writes, (QHash<QString, qint64>{{u"t"_s, 35}}));
    QCOMPARE(usage->writtenDays, 1.0); // no less
    for (const int hour : {12, 18})
        used.sample(hour, u"a"_s, 7, 100 * hour);
    usage = recordedUsage(*used.connection, now().addDays(-1));
    VERIFY_RESULT(usage);
    QCOMPARE(usage->writes, (QHash<QString, qint64>{{u"t"_s, 600}}));
    QCOMPARE(usage->writtenDays, 0.0);
}

void TestIndexUsage::worksBeforeTheRecord()
{
    QFETCH(const Engine, engine);
    const Used used{engine, 4};
    VERIFY_RESULT(recordedUsage(*used.connection, now()));
    const auto catalogue = withRecorded(*used.connection, {}, now().addDays(-1), now());
    VERIFY_RESULT(catalogue);
    QVERIFY(catalogue->isEmpty());
}

QTEST_GUILESS_MAIN(TestIndexUsage)
#include "tst_indexusage.moc"
