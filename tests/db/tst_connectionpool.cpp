// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/transaction.h"
#include "tests/db/pooledwork.h"

#include <QSemaphore>
#include <QSet>
#include <QTest>
#include <QThread>
#include <QWaitCondition>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Pools at work, on real servers and files. Answers come to this object's thread.
class TestConnectionPool : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_asker = std::make_unique<QObject>(); }
    void cleanup() { m_asker.reset(); } // answers that are on their way are dropped
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

private:
    std::unique_ptr<QObject> m_asker;
};

namespace {

// Who used which connection. Work tells it; it finds two threads on one connection. Work on the
// first of the expected connections waits for the last, so that none comes when all is done.
class Witness final
{
public:
    explicit Witness(qsizetype expected)
        : m_expected(expected)
    {}

    void enter(const Connection *connection)
    {
        QMutexLocker lock{&m_mutex};
        const Qt::HANDLE thread = QThread::currentThreadId();
        if (m_threads.value(connection, thread) != thread || m_inUse.contains(connection))
            m_isViolated = true;
        m_threads.insert(connection, thread);
        m_inUse.insert(connection);
        if (m_threads.size() >= m_expected)
            m_allCame.wakeAll();
        else
            m_allCame.wait(&m_mutex, QDeadlineTimer{30s});
    }
    void leave(const Connection *connection)
    {
        const QMutexLocker lock{&m_mutex};
        m_inUse.remove(connection);
    }
    [[nodiscard]] bool isViolated() const { return m_isViolated; }
    [[nodiscard]] qsizetype connections() const { return m_threads.size(); }

private:
    const qsizetype m_expected;
    QMutex m_mutex;
    QWaitCondition m_allCame;
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
        const QStringList more{u"INSERT INTO t (n) VALUES (1)"_s,
                               u"INSERT INTO t (n) VALUES (2)"_s};
        const QStringList less{u"DELETE FROM t WHERE n = 1"_s, u"DELETE FROM t WHERE n = 2"_s};
        while (isWriting) { // as many of each, so that a reader never counts an odd number
            const QStringList &both = written % 100 == 99 ? less : more;
            Transaction transaction{*connection};
            const Result<> done =
                    transaction.begin()
                            .and_then([&] { return connection->execute(both.first()); })
                            .and_then([&] { return connection->execute(both.last()); })
                            .and_then([&] { return transaction.commit(); });
            if (!done) {
                writerProblem = done.error().kind;
                return;
            }
            ++written;
        }
    }};

    const int allowed = engine == Engine::Sqlite ? 4 : 16;
    Witness witness{allowed};
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
                pool.run(m_asker.get(), work(piece), [&](const Result<qint64> &answer) {
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
                m_asker.get(),
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
            m_asker.get(),
            [](const Connection &connection) {
                return number(connection, QString::fromLatin1(Endless));
            },
            [](const Result<qint64> &) {});
    qint64 rows = 0;
    pool.run(
            m_asker.get(),
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
                    m_asker.get(),
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
    QTRY_COMPARE_WITH_TIMEOUT(connectionsTo(*watcher), 3, 20'000);
    QTRY_COMPARE(pool.state().open, 3);
    // They are not too few either, and come back under load.
    gate.release(7);
    ask(7);
    QTRY_COMPARE(answered, 27);
    QTRY_COMPARE_WITH_TIMEOUT(connectionsTo(*watcher), 3, 20'000);
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
                m_asker.get(),
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
            m_asker.get(),
            [](const Connection &connection) {
                return connection.execute(u"INSERT INTO t (n) VALUES (1)"_s);
            },
            [&](const Result<> &answer) { refused = answer ? Error{} : answer.error(); });
    QTRY_VERIFY(refused);
    QCOMPARE(refused->kind, Error::Kind::ReadOnly);
    QCOMPARE(refused->subject, database.spec().location());
}

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connectionpool.moc"
