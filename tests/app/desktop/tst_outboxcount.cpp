// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/outboxcount.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestOutboxCount final : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatWaitsAndWhatIsStored();
    void leavesOtherRunsOut();

private:
    [[nodiscard]] static CollectionRun run(int second, RunStatus status = RunStatus::Outbox)
    {
        CollectionRun run;
        run.startedAt = QDateTime::fromSecsSinceEpoch(1'763'600'000 + second, Qt::UTC);
        run.status = status;
        run.received = 9;
        run.rejected = 1;
        return run;
    }
};

void TestOutboxCount::countsWhatWaitsAndWhatIsStored()
{
    OutboxCount count;
    count.begin();
    count.noteRun(run(0));
    count.noteRun(run(5));
    QCOMPARE(count.quotes(), (BufferedQuotes{16, 0}));
    count.noteStored(run(0));
    QCOMPARE(count.quotes(), (BufferedQuotes{8, 8}));
    count.end();
    count.noteStored(run(5)); // stored when the change was over
    QCOMPARE(count.quotes(), (BufferedQuotes{0, 16}));
    count.noteStored(run(5)); // told twice
    QCOMPARE(count.quotes(), (BufferedQuotes{0, 16}));
}

void TestOutboxCount::leavesOtherRunsOut()
{
    OutboxCount count;
    count.noteRun(run(0)); // before
    count.begin();
    count.noteRun(run(5, RunStatus::Ok));
    count.noteStored(run(0));
    count.end();
    count.noteRun(run(10)); // after
    count.noteStored(run(10));
    QCOMPARE(count.quotes(), BufferedQuotes{});
    count.begin();
    count.noteRun(run(20));
    count.begin(); // the next change counts from nothing
    QCOMPARE(count.quotes(), BufferedQuotes{});
}

QTEST_GUILESS_MAIN(TestOutboxCount)
#include "tst_outboxcount.moc"
