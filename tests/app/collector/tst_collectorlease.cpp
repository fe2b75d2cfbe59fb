// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/collector/leaseprogram.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// The lease with clocks that the test moves; its own timer never has to fire.
class TestCollectorLease : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void firstGetsItOthersStandBy();
    void rowSaysWhoAndRises();
    void staleOwnerIsReplacedAfterThreeIntervals();
    void livingOwnerIsNever();
    void lookThatComesLateStartsTheWaitAnew();
    void databaseThatWasAwayStartsTheWaitAnew();
    void cleanEndIsTakenAtTheNextLook();
    void stoppedOwnerLearnsBeforeItFetches();
    void ownerGoesOnWithoutTheDatabase();
    void standbyDoesNotBeginWithoutTheDatabase();
    void startWithoutTheDatabaseTakesTheLockOfTheComputer();
    void startWithoutTheDatabaseGivesWayToTheOwner();
    void lockedDatabaseAtTheStart();
    void lockedDatabaseHoldsUpNoRequestTwice();
    void lostAnswerIsNotALostLease();
    void rowThatIsGoneIsMadeAgain();
    void killedOwnerOfThisComputerIsReplacedAtOnce();
    void killedOwnerAndDatabaseAwayAtTheRestart();
    void lockOfAnotherComputerSaysNothing();
    void rowThatIsNoneIsOverdueToo_data();
    void rowThatIsNoneIsOverdueToo();
    void endWithoutTheDatabaseAsksNothing();
    void intervalIsAFifthOfASlot();

private:
    [[nodiscard]] QString lockFile(const QString &computer) const
    {
        return m_folder->filePath(computer + u"/collector.lock"_s);
    }
    [[nodiscard]] std::unique_ptr<LeaseProgram> program(const QString &host)
    {
        return std::make_unique<LeaseProgram>(m_row, host, lockFile(host));
    }
    // As kill -9 does: the lock is free, the row is left.
    void kill(std::unique_ptr<LeaseProgram> &program)
    {
        program->isCutOff = true;
        program.reset();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    LeaseRow m_row;
};

void TestCollectorLease::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_row = {};
}

void TestCollectorLease::firstGetsItOthersStandBy()
{
    const auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    QVERIFY(one->lease.isOwner());
    QCOMPARE(one->gained.count(), 1);
    QVERIFY(!two->lease.isOwner());
    QVERIFY(!two->lease.renew());
    QCOMPARE(two->stoodBy.count(), 1);
    QCOMPARE(two->stoodBy.at(0).at(0).toString(), u"one"_s);
    two->pass(Interval);
    QCOMPARE(two->stoodBy.count(), 1); // told once
}

void TestCollectorLease::rowSaysWhoAndRises()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    const LeaseHolder first = LeaseHolder::fromJson(m_row.value);
    QCOMPARE(first.host, u"one"_s);
    QVERIFY(!first.owner.isEmpty());
    one->pass(Interval);
    const LeaseHolder second = LeaseHolder::fromJson(m_row.value);
    QCOMPARE(second.owner, first.owner);
    QCOMPARE(second.beat, first.beat + 1);
}

void TestCollectorLease::staleOwnerIsReplacedAfterThreeIntervals()
{
    auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    kill(one);
    for (int i = 0; i < 3; ++i)
        two->pass(Interval);
    QVERIFY(!two->lease.isOwner());
    two->pass(Interval / 4);
    QVERIFY(two->lease.isOwner());
    QCOMPARE(two->gained.count(), 1);
    QCOMPARE(m_row.host(), u"two"_s);
}

void TestCollectorLease::livingOwnerIsNever()
{
    const auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    for (int i = 0; i < 50; ++i) {
        if (i % 3 == 0) // two beats missed, the third is made
            one->pass(3 * Interval);
        two->pass(Interval);
        QVERIFY(!two->lease.isOwner());
    }
    QVERIFY(one->lease.isOwner());
}

void TestCollectorLease::lookThatComesLateStartsTheWaitAnew()
{
    auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    two->pass(1h); // stopped: the owner may have been, too
    QVERIFY(!two->lease.isOwner());
    for (int i = 0; i < 3; ++i)
        two->pass(Interval);
    QVERIFY(!two->lease.isOwner());
    two->pass(Interval);
    QVERIFY(two->lease.isOwner());
}

void TestCollectorLease::databaseThatWasAwayStartsTheWaitAnew()
{
    const auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    two->pass(Interval);
    two->pass(Interval);
    m_row.isReachable = false; // so no beat could be made
    one->pass(2 * Interval);
    two->pass(Interval);
    m_row.isReachable = true;
    two->pass(Interval);
    two->pass(Interval);
    QVERIFY(!two->lease.isOwner());
    one->pass(Interval);
    QVERIFY(one->lease.isOwner());
}

void TestCollectorLease::cleanEndIsTakenAtTheNextLook()
{
    const auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    one->lease.stop();
    QVERIFY(!one->lease.isOwner());
    QVERIFY(m_row.value.isNull());
    two->pass(Interval);
    QVERIFY(two->lease.isOwner());
    one->lease.start(); // as after a pause
    QVERIFY(!one->lease.isOwner());
    QCOMPARE(one->stoodBy.constLast().at(0).toString(), u"two"_s);
}

void TestCollectorLease::stoppedOwnerLearnsBeforeItFetches()
{
    const auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    for (int i = 0; i < 5; ++i) // one stands still
        two->pass(Interval);
    QVERIFY(two->lease.isOwner());
    QVERIFY(one->lease.isOwner()); // it does not know yet
    QVERIFY(!one->lease.renew());
    QVERIFY(!one->lease.isOwner());
    QCOMPARE(one->stoodBy.count(), 1);
    QCOMPARE(one->stoodBy.at(0).at(0).toString(), u"two"_s);
    QVERIFY(two->lease.renew());
}

void TestCollectorLease::ownerGoesOnWithoutTheDatabase()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    m_row.isReachable = false;
    for (int i = 0; i < 20; ++i) {
        one->pass(Interval);
        QVERIFY(one->lease.renew());
        QVERIFY(!one->lease.isReachable());
    }
    m_row.isReachable = true;
    one->pass(Interval);
    QVERIFY(one->lease.isOwner());
    QVERIFY(one->lease.isReachable());
}

void TestCollectorLease::standbyDoesNotBeginWithoutTheDatabase()
{
    auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->lease.start();
    kill(one);
    m_row.isReachable = false;
    for (int i = 0; i < 20; ++i)
        two->pass(Interval);
    QVERIFY(!two->lease.isOwner());
}

void TestCollectorLease::startWithoutTheDatabaseTakesTheLockOfTheComputer()
{
    m_row.isReachable = false;
    auto one = program(u"one"_s);
    const auto two = program(u"one"_s);
    one->lease.start();
    two->lease.start();
    QVERIFY(one->lease.isOwner());
    QVERIFY(one->lease.renew());
    QVERIFY(!two->lease.isOwner());
    QCOMPARE(two->stoodBy.at(0).at(0).toString(), u"one"_s);
    kill(one);
    two->pass(Interval);
    QVERIFY(two->lease.isOwner());
    m_row.isReachable = true;
    QVERIFY(two->lease.renew());
    QCOMPARE(m_row.host(), u"one"_s);
}

void TestCollectorLease::startWithoutTheDatabaseGivesWayToTheOwner()
{
    const auto one = program(u"one"_s);
    const auto two = program(u"two"_s);
    one->lease.start();
    two->isCutOff = true;
    two->lease.start();
    QVERIFY(two->lease.isOwner());
    two->isCutOff = false;
    QVERIFY(!two->lease.renew());
    QVERIFY(one->lease.renew());
}

void TestCollectorLease::lockedDatabaseAtTheStart()
{
    m_row.isLocked = true; // by a migration, say
    const auto one = program(u"one"_s);
    const auto two = program(u"one"_s);
    one->lease.start();
    two->lease.start();
    QVERIFY(one->lease.isOwner());
    QVERIFY(!two->lease.isOwner());
    m_row.isLocked = false;
    one->pass(Interval);
    two->pass(Interval);
    QVERIFY(one->lease.isOwner());
    QVERIFY(!two->lease.isOwner());
    QCOMPARE(m_row.host(), u"one"_s);
}

void TestCollectorLease::lockedDatabaseHoldsUpNoRequestTwice()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    m_row.isLocked = true;
    QVERIFY(one->lease.renew());
    const int before = one->changes;
    QVERIFY(one->lease.renew());
    QCOMPARE(one->changes, before);
    one->awake += 1min; // it was stopped, so another program may have the lease
    m_row.isLocked = false;
    m_row.value = LeaseHolder{u"other"_s, u"two"_s, 1}.toJson();
    QVERIFY(!one->lease.renew());
}

void TestCollectorLease::lostAnswerIsNotALostLease()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    one->losesAnswers = true;
    one->pass(Interval);
    one->losesAnswers = false;
    one->pass(Interval);
    QVERIFY(one->lease.isOwner());
    QVERIFY(one->lease.renew());
    QCOMPARE(one->stoodBy.count(), 0);
}

void TestCollectorLease::rowThatIsGoneIsMadeAgain()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    m_row.value = QString{}; // the database was made anew
    QVERIFY(one->lease.renew());
    QCOMPARE(m_row.host(), u"one"_s);
}

void TestCollectorLease::killedOwnerOfThisComputerIsReplacedAtOnce()
{
    auto one = program(u"one"_s);
    const auto two = program(u"one"_s);
    one->lease.start();
    two->lease.start();
    QVERIFY(!two->lease.isOwner());
    kill(one);
    two->pass(Interval);
    QVERIFY(two->lease.isOwner());
    const auto three = program(u"one"_s);
    three->lease.start();
    QVERIFY(!three->lease.isOwner());
}

void TestCollectorLease::killedOwnerAndDatabaseAwayAtTheRestart()
{
    auto one = program(u"one"_s);
    one->lease.start();
    kill(one);
    m_row.isReachable = false;
    const auto again = program(u"one"_s);
    again->lease.start();
    QVERIFY(again->lease.isOwner());
    m_row.isReachable = true;
    QVERIFY(again->lease.renew());
    QCOMPARE(again->stoodBy.count(), 0);
}

void TestCollectorLease::lockOfAnotherComputerSaysNothing()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    // Two users of one computer, or two computers of one name: the lock is free.
    LeaseProgram other{m_row, u"one"_s, lockFile(u"other"_s)};
    // Two computers that share a folder but no locks.
    LeaseProgram sharing{m_row, u"two"_s, lockFile(u"sharing"_s)};
    QVERIFY(QDir{}.mkpath(QFileInfo{lockFile(u"sharing"_s)}.path()));
    {
        FileLock lock{lockFile(u"sharing"_s)};
        QVERIFY(lock.take().value());
        QVERIFY(lock.setText(LeaseHolder::fromJson(m_row.value).owner.toLatin1()));
    }
    other.lease.start();
    sharing.lease.start();
    QVERIFY(!other.lease.isOwner());
    QVERIFY(!sharing.lease.isOwner());
    QVERIFY(one->lease.renew());
}

void TestCollectorLease::rowThatIsNoneIsOverdueToo_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("no JSON") << u"collector"_s;
    QTest::newRow("another JSON") << u"[1, 2]"_s;
}

void TestCollectorLease::rowThatIsNoneIsOverdueToo()
{
    QFETCH(const QString, value);
    m_row.value = value;
    const auto one = program(u"one"_s);
    one->lease.start();
    QVERIFY(!one->lease.isOwner());
    for (int i = 0; i < 4; ++i)
        one->pass(Interval);
    QVERIFY(one->lease.isOwner());
}

void TestCollectorLease::endWithoutTheDatabaseAsksNothing()
{
    const auto one = program(u"one"_s);
    one->lease.start();
    m_row.isReachable = false;
    QVERIFY(one->lease.renew());
    m_row.isReachable = true;
    one->lease.stop();
    QVERIFY(!m_row.value.isNull()); // where it is still away, a time-out would hold up the end
}

void TestCollectorLease::intervalIsAFifthOfASlot()
{
    QCOMPARE(CollectorLease::intervalFor(5min), std::chrono::milliseconds{30s});
    QCOMPARE(CollectorLease::intervalFor(5s), std::chrono::milliseconds{1s});
}

QTEST_GUILESS_MAIN(TestCollectorLease)
#include "tst_collectorlease.moc"
