// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/snapshotstore.h"
#include "db/queries/statementrecorder.h"
#include "db/statements.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// What a program's statements did, counted in memory.
class TestStatementRecorder final : public QObject
{
    Q_OBJECT

private slots:
    void countsOnEveryEngine_data() { addEngineRows(); }
    void countsOnEveryEngine();
    void asksForNewsOnly();
    void knowsShapes_data();
    void knowsShapes();
    void keepsValuesOnlyWhenAsked();
    void keepsOneExample();
    void countsFromAllThreads();
    void timesStandForAll();
    void doesNotGrowForEver();
    void nobodyAskedCountsNothing();
    void costsUnderOnePercentOfASnapshot();
};

namespace {

class Recorded final
{
public:
    explicit Recorded(Engine engine = Engine::Sqlite)
        : m_database{engine}
    {
        m_spec = m_database.spec();
        m_spec.recorder = std::make_shared<StatementRecorder>();
        connection = openOrFail(m_spec);
    }
    [[nodiscard]] StatementRecorder &recorder() const { return *m_spec.recorder; }
    [[nodiscard]] const ConnectionSpec &spec() const { return m_spec; }

private:
    TestDatabase m_database;
    ConnectionSpec m_spec;

public:
    std::unique_ptr<Connection> connection;
};

const RecordedUse *useOf(const QList<RecordedUse> &uses, const QString &text)
{
    const auto found = std::ranges::find(uses, text, &RecordedUse::text);
    return found == uses.cend() ? nullptr : &*found;
}

} // namespace

void TestStatementRecorder::countsOnEveryEngine()
{
    QFETCH(const Engine, engine);
    const Recorded recorded{engine};
    VERIFY_RESULT(recorded.connection->execute(u"CREATE TABLE t (a INTEGER)"_s));
    const QString insert = u"INSERT INTO t (a) VALUES (?)"_s;
    const QString select = u"SELECT a FROM t WHERE a > ? ORDER BY a"_s;
    Statements statements{*recorded.connection};
    for (int i = 0; i < 10; ++i)
        VERIFY_RESULT(statements.change(insert, {i}));
    for (int run = 0; run < 3; ++run) {
        Result<Rows> rows = statements.run(select, {6});
        VERIFY_RESULT(rows);
        while (rows->next()) {
        }
    }
    QVERIFY(!statements.run(u"SELECT nothing FROM t"_s)); // one that fails is none

    const QList<RecordedUse> uses = recorded.recorder().take();
    QCOMPARE(uses.size(), 2);
    const RecordedUse *inserted = useOf(uses, insert);
    QVERIFY(inserted);
    QCOMPARE(inserted->executions, 10);
    QCOMPARE(inserted->rows, 10);
    QCOMPARE(inserted->purpose, u"queries/tst_statementrecorder"_s);
    const RecordedUse *selected = useOf(uses, select);
    QVERIFY(selected);
    QCOMPARE(selected->executions, 3);
    QCOMPARE(selected->rows, 9);
    QCOMPARE(selected->times.count(), 3);
    QVERIFY(selected->totalUs > 0);
    QVERIFY(selected->maxUs <= selected->totalUs);
    QVERIFY(qAbs(selected->lastUsedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
}

void TestStatementRecorder::asksForNewsOnly()
{
    const Recorded recorded;
    Statements statements{*recorded.connection};
    const auto runOnce = [&] { return statements.run(u"SELECT ?"_s, {1}).has_value(); };
    QVERIFY(runOnce());
    QCOMPARE(recorded.recorder().take().size(), 1);
    QVERIFY(recorded.recorder().take().isEmpty());
    QVERIFY(runOnce() && runOnce());
    const QList<RecordedUse> news = recorded.recorder().take();
    QCOMPARE(news.size(), 1);
    QCOMPARE(news.constFirst().executions, 2);
}

void TestStatementRecorder::knowsShapes_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("length of a list") << u"SELECT a FROM t WHERE a IN (?, ?)"_s
                                      << u"SELECT a FROM t WHERE a IN (?,?,?, ?)"_s << true;
    QTest::newRow("rows of an insert") << u"INSERT INTO t VALUES (?, ?), (?, ?)"_s
                                       << u"INSERT INTO t VALUES (?, ?), (?, ?), (?, ?)"_s << true;
    QTest::newRow("white space and case")
            << u"SELECT a\n FROM t"_s << u"select A  from T"_s << true;
    QTest::newRow("another column") << u"SELECT a FROM t"_s << u"SELECT b FROM t"_s << false;
    QTest::newRow("another literal")
            << u"SELECT a FROM t WHERE b = 'x'"_s << u"SELECT a FROM t WHERE b = 'X'"_s << false;
    QTest::newRow("two places are no list") << u"SELECT a FROM t WHERE b = ?"_s
                                            << u"SELECT a FROM t WHERE b = ? AND c = ?"_s << false;
}

void TestStatementRecorder::knowsShapes()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, isSame);
    QCOMPARE(statementShape(one) == statementShape(other), isSame);
    QCOMPARE(statementShape(one).size(), 32);
}

void TestStatementRecorder::keepsValuesOnlyWhenAsked()
{
    const Recorded recorded;
    Statements statements{*recorded.connection};
    const auto runTimes = [&](int times) {
        for (int i = 0; i < times; ++i)
            (void)statements.run(u"SELECT ?"_s, {u"secret %1"_s.arg(i)});
        return recorded.recorder().take().constFirst().samples;
    };
    QVERIFY(runTimes(100).isEmpty());
    recorded.recorder().setSampling(ValueSampling::Kept);
    const QList<StatementSample> samples = runTimes(1000);
    QVERIFY(!samples.isEmpty() && samples.size() <= 5); // few, whatever ran
    QCOMPARE(samples.constFirst().values.size(), 1);
    // What was run under one choice is not kept under another.
    const auto taken = [&] {
        const QList<RecordedUse> uses = recorded.recorder().take();
        return uses.isEmpty() ? std::nullopt : std::optional{uses.constFirst().samples.size()};
    };
    (void)statements.run(u"SELECT ?"_s, {u"secret"_s});
    recorded.recorder().setSampling(ValueSampling::Hashed);
    QCOMPARE(taken(), std::optional<qsizetype>{0});
    {
        const Result<Rows> underWay = statements.run(u"SELECT ?"_s, {u"secret"_s});
        const qint64 begun = QDateTime::currentMSecsSinceEpoch(); // so its moment is told
        QTRY_VERIFY(QDateTime::currentMSecsSinceEpoch() > begun);
        recorded.recorder().setSampling(ValueSampling::Kept);
    }
    QCOMPARE(taken(), std::optional<qsizetype>{0});
    recorded.recorder().setSampling(ValueSampling::Off);
    QVERIFY(runTimes(100).isEmpty());
}

void TestStatementRecorder::keepsOneExample()
{
    const Recorded recorded;
    Statements statements{*recorded.connection};
    (void)statements.run(u"SELECT ?, ?"_s, {u"first"_s, QString{5000, u'x'}});
    (void)statements.run(u"SELECT ?, ?"_s, {u"second"_s, 2});
    const std::optional<StatementSample> example =
            recorded.recorder().example(statementShape(u"SELECT ?, ?"_s));
    QVERIFY(example);
    QCOMPARE(std::get<QString>(example->values.at(0).data()), u"first"_s);
    // What is long is not kept in memory for a plan's sake.
    QVERIFY(std::holds_alternative<std::monostate>(example->values.at(1).data()));
    QVERIFY(!recorded.recorder().example(u"unknown"_s));
}

void TestStatementRecorder::countsFromAllThreads()
{
    const Recorded recorded;
    constexpr int Threads = 4;
    constexpr int Runs = 2000;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < Threads; ++i) {
        threads.emplace_back(QThread::create([spec = recorded.spec()] {
            const auto connection = openOrFail(spec);
            Statements statements{*connection};
            for (int run = 0; run < Runs; ++run)
                (void)statements.run(u"SELECT ? + 1"_s, {run});
        }));
        threads.back()->start();
    }
    // Asked for while it goes on: nothing is counted twice or lost.
    qint64 executions = 0;
    const auto take = [&] {
        for (const RecordedUse &use : recorded.recorder().take())
            executions += use.executions;
    };
    for (const auto &thread : threads) {
        take();
        QVERIFY(thread->wait(60'000));
    }
    take();
    QCOMPARE(executions, Threads * Runs);
}

// What runs often is timed now and then, and counted each time.
void TestStatementRecorder::timesStandForAll()
{
    StatementRecorder recorder;
    StatementCounts &counts = *recorder.counts(u"SELECT 1"_s, "x/y.cpp");
    constexpr int Runs = 100'000;
    for (int i = 0; i < Runs; ++i) {
        StatementRun run{recorder, counts, {}};
        run.end(2);
    }
    const RecordedUse use = recorder.take().constFirst();
    QCOMPARE(use.executions, Runs);
    QCOMPARE(use.rows, 2 * Runs);
    QVERIFY(qAbs(use.times.count() - Runs) < Runs / 50);
    for (int i = 0; i < 3; ++i) {
        StatementRun run{recorder, counts, {}};
        i == 0 ? run.fail() : run.end(1);
    }
    QCOMPARE(recorder.take().constFirst().executions, 2); // one that fails is none
}

void TestStatementRecorder::doesNotGrowForEver()
{
    StatementRecorder recorder;
    int known = 0;
    for (int i = 0; i < 5000; ++i)
        known += recorder.counts(u"SELECT %1"_s.arg(i), "x/y.cpp") ? 1 : 0;
    QCOMPARE(known, 2000);
    QVERIFY(recorder.counts(u"SELECT 17"_s, "x/y.cpp")); // one that is known stays so
}

void TestStatementRecorder::nobodyAskedCountsNothing()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = openOrFail(database.spec());
    QVERIFY(!connection->recorder());
    Statements statements{*connection};
    Result<Rows> rows = statements.run(u"SELECT ?"_s, {1});
    QVERIFY(rows && rows->next());
}

// Its own price is measured by itself and set against a snapshot as it is stored: the difference of
// two stores would drown in what the disk does.
void TestStatementRecorder::costsUnderOnePercentOfASnapshot()
{
    const Recorded recorded;
    VERIFY_RESULT(migrate(*recorded.connection, headVersion()));
    SnapshotStore store{*recorded.connection};
    const Price price = Price::parse(u"142310.5"_s).value();
    constexpr int Coins = 400;
    constexpr int Snapshots = 10;
    QElapsedTimer timer;
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < Snapshots; ++i) {
        Snapshot snapshot;
        snapshot.run.source = u"coinspot"_s;
        snapshot.run.slot = QDateTime::fromSecsSinceEpoch(1'767'225'600 + 300 * i, Qt::UTC);
        snapshot.run.startedAt = snapshot.run.slot.addSecs(3);
        snapshot.run.status = RunStatus::Ok;
        for (int coin = 0; coin < Coins; ++coin)
            snapshot.quotes.append(
                    {0, u"coin%1"_s.arg(coin), snapshot.run.slot, price, price, price, {}});
        (void)recorded.recorder().take();
        timer.start();
        VERIFY_RESULT(store.store(snapshot, snapshot.run.startedAt));
        best = std::min(best, timer.nsecsElapsed());
    }
    qint64 executions = 0;
    for (const RecordedUse &use : recorded.recorder().take())
        executions += use.executions;
    QVERIFY(executions > 5 * Coins);

    StatementCounts &counts = *recorded.recorder().counts(u"SELECT 1"_s, "x/y.cpp");
    constexpr int Runs = 20'000;
    qint64 cost = std::numeric_limits<qint64>::max();
    for (int round = 0; round < 20; ++round) {
        timer.start();
        for (int i = 0; i < Runs; ++i) {
            StatementRun run{recorded.recorder(), counts, {}};
            run.end(1);
        }
        cost = std::min(cost, timer.nsecsElapsed());
    }
    const double share = double(cost) / Runs * double(executions) / double(best);
    qInfo("%.0f ns an execution, %lld executions in a snapshot of %.2f ms: %.2f %%",
          double(cost) / Runs, executions, double(best) / 1e6, share * 100);
    QVERIFY2(share < 0.01, qPrintable(u"%1 %"_s.arg(share * 100)));
}

QTEST_GUILESS_MAIN(TestStatementRecorder)
#include "tst_statementrecorder.moc"
