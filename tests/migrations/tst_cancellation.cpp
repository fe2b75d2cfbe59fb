// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/cancellation.h"

#include <QTest>

#include <functional>
#include <future>

namespace {

// Does in cancel() what the test wants.
class FakeCanceller final : public StatementCanceller
{
public:
    explicit FakeCanceller(std::function<void()> work)
        : m_work{std::move(work)}
    {}
    void cancel() override { m_work(); }

private:
    std::function<void()> m_work;
};

} // namespace

class TestCancellation final : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhenTheStatementsWereStopped();
    void keepsWhatWaitsFromBeginning();
    void whatCameTooLateStopsNothing();
    void endsOnlyAfterAStopOnItsWay();
};

// The worker takes back what it did as soon as it is told, and a stop would hit that.
void TestCancellation::tellsWhenTheStatementsWereStopped()
{
    Cancellation cancellation;
    bool wentOn = false;
    cancellation.watch(std::make_unique<FakeCanceller>([&] { wentOn = cancellation.goesOn(); }));
    cancellation.ask();
    QVERIFY(cancellation.goesOn());
    cancellation.stopStatements();
    QVERIFY(wentOn);
    QVERIFY(!cancellation.goesOn());
}

void TestCancellation::keepsWhatWaitsFromBeginning()
{
    Cancellation cancellation;
    QVERIFY(!cancellation.isAsked());
    cancellation.ask();
    QVERIFY(cancellation.isAsked());
    cancellation.stopStatements();
    QVERIFY(cancellation.isAsked());
    cancellation.allow();
    QVERIFY(!cancellation.isAsked());
    QVERIFY(cancellation.goesOn());
}

void TestCancellation::whatCameTooLateStopsNothing()
{
    Cancellation cancellation;
    int stopped = 0;
    cancellation.ask();
    cancellation.allow(); // something new was asked for before a thread came to stop the old
    cancellation.watch(std::make_unique<FakeCanceller>([&] { ++stopped; }));
    cancellation.stopStatements();
    QCOMPARE(stopped, 0);
    QVERIFY(cancellation.goesOn());
}

void TestCancellation::endsOnlyAfterAStopOnItsWay()
{
    Cancellation cancellation;
    std::promise<void> begun;
    std::promise<void> mayEnd;
    bool hasEnded = false;
    cancellation.watch(std::make_unique<FakeCanceller>([&] {
        begun.set_value();
        mayEnd.get_future().wait();
        hasEnded = true;
    }));
    cancellation.ask();
    const std::future<void> stop =
            std::async(std::launch::async, [&] { cancellation.stopStatements(); });
    begun.get_future().wait();
    const std::future<void> end = std::async(std::launch::async, [&] {
        cancellation.forgetAll();
        QVERIFY(hasEnded);
    });
    mayEnd.set_value();
}

QTEST_GUILESS_MAIN(TestCancellation)
#include "tst_cancellation.moc"
