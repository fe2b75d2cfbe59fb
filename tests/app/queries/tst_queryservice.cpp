// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queries/querythread.h"
#include "db/collector/snapshotstore.h"
#include "db/queries/statementrecorder.h"
#include "db/tuning/changes/indexchangestore.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// From what a program runs to what stands in its database.
class TestQueryService final : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatRan_data() { addEngineRows(); }
    void writesWhatRan();
    void asksForAllPlansWhenSomebodyLooks();
    void asksForPlansOfAnotherProgram();
    void neverRecordsItself();
    void writesAtTheEnd();
    void waitsForALockedDatabase();
    void makesNoDatabase();
    void leavesReadOnlyAlone();
    void forgetsValues();
    void forgetsValuesAtTheNextStart();
    void forgetsOnceItCan();
    void forgetsWhatWaits();
    void hashedStaysHashed();
    void asksForPlansAnew();
    void samplesIndexes();
    void tellsOfAChangeThatMadeStatementsWorse();
    void sweepsAfterALab();
};

namespace {

const QString Samples = u"SELECT COUNT(*) FROM statement_samples"_s;

// A clock that stands still until it is told.
struct Wall {
    std::shared_ptr<QDateTime> now = std::make_shared<QDateTime>(
            QDateTime::fromString(u"2026-11-20T14:35:00.000Z"_s, Qt::ISODateWithMs));
    [[nodiscard]] Clock clock() const
    {
        Clock clock = Clock::system();
        clock.wall = [now = now] { return *now; };
        return clock;
    }
};

class Program final
{
public:
    explicit Program(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , plain{openOrFail(m_database.spec())}
    {
        if (const Result<> ready = migrate(*plain, headVersion()); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
        spec = m_database.spec();
        spec.recorder = std::make_shared<StatementRecorder>();
        recording = openOrFail(spec);
    }
    [[nodiscard]] QueryServiceSettings settings() const
    {
        QueryServiceSettings settings{spec};
        settings.clock = wall.clock();
        settings.interval = 24h; // a test says when
        return settings;
    }
    [[nodiscard]] Result<> run(const QString &sql,
                               std::initializer_list<SqlValue> values = {}) const
    {
        Statements statements{*recording};
        return statements.run(sql, values).map([](const Rows &) {});
    }
    void runWithCanary() const
    {
        for (int i = 0; i < 20; ++i)
            (void)run(u"SELECT ?"_s, {u"canary"_s});
    }
    [[nodiscard]] qint64 number(const QString &sql) const { return numberFrom(*plain, sql); }
    [[nodiscard]] QList<RecordedQuery> list() const
    {
        return QueryStore{*plain}.list(wall.now->date()).value_or(QList<RecordedQuery>{});
    }

private:
    TestDatabase m_database;

public:
    Wall wall;
    ConnectionSpec spec;
    std::unique_ptr<Connection> plain;
    std::unique_ptr<Connection> recording;
};

} // namespace

void TestQueryService::writesWhatRan()
{
    QFETCH(const Engine, engine);
    const Program program{engine};
    SnapshotStore store{*program.recording};
    const Price price = Price::parse(u"142310.5"_s).value();
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = QDateTime::fromSecsSinceEpoch(1'767'225'600, Qt::UTC);
    snapshot.run.startedAt = snapshot.run.slot.addSecs(3);
    snapshot.run.status = RunStatus::Ok;
    for (int coin = 0; coin < 5; ++coin)
        snapshot.quotes.append(
                {0, u"coin%1"_s.arg(coin), snapshot.run.slot, price, price, price, {}});
    VERIFY_RESULT(store.store(snapshot, snapshot.run.startedAt));

    QueryService service{program.settings()};
    QSignalSpy written{&service, &QueryService::written};
    QSignalSpy failed{&service, &QueryService::failed};
    service.start();
    service.write();
    QVERIFY2(failed.isEmpty(),
             failed.isEmpty() ? "" : qPrintable(failed.at(0).at(0).value<Error>().detail));
    QCOMPARE(written.count(), 1);
    const QList<RecordedQuery> list = program.list();
    const auto inserted = std::ranges::find_if(list, [](const RecordedQuery &query) {
        return query.text.startsWith(u"INSERT INTO price_data_5min"_s);
    });
    QVERIFY(inserted != list.cend());
    QCOMPARE(inserted->executions, 5);
    QCOMPARE(inserted->rows, 5);
    QCOMPARE(inserted->purpose, u"quotes/quotestore"_s);
    for (const RecordedQuery &query : list)
        QVERIFY2(query.plannedAt.isValid(), qPrintable(query.text));
}

// More than are asked for in one go, and long before the next time.
void TestQueryService::asksForAllPlansWhenSomebodyLooks()
{
    const Program program;
    constexpr int Statements = 130;
    for (int i = 0; i < Statements; ++i)
        VERIFY_RESULT(program.run(u"SELECT ? AS c%1"_s.arg(i), {i}));
    QueryService service{program.settings()};
    QSignalSpy planned{&service, &QueryService::planned};
    QSignalSpy caughtUp{&service, &QueryService::caughtUp};
    service.start();
    service.catchUp();
    QCOMPARE(planned.count(), 1); // the first few can be shown
    QTRY_COMPARE(caughtUp.count(), 1);
    QCOMPARE(planned.count(), 3);
    const QList<RecordedQuery> list = program.list();
    QCOMPARE(list.size(), Statements);
    for (const RecordedQuery &query : list)
        QVERIFY2(query.plannedAt.isValid(), qPrintable(query.text));
    service.catchUp(); // nothing is left to ask for
    QTRY_COMPARE(caughtUp.count(), 2);
    QCOMPARE(planned.count(), 3);
}

// One that ended before it asked: SQLite plans without the values that only it knew.
void TestQueryService::asksForPlansOfAnotherProgram()
{
    const Program program;
    VERIFY_RESULT(
            program.run(u"SELECT COUNT(*) FROM market_data WHERE id > ? AND id < ?"_s, {1, 9}));
    {
        QueryService other{program.settings()};
        other.start();
    }
    QCOMPARE(program.list().size(), 1);
    QVERIFY(!program.list().constFirst().plannedAt.isValid());
    QueryServiceSettings settings = program.settings();
    settings.database.recorder = std::make_shared<StatementRecorder>();
    QueryService service{settings};
    QSignalSpy failed{&service, &QueryService::failed};
    service.start();
    service.catchUp();
    QVERIFY(failed.isEmpty());
    QVERIFY(program.list().constFirst().plan.has_value());
}

void TestQueryService::neverRecordsItself()
{
    const Program program;
    QueryService service{program.settings()};
    service.start();
    VERIFY_RESULT(program.run(u"SELECT ?"_s, {1}));
    service.write();
    QCOMPARE(program.list().size(), 1);
    for (int i = 0; i < 3; ++i)
        service.write();
    QCOMPARE(program.list().size(), 1);
    QCOMPARE(program.list().constFirst().executions, 1);
    QVERIFY(program.spec.recorder->take().isEmpty());
}

void TestQueryService::writesAtTheEnd()
{
    const Program program;
    VERIFY_RESULT(program.run(u"SELECT ? + 1"_s, {1}));
    {
        QueryThread thread{program.settings()};
        thread.start();
        QMetaObject::invokeMethod(&thread.service(), &QueryService::write,
                                  Qt::BlockingQueuedConnection);
        VERIFY_RESULT(program.run(u"SELECT ? + 2"_s, {1}));
    }
    QCOMPARE(program.list().size(), 2);
    QCOMPARE(program.number(u"SELECT COUNT(*) FROM metadata WHERE name LIKE 'queries/%'"_s), 0);
}

void TestQueryService::waitsForALockedDatabase()
{
    const Program program;
    QueryService service{program.settings()};
    QSignalSpy failed{&service, &QueryService::failed};
    service.start();
    VERIFY_RESULT(program.run(u"SELECT ?"_s, {1}));
    VERIFY_RESULT(program.plain->beginWrite());
    service.write();
    QCOMPARE(failed.count(), 1);
    program.plain->rollback();
    VERIFY_RESULT(program.run(u"SELECT ?"_s, {1}));
    service.write(); // what could not be written
    service.write(); // and what came since
    QCOMPARE(program.list().constFirst().executions, 2);
}

void TestQueryService::makesNoDatabase()
{
    const QTemporaryDir folder;
    QueryServiceSettings settings{ConnectionSpec::file(folder.filePath(u"market.db"_s))};
    settings.database.recorder = std::make_shared<StatementRecorder>();
    {
        QueryService service{settings};
        service.start();
        service.write();
    }
    QVERIFY(QDir{folder.path()}.isEmpty());
}

void TestQueryService::leavesReadOnlyAlone()
{
    const Program program;
    VERIFY_RESULT(program.run(u"SELECT ?"_s, {1}));
    QueryServiceSettings settings = program.settings();
    settings.database.readOnly = true;
    QueryService service{settings};
    service.start();
    service.write();
    QVERIFY(program.list().isEmpty());
}

void TestQueryService::forgetsValues()
{
    const Program program;
    QueryService service{program.settings()};
    service.start();
    const auto runAndWrite = [&] {
        program.runWithCanary();
        service.write();
    };
    runAndWrite();
    QCOMPARE(program.number(Samples), 0); // nobody asked for them
    service.setSampling(ValueSampling::Hashed);
    runAndWrite();
    QVERIFY(program.number(Samples) > 0);
    QCOMPARE(program.number(Samples + u" WHERE parameters LIKE '%canary%'"_s), 0);
    service.setSampling(ValueSampling::Kept);
    runAndWrite();
    QVERIFY(program.number(Samples + u" WHERE parameters LIKE '%canary%'"_s) > 0);
    service.setSampling(ValueSampling::Off);
    QCOMPARE(program.number(Samples), 0);
}

// The wish is that of the settings: a program that could not carry it out leaves it to the next.
void TestQueryService::forgetsValuesAtTheNextStart()
{
    const Program program;
    {
        QueryService service{program.settings()};
        service.start();
        service.setSampling(ValueSampling::Kept);
        program.runWithCanary();
        service.write();
        QVERIFY(program.number(Samples) > 0);
        VERIFY_RESULT(program.plain->beginWrite());
        service.setSampling(ValueSampling::Off);
    }
    program.plain->rollback();
    QVERIFY(program.number(Samples) > 0);
    QueryService next{program.settings()};
    next.start();
    QCOMPARE(program.number(Samples), 0);
}

void TestQueryService::forgetsOnceItCan()
{
    const Program program;
    QueryService service{program.settings()};
    service.start();
    service.setSampling(ValueSampling::Hashed);
    program.runWithCanary();
    service.write();
    VERIFY_RESULT(program.plain->beginWrite());
    service.setSampling(ValueSampling::Off);
    service.setSampling(ValueSampling::Off); // nobody chooses that for what is kept
    service.setSampling(ValueSampling::Kept);
    program.plain->rollback();
    QVERIFY(program.number(Samples) > 0);
    service.write();
    QCOMPARE(program.number(Samples), 0);
}

void TestQueryService::forgetsWhatWaits()
{
    const Program program;
    QueryService service{program.settings()};
    service.start();
    service.setSampling(ValueSampling::Kept);
    program.runWithCanary();
    VERIFY_RESULT(program.plain->beginWrite());
    service.write();
    program.runWithCanary();
    service.setSampling(ValueSampling::Off);
    service.setSampling(ValueSampling::Kept);
    program.plain->rollback();
    service.write();
    service.write(); // and what came since
    QCOMPARE(program.list().constFirst().executions, 40);
    QCOMPARE(program.number(Samples), 0);
}

void TestQueryService::hashedStaysHashed()
{
    const Program program;
    QueryService service{program.settings()};
    service.start();
    service.setSampling(ValueSampling::Hashed);
    program.runWithCanary();
    VERIFY_RESULT(program.plain->beginWrite());
    service.write();
    program.runWithCanary();
    service.setSampling(ValueSampling::Kept);
    program.plain->rollback();
    const QString clear = Samples + u" WHERE parameters LIKE '%canary%'"_s;
    service.write(); // what could not be written
    QVERIFY(program.number(Samples) > 0);
    QCOMPARE(program.number(clear), 0);
    service.write(); // and what came since
    QCOMPARE(program.number(clear), 0);
    program.runWithCanary();
    service.setSampling(ValueSampling::Hashed);
    QVERIFY(program.number(Samples) > 0);
    QCOMPARE(program.number(clear), 0);
    service.setSampling(ValueSampling::Kept);
    program.runWithCanary();
    service.write();
    QVERIFY(program.number(clear) > 0);
    service.setSampling(ValueSampling::Hashed);
    QCOMPARE(program.number(clear), 0);
}

void TestQueryService::asksForPlansAnew()
{
    const Program program;
    QueryService service{program.settings()};
    service.start();
    VERIFY_RESULT(program.run(u"SELECT id FROM system_events WHERE event = ?"_s, {u"x"_s}));
    service.write();
    QVERIFY(program.list().constFirst().plan->usedIndexes.isEmpty());
    VERIFY_RESULT(program.plain->execute(u"CREATE INDEX ix_new ON system_events (event)"_s));
    service.write();
    QVERIFY(program.list().constFirst().plan->usedIndexes.isEmpty()); // it is fresh enough
    *program.wall.now = program.wall.now->addDays(1).addSecs(1);
    VERIFY_RESULT(program.run(u"SELECT id FROM system_events WHERE event = ?"_s, {u"x"_s}));
    service.write();
    QCOMPARE(program.list().constFirst().plan->usedIndexes.constFirst().second, u"ix_new"_s);
}

void TestQueryService::samplesIndexes()
{
    const Program program{Engine::PostgreSql};
    QueryService service{program.settings()};
    service.start();
    const QString samples = u"SELECT COUNT(DISTINCT taken_at) FROM index_usage_samples"_s;
    service.write();
    service.write();
    QCOMPARE(program.number(samples), 1);
    *program.wall.now = program.wall.now->addSecs(6 * 3600);
    {
        QueryService other{program.settings()}; // of another program on the same database
        other.start();
        other.write();
    }
    service.write();
    QCOMPARE(program.number(samples), 2);
}

void TestQueryService::tellsOfAChangeThatMadeStatementsWorse()
{
    const Program program;
    const auto connection = openOrFail(program.spec);
    QueryStore store{*connection};
    const QDateTime before = program.wall.now->addDays(-2);
    RecordedUse use{u"one"_s, u"SELECT id FROM market_data WHERE a = ?"_s, u"test"_s};
    use.executions = 100;
    use.lastUsedAt = before;
    VERIFY_RESULT(store.write({u"test"_s, 1, true, before.date(), {use}}, {}, before));
    VERIFY_RESULT(store.storePlans({{use.id, StatementPlan{}}}, before));
    IndexChange change;
    change.table = u"market_data"_s;
    change.index = u"ix_a"_s;
    change.upSql = u"DROP INDEX ix_a"_s;
    change.downSql = u"CREATE INDEX ix_a ON market_data (a)"_s;
    change.phase = IndexChange::Phase::Watched;
    change.appliedAt = program.wall.now->addDays(-1);
    VERIFY_RESULT(IndexChangeStore{*connection}.write(change));
    VERIFY_RESULT(IndexWatcher{*connection}.remember(change, change.appliedAt));
    const QDateTime now = *program.wall.now;
    use.lastUsedAt = now;
    VERIFY_RESULT(store.write({u"test"_s, 2, true, now.date(), {use}}, {}, now));
    const StatementPlan scan{u"plan"_s, {u"market_data"_s}, {}};
    VERIFY_RESULT(store.storePlans({{use.id, scan}}, now));

    QueryService service{program.settings()};
    QSignalSpy worsened{&service, &QueryService::worsened};
    service.start();
    service.write();
    service.write();
    QCOMPARE(worsened.size(), 1);
    QCOMPARE(worsened.first().first().value<WatchedChange>().change.index, u"ix_a"_s);
}

void TestQueryService::sweepsAfterALab()
{
    const Program program;
    const QString copy = program.spec.path + u".lab"_s;
    const QString foreign = program.spec.path + u".lab_before"_s;
    const std::pair<QString, QByteArray> files[]{
            {copy, {}}, {foreign, {}}, {copy + u".lock"_s, "tidemark index lab.lab"}};
    for (const auto &[name, text] : files) {
        QFile file{name};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QueryService service{program.settings()};
    service.start();
    service.write();
    QVERIFY(!QFile::exists(copy));
    QVERIFY(!QFile::exists(copy + u".lock"_s));
    QVERIFY(QFile::exists(foreign)); // no lab says that it made it
}

QTEST_GUILESS_MAIN(TestQueryService)
#include "tst_queryservice.moc"
