// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/runs.h"
#include "focusables.h"
#include "views/collector/collectorpanel.h"
#include "views/collector/rundetails.h"
#include "views/collector/slotstrip.h"
#include "views/tables/datatable.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestCollectorPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void countsDown();
    void fitsASmallWindow_data();
    void fitsASmallWindow();
    void saysWhatTheCollectorDoes_data();
    void saysWhatTheCollectorDoes();
    void pauseAndResume();
    void collectNowWaitsForTheRun();
    void newestRunIsChosen();
    void newRunsKeepSelectionAndScroll();
    void detailsNameWhatWasRejected();
    void detailsAreCopied();
    void filtersAsk();
    void emptyStates();
    void stripOpensTheRun();
    void stripOpensARunThatIsFilteredOut();
    void tableMarksTheSlot();
    void factsFollowTheRuns();
    void networkTextIsNoMarkup();
    void keepsState();
    void everythingHasAName();
    void tabGoesAsItReads();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"runsTable"_s); }
    // Every text that can be seen.
    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }
    void accept(const QList<CollectionRun> &runs)
    {
        m_runs->reload();
        m_runs->acceptRuns(++m_ticket, RunsPage{runs, false});
    }

    Theme m_theme;
    quint64 m_ticket = 0;
    QDateTime m_now;
    std::unique_ptr<RunTableModel> m_runs;
    std::unique_ptr<SlotStripModel> m_strip;
    std::unique_ptr<CollectorPanel> m_panel;
};

void TestCollectorPanel::init()
{
    m_panel.reset();
    m_ticket = 0;
    m_now = runTime();
    const QLocale locale{u"en_AU"_s};
    const auto clock = [this] { return m_now; };
    m_runs = std::make_unique<RunTableModel>(locale, SlotGrid{}, clock);
    m_strip = std::make_unique<SlotStripModel>(locale, SlotGrid{}, clock);
    m_panel = std::make_unique<CollectorPanel>(*m_runs, *m_strip, m_theme);
    m_panel->resize(1180, 760);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
}

void TestCollectorPanel::countsDown()
{
    CollectorState state;
    state.nextSlot = m_now.addSecs(128);
    m_panel->setCollectorState(state);
    const auto &figure = child<QLabel>(u"countdown"_s);
    QCOMPARE(figure.text(), u"2:08"_s);
    m_now = m_now.addSecs(5);
    QTRY_COMPARE(figure.text(), u"2:03"_s);
    m_now = m_now.addSecs(600); // late: it waits at nought
    QTRY_COMPARE(figure.text(), u"0:00"_s);
    state.nextSlot = m_now.addSecs(3728);
    m_panel->setCollectorState(state);
    QCOMPARE(figure.text(), u"1:02:08"_s);
}

void TestCollectorPanel::saysWhatTheCollectorDoes_data()
{
    QTest::addColumn<int>("activity");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("text");

    using Activity = CollectorState::Activity;
    QTest::newRow("waiting") << int(Activity::Running) << QString{} << u"1:00"_s
                             << u"until 14:21:30 AEDT"_s;
    QTest::newRow("working") << int(Activity::Working) << QString{} << u"Collecting…"_s
                             << u"attempt 2"_s;
    QTest::newRow("paused") << int(Activity::Paused) << QString{} << u"Paused"_s
                            << u"Resume to collect again"_s;
    QTest::newRow("blocked") << int(Activity::Blocked) << u"CoinSpot asks us to wait 40 s."_s
                             << u"1:00"_s << u"CoinSpot asks us to wait 40 s."_s;
    QTest::newRow("standing by") << int(Activity::Standby) << u"Collected by pine."_s
                                 << u"Standing by"_s << u"Collected by pine."_s;
}

// What a window of 960 x 600 leaves, and one with the task centre open.
void TestCollectorPanel::fitsASmallWindow_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("the least") << 916;
    QTest::newRow("the task centre open") << 596;
}

void TestCollectorPanel::fitsASmallWindow()
{
    QFETCH(const int, width);
    CollectorState state;
    state.activity = CollectorState::Activity::Standby;
    state.message = u"Collected by vm. This program takes over when it stops."_s;
    m_panel->setCollectorState(state);
    m_panel->resize(width, 546);
    QTRY_COMPARE(m_panel->width(), width);
    const auto &message = child<QLabel>(u"collectorMessage"_s);
    QTRY_VERIFY(message.height() <= 3 * message.fontMetrics().lineSpacing());
    QCOMPARE(m_panel->findChild<QScrollArea *>()->horizontalScrollBar()->maximum(), 0);
    QTRY_VERIFY(child<QPushButton>(u"collectNowButton"_s).isVisible());
}

void TestCollectorPanel::saysWhatTheCollectorDoes()
{
    QFETCH(const int, activity);
    QFETCH(const QString, message);
    QFETCH(const QString, figure);
    QFETCH(const QString, text);

    CollectorState state;
    state.activity = CollectorState::Activity(activity);
    state.message = message;
    state.nextSlot = m_now.addSecs(60);
    state.attempt = 2;
    m_panel->setCollectorState(state);
    QCOMPARE(child<QLabel>(u"countdown"_s).text(), figure);
    QVERIFY2(texts().contains(text), qPrintable(texts().join(u'|')));
}

void TestCollectorPanel::pauseAndResume()
{
    QSignalSpy paused{m_panel.get(), &CollectorPanel::pauseRequested};
    QSignalSpy resumed{m_panel.get(), &CollectorPanel::resumeRequested};
    auto &button = child<QPushButton>(u"pauseButton"_s);
    QCOMPARE(button.text(), u"Pause"_s);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(paused.count(), 1);
    CollectorState state;
    state.activity = CollectorState::Activity::Paused;
    m_panel->setCollectorState(state);
    QCOMPARE(button.text(), u"Resume"_s);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(resumed.count(), 1);
    QCOMPARE(paused.count(), 1);
}

void TestCollectorPanel::collectNowWaitsForTheRun()
{
    QSignalSpy asked{m_panel.get(), &CollectorPanel::collectNowRequested};
    auto &button = child<QPushButton>(u"collectNowButton"_s);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    CollectorState state;
    state.activity = CollectorState::Activity::Working;
    m_panel->setCollectorState(state);
    QVERIFY(!button.isEnabled());
    QVERIFY(button.toolTip().contains(u"under way"_s));
}

void TestCollectorPanel::newestRunIsChosen()
{
    accept({runOf(9, 0), runOf(8, 1)});
    QCOMPARE(table().currentIndex().row(), 0);
    QCOMPARE(child<RunDetails>().run()->id, 9);
}

void TestCollectorPanel::newRunsKeepSelectionAndScroll()
{
    QList<CollectionRun> runs;
    for (int i = 0; i < 100; ++i)
        runs << runOf(200 - i, i + 1);
    accept(runs);
    table().selectRow(40);
    table().verticalScrollBar()->setValue(35);
    m_runs->addRun(runOf(201, 0));
    QCOMPARE(table().currentIndex().row(), 41);
    QCOMPARE(m_runs->run(table().currentIndex().row()).id, 160);
    QCOMPARE(child<RunDetails>().run()->id, 160);
}

void TestCollectorPanel::detailsNameWhatWasRejected()
{
    CollectionRun run = runOf(9, 0, RunStatus::Partial);
    run.stored = 8;
    run.rejected = 60;
    for (int i = 0; i < 60; ++i)
        run.rejectedEntries << RejectedEntry{u"coin%1"_s.arg(i), u"last is “NaN”, not a number"_s};
    run.attemptLog = {{run.startedAt, 1000, u"connection reset"_s, 5100},
                      {run.startedAt.addSecs(6), 84, u"200 OK, 1.3 KB"_s, 0}};
    accept({run});
    const QStringList seen = texts();
    for (const QString &text : {u"Partial, 14:20 AEDT"_s, u"run 9"_s, u"coin0"_s, u"waited 5.1 s"_s,
                                u"200 OK, 1.3 KB, 84 ms"_s, u"What to do"_s})
        QVERIFY2(seen.contains(text), qPrintable(text + u" in "_s + seen.join(u'|')));
    QCOMPARE(seen.filter(u"not a number"_s).size(), 50); // and the rest is counted
    QVERIFY(seen.contains(u"and 10 more"_s));
}

void TestCollectorPanel::detailsAreCopied()
{
    CollectionRun run = runOf(9, 0, RunStatus::Partial);
    run.rejected = 1;
    run.rejectedEntries = {{u"str"_s, u"last is NaN"_s}};
    accept({run});
    QTest::keyClick(&child<QPushButton>(u"copyDetailsButton"_s), Qt::Key_Space);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(u"slot 2026-11-20T03:20:00.000Z"_s));
    QVERIFY(text.contains(u"rejected: str: last is NaN"_s));
}

void TestCollectorPanel::filtersAsk()
{
    accept({runOf(9, 0)});
    QSignalSpy asked{m_runs.get(), &RunTableModel::runsRequested};
    auto &results = child<QComboBox>(u"resultFilter"_s);
    QTest::keyClick(&results, Qt::Key_End);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(1).value<RunsPageRequest>().filter, RunFilter::Failed);
    m_panel->editActions().constFirst()->trigger();
    QTest::keyClicks(&child<QLineEdit>(u"filterEdit"_s), u"n"_s);
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked.at(1).at(1).value<RunsPageRequest>().text, u"n"_s);
}

void TestCollectorPanel::emptyStates()
{
    QVERIFY(table().isVisible()); // nobody knows yet
    accept({});
    QVERIFY(!table().isVisible());
    auto &sentence = child<QLabel>(u"emptySentence"_s);
    QVERIFY(sentence.text().startsWith(u"Each run"_s));

    child<QLineEdit>(u"filterEdit"_s).setText(u"zzz"_s);
    m_runs->acceptRuns(++m_ticket, {});
    QCOMPARE(sentence.text(), u"No run contains 'zzz'."_s);
    m_runs->addRun(runOf(9, 0)); // does not match
    QVERIFY(!table().isVisible());
    QPushButton *all = nullptr;
    for (QPushButton *button : m_panel->findChildren<QPushButton *>()) {
        if (button->text() == u"Show all runs"_s)
            all = button;
    }
    QVERIFY(all);
    QTest::keyClick(all, Qt::Key_Space);
    m_runs->acceptRuns(++m_ticket, RunsPage{{runOf(9, 0)}, false});
    QVERIFY(table().isVisible());
}

void TestCollectorPanel::stripOpensTheRun()
{
    QList<CollectionRun> runs;
    for (int i = 0; i < 20; ++i) {
        runs << runOf(100 - i, i);
        m_strip->addRun(runs.constLast());
    }
    accept(runs);
    auto &strip = child<SlotStrip>();
    strip.setCurrent(runOf(0, 7).slot);
    QTest::keyClick(&strip, Qt::Key_Return);
    QCOMPARE(table().currentIndex().row(), 7);
    QCOMPARE(child<RunDetails>().run()->id, 93);
}

void TestCollectorPanel::stripOpensARunThatIsFilteredOut()
{
    accept({runOf(9, 0)});
    m_strip->addRun(runOf(5, 4));
    auto &strip = child<SlotStrip>();
    strip.setCurrent(runOf(5, 4).slot);
    QTest::keyClick(&strip, Qt::Key_Return);
    QCOMPARE(child<RunDetails>().run()->id, 5);
    QVERIFY(!table().selectionModel()->hasSelection());
}

void TestCollectorPanel::tableMarksTheSlot()
{
    accept({runOf(9, 0), runOf(8, 1)});
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Down);
    QCOMPARE(child<SlotStrip>().current(), runOf(8, 1).slot);
}

void TestCollectorPanel::factsFollowTheRuns()
{
    QVERIFY(texts().contains(u"Empty"_s));
    m_strip->addRun(runOf(9, 0));
    const QStringList seen = texts();
    for (const QString &text : {u"14:20"_s, u"9 of 9 quotes stored"_s, u"412 ms"_s, u"0.9 s"_s,
                                u"median 24 h: 412 ms"_s, u"median 24 h: 0.9 s"_s})
        QVERIFY2(seen.contains(text), qPrintable(text + u" in "_s + seen.join(u'|')));
    CollectorState state;
    state.waitingInOutbox = 3;
    m_panel->setCollectorState(state);
    QVERIFY(texts().contains(u"3 waiting"_s));
}

void TestCollectorPanel::networkTextIsNoMarkup()
{
    CollectionRun run = runOf(9, 0, RunStatus::Failed);
    run.error = u"<b>Bold</b> answer"_s;
    accept({run});
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        if (label->text().contains(u"Bold"_s))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void TestCollectorPanel::keepsState()
{
    table().setColumnShown(RunTableModel::AttemptsColumn, false);
    const QByteArray state = m_panel->saveState();
    init();
    QVERIFY(!m_panel->restoreState("junk"));
    QVERIFY(m_panel->restoreState(state));
    QVERIFY(table().isColumnHidden(RunTableModel::AttemptsColumn));
}

void TestCollectorPanel::everythingHasAName()
{
    accept({runOf(9, 0)});
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

void TestCollectorPanel::tabGoesAsItReads()
{
    accept({runOf(9, 0)});
    QStringList order;
    child<QComboBox>(u"resultFilter"_s).setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(child<QComboBox>(u"resultFilter"_s).hasFocus());
    for (int i = 0; i < 7; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order,
             (QStringList{u"resultFilter"_s, u"filterEdit"_s, u"exportButton"_s, u"pauseButton"_s,
                          u"collectNowButton"_s, u"slotStrip"_s, u"runsTable"_s}));
}

QTEST_MAIN(TestCollectorPanel)
#include "tst_collectorpanel.moc"
