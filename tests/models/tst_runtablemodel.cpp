// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellrole.h"
#include "models/collector/runtablemodel.h"
#include "models/collector/runtext.h"
#include "runs.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestRunTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void pagesByTheLastRowHeld();
    void ignoresLateAnswers();
    void asksAgainAfterFailure();
    void putsNewRunsOnTop();
    void keepsOrderOfLateRuns();
    void updatesARunInPlace();
    void runsOfTheWaitAreNotLost();
    void filters_data();
    void filters();
    void oldRowsStayWhileAFilterIsAsked();
    void shows();
    void showsWhatWasNotStored();
    void saysDurations_data();
    void saysDurations();
    void namesTheZone();

private:
    void acceptFirst(const QList<CollectionRun> &rows, bool hasMore = false)
    {
        m_model->reload();
        m_model->acceptRuns(++m_ticket, RunsPage{rows, hasMore});
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }

    QDateTime m_now;
    quint64 m_ticket = 0; // as the model counts its questions
    std::unique_ptr<RunTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRunTableModel::init()
{
    m_now = runTime();
    m_ticket = 0;
    m_tester.reset();
    m_model = std::make_unique<RunTableModel>(QLocale{u"en_AU"_s}, SlotGrid{},
                                              [this] { return m_now; });
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRunTableModel::pagesByTheLastRowHeld()
{
    m_tester.reset(); // it fetches by itself
    QSignalSpy asked{m_model.get(), &RunTableModel::runsRequested};
    QVERIFY(!m_model->canFetchMore({}));
    m_model->reload();
    QCOMPARE(asked.count(), 1);
    QVERIFY(!asked.at(0).at(1).value<RunsPageRequest>().after);

    m_model->acceptRuns(1, RunsPage{{runOf(9, 0), runOf(8, 1)}, true});
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QVERIFY(!m_model->canFetchMore({})); // one question at a time
    QCOMPARE(asked.count(), 2);
    const auto request = asked.at(1).at(1).value<RunsPageRequest>();
    QVERIFY(request.after);
    QCOMPARE(request.after->startedAt, runOf(8, 1).startedAt);
    QCOMPARE(request.after->id, 8);

    m_model->acceptRuns(2, RunsPage{{runOf(7, 2)}, false});
    QCOMPARE(m_model->rowCount(), 3);
    QVERIFY(!m_model->canFetchMore({}));
}

void TestRunTableModel::ignoresLateAnswers()
{
    m_model->reload();
    m_model->reload();
    m_model->acceptRuns(1, RunsPage{{runOf(1, 5)}, false});
    QCOMPARE(m_model->rowCount(), 0);
    m_model->acceptRuns(2, RunsPage{{runOf(2, 4)}, false});
    QCOMPARE(m_model->rowCount(), 1);
}

void TestRunTableModel::asksAgainAfterFailure()
{
    acceptFirst({runOf(9, 0)}, true);
    m_model->fetchMore({});
    m_model->giveUpRuns(2);
    QVERIFY(m_model->canFetchMore({}));
}

void TestRunTableModel::putsNewRunsOnTop()
{
    acceptFirst({runOf(8, 1)});
    const QPersistentModelIndex old = m_model->index(0, 0);
    QSignalSpy reset{m_model.get(), &RunTableModel::modelReset};
    m_model->addRun(runOf(9, 0));
    QCOMPARE(m_model->run(0).id, 9);
    QCOMPARE(old.row(), 1);
    QCOMPARE(reset.count(), 0);
}

void TestRunTableModel::keepsOrderOfLateRuns()
{
    acceptFirst({runOf(9, 0), runOf(7, 2)}, true);
    m_model->addRun(runOf(8, 1));
    QCOMPARE(m_model->run(1).id, 8);
    m_model->addRun(runOf(1, 9)); // older than what is held: its page brings it
    QCOMPARE(m_model->rowCount(), 3);
}

void TestRunTableModel::updatesARunInPlace()
{
    CollectionRun waiting = runOf(0, 0, RunStatus::Outbox);
    acceptFirst({runOf(8, 1)});
    m_model->addRun(waiting);
    QCOMPARE(text(0, RunTableModel::ResultColumn), u"In outbox"_s);

    waiting.id = 9;
    m_model->addRun(waiting);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(0, RunTableModel::ResultColumn), u"Stored late"_s);
}

void TestRunTableModel::runsOfTheWaitAreNotLost()
{
    m_model->reload();
    m_model->addRun(runOf(9, 0)); // ended after the page was read
    m_model->addRun(runOf(8, 1)); // ended before
    m_model->acceptRuns(1, RunsPage{{runOf(8, 1), runOf(7, 2)}, false});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->run(0).id, 9);
}

void TestRunTableModel::filters_data()
{
    QTest::addColumn<RunFilter>("filter");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("kept");

    QTest::newRow("all") << RunFilter::All << QString{} << QList<qint64>{1, 2, 3, 4};
    QTest::newRow("collected, outbox too")
            << RunFilter::Collected << QString{} << QList<qint64>{1, 4};
    QTest::newRow("partial") << RunFilter::Partial << QString{} << QList<qint64>{2};
    QTest::newRow("failed") << RunFilter::Failed << QString{} << QList<qint64>{3};
    QTest::newRow("name of a rejected entry") << RunFilter::All << u"STR"_s << QList<qint64>{2};
    QTest::newRow("reason") << RunFilter::All << u"nan"_s << QList<qint64>{2};
    QTest::newRow("error") << RunFilter::All << u"no answer"_s << QList<qint64>{3};
    QTest::newRow("both must hold") << RunFilter::Failed << u"nan"_s << QList<qint64>{};
}

void TestRunTableModel::filters()
{
    QFETCH(const RunFilter, filter);
    QFETCH(const QString, text);
    QFETCH(const QList<qint64>, kept);

    QSignalSpy asked{m_model.get(), &RunTableModel::runsRequested};
    m_model->setFilter(filter);
    m_model->setText(text);
    const int questions = int(filter != RunFilter::All) + int(!text.isEmpty());
    QCOMPARE(asked.count(), questions); // the same filter again asks nothing
    acceptFirst({});
    m_model->acceptRuns(quint64(questions) + 1, {});

    CollectionRun partial = runOf(2, 2, RunStatus::Partial);
    partial.rejectedEntries = {{u"str"_s, u"last is NaN"_s}};
    CollectionRun failed = runOf(3, 1, RunStatus::Failed);
    failed.error = u"No answer came from CoinSpot."_s;
    for (const CollectionRun &run : {runOf(1, 3), partial, failed, runOf(4, 0, RunStatus::Outbox)})
        m_model->addRun(run);

    QList<qint64> ids;
    for (int row = m_model->rowCount() - 1; row >= 0; --row)
        ids << m_model->run(row).id;
    QCOMPARE(ids, kept);
}

void TestRunTableModel::oldRowsStayWhileAFilterIsAsked()
{
    acceptFirst({runOf(8, 1)});
    m_model->setFilter(RunFilter::Failed);
    QCOMPARE(m_model->rowCount(), 1);
    m_model->acceptRuns(2, {});
    QCOMPARE(m_model->rowCount(), 0);
}

void TestRunTableModel::shows()
{
    CollectionRun run = runOf(9, 4, RunStatus::Partial);
    run.received = 1009;
    run.stored = 1008;
    run.rejected = 1;
    run.durationMs = 6184;
    run.finishedAt = run.slot.addMSecs(7060);
    acceptFirst({run});
    QCOMPARE(text(0, RunTableModel::SlotColumn), u"Fri 20 Nov, 14:00"_s);
    QCOMPARE(text(0, RunTableModel::SourceColumn), u"CoinSpot"_s);
    QCOMPARE(text(0, RunTableModel::ResultColumn), u"Partial"_s);
    QCOMPARE(text(0, RunTableModel::ReceivedColumn), u"1,009"_s);
    QCOMPARE(text(0, RunTableModel::StoredColumn), u"1,008"_s);
    QCOMPARE(text(0, RunTableModel::RejectedColumn), u"1"_s);
    QCOMPARE(text(0, RunTableModel::DurationColumn), u"6.2 s"_s);
    QCOMPARE(text(0, RunTableModel::DelayColumn), u"7.1 s"_s);
    const auto raw = [this](int column) {
        return m_model->index(0, column).data(CellRole::Raw).toString();
    };
    QCOMPARE(raw(RunTableModel::SlotColumn), u"2026-11-20T03:00:00.000Z"_s);
    QCOMPARE(raw(RunTableModel::ResultColumn), u"partial"_s);
    QCOMPARE(raw(RunTableModel::DurationColumn), u"6184"_s);
    QCOMPARE(raw(RunTableModel::DelayColumn), u"7060"_s);
    QCOMPARE(
            m_model->index(0, RunTableModel::RejectedColumn).data(CellRole::Tone).value<CellTone>(),
            CellTone::Warning);
    QCOMPARE(runSummary(run, QLocale{u"en_AU"_s}), u"1,008 of 1,009 entries stored, 1 rejected."_s);
}

void TestRunTableModel::showsWhatWasNotStored()
{
    CollectionRun again = runOf(9, 0);
    again.stored = 0;
    again.duplicates = 9;
    acceptFirst({again, runOf(8, 1, RunStatus::Failed)});
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(text(row, RunTableModel::DelayColumn), u"–"_s);
        QCOMPARE(m_model->index(row, RunTableModel::DelayColumn).data(CellRole::Raw).toString(),
                 QString{});
    }
    QCOMPARE(runSummary(again, QLocale{u"en_AU"_s}), u"All 9 entries were stored already."_s);
}

void TestRunTableModel::saysDurations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("duration");
    QTest::addColumn<QString>("delay");

    QTest::newRow("none") << qint64{0} << u"0 ms"_s << u"0.0 s"_s;
    QTest::newRow("milliseconds") << qint64{412} << u"412 ms"_s << u"0.4 s"_s;
    QTest::newRow("last millisecond") << qint64{999} << u"999 ms"_s << u"1.0 s"_s;
    QTest::newRow("seconds") << qint64{1240} << u"1.2 s"_s << u"1.2 s"_s;
    QTest::newRow("just under a minute") << qint64{59'940} << u"59.9 s"_s << u"59.9 s"_s;
    QTest::newRow("a minute") << qint64{59'960} << u"1 min 0 s"_s << u"1 min 0 s"_s;
    QTest::newRow("minutes") << qint64{125'000} << u"2 min 5 s"_s << u"2 min 5 s"_s;
}

void TestRunTableModel::saysDurations()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, duration);
    QFETCH(const QString, delay);

    QCOMPARE(durationText(ms, QLocale{u"en_AU"_s}), duration);
    QCOMPARE(delayText(ms, QLocale{u"en_AU"_s}), delay);
}

void TestRunTableModel::namesTheZone()
{
    QCOMPARE(m_model->headerData(RunTableModel::SlotColumn, Qt::Horizontal).toString(),
             u"Slot (AEDT)"_s);
    CollectionRun winter = runOf(1, 0);
    winter.slot = QDateTime{QDate{2026, 7, 1}, QTime{4, 0}, Qt::UTC};
    CollectionRun lastYear = runOf(2, 0);
    lastYear.slot = QDateTime{QDate{2025, 12, 31}, QTime{4, 0}, Qt::UTC};
    acceptFirst({winter, lastYear});
    QCOMPARE(text(0, RunTableModel::SlotColumn), u"Wed 1 July, 14:00 AEST"_s);
    QCOMPARE(text(1, RunTableModel::SlotColumn), u"31 Dec 2025, 15:00"_s);
}

QTEST_GUILESS_MAIN(TestRunTableModel)
#include "tst_runtablemodel.moc"
