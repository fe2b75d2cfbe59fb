// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/pooledwork.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSet>
#include <QTest>

#include <atomic>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Pools whose work is cancelled, left alone or loses its connection, on real servers and files.
// Answers come to this object's thread.
class TestPoolFailures : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_asker = std::make_unique<QObject>(); }
    void cleanup() { m_asker.reset(); } // answers that are on their way are dropped
    void cancelsWithinASecond_data() { addEngineRows(); }
    void cancelsWithinASecond();
    void cancelsWhatWaits_data() { addEngineRows(); }
    void cancelsWhatWaits();
    void endsWhileWorkRuns_data() { addEngineRows(); }
    void endsWhileWorkRuns();
    void dropsAnswersThatNobodyWaitsFor_data() { addEngineRows(); }
    void dropsAnswersThatNobodyWaitsFor();
    void replacesWhatBreaksUnderWork_data();
    void replacesWhatBreaksUnderWork();
    void asksAfterALongRest_data();
    void asksAfterALongRest();
    void goesOnAfterTheServerCrashed_data();
    void goesOnAfterTheServerCrashed();
    void aFullServerIsNoFailure();
    void saysWhyItCannotOpen();

private:
    std::unique_ptr<QObject> m_asker;
};

void TestPoolFailures::cancelsWithinASecond()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    ConnectionPool pool{database.spec(), {2, 0, 10min}};
    std::atomic<bool> isRunning = false;
    std::optional<Error::Kind> kind;
    const quint64 ticket = pool.run(
            m_asker.get(),
            [&](const Connection &connection) {
                isRunning = true;
                return number(connection, QString::fromLatin1(Endless));
            },
            [&](const Result<qint64> &answer) {
                kind = answer ? Error::Kind::Unknown : answer.error().kind;
            });
    if (engine == Engine::Sqlite)
        QTRY_VERIFY(isRunning);
    else
        QTRY_COMPARE(endlessOnes(*watcher), 1);
    QElapsedTimer timer;
    timer.start();
    pool.cancel(ticket);
    QTRY_VERIFY(kind);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(*kind, Error::Kind::Cancelled);
    if (engine != Engine::Sqlite)
        QCOMPARE(endlessOnes(*watcher), 0);
    QCOMPARE(pool.state().busy, 0);
    pool.cancel(ticket); // done already

    // Whatever comes next on the same threads is not hit by it.
    int answered = 0;
    for (int piece = 0; piece < 100; ++piece) {
        pool.run(
                m_asker.get(),
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &answer) { answered += answer ? 1 : 0; });
    }
    QTRY_COMPARE(answered, 100);
    QCOMPARE(pool.state().replaced, 0);
}

void TestPoolFailures::cancelsWhatWaits()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {1, 0, 10min}};
    QSemaphore gate;
    int answered = 0;
    pool.run(
            m_asker.get(),
            [&](const Connection &connection) {
                gate.acquire();
                return number(connection, QString::fromLatin1(Count));
            },
            [&](const Result<qint64> &answer) { answered += answer ? 1 : 0; });
    bool wasBegun = false;
    std::optional<Error::Kind> kind;
    const quint64 ticket = pool.run(
            m_asker.get(),
            [&](const Connection &) -> Result<> {
                wasBegun = true;
                return {};
            },
            [&](const Result<> &answer) {
                kind = answer ? Error::Kind::Unknown : answer.error().kind;
            });
    pool.cancel(ticket);
    QTRY_VERIFY(kind); // although the one before it is not done
    QCOMPARE(*kind, Error::Kind::Cancelled);
    gate.release();
    QTRY_COMPARE(answered, 1);
    QVERIFY(!wasBegun);
}

void TestPoolFailures::endsWhileWorkRuns()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    auto pool = std::make_unique<ConnectionPool>(database.spec(), PoolLimits{4, 0, 10min});
    int cancelled = 0;
    for (int piece = 0; piece < 8; ++piece) {
        pool->run(
                m_asker.get(),
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Endless));
                },
                [&](const Result<qint64> &answer) {
                    cancelled += !answer && answer.error().kind == Error::Kind::Cancelled ? 1 : 0;
                });
    }
    QTRY_COMPARE(pool->state().busy, 4);
    if (engine != Engine::Sqlite)
        QTRY_COMPARE(endlessOnes(*watcher), 4);
    QElapsedTimer timer;
    timer.start();
    pool.reset();
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE(cancelled, 8);
    if (engine != Engine::Sqlite)
        QTRY_COMPARE(connectionsTo(*watcher), 0);
}

void TestPoolFailures::dropsAnswersThatNobodyWaitsFor()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {4, 0, 10min}};
    QSemaphore gate;
    int late = 0;
    int answered = 0;
    auto gone = std::make_unique<QObject>();
    for (int piece = 0; piece < 50; ++piece) {
        const auto work = [&](const Connection &connection) {
            gate.acquire();
            return number(connection, QString::fromLatin1(Count));
        };
        pool.run(gone.get(), work, [&](const Result<qint64> &) { ++late; });
        pool.run(m_asker.get(), work, [&](const Result<qint64> &) { ++answered; });
    }
    gate.release(50);
    gone.reset(); // while answers are on their way to it
    const int before = late;
    gate.release(50);
    QTRY_COMPARE(answered, 50);
    QCOMPARE(late, before);
}

void TestPoolFailures::replacesWhatBreaksUnderWork_data()
{
    addServerRows();
}

void TestPoolFailures::replacesWhatBreaksUnderWork()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    ConnectionPool pool{database.spec(), {1, 0, 10min}};
    QList<Error> reports;
    connect(&pool, &ConnectionPool::connectionReplaced, this,
            [&](const Error &why) { reports.append(why); });
    PoolState shown;
    connect(&pool, &ConnectionPool::stateChanged, this,
            [&](const PoolState &state) { shown = state; });
    std::atomic<int> begun = 0;
    std::optional<Result<qint64>> rows;
    pool.run(
            m_asker.get(),
            [&](const Connection &connection) {
                if (++begun == 1) // under the work's feet
                    (void)breakSession(*open(database.spec()), connection.sessionId());
                return number(connection, QString::fromLatin1(Count));
            },
            [&](const Result<qint64> &answer) { rows = answer; });
    QTRY_VERIFY(rows);
    QVERIFY2(*rows, qPrintable(*rows ? QString{} : rows->error().detail));
    QCOMPARE(**rows, 10);
    QCOMPARE(begun, 2);
    QTRY_COMPARE(reports.size(), 1);
    QCOMPARE(reports.constFirst().kind, Error::Kind::Lost);
    QTRY_COMPARE(shown.replaced, 1);
    QCOMPARE(shown.open, 1);
    QVERIFY(shown.lastProblem && shown.lastProblem->kind == Error::Kind::Lost);
    QTRY_COMPARE(connectionsTo(*watcher), 1);
}

void TestPoolFailures::asksAfterALongRest_data()
{
    addServerRows();
}

void TestPoolFailures::asksAfterALongRest()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    ConnectionPool pool{database.spec(), {1, 0, 1ms}};
    std::atomic<int> begun = 0;
    qint64 session = 0;
    const auto ask = [&] {
        session = 0;
        pool.run(
                m_asker.get(),
                [&](const Connection &connection) -> Result<qint64> {
                    ++begun;
                    return connection.sessionId();
                },
                [&](const Result<qint64> &answer) { session = answer.value_or(-1); });
    };
    ask();
    QTRY_VERIFY(session > 0);
    const qint64 first = session;
    QVERIFY(breakSession(*watcher, first));
    QTRY_COMPARE(connectionsTo(*watcher), 0);
    ask();
    QTRY_VERIFY(session > 0);
    QVERIFY(session != first);
    QCOMPARE(begun, 2); // it never met the broken one
    QCOMPARE(pool.state().replaced, 1);
}

void TestPoolFailures::goesOnAfterTheServerCrashed_data()
{
    addServerRows();
}

void TestPoolFailures::goesOnAfterTheServerCrashed()
{
    QFETCH(const Engine, engine);
    PrivateServer server{engine};
    const ServerDatabase database{server.settings()};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {4, 4, 10min}};
    int reported = 0;
    connect(&pool, &ConnectionPool::connectionReplaced, this, [&](const Error &) { ++reported; });
    int right = 0;
    int wrong = 0;
    int failed = 0;
    QSet<QString> others; // neither of the two that a server's end is
    bool isAsking = true;
    std::function<void()> ask = [&] {
        pool.run(
                m_asker.get(),
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &answer) {
                    if (answer)
                        ++(*answer == 10 ? right : wrong);
                    else {
                        ++failed;
                        const Error &error = answer.error();
                        if (error.kind != Error::Kind::Unreachable &&
                            error.kind != Error::Kind::Lost)
                            others.insert(error.detail);
                    }
                    if (isAsking)
                        ask();
                });
    };
    for (int asker = 0; asker < 12; ++asker)
        ask();
    QTRY_VERIFY(right > 200);
    server.kill();
    QTRY_VERIFY(failed > 0);
    server.start();
    const int before = right;
    QTRY_VERIFY_WITH_TIMEOUT(right > before + 200, 20'000);
    QTRY_VERIFY(reported > 0);
    isAsking = false;
    QTRY_VERIFY(pool.state().busy == 0 && pool.state().waiting == 0);
    QTRY_COMPARE(reported, pool.state().replaced);
    QCOMPARE(wrong, 0);
    QCOMPARE(others.values().join(u'\n'), QString{});
    const std::optional<Error> problem = pool.state().lastProblem;
    QVERIFY(problem);
    QVERIFY(!problem->detail.contains(database.spec().password));
}

// PostgreSQL lets the owner of a database limit its connections.
void TestPoolFailures::aFullServerIsNoFailure()
{
    const TestDatabase database{Engine::PostgreSql};
    makeTable(*open(database.spec()));
    QVERIFY(open(database.spec())
                    ->execute(u"ALTER DATABASE %1 CONNECTION LIMIT 2"_s.arg(
                            database.spec().databaseName)));
    ConnectionPool pool{database.spec(), {8, 8, 10min}};
    int answered = 0;
    int failed = 0;
    const auto ask = [&] {
        pool.run(
                m_asker.get(),
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &answer) {
                    ++answered;
                    failed += answer ? 0 : 1;
                });
    };
    ask();
    QTRY_COMPARE(answered, 1); // one connection is there
    for (int piece = 0; piece < 200; ++piece)
        ask();
    QTRY_COMPARE(answered, 201);
    QCOMPARE(failed, 0);
    QVERIFY(pool.state().lastProblem);
    QVERIFY(pool.state().open <= 2);
}

void TestPoolFailures::saysWhyItCannotOpen()
{
    QTemporaryDir folder;
    ConnectionPool pool{ConnectionSpec::file(folder.filePath(u"none.db"_s)), {}};
    QList<Error> answers;
    const auto ask = [&] {
        pool.run(
                m_asker.get(),
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &answer) {
                    answers.append(answer ? Error{} : answer.error());
                });
    };
    ask();
    ask();
    QTRY_COMPARE(answers.size(), 2);
    for (const Error &answer : answers)
        QCOMPARE(answer.kind, Error::Kind::NotFound);
    QVERIFY(pool.state().lastProblem);
    QCOMPARE(pool.state().open, 0);
    makeTable(*open(ConnectionSpec::file(folder.filePath(u"none.db"_s))));
    ask();
    QTRY_COMPARE(answers.size(), 3);
    QCOMPARE(answers.constLast().kind, Error::Kind::Unknown); // it was answered
}

QTEST_GUILESS_MAIN(TestPoolFailures)
#include "tst_poolfailures.moc"
