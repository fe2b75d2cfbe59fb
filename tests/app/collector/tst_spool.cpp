// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/recorder.h"
#include "migrations/migrator.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Snapshots that come while the database is migrated or its server is dead: none is lost and none
// is stored twice.
class TestSpool : public QObject
{
    Q_OBJECT

private slots:
    void collectorSpoolZeroLoss_data() { addEngineRows(); }
    void collectorSpoolZeroLoss();
    void serverDiesWhileItStores_data();
    void serverDiesWhileItStores();
};

namespace {

Snapshot snapshotOf(int slot)
{
    static const QDateTime first =
            QDateTime::fromString(u"2026-11-20T03:15:00.000Z"_s, Qt::ISODateWithMs);
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = first.addSecs(300 * slot);
    snapshot.run.startedAt = snapshot.run.slot.addSecs(3);
    snapshot.run.status = RunStatus::Ok;
    snapshot.run.attempts = 1;
    snapshot.run.received = 1;
    const Price price = Price::parse(u"123456789012.12345678"_s).value();
    snapshot.quotes = {{0, u"btc"_s, snapshot.run.slot, price, price, price, {}}};
    return snapshot;
}

void compareStoredOnce(const Connection &connection, int snapshots)
{
    QCOMPARE(numberFrom(connection, u"SELECT COUNT(*) FROM price_data_5min"_s), snapshots);
    QCOMPARE(numberFrom(connection, u"SELECT COUNT(DISTINCT timestamp) FROM price_data_5min"_s),
             snapshots);
    QCOMPARE(numberFrom(connection, u"SELECT SUM(stored) FROM collection_runs"_s), snapshots);
}

} // namespace

void TestSpool::collectorSpoolZeroLoss()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const QTemporaryDir folder;
    ConnectionSpec spec = database.spec();
    spec.busyTimeout = 50ms;
    Recorder recorder{spec, Outbox{folder.filePath(u"outbox"_s)}, SlotGrid{}, Clock::system()};
    VERIFY_RESULT(recorder.prepare());
    int snapshots = 0;
    int spooled = 0;
    const auto recordOne = [&] {
        const Recorded recorded = recorder.record(snapshotOf(snapshots++));
        spooled += recorded.problem ? 1 : 0;
    };
    recordOne();
    QCOMPARE(spooled, 0);

    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, *MigrationSet::shipped(engine),
                            [&](const MigrationProgress &progress) {
                                if (progress.phase == MigrationProgress::Phase::Running)
                                    recordOne();
                                return true;
                            }};
    VERIFY_RESULT(migrator.down(8, LossPolicy::Accept));
    recordOne(); // between two migrations the schema is not the program's
    VERIFY_RESULT(migrator.up());
    QVERIFY(spooled > 2);
    QCOMPARE(recorder.drain(), 0);
    recordOne();
    compareStoredOnce(*connection, snapshots);
}

void TestSpool::serverDiesWhileItStores_data()
{
    addServerRows();
}

void TestSpool::serverDiesWhileItStores()
{
    QFETCH(const Engine, engine);
    PrivateServer server{engine};
    const ServerDatabase database{server.settings()};
    const QTemporaryDir folder;
    ConnectionSpec spec = database.spec();
    spec.connectTimeout = 1s;
    Recorder recorder{spec, Outbox{folder.filePath(u"outbox"_s)}, SlotGrid{}, Clock::system()};
    VERIFY_RESULT(recorder.prepare());
    int snapshots = 0;
    for (int death = 0; death < 3; ++death) {
        std::atomic_bool isDead = false;
        std::thread killer{[&] {
            server.kill();
            isDead = true;
        }};
        int spooled = 0;
        // Until it has certainly met the dead server.
        while (!isDead || spooled < 2)
            spooled += recorder.record(snapshotOf(snapshots++)).problem ? 1 : 0;
        killer.join();
        server.start();
        (void)recorder.record(snapshotOf(snapshots++)); // on a new connection
    }
    QCOMPARE(recorder.drain(), 0);
    compareStoredOnce(*openOrFail(database.spec()), snapshots);
}

QTEST_GUILESS_MAIN(TestSpool)
#include "tst_spool.moc"
