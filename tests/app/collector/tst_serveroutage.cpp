// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/outbox.h"
#include "app/collector/recorder.h"
#include "db/statements.h"
#include "tests/support/engines.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The server of the database goes away while prices come in.
class TestServerOutage final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLost_data();
    void nothingIsLost();
    void whatDoesNotPassIsToldAtOnce_data();
    void whatDoesNotPassIsToldAtOnce();
};

namespace {

const QDateTime Slot = QDateTime::fromString(u"2026-11-20T03:15:00.000Z"_s, Qt::ISODateWithMs);

Snapshot snapshot(int slot)
{
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = Slot.addSecs(300 * slot);
    snapshot.run.startedAt = snapshot.run.slot.addSecs(3);
    snapshot.run.status = RunStatus::Ok;
    const Price price = Price::fromUnits(100'000'000 + slot);
    snapshot.quotes = {{0, u"btc"_s, snapshot.run.slot, price, price, price, {}}};
    return snapshot;
}

// One line a row.
QStringList rowsOf(const ConnectionSpec &spec, const QString &sql, int columns)
{
    const auto connection = Connection::open(spec);
    if (!connection)
        return {connection.error().detail};
    Statements statements{**connection};
    Result<Rows> rows = statements.run(sql);
    if (!rows)
        return {rows.error().detail};
    QStringList all;
    while (rows->next()) {
        QStringList cells;
        for (int column = 0; column < columns; ++column)
            cells.append(rows->text(column));
        all.append(cells.join(u' '));
    }
    return all;
}

} // namespace

void TestServerOutage::nothingIsLost_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<bool>("crash");
    QTest::newRow("postgresql stops") << Engine::PostgreSql << false;
    QTest::newRow("postgresql crashes") << Engine::PostgreSql << true;
    QTest::newRow("mariadb stops") << Engine::MariaDb << false;
    QTest::newRow("mariadb crashes") << Engine::MariaDb << true;
}

void TestServerOutage::nothingIsLost()
{
    QFETCH(const Engine, engine);
    QFETCH(const bool, crash);
    const QTemporaryDir folder;
    const Outbox outbox{folder.filePath(u"outbox"_s)};
    PrivateServer server{engine};
    const ServerDatabase database{server.settings()};
    Recorder before{database.spec(), outbox, SlotGrid{}, Clock::system()};
    QVERIFY(before.prepare());
    QCOMPARE(before.record(snapshot(0)).run.status, RunStatus::Ok);

    crash ? server.kill() : server.stop();
    for (int slot = 1; slot <= 2; ++slot) {
        const Recorded recorded = before.record(snapshot(slot));
        QCOMPARE(recorded.run.status, RunStatus::Outbox);
        QVERIFY(recorded.problem);
        QVERIFY2(before.mayWait(*recorded.problem), qPrintable(recorded.problem->detail));
        QCOMPARE(recorded.problem->subject, database.spec().location());
    }
    // A program that is started meanwhile.
    Recorder meanwhile{database.spec(), outbox, SlotGrid{}, Clock::system()};
    const Result<> ready = meanwhile.prepare();
    QVERIFY(!ready);
    QCOMPARE(ready.error().kind, Error::Kind::Unreachable);
    QVERIFY(meanwhile.mayWait(ready.error()));
    QCOMPARE(meanwhile.record(snapshot(3)).run.status, RunStatus::Outbox);
    QCOMPARE(meanwhile.drain(), 3);

    server.start();
    QCOMPARE(before.record(snapshot(4)).run.status, RunStatus::Ok);
    QCOMPARE(before.waiting(), 0);
    QCOMPARE(meanwhile.drain(), 0);
    QCOMPARE(rowsOf(database.spec(), u"SELECT last FROM price_data_5min ORDER BY timestamp"_s, 1),
             (QStringList{u"1.00000000"_s, u"1.00000001"_s, u"1.00000002"_s, u"1.00000003"_s,
                          u"1.00000004"_s}));
    QCOMPARE(rowsOf(database.spec(), u"SELECT status FROM collection_runs ORDER BY slot"_s, 1),
             (QStringList{u"ok"_s, u"outbox"_s, u"outbox"_s, u"outbox"_s, u"ok"_s}));
    QCOMPARE(rowsOf(database.spec(),
                    u"SELECT open, close FROM intraday_data WHERE bar_interval = '1h'"_s, 2),
             QStringList{u"1.00000000 1.00000004"_s});
    QCOMPARE(rowsOf(database.spec(), u"SELECT id FROM data_gaps"_s, 1), QStringList{});
}

void TestServerOutage::whatDoesNotPassIsToldAtOnce_data()
{
    addServerRows();
}

void TestServerOutage::whatDoesNotPassIsToldAtOnce()
{
    QFETCH(const Engine, engine);
    const QTemporaryDir folder;
    const ServerDatabase database{engine};
    const auto isWaitedFor = [&](const ConnectionSpec &spec) {
        Recorder recorder{spec, Outbox{folder.filePath(u"outbox"_s)}, SlotGrid{}, Clock::system()};
        const Result<> ready = recorder.prepare();
        return ready || recorder.mayWait(ready.error());
    };
    ConnectionSpec wrong = database.spec();
    QVERIFY(isWaitedFor(wrong));
    wrong.password = u"wrong"_s;
    QVERIFY(!isWaitedFor(wrong));
    wrong = database.spec();
    wrong.databaseName = u"app_not_there"_s;
    QVERIFY(!isWaitedFor(wrong));
}

QTEST_GUILESS_MAIN(TestServerOutage)
#include "tst_serveroutage.moc"
