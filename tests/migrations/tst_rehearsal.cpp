// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/storagelink.h"
#include "migrations/migrationworker.h"
#include "tests/support/engines.h"
#include "tests/support/firstquotes.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSignalSpy>

#include <future>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SoonMs = 2000; // "within a second", on a computer that has other things to do
constexpr qint64 PatienceMs = 20'000;

// Asks again and again until it is so.
bool waitUntil(const std::function<bool()> &isSo)
{
    QElapsedTimer timer;
    timer.start();
    while (!isSo()) {
        if (timer.elapsed() > PatienceMs)
            return false;
        QThread::msleep(1);
    }
    return true;
}

// A database at version 1, and the worker that rehearses version 2 on it, which makes the quotes'
// table anew. All on the test's thread.
class RehearsedDatabase final
{
public:
    explicit RehearsedDatabase(Engine engine, int quotes)
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
        , m_link{m_database.spec()}
        , worker{m_link}
    {
        worker.configure(m_database.spec(), m_backups.path());
        const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
        if (!migrator.up(1) || !addFirstQuotes(*connection, quotes))
            qFatal("the database cannot be filled");
        QObject::connect(&worker, &MigrationWorker::failed, &worker, [this](const Error &error) {
            failure = error;
            msToFailure = sinceCancel.isValid() ? sinceCancel.elapsed() : -1;
        });
        QObject::connect(&worker, &MigrationWorker::rehearsalEnded, &worker,
                         [this](const RehearsalReport &ended) { report = ended; });
    }

    [[nodiscard]] ConnectionSpec copy() const
    {
        ConnectionSpec copy = m_database.spec();
        if (copy.isServer())
            copy.databaseName += u"_rehearsal"_s;
        else
            copy.path += u".rehearsal"_s;
        return copy;
    }
    // Files or databases that a rehearsal has made, asked on a connection of its own.
    [[nodiscard]] qint64 copies(const Connection &asked) const
    {
        switch (asked.engine()) {
        case Engine::Sqlite: {
            const QFileInfo file{copy().path};
            return file.dir().entryList({file.fileName() + u'*'}, QDir::Files).size();
        }
        case Engine::PostgreSql:
            return numberFrom(asked, u"SELECT COUNT(*) FROM pg_database WHERE datname = '%1'"_s.arg(
                                             copy().databaseName));
        case Engine::MariaDb:
            break;
        }
        return numberFrom(asked, u"SELECT COUNT(*) FROM information_schema.schemata WHERE "
                                 "schema_name = '%1'"_s.arg(copy().databaseName));
    }
    // On another thread.
    void cancel()
    {
        sinceCancel.start();
        worker.cancel();
    }
    // Once the copy is on its way up, on the worker's thread.
    void onTheWayUp(const std::function<void()> &work)
    {
        QObject::connect(&worker, &MigrationWorker::rehearsed, &worker,
                         [work, isFirst = true](const RehearsalReport &soFar) mutable {
                             const RehearsalStage &up = soFar.stages.at(1);
                             if (up.state == RehearsalStage::State::Running &&
                                 std::exchange(isFirst, false))
                                 work();
                         });
    }
    [[nodiscard]] ConnectionSpec spec() const { return m_database.spec(); }

private:
    TestDatabase m_database;
    QTemporaryDir m_backups;

public:
    std::unique_ptr<Connection> connection;

private:
    StorageLink m_link;

public:
    MigrationWorker worker;
    QElapsedTimer sinceCancel;
    Error failure;
    qint64 msToFailure = -1;
    RehearsalReport report;
};

// Somebody reads a table of the copy, or writes to it, and has not come to an end.
QString holdQuotes(Engine engine)
{
    return engine == Engine::PostgreSql ? u"LOCK TABLE price_data_5min IN ROW EXCLUSIVE MODE"_s
                                        : u"SELECT COUNT(*) FROM price_data_5min"_s;
}

QString waitingSessions(const ConnectionSpec &copy)
{
    return copy.engine == Engine::PostgreSql
                   ? u"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND"
                     " wait_event_type = 'Lock'"_s
                   : u"SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() "
                     "AND state LIKE 'Waiting for table%'"_s;
}

} // namespace

// A rehearsal of the user's own data: what it is done on, and that it can be ended.
class TestRehearsal final : public QObject
{
    Q_OBJECT

private slots:
    void cancelledWhileItCopies_data() { addEngineRows(); }
    void cancelledWhileItCopies();
    void cancelledOnItsWayUp_data() { addEngineRows(); }
    void cancelledOnItsWayUp();
    void meetsWhatOthersMade_data() { addEngineRows(); }
    void meetsWhatOthersMade();
    void copiesPagesOfAnySize();
};

void TestRehearsal::cancelledWhileItCopies()
{
    QFETCH(const Engine, engine);
    RehearsedDatabase database{engine, 100'000};
    const auto cancelled = std::async(std::launch::async, [&] {
        const auto own = openOrFail(database.spec());
        const bool began = waitUntil([&] { return database.copies(*own) > 0; });
        database.cancel();
        return began;
    });
    database.worker.rehearse(2);
    QVERIFY(cancelled.valid());
    cancelled.wait();
    QCOMPARE(database.failure.kind, Error::Kind::Cancelled);
    QVERIFY2(database.msToFailure < SoonMs, qPrintable(QString::number(database.msToFailure)));
    QCOMPARE(database.copies(*database.connection), 0);
    QCOMPARE(numberFrom(*database.connection, u"SELECT COUNT(*) FROM price_data_5min"_s), 100'000);
}

// A statement on the copy takes its time: on servers because it waits, on SQLite for its rows.
void TestRehearsal::cancelledOnItsWayUp()
{
    QFETCH(const Engine, engine);
    RehearsedDatabase database{engine, engine == Engine::Sqlite ? 600'000 : 100};
    std::future<bool> cancelled;
    std::promise<void> isHeld;
    database.onTheWayUp([&] {
        cancelled = std::async(std::launch::async, [&] {
            if (engine == Engine::Sqlite) {
                isHeld.set_value();
                const qint64 before = QFileInfo{database.copy().path + u"-wal"_s}.size();
                const bool began = waitUntil([&] {
                    return QFileInfo{database.copy().path + u"-wal"_s}.size() > before;
                });
                database.cancel();
                return began;
            }
            const auto other = openOrFail(database.copy());
            const auto asking = openOrFail(database.copy());
            const bool holds = other->execute(u"BEGIN"_s).has_value() &&
                               other->execute(holdQuotes(engine)).has_value();
            isHeld.set_value();
            const QString waiting = waitingSessions(database.copy());
            const bool waits = waitUntil([&] { return numberFrom(*asking, waiting) > 0; });
            database.cancel();
            // Whoever drops the copy waits for this one.
            return waitUntil([&] { return numberFrom(*asking, waiting) == 0; }) && holds && waits;
        });
        isHeld.get_future().wait();
    });
    database.worker.rehearse(2);
    QVERIFY(cancelled.valid());
    QVERIFY(cancelled.get());
    QCOMPARE(database.failure.kind, Error::Kind::Cancelled);
    QVERIFY2(database.msToFailure < SoonMs, qPrintable(QString::number(database.msToFailure)));
    QCOMPARE(database.copies(*database.connection), 0);
}

// What a real run would be refused for, its rehearsal is refused for.
void TestRehearsal::meetsWhatOthersMade()
{
    QFETCH(const Engine, engine);
    RehearsedDatabase database{engine, 20};
    const Connection &connection = *database.connection;
    for (const QString &make : {u"CREATE TABLE others (x INTEGER)"_s,
                                u"CREATE VIEW seen AS SELECT coin_type FROM price_data_5min"_s,
                                u"CREATE VIEW unseen AS SELECT x FROM others"_s,
                                u"CREATE INDEX by_hand ON price_data_5min (last)"_s})
        VERIFY_RESULT(connection.execute(make));
    if (engine != Engine::PostgreSql)
        VERIFY_RESULT(connection.execute(
                engine == Engine::MariaDb
                        ? u"CREATE TRIGGER fires AFTER INSERT ON price_data_5min FOR EACH ROW "
                          "DELETE FROM others"_s
                        : u"CREATE TRIGGER fires AFTER INSERT ON price_data_5min BEGIN DELETE FROM "
                          "others; END"_s));
    Schema copied;
    database.onTheWayUp(
            [&] { copied = inspectSchema(*openOrFail(database.copy())).value_or(Schema{}); });
    database.worker.rehearse(2);
    using Kind = SchemaObject::Kind;
    QVERIFY(copied.find(Kind::Index, u"by_hand"_s));
    QVERIFY(copied.find(Kind::View, u"seen"_s));
    QCOMPARE(copied.find(Kind::Trigger, u"fires"_s) != nullptr, engine != Engine::PostgreSql);
    QCOMPARE(copied.find(Kind::View, u"unseen"_s) != nullptr, engine == Engine::Sqlite);

    const Migrator migrator{connection, *MigrationSet::shipped(engine)};
    const Result<MigrationReport> real = migrator.up(2);
    QVERIFY2(database.report.passed == real.has_value(), qPrintable(database.report.problem));
    if (!real)
        QVERIFY2(database.report.problem.contains(engine == Engine::PostgreSql ? u"seen"_s
                                                                               : u"by_hand"_s),
                 qPrintable(database.report.problem));
    QCOMPARE(database.copies(connection), 0);
}

void TestRehearsal::copiesPagesOfAnySize()
{
    RehearsedDatabase database{Engine::Sqlite, 20};
    for (const QString &statement :
         {u"PRAGMA journal_mode = DELETE"_s, u"PRAGMA page_size = 8192"_s, u"VACUUM"_s,
          u"PRAGMA journal_mode = WAL"_s})
        VERIFY_RESULT(database.connection->execute(statement));
    QCOMPARE(numberFrom(*database.connection, u"PRAGMA page_size"_s), 8192);
    database.worker.rehearse(2);
    QVERIFY2(database.report.passed, qPrintable(database.failure.detail + database.report.problem));
}

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
