// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/collector/slotstripmodel.h"
#include "runs.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestSlotStripModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksForTheWindow();
    void tellsStatesApart();
    void nothingWasMissedBeforeTheFirstRun();
    void bestRunOfASlotWins();
    void takesInWhatHappens();
    void movesOnWithTheClock();
    void startsAnewAfterAJump_data();
    void startsAnewAfterAJump();
    void ignoresLateAnswers();
    void shortSlotsSpanLess();
    void takesARunOfASlotThatJustBegan();
    void knowsMedians();
    void knowsEachRunOfASlot();
    void describes();

private:
    [[nodiscard]] Strip strip(const QList<CollectionRun> &runs, const QList<DataGap> &gaps = {},
                              const QDateTime &firstSlot = runTime().addDays(-30)) const
    {
        return {{}, runs, gaps, firstSlot};
    }
    // The state of the slot this many slots before the present one.
    [[nodiscard]] CellState state(int back) const
    {
        return m_model->slot(m_model->rowCount() - 1 - back).state;
    }
    void make(SlotGrid grid);

    QDateTime m_now;
    std::unique_ptr<SlotStripModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestSlotStripModel::make(SlotGrid grid)
{
    m_tester.reset();
    m_model = std::make_unique<SlotStripModel>(QLocale{u"en_AU"_s}, grid, [this] { return m_now; });
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestSlotStripModel::init()
{
    m_now = runTime();
    make(SlotGrid{});
}

void TestSlotStripModel::asksForTheWindow()
{
    QSignalSpy asked{m_model.get(), &SlotStripModel::stripRequested};
    m_model->refresh();
    QCOMPARE(asked.count(), 1);
    const auto request = asked.at(0).at(1).value<StripRequest>();
    QCOMPARE(request.to, QDateTime(QDate{2026, 11, 20}, QTime{3, 25}, Qt::UTC));
    QCOMPARE(request.from, request.to.addDays(-1));
    QCOMPARE(m_model->rowCount(), 288);
}

void TestSlotStripModel::tellsStatesApart()
{
    m_model->refresh();
    DataGap gap;
    gap.from = runOf(0, 6).slot;
    gap.to = runOf(0, 4).slot;
    gap.cause = GapCause::Asleep;
    m_model->acceptStrip(
            1, strip({runOf(1, 3), runOf(2, 2, RunStatus::Partial), runOf(3, 1, RunStatus::Failed)},
                     {gap}));
    QCOMPARE(state(0), CellState::Waiting); // the present slot
    QCOMPARE(state(1), CellState::Failed);
    QCOMPARE(state(2), CellState::Partial);
    QCOMPARE(state(3), CellState::Ok);
    QCOMPARE(state(4), CellState::Missed);
    QVERIFY(!m_model->slot(287 - 4).cause);
    QCOMPARE(m_model->slot(287 - 5).cause, GapCause::Asleep);
    QCOMPARE(m_model->slot(287 - 6).cause, GapCause::Asleep);
    QVERIFY(!m_model->slot(287 - 7).cause);
    const StripCounts counts = m_model->counts();
    QCOMPARE(counts.collected, 1);
    QCOMPARE(counts.partial, 1);
    QCOMPARE(counts.failed, 1);
    QCOMPARE(counts.waiting, 1);
    QCOMPARE(counts.missed, 284);
}

void TestSlotStripModel::nothingWasMissedBeforeTheFirstRun()
{
    m_model->refresh();
    m_model->acceptStrip(1, strip({}, {}, {}));
    QCOMPARE(m_model->counts().missed, 0);
    m_model->acceptStrip(1, strip({runOf(1, 3)}, {}, runOf(1, 3).slot));
    QCOMPARE(m_model->counts().missed, 2);
    QCOMPARE(state(4), CellState::None);
}

void TestSlotStripModel::bestRunOfASlotWins()
{
    CollectionRun second = runOf(2, 1);
    second.startedAt = second.startedAt.addSecs(60);
    m_model->addRun(runOf(1, 1, RunStatus::Failed));
    m_model->addRun(second);
    QCOMPARE(state(1), CellState::Ok);
    QCOMPARE(m_model->slot(286).run->id, 2);

    CollectionRun third = runOf(3, 1, RunStatus::Failed);
    third.startedAt = third.startedAt.addSecs(90);
    m_model->addRun(third);
    QCOMPARE(state(1), CellState::Ok);

    // A run that waited in the outbox and is stored now is the same run.
    m_model->addRun(runOf(0, 2, RunStatus::Outbox));
    QCOMPARE(state(2), CellState::Waiting);
    m_model->addRun(runOf(5, 2, RunStatus::Outbox));
    QCOMPARE(state(2), CellState::Ok);
}

void TestSlotStripModel::takesInWhatHappens()
{
    QSignalSpy changed{m_model.get(), &SlotStripModel::stripChanged};
    m_model->addRun(runOf(1, 0));
    QCOMPARE(state(0), CellState::Ok);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_model->lastRun()->id, 1);
    m_model->addRun(runOf(2, 400)); // outside the window
    QCOMPARE(changed.count(), 1);
}

void TestSlotStripModel::movesOnWithTheClock()
{
    m_model->addRun(runOf(1, 1));
    QSignalSpy reset{m_model.get(), &SlotStripModel::modelReset};
    QSignalSpy asked{m_model.get(), &SlotStripModel::stripRequested};
    m_model->tick();
    QCOMPARE(state(1), CellState::Ok); // still the same slot

    m_now = m_now.addSecs(600);
    m_model->tick();
    QCOMPARE(m_model->rowCount(), 288);
    QCOMPARE(state(3), CellState::Ok);
    QCOMPARE(state(2), CellState::Missed);
    QCOMPARE(state(1), CellState::Missed);
    QCOMPARE(state(0), CellState::Waiting);
    QCOMPARE(reset.count() + asked.count(), 0);
    QCOMPARE(m_model->rowOf(m_now), 287);
}

void TestSlotStripModel::startsAnewAfterAJump_data()
{
    QTest::addColumn<int>("days");

    QTest::newRow("slept for two days") << 2;
    QTest::newRow("clock set back") << -1;
}

void TestSlotStripModel::startsAnewAfterAJump()
{
    QFETCH(const int, days);
    m_model->addRun(runOf(1, 1));
    QSignalSpy asked{m_model.get(), &SlotStripModel::stripRequested};
    m_now = m_now.addDays(days);
    m_model->tick();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(m_model->counts().collected, 0);
    QCOMPARE(m_model->slot(287).slot, SlotGrid{}.slotAt(m_now));
}

void TestSlotStripModel::ignoresLateAnswers()
{
    m_model->refresh();
    m_model->refresh();
    m_model->acceptStrip(1, strip({runOf(1, 3)}));
    QCOMPARE(m_model->counts().collected, 0);
}

void TestSlotStripModel::shortSlotsSpanLess()
{
    make(SlotGrid{5s});
    QCOMPARE(m_model->rowCount(), 288);
    QVERIFY(m_model->spanText().startsWith(u"24 minute"_s));
    QCOMPARE(m_model->shortSpanText(), u"24 min"_s);
    QCOMPARE(m_model->index(287).data().toString(), u"14:20:30"_s);
    make(SlotGrid{15min});
    QCOMPARE(m_model->rowCount(), 96);
    QVERIFY(m_model->spanText().startsWith(u"24 hour"_s));
    QCOMPARE(m_model->shortSpanText(), u"24 h"_s);
}

void TestSlotStripModel::takesARunOfASlotThatJustBegan()
{
    m_now = m_now.addSecs(300); // and nobody has ticked since
    CollectionRun run = runOf(1, 0);
    run.slot = SlotGrid{}.slotAt(m_now);
    run.startedAt = run.slot;
    m_model->addRun(run);
    QCOMPARE(m_model->slot(m_model->rowCount() - 1).slot, run.slot);
    QVERIFY(m_model->slot(m_model->rowCount() - 1).run);
}

void TestSlotStripModel::knowsMedians()
{
    QVERIFY(!m_model->medianDurationMs());
    QVERIFY(!m_model->medianDelayMs());
    for (int i = 0; i < 3; ++i) {
        CollectionRun run = runOf(i + 1, i, i == 2 ? RunStatus::Failed : RunStatus::Ok);
        run.durationMs = 100 * (i + 1);
        run.finishedAt = run.slot.addMSecs(1000 * (i + 1));
        m_model->addRun(run);
    }
    QCOMPARE(m_model->medianDurationMs(), 200);
    QCOMPARE(m_model->medianDelayMs(), 2000); // of 1 and 2 s the upper: a failed run stores nothing
}

// Somebody collected by hand, or with slots of five seconds.
void TestSlotStripModel::knowsEachRunOfASlot()
{
    QSignalSpy changed{m_model.get(), &SlotStripModel::stripChanged};
    QList<CollectionRun> runs;
    for (const qint64 ms : {16'700, 32, 64, 39, 44}) {
        CollectionRun run = runOf(runs.size() + 1, 1);
        run.startedAt = run.slot.addSecs(20 * runs.size());
        run.durationMs = ms;
        run.stored = int(ms);
        runs.append(run);
    }
    m_model->acceptStrip(0, strip(runs.first(4)));
    m_model->addRun(runs.at(4));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(m_model->slot(286).run->id, 1); // the cell keeps the first good one
    QCOMPARE(m_model->lastRun()->id, 5);
    QCOMPARE(m_model->medianDurationMs(), 44);
    runs[4].stored = 3; // it went on
    m_model->addRun(runs.at(4));
    QCOMPARE(m_model->lastRun()->stored, 3);
    QCOMPARE(m_model->medianDurationMs(), 44);
    m_now = m_now.addSecs(287 * 300);
    m_model->tick();
    QVERIFY(!m_model->lastRun());
    QVERIFY(!m_model->medianDurationMs());
}

void TestSlotStripModel::describes()
{
    m_model->addRun(runOf(1, 1));
    const auto words = [this](int back) {
        return m_model->index(287 - back).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(words(0), u"Fri 20 Nov, 14:20: not collected yet"_s);
    QCOMPARE(words(1), u"Fri 20 Nov, 14:15: Collected. 9 of 9 entries stored."_s);
    QCOMPARE(words(2), u"Fri 20 Nov, 14:10: before the first run"_s);
}

QTEST_GUILESS_MAIN(TestSlotStripModel)
#include "tst_slotstripmodel.moc"
