// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/outbox.h"
#include "app/collector/recorder.h"
#include "db/quotes/quotestore.h"
#include "tests/support/engines.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestRecorder : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void storesIntoANewDatabase();
    void lockedDatabaseFillsTheOutboxAndIsCaughtUp();
    void readOnlyDatabaseFillsTheOutbox();
    void whatNeitherTakesIsKeptInMemory();
    void crashBetweenCommitAndRemovalStoresOnce();
    void damagedOutboxFileIsSetAside();
    void entryThatTheSchemaRefusesHoldsNothingUp();
    void clockThatWasAheadLeavesNoFalseGap();
    void databaseDeletedMeanwhileIsMadeAgain();
    void foreignDatabaseIsRefusedAndUntouched();
    void recordsTheGapBeforeARun();
    void newerDatabaseIsLeftAlone();
    void makesRoomForBarsOfNow_data() { addEngineRows(); }
    void makesRoomForBarsOfNow();

private:
    [[nodiscard]] std::unique_ptr<Recorder> recorder();
    [[nodiscard]] QString path() const { return m_folder->filePath(u"market.db"_s); }
    [[nodiscard]] Outbox outbox() const { return Outbox{m_folder->filePath(u"outbox"_s)}; }

    std::unique_ptr<QTemporaryDir> m_folder;
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
    snapshot.run.attempts = 1;
    snapshot.run.received = 1;
    const Price price = Price::parse(u"123456789012.12345678"_s).value();
    snapshot.quotes = {{0, u"btc"_s, snapshot.run.slot, price, price, price, {}}};
    return snapshot;
}

} // namespace

void TestRecorder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

std::unique_ptr<Recorder> TestRecorder::recorder()
{
    ConnectionSpec spec;
    spec.path = path();
    spec.busyTimeout = 50ms;
    return std::make_unique<Recorder>(spec, outbox(), SlotGrid{}, Clock::system());
}

void TestRecorder::storesIntoANewDatabase()
{
    const auto recorder = this->recorder();
    QVERIFY(recorder->prepare());
    QCOMPARE(QFile::permissions(path()) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    const Recorded recorded = recorder->record(snapshot(0));
    QVERIFY(!recorded.problem);
    QCOMPARE(recorded.run.stored, 1);
    QVERIFY(recorder->hasPrices(Slot));
    QVERIFY(!recorder->hasPrices(Slot.addSecs(300)));
}

void TestRecorder::lockedDatabaseFillsTheOutboxAndIsCaughtUp()
{
    const auto recorder = this->recorder();
    QVERIFY(recorder->prepare());
    {
        ScratchDatabase other{path()};
        QVERIFY(other.run(u"BEGIN EXCLUSIVE"_s));
        for (int i = 0; i < 3; ++i) {
            const Recorded recorded = recorder->record(snapshot(i));
            QCOMPARE(recorded.run.status, RunStatus::Outbox);
            QVERIFY(recorded.problem);
            QCOMPARE(recorded.problem->kind, Error::Kind::Busy);
        }
        QCOMPARE(recorder->waiting(), 3);
        QVERIFY(other.run(u"ROLLBACK"_s));
    }
    QList<CollectionRun> drained;
    connect(recorder.get(), &Recorder::drained, this,
            [&](const CollectionRun &run) { drained.append(run); });
    const Recorded recorded = recorder->record(snapshot(3));
    QCOMPARE(recorded.run.status, RunStatus::Ok);
    QCOMPARE(drained.size(), 3);
    QCOMPARE(drained[0].slot, Slot);
    QCOMPARE(recorder->waiting(), 0);
    ScratchDatabase check{path()};
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"4"_s);
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM collection_runs WHERE status = 'outbox'"_s),
             u"3"_s);
    QCOMPARE(check.value(u"SELECT last FROM price_data_5min LIMIT 1"_s),
             u"123456789012.12345678"_s);
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM data_gaps"_s), u"0"_s);
}

void TestRecorder::readOnlyDatabaseFillsTheOutbox()
{
    {
        const auto recorder = this->recorder();
        QVERIFY(recorder->prepare());
        QVERIFY(!recorder->record(snapshot(0)).problem);
    }
    ConnectionSpec spec;
    spec.path = path();
    spec.readOnly = true; // what a file without write permission is to anybody but root
    Recorder recorder{spec, outbox(), SlotGrid{}, Clock::system()};
    const Recorded recorded = recorder.record(snapshot(1));
    QCOMPARE(recorded.run.status, RunStatus::Outbox);
    QCOMPARE(recorded.problem->kind, Error::Kind::ReadOnly);
    QCOMPARE(this->recorder()->drain(), 0);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"2"_s);
}

void TestRecorder::whatNeitherTakesIsKeptInMemory()
{
    ConnectionSpec spec;
    spec.path = path();
    spec.busyTimeout = 50ms;
    // A file stands where the outbox folder should be made.
    QFile blocker{m_folder->filePath(u"outbox"_s)};
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    blocker.close();
    const auto recorder = this->recorder();
    QVERIFY(recorder->prepare());
    {
        ScratchDatabase other{path()};
        QVERIFY(other.run(u"BEGIN EXCLUSIVE"_s));
        const Recorded recorded = recorder->record(snapshot(0));
        QCOMPARE(recorded.run.status, RunStatus::Failed);
        QCOMPARE(recorder->waiting(), 1);
    }
    QCOMPARE(recorder->drain(), 0);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"1"_s);
}

void TestRecorder::crashBetweenCommitAndRemovalStoresOnce()
{
    const auto recorder = this->recorder();
    QVERIFY(recorder->prepare());
    Snapshot waiting = snapshot(0);
    waiting.run.status = RunStatus::Outbox;
    QVERIFY(outbox().keep(waiting));
    QVERIFY(outbox().keep(waiting)); // as if the first had been stored and not removed
    QCOMPARE(recorder->drain(), 0);
    ScratchDatabase check{path()};
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"1"_s);
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM collection_runs"_s), u"1"_s);
}

void TestRecorder::damagedOutboxFileIsSetAside()
{
    const auto recorder = this->recorder();
    QVERIFY(recorder->prepare());
    QVERIFY(outbox().keep(snapshot(0)));
    QFile damaged{m_folder->filePath(u"outbox/000000000000001-x.json"_s)};
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{\"tidemark_snapshot\":1,\"quotes\":[{\"coin\":\"btc\",\"last\":\"x\"}]}");
    damaged.close();
    QCOMPARE(recorder->drain(), 0);
    QVERIFY(QFile::exists(damaged.fileName() + u".unreadable"_s));
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"1"_s);
}

void TestRecorder::entryThatTheSchemaRefusesHoldsNothingUp()
{
    const auto recorder = this->recorder();
    QVERIFY(recorder->prepare());
    Snapshot refused = snapshot(0);
    refused.quotes[0].coin = u"a_name_that_is_much_longer_than_twenty"_s;
    QVERIFY(outbox().keep(refused));
    QVERIFY(outbox().keep(snapshot(1)));
    QVERIFY(!recorder->record(snapshot(2)).problem);
    QCOMPARE(recorder->waiting(), 0);
    QCOMPARE(QDir{m_folder->filePath(u"outbox"_s)}.entryList({u"*.unreadable"_s}).size(), 1);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"2"_s);
}

void TestRecorder::clockThatWasAheadLeavesNoFalseGap()
{
    const auto recorder = this->recorder();
    QVERIFY(!recorder->record(snapshot(0)).problem);
    QVERIFY(!recorder->record(snapshot(100'000)).problem); // a year ahead, by mistake
    for (const int slot : {1, 2, 3})
        QVERIFY(!recorder->record(snapshot(slot)).problem);
    ScratchDatabase check{path()};
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM data_gaps JOIN price_data_5min ON timestamp >= "
                         "from_time AND timestamp < to_time"_s),
             u"0"_s);
}

void TestRecorder::databaseDeletedMeanwhileIsMadeAgain()
{
    const auto recorder = this->recorder();
    QVERIFY(!recorder->record(snapshot(0)).problem);
    for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path() + ending);
    QVERIFY(!recorder->record(snapshot(1)).problem);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"1"_s);
}

void TestRecorder::foreignDatabaseIsRefusedAndUntouched()
{
    {
        ScratchDatabase foreign{path()};
        QVERIFY(foreign.run(u"CREATE TABLE addresses (name TEXT)"_s));
    }
    const auto recorder = this->recorder();
    const Result<> ready = recorder->prepare();
    QVERIFY(!ready);
    QCOMPARE(ready.error().kind, Error::Kind::Refused);
    QVERIFY(!recorder->mayWait(ready.error()));
    QCOMPARE(ScratchDatabase{path()}.column(u"SELECT name FROM sqlite_schema"_s),
             QStringList{u"addresses"_s});
}

void TestRecorder::recordsTheGapBeforeARun()
{
    const auto recorder = this->recorder();
    QVERIFY(!recorder->record(snapshot(0)).problem);
    Snapshot failed = snapshot(1);
    failed.run.status = RunStatus::Failed;
    failed.run.cause = GapCause::Offline;
    failed.quotes.clear();
    QVERIFY(!recorder->record(failed).problem);
    recorder->noteSleep({Slot.addSecs(2 * 300 + 10), Slot.addSecs(5 * 300 - 10)});
    QVERIFY(!recorder->record(snapshot(5)).problem);

    ScratchDatabase check{path()};
    const QStringList gaps = check.column(
            u"SELECT cause || ' ' || ((to_time - from_time) / 300000) FROM data_gaps ORDER BY from_time"_s);
    QCOMPARE(gaps, (QStringList{u"offline 1"_s, u"asleep 3"_s}));
}

// A newer program moved it while this one had it open.
void TestRecorder::newerDatabaseIsLeftAlone()
{
    const QString newer =
            u"UPDATE tidemark_migrations SET version = 99 WHERE version = %1"_s.arg(headVersion());
    const auto now = QDateTime::currentDateTimeUtc();
    const auto recorder = this->recorder();
    VERIFY_RESULT(recorder->prepare());
    ScratchDatabase other{path()};
    QVERIFY(other.run(newer));
    const Recorded recorded = recorder->record(snapshot(0)); // its first one
    QCOMPARE(recorded.run.status, RunStatus::Outbox);
    QCOMPARE(recorded.problem->kind, Error::Kind::Refused);
    QCOMPARE(other.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"0"_s);

    QVERIFY(other.run(u"UPDATE tidemark_migrations SET version = %1 WHERE version = 99"_s.arg(
            headVersion())));
    const auto swap = [&](const QString &expected, const QString &next) {
        return recorder->useLease(
                [&](LeaseStore &lease) { return lease.swap(expected, next, now); });
    };
    VERIFY_RESULT(swap({}, u"a1"_s));
    QVERIFY(other.run(newer));
    const Result<bool> renewed = swap(u"a1"_s, u"a2"_s);
    QVERIFY(!renewed);
    QCOMPARE(renewed.error().kind, Error::Kind::Refused);
    QCOMPARE(other.value(u"SELECT value FROM metadata WHERE name = 'collector_lease'"_s), u"a1"_s);
}

void TestRecorder::makesRoomForBarsOfNow()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    Recorder recorder{database.spec(), outbox(), SlotGrid{}, Clock::system()};
    VERIFY_RESULT(recorder.prepare());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto connection = openOrFail(database.spec());
    Statements statements{*connection};
    VERIFY_RESULT(statements.change(u"INSERT INTO daily_data (time, symbol, open, high, low, "
                                    "close, adjusted_close) VALUES (?, 'AAPL.US', '1.0000', "
                                    "'1.0000', '1.0000', '1.0000', '1.0000')"_s,
                                    {QDateTime{now.date(), QTime{0, 0}, Qt::UTC}}));
    VERIFY_RESULT(statements.change(u"INSERT INTO intraday_data (time, symbol, bar_interval, open, "
                                    "high, low, close) VALUES (?, 'AAPL.US', '1h', '1.00000000', "
                                    "'1.00000000', '1.00000000', '1.00000000')"_s,
                                    {now}));
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
