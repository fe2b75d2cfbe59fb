// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rebuild.h"
#include "db/collector/snapshotstore.h"
#include "tests/support/scratchdatabase.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <thread>

#include <csignal>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

// A process that does nothing but store snapshots is killed at many points; the test is the same
// binary, started with the file to write into.
class TestSnapshotCrash : public QObject
{
    Q_OBJECT

private slots:
    void killedAtAnyInstantTheFileIsWhole();
};

namespace {

constexpr int Coins = 20;
constexpr int Kills = 60;
const QDateTime Start = QDateTime::fromString(u"2026-01-01T00:00:00.000Z"_s, Qt::ISODateWithMs);

int storeForever(const QString &path)
{
    ScratchDatabase scratch{path};
    SnapshotStore store{scratch.connection()};
    const auto newest = RunStore{scratch.connection()}.newest(u"coinspot"_s).value();
    QDateTime slot = newest ? newest->slot.addSecs(300) : Start;
    std::mt19937 random{std::random_device{}()};
    for (;; slot = slot.addSecs(300)) {
        Snapshot snapshot;
        snapshot.run.source = u"coinspot"_s;
        snapshot.run.slot = slot;
        snapshot.run.startedAt = slot;
        snapshot.run.status = RunStatus::Ok;
        for (int coin = 0; coin < Coins; ++coin) {
            const Price price = Price::fromUnits(1 + random() % 1'000'000);
            snapshot.quotes.append({0, u"coin%1"_s.arg(coin), slot, price, price, price, {}});
        }
        if (!store.store(snapshot, slot.addSecs(1)))
            return 1;
        std::putchar('.'); // for the one who kills: so many are stored
        std::fflush(stdout);
    }
}

} // namespace

void TestSnapshotCrash::killedAtAnyInstantTheFileIsWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"market.db"_s);
    QVERIFY(ScratchDatabase{path}.migrator().up());
    std::mt19937 random{20261120};
    for (int kill = 0; kill < Kills; ++kill) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {u"store-forever"_s, path});
        // After some stored snapshots, at any instant of the next one.
        const qsizetype stored = 1 + qsizetype(random() % 12);
        qsizetype seen = 0;
        while (seen < stored) {
            QVERIFY(process.waitForReadyRead(20'000));
            seen += process.readAll().size();
        }
        std::this_thread::sleep_for(std::chrono::microseconds{random() % 4000});
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);

        ScratchDatabase scratch{path};
        QCOMPARE(scratch.value(u"PRAGMA quick_check"_s), u"ok"_s);
        QCOMPARE(scratch.value(
                         u"SELECT COUNT(*) FROM (SELECT timestamp FROM price_data_5min GROUP BY "
                         "timestamp HAVING COUNT(*) <> %1)"_s.arg(Coins)),
                 u"0"_s);
        QCOMPARE(scratch.value(u"SELECT COUNT(DISTINCT timestamp) FROM price_data_5min"_s),
                 scratch.value(u"SELECT COUNT(*) FROM collection_runs"_s));
    }

    ScratchDatabase scratch{path};
    QVERIFY(scratch.value(u"SELECT COUNT(*) FROM collection_runs"_s).toInt() >= Kills);
    const QString bars =
            u"SELECT symbol || bar_interval || time || open || high || low || close FROM "
            "intraday_data ORDER BY symbol, bar_interval, time"_s;
    const QStringList kept = scratch.column(bars);
    QVERIFY(rebuildBars(scratch.connection(), RebuildScope::All));
    QCOMPARE(scratch.column(bars), kept);
}

int main(int argc, char *argv[])
{
    QCoreApplication application{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "store-forever"_L1)
        return storeForever(arguments.value(2));
    TestSnapshotCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_snapshotcrash.moc"
