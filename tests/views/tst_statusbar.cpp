// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "models/tasks/taskmodel.h"
#include "views/shell/statusbar.h"
#include "views/shell/statusbutton.h"
#include "views/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestStatusBar final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void beginsWithoutACollector();
    void saysWhatTheCollectorDoes_data();
    void saysWhatTheCollectorDoes();
    void countsDown();
    void showsSecondsOnlyOfShortSlots();
    void tellsTheLastRun();
    void namesWhatIsStale();
    void countsOpenAlerts();
    void showsTasks();
    void narrowWindowsLeaveTheLastRunOut();
    void eachEntryIsAButton();

private:
    [[nodiscard]] StatusButton *entry(const QString &name) const
    {
        return m_bar->findChild<StatusButton *>(name);
    }
    [[nodiscard]] static QDateTime slot(int minute, int second = 0)
    {
        return {QDate{2026, 11, 20}, QTime{3, minute, second}, Qt::UTC}; // 14:.. in Sydney
    }

    Theme m_theme;
    QDateTime m_now;
    std::unique_ptr<TaskModel> m_tasks;
    std::unique_ptr<StatusBar> m_bar;
};

void TestStatusBar::init()
{
    m_bar.reset();
    m_now = slot(32, 52);
    m_tasks = std::make_unique<TaskModel>([this] { return m_now; });
    m_bar = std::make_unique<StatusBar>(m_theme, *m_tasks, [this] { return m_now; });
    m_bar->resize(1360, 28);
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
}

void TestStatusBar::beginsWithoutACollector()
{
    QCOMPARE(entry(u"statusCollector"_s)->words(), u"Not collecting yet"_s);
    QCOMPARE(entry(u"statusNextSlot"_s)->words(), u"No slot planned"_s);
    QVERIFY(!entry(u"statusLastRun"_s)->isVisible());
    QVERIFY(!entry(u"statusStale"_s)->isVisible());
    QCOMPARE(entry(u"statusTasks"_s)->words(), u"No tasks"_s);
}

void TestStatusBar::saysWhatTheCollectorDoes_data()
{
    QTest::addColumn<CollectorState>("state");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("outbox");
    using Activity = CollectorState::Activity;
    QTest::newRow("waits") << CollectorState{Activity::Running, slot(35), 0, 0, {}}
                           << u"Collecting"_s << u"Outbox empty"_s;
    QTest::newRow("works") << CollectorState{Activity::Working, slot(35), 1, 0, {}}
                           << u"Collecting now"_s << u"Outbox empty"_s;
    QTest::newRow("tries again") << CollectorState{Activity::Working, slot(35), 2, 0, {}}
                                 << u"Collecting now, attempt 2"_s << u"Outbox empty"_s;
    QTest::newRow("paused, something waits") << CollectorState{Activity::Paused, {}, 0, 9, {}}
                                             << u"Paused"_s << u"9 in the outbox"_s;
    QTest::newRow("blocked") << CollectorState{Activity::Blocked, slot(40), 0, 0, u"Until 14:40"_s}
                             << u"Waiting"_s << u"Outbox empty"_s;
    QTest::newRow("another program collects")
            << CollectorState{Activity::Standby, {}, 0, 0, u"Collected by pine."_s, u"pine"_s}
            << u"Collected by pine"_s << u"Outbox empty"_s;
    QTest::newRow("another program collects, nobody knows where")
            << CollectorState{Activity::Standby, {}, 0, 0, {}, {}}
            << u"Collected by another program"_s << u"Outbox empty"_s;
}

void TestStatusBar::saysWhatTheCollectorDoes()
{
    QFETCH(const CollectorState, state);
    QFETCH(const QString, words);
    QFETCH(const QString, outbox);
    m_bar->showCollector(state);
    QCOMPARE(entry(u"statusCollector"_s)->words(), words);
    QCOMPARE(entry(u"statusCollector"_s)->accessibleName(), words);
    QVERIFY(!entry(u"statusCollector"_s)->icon().isNull());
    QCOMPARE(entry(u"statusOutbox"_s)->words(), outbox);
    if (!state.message.isEmpty())
        QVERIFY(entry(u"statusCollector"_s)->toolTip().contains(state.message));
}

void TestStatusBar::countsDown()
{
    m_bar->showCollector({CollectorState::Activity::Running, slot(35), 0, 0, {}});
    const StatusButton *next = entry(u"statusNextSlot"_s);
    QCOMPARE(next->words(), u"Next slot 14:35 in"_s);
    QCOMPARE(next->figures(), u"2:08"_s);
    m_now = m_now.addSecs(1);
    QTRY_COMPARE(next->figures(), u"2:07"_s); // by itself
    m_now = slot(36);
    QTRY_COMPARE(next->figures(), u"0:00"_s);
    m_bar->showCollector({CollectorState::Activity::Running, slot(36).addSecs(3728), 0, 0, {}});
    QCOMPARE(next->figures(), u"1:02:08"_s);
}

void TestStatusBar::showsSecondsOnlyOfShortSlots()
{
    m_bar->showCollector({CollectorState::Activity::Running, slot(32, 55), 0, 0, {}});
    QCOMPARE(entry(u"statusNextSlot"_s)->words(), u"Next slot 14:32:55 in"_s);
}

void TestStatusBar::tellsTheLastRun()
{
    CollectionRun run;
    run.slot = slot(30);
    run.status = RunStatus::Ok;
    run.stored = 9;
    run.durationMs = 412;
    m_bar->showLastRun(run);
    const StatusButton *last = entry(u"statusLastRun"_s);
    QVERIFY(last->isVisible());
    QCOMPARE(last->words(), u"Last run 14:30: 9 stored in 412 ms"_s);
    run.stored = 128'902;
    run.durationMs = 7098;
    m_bar->showLastRun(run);
    QCOMPARE(last->words(),
             u"Last run 14:30: %1 stored in 7.1 s"_s.arg(QLocale{}.toString(128'902)));

    run.status = RunStatus::Failed;
    run.error = u"CoinSpot could not be reached."_s;
    m_bar->showLastRun(run);
    QCOMPARE(last->words(), u"Last run 14:30 failed"_s);
    QVERIFY(last->toolTip().contains(run.error));
    QVERIFY(!last->icon().isNull()); // not by colour alone
}

void TestStatusBar::countsOpenAlerts()
{
    const StatusButton *alerts = entry(u"statusAlerts"_s);
    QVERIFY(!alerts->isVisible());
    m_bar->showAlerts(2);
    QVERIFY(alerts->isVisible());
    QCOMPARE(alerts->words(), u"2 alert(s) open"_s);
    QVERIFY(!alerts->icon().isNull()); // not by colour alone
    QSignalSpy clicked{m_bar.get(), &StatusBar::alertsClicked};
    QTest::mouseClick(entry(u"statusAlerts"_s), Qt::LeftButton);
    QCOMPARE(clicked.count(), 1);
    m_bar->showAlerts(0);
    QVERIFY(!alerts->isVisible());
}

void TestStatusBar::namesWhatIsStale()
{
    const StatusButton *stale = entry(u"statusStale"_s);
    m_bar->showStale({u"rhoc"_s});
    QVERIFY(stale->isVisible());
    QCOMPARE(stale->words(), u"1 stale: rhoc"_s);
    m_bar->showStale({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
    QCOMPARE(stale->words(), u"4 stale"_s);
    QVERIFY(stale->toolTip().contains(u"a, b, c, d"_s));
    m_bar->showStale({});
    QVERIFY(!stale->isVisible());
}

void TestStatusBar::showsTasks()
{
    const StatusButton *button = entry(u"statusTasks"_s);
    const quint64 one = m_tasks->start(u"Copy"_s, true);
    QCOMPARE(button->words(), u"Copy"_s);
    QCOMPARE(button->percent(), -1);
    m_tasks->setProgress(one, 64, 100, {});
    QCOMPARE(button->percent(), 64);
    QCOMPARE(button->figures(), u"64 %"_s);
    const quint64 two = m_tasks->start(u"Check"_s, true);
    QCOMPARE(button->words(), u"2 running"_s);
    m_tasks->finish(one, {});
    m_tasks->finish(two, {});
    QCOMPARE(button->words(), u"2 finished"_s);
    QCOMPARE(button->percent(), -1);
    m_tasks->clearEnded();
    QCOMPARE(button->words(), u"No tasks"_s);
}

void TestStatusBar::narrowWindowsLeaveTheLastRunOut()
{
    m_bar->showCollector({CollectorState::Activity::Running, slot(35), 0, 0, {}});
    CollectionRun run;
    run.slot = slot(30);
    run.status = RunStatus::Ok;
    m_bar->showLastRun(run);
    QVERIFY(entry(u"statusLastRun"_s)->isVisible());
    m_bar->resize(500, 28);
    QTRY_VERIFY(!entry(u"statusLastRun"_s)->isVisible());
    m_bar->resize(1360, 28);
    QTRY_VERIFY(entry(u"statusLastRun"_s)->isVisible());
}

void TestStatusBar::eachEntryIsAButton()
{
    CollectionRun run;
    run.slot = slot(30);
    m_bar->showLastRun(run);
    m_bar->showStale({u"rhoc"_s});
    QSignalSpy spies[]{QSignalSpy{m_bar.get(), &StatusBar::collectorClicked},
                       QSignalSpy{m_bar.get(), &StatusBar::lastRunClicked},
                       QSignalSpy{m_bar.get(), &StatusBar::staleClicked},
                       QSignalSpy{m_bar.get(), &StatusBar::nextSlotClicked},
                       QSignalSpy{m_bar.get(), &StatusBar::outboxClicked},
                       QSignalSpy{m_bar.get(), &StatusBar::tasksClicked}};
    const QStringList names{u"statusCollector"_s, u"statusLastRun"_s, u"statusStale"_s,
                            u"statusNextSlot"_s,  u"statusOutbox"_s,  u"statusTasks"_s};
    for (qsizetype i = 0; i < names.size(); ++i) {
        QVERIFY(entry(names.at(i))->height() >= 24);
        QTest::mouseClick(entry(names.at(i)), Qt::LeftButton);
        QTest::keyClick(entry(names.at(i)), Qt::Key_Space);
        QCOMPARE(spies[i].count(), 2);
    }
    QCOMPARE(namelessFocusables(*m_bar), QStringList{});
}

QTEST_MAIN(TestStatusBar)
#include "tst_statusbar.moc"
