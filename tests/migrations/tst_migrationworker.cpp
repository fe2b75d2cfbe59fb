// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/storagelink.h"
#include "migrations/adopt/adopt.h"
#include "migrations/migrationworker.h"
#include "migrations/rehearsal/previewmaker.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QSignalSpy>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// A database with rows at the newest version, and what the window asks of it, answered at once.
class WorkedDatabase final
{
public:
    explicit WorkedDatabase(Engine engine, int version = headVersion())
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
        , migrations{MigrationSet::shipped(engine).value()}
        , m_link{m_database.spec()}
        , worker{m_link}
    {
        worker.configure(m_database.spec(), m_backups.path());
        if (!Migrator{*connection, migrations}.up(version) ||
            !MarketRows{*connection, version}.fill(20))
            qFatal("the database cannot be filled");
    }

    [[nodiscard]] WayDown lookDown(int target)
    {
        QSignalSpy looked{&worker, &MigrationWorker::lookedDown};
        worker.lookDown(target);
        return looked.isEmpty() ? WayDown{} : looked.at(0).at(0).value<WayDown>();
    }
    [[nodiscard]] MigrationLook look()
    {
        QSignalSpy looked{&worker, &MigrationWorker::looked};
        worker.look();
        return looked.isEmpty() ? MigrationLook{} : looked.at(0).at(0).value<MigrationLook>();
    }
    // How the failure reads; empty: there was none.
    template <typename Work> [[nodiscard]] Error failureOf(const Work &work)
    {
        QSignalSpy failed{&worker, &MigrationWorker::failed};
        work(worker);
        return failed.isEmpty() ? Error{} : failed.at(0).at(0).value<Error>();
    }
    [[nodiscard]] ConnectionSpec spec() const { return m_database.spec(); }
    [[nodiscard]] int version() const
    {
        return migrationStatus({*connection, migrations})->current;
    }

private:
    TestDatabase m_database;
    QTemporaryDir m_backups;

public:
    std::unique_ptr<Connection> connection;
    MigrationSet migrations;

private:
    StorageLink m_link;

public:
    MigrationWorker worker;
};

QStringList texts(const WayDown &way)
{
    QStringList texts;
    for (const MigrationLoss &loss : way.losses)
        texts.append(lossText(loss));
    return texts;
}

} // namespace

// What the window asks of the migrations, on every engine.
class TestMigrationWorker final : public QObject
{
    Q_OBJECT

private slots:
    void losesOnlyWhatWasNamed_data() { addEngineRows(); }
    void losesOnlyWhatWasNamed();
    void whatMigrationsWroteIsNoLoss_data() { addEngineRows(); }
    void whatMigrationsWroteIsNoLoss();
    void cancelsWhatHasNotBegun();
    void marksWhatWasAdopted();
    void appliedQuotesHaveBars_data() { addEngineRows(); }
    void appliedQuotesHaveBars();
    void rehearsalLeavesStrangersAlone_data() { addEngineRows(); }
    void rehearsalLeavesStrangersAlone();
    void previewsSayWhatIsKnown_data() { addEngineRows(); }
    void previewsSayWhatIsKnown();
    void rehearsalPredictsTime_data() { addEngineRows(); }
    void rehearsalPredictsTime();
};

void TestMigrationWorker::losesOnlyWhatWasNamed()
{
    QFETCH(const Engine, engine);
    WorkedDatabase database{engine, 10};
    const WayDown nine = database.lookDown(9);
    QCOMPARE(nine.from, 10);
    QCOMPARE(nine.losses.size(), 1);
    QCOMPARE(nine.losses.constFirst().table, u"alert_logs"_s);
    QVERIFY(nine.losses.constFirst().columns.contains(u"trigger_exact"_s));

    const WayDown eight = database.lookDown(8);
    QVERIFY2(texts(eight).contains(u"table portfolio_positions (rows: 1)"_s),
             qPrintable(texts(eight).join(u'|')));
    QCOMPARE(eight.losses.size(), 3); // the values beside the rows

    // Somebody agreed to the values, and meanwhile there is more on the way.
    const Error more =
            database.failureOf([&](MigrationWorker &worker) { worker.revert(8, nine.losses); });
    QCOMPARE(more.kind, Error::Kind::Refused);
    QVERIFY2(more.detail.contains(u"portfolio_positions"_s), qPrintable(more.detail));
    QVERIFY2(!more.detail.contains(u"--accept-loss"_s), qPrintable(more.detail));
    QCOMPARE(database.version(), 10);

    const Error none =
            database.failureOf([&](MigrationWorker &worker) { worker.revert(8, eight.losses); });
    QVERIFY2(none.kind == Error::Kind::Unknown, qPrintable(none.detail));
    QCOMPARE(database.version(), 8);
}

void TestMigrationWorker::whatMigrationsWroteIsNoLoss()
{
    QFETCH(const Engine, engine);
    WorkedDatabase database{engine};
    const auto inPreview = [&] {
        for (const MigrationPreview &preview : database.look().previews) {
            if (preview.version == 3 && preview.direction == Direction::Down)
                return preview.rowsLost;
        }
        return qint64{-1};
    };
    const auto isNamed = [&] {
        const QStringList named = texts(database.lookDown(2));
        return std::ranges::any_of(
                named, [](const QString &text) { return text.contains(u"system_events"_s); });
    };
    const QString rename = u"UPDATE system_events SET component = '%1'"_s;
    VERIFY_RESULT(database.connection->execute(rename.arg(u"migrations"_s)));
    const qint64 events = numberFrom(*database.connection, u"SELECT COUNT(*) FROM system_events"_s);
    QVERIFY(events > 0);
    const qint64 lost = inPreview();
    QVERIFY(lost > 0);
    QVERIFY(!isNamed());
    VERIFY_RESULT(database.connection->execute(rename.arg(u"collector"_s)));
    QCOMPARE(inPreview(), lost + events);
    QVERIFY(isNamed());
}

void TestMigrationWorker::cancelsWhatHasNotBegun()
{
    WorkedDatabase database{Engine::Sqlite, 3};
    // Asked for, and cancelled while the worker was still busy with something else.
    database.worker.allow();
    database.worker.cancel();
    for (const auto &work : QList<std::function<void(MigrationWorker &)>>{
                 [](MigrationWorker &worker) { worker.apply(headVersion()); },
                 [](MigrationWorker &worker) { worker.revert(2, {}); },
                 [](MigrationWorker &worker) { worker.rehearse(headVersion()); }}) {
        QCOMPARE(database.failureOf(work).kind, Error::Kind::Cancelled);
        QCOMPARE(database.version(), 3);
    }
    database.worker.allow();
    const Error none =
            database.failureOf([](MigrationWorker &worker) { worker.apply(headVersion()); });
    QVERIFY2(none.kind == Error::Kind::Unknown, qPrintable(none.detail));
    QCOMPARE(database.version(), headVersion());
}

void TestMigrationWorker::marksWhatWasAdopted()
{
    WorkedDatabase database{Engine::Sqlite, 3};
    QCOMPARE(database.look().baselines, QList<int>{});
    for (const QString &table : {u"tidemark_migrations"_s, u"tidemark_migration_events"_s})
        VERIFY_RESULT(database.connection->execute(u"DROP TABLE "_s + table));
    const QTemporaryDir folder;
    VERIFY_RESULT(adopt(*database.connection, database.migrations, folder.path()));
    QCOMPARE(database.look().baselines, (QList<int>{1, 2, 3}));

    // What has been run since is no baseline any more.
    const Migrator migrator{*database.connection, database.migrations};
    VERIFY_RESULT(migrator.down(2, LossPolicy::Accept));
    QCOMPARE(database.look().baselines, (QList<int>{1, 2}));
    VERIFY_RESULT(migrator.up(4));
    QCOMPARE(database.look().baselines, (QList<int>{1, 2}));
}

// Quotes from before there were bars get theirs at once, not at the next start of a collector.
void TestMigrationWorker::appliedQuotesHaveBars()
{
    QFETCH(const Engine, engine);
    WorkedDatabase database{engine, 2};
    const Error none =
            database.failureOf([](MigrationWorker &worker) { worker.apply(headVersion()); });
    QVERIFY2(none.kind == Error::Kind::Unknown, qPrintable(none.detail));
    QVERIFY(numberFrom(*database.connection, u"SELECT COUNT(*) FROM price_data_5min"_s) > 0);
    QVERIFY(numberFrom(*database.connection, u"SELECT COUNT(*) FROM intraday_data"_s) > 0);
}

// Its copy has a name that something else may have.
void TestMigrationWorker::rehearsalLeavesStrangersAlone()
{
    QFETCH(const Engine, engine);
    WorkedDatabase database{engine, 9};
    ConnectionSpec stranger = database.spec();
    if (engine == Engine::Sqlite)
        stranger.path += u".rehearsal"_s;
    else
        stranger.databaseName += u"_rehearsal"_s;
    if (engine != Engine::Sqlite)
        VERIFY_RESULT(database.connection->execute(u"CREATE DATABASE "_s +
                                                   quotedName(stranger.databaseName)));
    auto connection = openOrFail(stranger);
    VERIFY_RESULT(connection->execute(u"CREATE TABLE precious (x INTEGER)"_s));
    connection.reset();
    const auto rehearse = [](MigrationWorker &worker) { worker.rehearse(headVersion()); };
    QSignalSpy ended{&database.worker, &MigrationWorker::rehearsalEnded};
    const auto problem = [&] {
        return ended.isEmpty() ? QString{} : ended.last().at(0).value<RehearsalReport>().problem;
    };
    database.worker.rehearse(headVersion());
    QVERIFY2(problem().contains("was not touched"_L1), qPrintable(problem()));
    connection = openOrFail(stranger);
    QVERIFY(*tableExists(*connection, u"precious"_s));

    // What a killed rehearsal left there goes.
    VERIFY_RESULT(
            connection->execute(u"CREATE TABLE tidemark_migration_rehearsal (made BIGINT)"_s));
    connection.reset();
    const Error none = database.failureOf(rehearse);
    QVERIFY2(none.kind == Error::Kind::Unknown, qPrintable(none.detail));
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    const Result<std::unique_ptr<Connection>> gone = Connection::open([&] {
        stranger.readOnly = true;
        return stranger;
    }());
    QVERIFY(!gone);
}

// The disk only where a table is made anew, and then about as much as the table takes.
void TestMigrationWorker::previewsSayWhatIsKnown()
{
    QFETCH(const Engine, engine);
    const WorkedDatabase database{engine, 6};
    VERIFY_RESULT(database.connection->execute(engine == Engine::PostgreSql ? u"ANALYZE"_s
                                               : engine == Engine::MariaDb
                                                       ? u"ANALYZE TABLE market_data, alert_logs"_s
                                                       : u"ANALYZE"_s));
    const Result<QList<MigrationPreview>> previews =
            makePreviews(*database.connection, database.migrations);
    VERIFY_RESULT(previews);
    for (const MigrationPreview &preview : *previews) {
        const bool isKnown = preview.rewrittenRows > 0;
        QCOMPARE(preview.diskDelta.has_value(), isKnown || preview.diskDelta == 0);
        if (isKnown)
            QVERIFY(*preview.diskDelta > preview.rewrittenRows * 8);
        QVERIFY(preview.warnings.isEmpty());
        if (engine == Engine::MariaDb)
            QCOMPARE(preview.lockedForWrites, preview.rewrites);
        if (engine == Engine::Sqlite)
            QCOMPARE(preview.locks, u"all writes"_s);
        if (engine == Engine::PostgreSql && preview.version == 5)
            QCOMPARE(preview.lockedForAll, QStringList{u"market_data"_s});
    }
}

// How near a prediction comes is measured by bench_migrations; here, that it is what the rehearsal
// took, step by step, and that nothing is said without one.
void TestMigrationWorker::rehearsalPredictsTime()
{
    QFETCH(const Engine, engine);
    WorkedDatabase database{engine, 3};
    for (const MigrationPreview &preview : database.look().previews)
        QVERIFY(!preview.estimatedMs);

    QSignalSpy ended{&database.worker, &MigrationWorker::rehearsalEnded};
    database.worker.rehearse(headVersion());
    QCOMPARE(ended.count(), 1);
    const auto report = ended.at(0).at(0).value<RehearsalReport>();
    QVERIFY2(report.passed, qPrintable(report.problem));
    const auto tookMs = [&](RehearsalStage::Kind kind) {
        return std::ranges::find(report.stages, kind, &RehearsalStage::kind)->durationMs;
    };
    qint64 sumMs = 0;
    int steps = 0;
    for (const MigrationPreview &preview : database.look().previews) {
        if (preview.direction == Direction::Down || preview.version <= 3)
            continue;
        QVERIFY(preview.estimatedMs);
        sumMs += *preview.estimatedMs;
        ++steps;
    }
    QCOMPARE(steps, headVersion() - 3);
    QVERIFY(sumMs <= tookMs(RehearsalStage::Kind::UpAgain) + steps);
}

QTEST_GUILESS_MAIN(TestMigrationWorker)
#include "tst_migrationworker.moc"
