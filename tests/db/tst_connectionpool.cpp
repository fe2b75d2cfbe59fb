// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connectionpool.h"
#include "db/statements.h"
#include "db/transaction.h"
#include "tests/support/engines.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSet>
#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Pools on real servers and files. Answers come to this object's thread.
class TestConnectionPool : public QObject
{
    Q_OBJECT

private slots:
    void connectionsStayOnTheirThreadsUnderLoad_data() { addEngineRows(); }
    void connectionsStayOnTheirThreadsUnderLoad();
    void workBeginsInItsOrder_data() { addEngineRows(); }
    void workBeginsInItsOrder();
    void slowWorkHoldsUpNoOther_data() { addEngineRows(); }
    void slowWorkHoldsUpNoOther();
    void overflowOpensUnderLoadAndClosesWhenIdle_data();
    void overflowOpensUnderLoadAndClosesWhenIdle();
    void sqliteHasFourReaders();
    void onlyReads_data() { addEngineRows(); }
    void onlyReads();
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
};

namespace {

void addServerRows()
{
    QTest::addColumn<Engine>("engine");
    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb})
        QTest::newRow(qPrintable(engineName(engine))) << engine;
}

std::unique_ptr<Connection> open(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

Result<qint64> number(const Connection &connection, const QString &sql)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(sql);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::NotFound, u"no row"_s);
    return rows->integer(0);
}

constexpr auto Count = "SELECT COUNT(*) FROM t";
constexpr auto Endless = "SELECT COUNT(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, "
                         "t k, t l, t m, t n";

void makeTable(const Connection &connection, int rows = 10)
{
    Result<> made = connection.execute(u"CREATE TABLE t (n INTEGER)"_s);
    for (int row = 0; made && row < rows; ++row)
        made = connection.execute(u"INSERT INTO t (n) VALUES (%1)"_s.arg(row));
    QVERIFY2(made, qPrintable(made ? QString{} : made.error().detail));
}

// As the server counts them; the watcher's own connection is not one.
qint64 connectionsTo(const Connection &watcher)
{
    return *number(watcher,
                   watcher.engine() == Engine::PostgreSql
                           ? u"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = "
                             "current_database() AND pid <> pg_backend_pid()"_s
                           : u"SELECT COUNT(*) FROM information_schema.processlist WHERE db = "
                             "DATABASE() AND id <> CONNECTION_ID()"_s);
}

qint64 endlessOnes(const Connection &watcher)
{
    return *number(watcher,
                   watcher.engine() == Engine::PostgreSql
                           ? u"SELECT COUNT(*) FROM pg_stat_activity WHERE state = "
                             "'active' AND query LIKE 'SELECT COUNT(*) FROM t a%' AND "
                             "datname = current_database()"_s
                           : u"SELECT COUNT(*) FROM information_schema.processlist WHERE "
                             "db = DATABASE() AND info LIKE 'SELECT COUNT(*) FROM t a%'"_s);
}

// Ends one session as an administrator or a firewall does.
Result<> breakSession(const Connection &watcher, qint64 session)
{
    return watcher.execute(watcher.engine() == Engine::PostgreSql
                                   ? u"SELECT pg_terminate_backend(%1)"_s.arg(session)
                                   : u"KILL %1"_s.arg(session));
}

// Who used which connection. Work tells it; it finds two threads on one connection.
class Witness final
{
public:
    void enter(const Connection *connection)
    {
        const QMutexLocker lock{&m_mutex};
        const Qt::HANDLE thread = QThread::currentThreadId();
        if (m_threads.value(connection, thread) != thread || m_inUse.contains(connection))
            m_isViolated = true;
        m_threads.insert(connection, thread);
        m_inUse.insert(connection);
    }
    void leave(const Connection *connection)
    {
        const QMutexLocker lock{&m_mutex};
        m_inUse.remove(connection);
    }
    [[nodiscard]] bool isViolated() const { return m_isViolated; }
    [[nodiscard]] qsizetype connections() const { return m_threads.size(); }

private:
    QMutex m_mutex;
    QHash<const Connection *, Qt::HANDLE> m_threads;
    QSet<const Connection *> m_inUse;
    bool m_isViolated = false;
};

} // namespace

void TestConnectionPool::connectionsStayOnTheirThreadsUnderLoad()
{
    QFETCH(const Engine, engine);
    constexpr int threads = 16;
    constexpr int pieces = 1000;
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);

    std::atomic<bool> isWriting = true;
    std::atomic<int> written = 0;
    Error::Kind writerProblem = Error::Kind::Unknown;
    std::thread writer{[&] {
        const auto connection = open(database.spec());
        while (isWriting) { // two rows at a time, so that a reader never counts an odd number
            Transaction transaction{*connection};
            const Result<> done =
                    transaction.begin()
                            .and_then([&] {
                                return connection->execute(u"INSERT INTO t (n) VALUES (1)"_s);
                            })
                            .and_then([&] {
                                return connection->execute(u"INSERT INTO t (n) VALUES (2)"_s);
                            })
                            .and_then([&] { return transaction.commit(); });
            if (!done) {
                writerProblem = done.error().kind;
                return;
            }
            ++written;
        }
    }};

    Witness witness;
    int answered = 0;
    int notFound = 0;
    QSet<int> problems;
    qint64 odd = 0;
    ConnectionPool pool{database.spec(), {8, 8, 10min}};
    const auto work = [&witness](int piece) {
        return [&witness, piece](const Connection &connection) -> Result<qint64> {
            witness.enter(&connection);
            const Result<qint64> answer =
                    piece % 5 == 0 ? number(connection, u"SELECT n FROM t WHERE n < 0"_s)
                    : piece % 7 == 0
                            ? number(connection, u"SELECT COUNT(*) * 2 FROM t a JOIN t b ON a.n = "
                                                 "b.n AND a.n > 2"_s)
                            : number(connection, QString::fromLatin1(Count));
            witness.leave(&connection);
            return answer;
        };
    };
    std::vector<std::thread> askers;
    for (int thread = 0; thread < threads; ++thread) {
        askers.emplace_back([&] {
            for (int piece = 0; piece < pieces; ++piece) {
                pool.run(this, work(piece), [&](const Result<qint64> &answer) {
                    ++answered;
                    if (answer)
                        odd += *answer % 2;
                    else if (answer.error().kind == Error::Kind::NotFound)
                        ++notFound;
                    else
                        problems.insert(static_cast<int>(answer.error().kind));
                });
            }
        });
    }
    qint64 most = 0;
    const auto isDone = [&] {
        if (engine != Engine::Sqlite)
            most = std::max(most, connectionsTo(*watcher));
        return answered == threads * pieces;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 200'000);
    for (std::thread &asker : askers)
        asker.join();
    isWriting = false;
    writer.join();

    QCOMPARE(problems, QSet<int>{});
    QCOMPARE(notFound, threads * pieces / 5);
    QCOMPARE(odd, 0);
    QCOMPARE(writerProblem, Error::Kind::Unknown);
    QVERIFY(written > 0);
    QVERIFY(!witness.isViolated());
    const int allowed = engine == Engine::Sqlite ? 4 : 16;
    QCOMPARE(witness.connections(), allowed);
    QVERIFY2(most <= allowed + 1, qPrintable(QString::number(most))); // the writer's is one
    QCOMPARE(pool.state().busy, 0);
    QCOMPARE(pool.state().waiting, 0);
}

void TestConnectionPool::workBeginsInItsOrder()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {1, 0, 10min}};
    QSemaphore gate;
    QList<int> begun;
    int answered = 0;
    for (int piece = 0; piece < 20; ++piece) {
        pool.run(
                this,
                [&, piece](const Connection &connection) {
                    if (piece == 0)
                        gate.acquire();
                    begun.append(piece);
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &) { ++answered; });
    }
    QTRY_COMPARE(pool.state().busy, 1);
    QCOMPARE(pool.state().waiting, 19);
    gate.release();
    QTRY_COMPARE(answered, 20);
    for (int piece = 0; piece < 20; ++piece)
        QCOMPARE(begun.at(piece), piece);
    QCOMPARE(pool.state().open, 1);
}

void TestConnectionPool::slowWorkHoldsUpNoOther()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {2, 0, 10min}};
    pool.run(
            this,
            [](const Connection &connection) {
                return number(connection, QString::fromLatin1(Endless));
            },
            [](const Result<qint64> &) {});
    qint64 rows = 0;
    pool.run(
            this,
            [](const Connection &connection) {
                return number(connection, QString::fromLatin1(Count));
            },
            [&](const Result<qint64> &answer) { rows = answer.value_or(-1); });
    QTRY_COMPARE(rows, 10);
}

void TestConnectionPool::overflowOpensUnderLoadAndClosesWhenIdle_data()
{
    addServerRows();
}

void TestConnectionPool::overflowOpensUnderLoadAndClosesWhenIdle()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    ConnectionPool pool{database.spec(), {3, 4, 200ms}};
    QCOMPARE(connectionsTo(*watcher), 0); // none before there is work
    QSemaphore gate;
    int answered = 0;
    const auto ask = [&](int pieces) {
        for (int piece = 0; piece < pieces; ++piece) {
            pool.run(
                    this,
                    [&](const Connection &connection) {
                        gate.acquire();
                        return number(connection, QString::fromLatin1(Count));
                    },
                    [&](const Result<qint64> &answer) { answered += answer ? 1 : 0; });
        }
    };
    ask(2);
    QTRY_COMPARE(pool.state().busy, 2);
    QCOMPARE(connectionsTo(*watcher), 2);
    ask(18);
    QTRY_COMPARE(pool.state().busy, 7);
    QCOMPARE(pool.state().waiting, 13);
    QCOMPARE(connectionsTo(*watcher), 7);
    gate.release(20);
    QTRY_COMPARE(answered, 20);
    QTRY_COMPARE(connectionsTo(*watcher), 3);
    QTRY_COMPARE(pool.state().open, 3);
    // They are not too few either, and come back under load.
    gate.release(7);
    ask(7);
    QTRY_COMPARE(answered, 27);
    QTRY_COMPARE(connectionsTo(*watcher), 3);
    QCOMPARE(pool.state().replaced, 0);
}

void TestConnectionPool::sqliteHasFourReaders()
{
    const TestDatabase database{Engine::Sqlite};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {20, 40, 10min}};
    QSemaphore gate;
    int answered = 0;
    for (int piece = 0; piece < 30; ++piece) {
        pool.run(
                this,
                [&](const Connection &connection) {
                    gate.acquire();
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &) { ++answered; });
    }
    QTRY_COMPARE(pool.state().busy, 4);
    QCOMPARE(pool.state().waiting, 26);
    QCOMPARE(pool.state().size, 4);
    QCOMPARE(pool.state().overflow, 0);
    // Readers in the middle of their work hold up no writer.
    QVERIFY(open(database.spec())->execute(u"INSERT INTO t (n) VALUES (10)"_s));
    gate.release(30);
    QTRY_COMPARE(answered, 30);
    QCOMPARE(pool.state().open, 4);
}

void TestConnectionPool::onlyReads()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {}};
    std::optional<Error> refused;
    pool.run(
            this,
            [](const Connection &connection) {
                return connection.execute(u"INSERT INTO t (n) VALUES (1)"_s);
            },
            [&](const Result<> &answer) { refused = answer ? Error{} : answer.error(); });
    QTRY_VERIFY(refused);
    QCOMPARE(refused->kind, Error::Kind::ReadOnly);
    QCOMPARE(refused->subject, database.spec().location());
}

void TestConnectionPool::cancelsWithinASecond()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    ConnectionPool pool{database.spec(), {2, 0, 10min}};
    std::atomic<bool> isRunning = false;
    std::optional<Error::Kind> kind;
    const quint64 ticket = pool.run(
            this,
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
                this,
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &answer) { answered += answer ? 1 : 0; });
    }
    QTRY_COMPARE(answered, 100);
    QCOMPARE(pool.state().replaced, 0);
}

void TestConnectionPool::cancelsWhatWaits()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionPool pool{database.spec(), {1, 0, 10min}};
    QSemaphore gate;
    int answered = 0;
    pool.run(
            this,
            [&](const Connection &connection) {
                gate.acquire();
                return number(connection, QString::fromLatin1(Count));
            },
            [&](const Result<qint64> &answer) { answered += answer ? 1 : 0; });
    bool wasBegun = false;
    std::optional<Error::Kind> kind;
    const quint64 ticket = pool.run(
            this,
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

void TestConnectionPool::endsWhileWorkRuns()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    auto pool = std::make_unique<ConnectionPool>(database.spec(), PoolLimits{4, 0, 10min});
    int cancelled = 0;
    for (int piece = 0; piece < 8; ++piece) {
        pool->run(
                this,
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

void TestConnectionPool::dropsAnswersThatNobodyWaitsFor()
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
        pool.run(this, work, [&](const Result<qint64> &) { ++answered; });
    }
    gate.release(50);
    gone.reset(); // while answers are on their way to it
    const int before = late;
    gate.release(50);
    QTRY_COMPARE(answered, 50);
    QCOMPARE(late, before);
}

void TestConnectionPool::replacesWhatBreaksUnderWork_data()
{
    addServerRows();
}

void TestConnectionPool::replacesWhatBreaksUnderWork()
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
            this,
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

void TestConnectionPool::asksAfterALongRest_data()
{
    addServerRows();
}

void TestConnectionPool::asksAfterALongRest()
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
                this,
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

void TestConnectionPool::goesOnAfterTheServerCrashed_data()
{
    addServerRows();
}

void TestConnectionPool::goesOnAfterTheServerCrashed()
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
    QSet<int> kinds;
    bool isAsking = true;
    std::function<void()> ask = [&] {
        pool.run(
                this,
                [](const Connection &connection) {
                    return number(connection, QString::fromLatin1(Count));
                },
                [&](const Result<qint64> &answer) {
                    if (answer)
                        ++(*answer == 10 ? right : wrong);
                    else {
                        ++failed;
                        kinds.insert(static_cast<int>(answer.error().kind));
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
    kinds -= {static_cast<int>(Error::Kind::Unreachable), static_cast<int>(Error::Kind::Lost)};
    QCOMPARE(kinds, QSet<int>{});
    const std::optional<Error> problem = pool.state().lastProblem;
    QVERIFY(problem);
    QVERIFY(!problem->detail.contains(database.spec().password));
}

// PostgreSQL lets the owner of a database limit its connections.
void TestConnectionPool::aFullServerIsNoFailure()
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
                this,
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

void TestConnectionPool::saysWhyItCannotOpen()
{
    QTemporaryDir folder;
    ConnectionPool pool{ConnectionSpec::file(folder.filePath(u"none.db"_s)), {}};
    QList<Error> answers;
    const auto ask = [&] {
        pool.run(
                this,
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

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connectionpool.moc"
