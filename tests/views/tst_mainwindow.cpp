// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "models/tasks/taskmodel.h"
#include "views/shell/commandpalette.h"
#include "views/shell/firstfocus.h"
#include "views/shell/mainwindow.h"
#include "views/shell/rail.h"
#include "views/shell/shellactions.h"
#include "views/shell/toast.h"
#include "views/shell/widgetkeys.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

// A panel as others make them: a filter above a table, here two edits.
QWidget *makePanel(const QString &name)
{
    auto *panel = new QWidget;
    panel->setObjectName(name);
    auto *column = new QVBoxLayout{panel};
    for (const auto &part : {u"-filter"_s, u"-table"_s}) {
        auto *edit = new QLineEdit{panel};
        edit->setObjectName(name + part);
        edit->setAccessibleName(name + part);
        column->addWidget(edit);
    }
    return panel;
}

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void opensAtTheSizeOfTheDesign();
    void keysSwitchPanelsAndBringTheFocusBack();
    void theFirstTimeTheFocusGoesWhereThePanelWantsIt();
    void theFocusStaysInThePanel_data();
    void theFocusStaysInThePanel();
    void titleNamesPanelAndDatabase();
    void showsNamesOnlyWhereThereIsRoom_data();
    void showsNamesOnlyWhereThereIsRoom();
    void panelActionsShowWithTheirPanel();
    void tabGoesFromRailToPanelToStatus();
    void regionKeysGoRound();
    void escapeGoesBackToThePanel();
    void everyActionHasANameAndKeysAreUnique();
    void everythingThatTakesTheFocusIsNamed();
    void paletteRunsAnAction();
    void paletteFindsWhatAnotherPanelDoes();
    void paletteFindsASymbol();
    void keyboardMapOpens();
    void keyboardMapNamesThePanelsOwnKeys();
    void toastsUndoIsInTheMenu();
    void pauseAsksAndFollowsTheCollector();
    void keysCloseTheWindow();
    void stateComesBack();
    void taskCentreOpensByKey();

private:
    [[nodiscard]] QWidget *focus() const { return QApplication::focusWidget(); }
    template <typename Widget> [[nodiscard]] Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    Theme m_theme;
    std::unique_ptr<TaskModel> m_tasks;
    std::unique_ptr<MainWindow> m_window;
    QWidget *m_prices = nullptr;
    QWidget *m_collector = nullptr;
};

void TestMainWindow::init()
{
    m_window.reset();
    m_tasks = std::make_unique<TaskModel>(&QDateTime::currentDateTimeUtc);
    m_window = std::make_unique<MainWindow>(m_theme, *m_tasks, &QDateTime::currentDateTimeUtc);
    m_prices = makePanel(u"prices"_s);
    m_collector = makePanel(u"collector"_s);
    m_window->addPanel(
            {u"Market"_s, u"Prices"_s, u"prices"_s, QKeySequence{u"Ctrl+1"_s}, m_prices});
    m_window->addPanel(
            {u"Market"_s, u"Collector"_s, u"collector"_s, QKeySequence{u"Ctrl+2"_s}, m_collector});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindow::opensAtTheSizeOfTheDesign()
{
    QCOMPARE(m_window->size(), QSize(1360, 860));
    QCOMPARE(m_window->minimumSize(), QSize(960, 600));
    QCOMPARE(m_window->currentPanel(), m_prices);
    QTRY_VERIFY(m_prices->isAncestorOf(focus()));
}

void TestMainWindow::keysSwitchPanelsAndBringTheFocusBack()
{
    QSignalSpy shown{m_window.get(), &MainWindow::panelShown};
    auto *table = part<QLineEdit>(u"prices-table"_s);
    table->setFocus();
    press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->currentPanel(), m_collector);
    QCOMPARE(focus()->objectName(), u"collector-filter"_s);
    press(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->currentPanel(), m_prices);
    QCOMPARE(focus(), table);
    QCOMPARE(shown.count(), 2);
}

// A stack of widgets would give it to the first one, a filter.
void TestMainWindow::theFirstTimeTheFocusGoesWhereThePanelWantsIt()
{
    part<QLineEdit>(u"prices-table"_s)->setFocus();
    setFirstFocus(*m_collector, *part<QLineEdit>(u"collector-table"_s));
    press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(focus()->objectName(), u"collector-table"_s);
}

void TestMainWindow::theFocusStaysInThePanel_data()
{
    QTest::addColumn<bool>("isHidden");
    QTest::addColumn<bool>("isTableThere");

    QTest::newRow("disabled") << false << true;
    QTest::newRow("hidden") << true << true;
    QTest::newRow("disabled, and no row is left") << false << false;
}

// A button that its own act disables: Qt moves the focus on, which was to the status bar.
void TestMainWindow::theFocusStaysInThePanel()
{
    QFETCH(const bool, isHidden);
    QFETCH(const bool, isTableThere);

    auto *table = part<QLineEdit>(u"prices-table"_s);
    setFirstFocus(*m_prices, *table);
    auto *act = new QPushButton{u"Delete"_s, m_prices};
    m_prices->layout()->addWidget(act);
    act->show();
    act->setFocus();
    QCOMPARE(focus(), act);
    table->setVisible(isTableThere);
    if (isHidden)
        act->hide();
    else
        act->setEnabled(false);
    QCOMPARE(focus()->objectName(), isTableThere ? u"prices-table"_s : u"prices-filter"_s);
}

void TestMainWindow::titleNamesPanelAndDatabase()
{
    m_window->setDatabase({u"market"_s, u"SQLite"_s, 3, false, 4, u"/home/me/market.db"_s});
    QCOMPARE(m_window->windowTitle(), u"Prices – market – Tidemark"_s);
    m_window->showPanel(m_collector);
    QCOMPARE(m_window->windowTitle(), u"Collector – market – Tidemark"_s);
}

void TestMainWindow::showsNamesOnlyWhereThereIsRoom_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isCompact");
    QTest::newRow("the first size") << 1360 << false;
    QTest::newRow("just enough") << 1100 << false;
    QTest::newRow("one less") << 1099 << true;
    QTest::newRow("the least") << 960 << true;
}

void TestMainWindow::showsNamesOnlyWhereThereIsRoom()
{
    QFETCH(const int, width);
    QFETCH(const bool, isCompact);
    const auto *rail = part<Rail>(u"rail"_s);
    QCOMPARE(rail->fullWidth(), 172); // else the font is not that of the design
    m_window->resize(width, 700);
    QTRY_COMPARE(m_window->width(), width);
    QTRY_COMPARE(rail->isCompact(), isCompact);
    QCOMPARE(rail->width(), isCompact ? 44 : 172);
}

void TestMainWindow::panelActionsShowWithTheirPanel()
{
    // Both have the same keys, as filters of two panels do.
    QAction pricesFilter{u"Filter prices"_s};
    QAction runsFilter{u"Filter runs"_s};
    for (QAction *action : {&pricesFilter, &runsFilter})
        action->setShortcut(QKeySequence{u"Ctrl+F"_s});
    m_window->addPanelActions(m_prices, MenuPlace::Edit, {&pricesFilter});
    m_window->addPanelActions(m_collector, MenuPlace::Edit, {&runsFilter});
    QSignalSpy prices{&pricesFilter, &QAction::triggered};
    QSignalSpy runs{&runsFilter, &QAction::triggered};
    QVERIFY(pricesFilter.isVisible());
    QVERIFY(!runsFilter.isVisible());

    press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(prices.count(), 1);
    m_window->showPanel(m_collector);
    press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(runs.count(), 1);
    QCOMPARE(prices.count(), 1);
    m_window.reset(); // before the actions
}

void TestMainWindow::tabGoesFromRailToPanelToStatus()
{
    part<QTreeView>(u"railView"_s)->setFocus();
    QStringList visited;
    for (int step = 0; step < 4; ++step) {
        QTest::keyClick(focus(), Qt::Key_Tab);
        visited << focus()->objectName();
    }
    QCOMPARE(visited, (QStringList{u"databaseButton"_s, u"prices-filter"_s, u"prices-table"_s,
                                   u"statusCollector"_s}));
}

void TestMainWindow::regionKeysGoRound()
{
    QTRY_VERIFY(m_prices->isAncestorOf(focus()));
    QStringList visited;
    for (int step = 0; step < 3; ++step) {
        press(Qt::Key_F6);
        visited << focus()->objectName();
    }
    QCOMPARE(visited, (QStringList{u"statusCollector"_s, u"railView"_s, u"prices-filter"_s}));
    press(Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(focus()->objectName(), u"railView"_s);

    (void)m_tasks->start(u"Copy"_s, true);
    press(Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(focus()->objectName(), u"taskList"_s);
    press(Qt::Key_F6);
    QCOMPARE(focus()->objectName(), u"statusCollector"_s);
}

void TestMainWindow::escapeGoesBackToThePanel()
{
    part<QLineEdit>(u"prices-table"_s)->setFocus();
    press(Qt::Key_F6);
    QCOMPARE(focus()->objectName(), u"statusCollector"_s);
    QTest::keyClick(focus(), Qt::Key_Escape);
    QCOMPARE(focus()->objectName(), u"prices-table"_s);
    QTest::keyClick(focus(), Qt::Key_Escape);
    QVERIFY(m_window->isVisible()); // it never closes the window
}

void TestMainWindow::everyActionHasANameAndKeysAreUnique()
{
    QStringList keys;
    for (const QAction *top : m_window->menuBar()->actions()) {
        QVERIFY2(top->text().contains(u'&'), qPrintable(top->text()));
        QStringList mnemonics;
        for (const QAction *action : top->menu()->actions()) {
            if (action->isSeparator())
                continue;
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
            if (!action->shortcut().isEmpty())
                keys << action->shortcut().toString();
            const qsizetype mark = action->text().indexOf(u'&');
            if (mark >= 0)
                mnemonics << QString{action->text().at(mark + 1)}.toLower();
        }
        QCOMPARE(mnemonics.removeDuplicates(), 0);
    }
    QCOMPARE(keys.removeDuplicates(), 0);
    for (const auto &known : {u"Ctrl+K"_s, u"F5"_s, u"Ctrl+T"_s, u"F6"_s, u"Ctrl+W"_s, u"Ctrl+Q"_s,
                              u"F1"_s, u"Ctrl+1"_s, u"Ctrl+Z"_s})
        QVERIFY2(keys.contains(known), qPrintable(known));
}

void TestMainWindow::everythingThatTakesTheFocusIsNamed()
{
    (void)m_tasks->start(u"Copy"_s, true);
    m_window->shellActions().taskCentre->trigger();
    m_window->toast().showMessage(u"3 rows deleted"_s, [] {});
    QCOMPARE(namelessFocusables(*m_window), QStringList{});
}

void TestMainWindow::paletteRunsAnAction()
{
    QSignalSpy collect{m_window->shellActions().collectNow, &QAction::triggered};
    press(Qt::Key_K, Qt::ControlModifier);
    auto *edit = part<QLineEdit>(u"paletteEdit"_s);
    QVERIFY(edit);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"collect no"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(collect.count(), 1);
    QTRY_VERIFY(!m_window->findChild<CommandPalette *>());
}

void TestMainWindow::paletteFindsWhatAnotherPanelDoes()
{
    QAction retry{u"&Retry run"_s};
    m_window->addPanelActions(m_collector, MenuPlace::Collect, {&retry});
    QWidget *shown = nullptr;
    connect(&retry, &QAction::triggered, this, [&] { shown = m_window->currentPanel(); });
    for (const bool isUsable : {true, false}) {
        retry.setEnabled(isUsable);
        retry.setToolTip(u"No run failed"_s);
        m_window->showPanel(m_prices);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        press(Qt::Key_K, Qt::ControlModifier);
        auto *edit = part<QLineEdit>(u"paletteEdit"_s);
        QVERIFY(edit);
        QTest::keyClicks(edit, u"retry"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_window->currentPanel(), m_collector);
        QTRY_VERIFY(!m_window->findChild<CommandPalette *>());
    }
    QCOMPARE(shown, m_collector);
    QCOMPARE(m_window->toast().findChild<QLabel *>()->text(), u"No run failed"_s);
}

void TestMainWindow::paletteFindsASymbol()
{
    QSignalSpy chosen{m_window.get(), &MainWindow::symbolChosen};
    m_window->setSymbols([] { return QStringList{u"btc"_s, u"eth"_s}; });
    press(Qt::Key_K, Qt::ControlModifier);
    auto *edit = part<QLineEdit>(u"paletteEdit"_s);
    QVERIFY(edit);
    QTest::keyClicks(edit, u"eth"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), u"eth"_s);
}

void TestMainWindow::keyboardMapOpens()
{
    press(Qt::Key_F1);
    auto *map = part<QDialog>(u"keyboardMap"_s);
    QVERIFY(map && map->isVisible());
    QCOMPARE(namelessFocusables(*map), QStringList{});
    QTest::keyClick(map, Qt::Key_Escape);
    QTRY_VERIFY(!part<QDialog>(u"keyboardMap"_s));
}

// Those of a menu, those that only a part of the panel holds, and keys without an action.
void TestMainWindow::keyboardMapNamesThePanelsOwnKeys()
{
    QAction edit{u"&Edit price…"_s};
    edit.setShortcut(Qt::Key_F2);
    m_window->addPanelActions(m_collector, MenuPlace::Edit, {&edit}); // which is not shown now
    auto *table = part<QLineEdit>(u"prices-table"_s);
    auto *remove = new QAction{u"Remove"_s, table};
    remove->setShortcut(QKeySequence::Delete);
    table->addAction(remove);
    new WidgetKeys{u"Strips"_s,
                   {{u"Move"_s, {Qt::Key_Left}, [] { return true; }},
                    {u"Move"_s, {Qt::Key_Right}, [] { return true; }},
                    {u"Open"_s, {Qt::Key_Return, Qt::Key_Enter}, [] { return true; }}},
                   *table};
    press(Qt::Key_F1);
    const auto *tree = part<QTreeWidget>(u"keyTree"_s);
    QVERIFY(tree);
    QStringList lines;
    for (int group = 0; group < tree->topLevelItemCount(); ++group) {
        const QTreeWidgetItem *heading = tree->topLevelItem(group);
        for (int line = 0; line < heading->childCount(); ++line)
            lines.append(u"%1: %2 = %3"_s.arg(heading->text(0), heading->child(line)->text(0),
                                              heading->child(line)->text(1)));
    }
    for (const QString &wanted : {u"Collector: Edit price = F2"_s, u"Prices: Remove = Del"_s,
                                  u"Strips: Move = Left, Right"_s, u"Strips: Open = Return"_s,
                                  u"View: Task centre = Ctrl+T"_s})
        QVERIFY2(lines.contains(wanted), qPrintable(wanted + u'\n' + lines.join(u'\n')));
    QCOMPARE(lines.removeDuplicates(), 0);
    QVERIFY(!lines.contains(u"Edit: Edit price = F2"_s));
}

void TestMainWindow::toastsUndoIsInTheMenu()
{
    QAction *undo = m_window->shellActions().undo;
    QVERIFY(!undo->isEnabled());
    QCOMPARE(undo->toolTip(), u"Nothing to undo"_s);
    int undone = 0;
    m_window->toast().showMessage(u"3 rules deleted"_s, [&undone] { ++undone; });
    QVERIFY(undo->isEnabled());
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undone, 1);
    QVERIFY(!undo->isEnabled());
}

void TestMainWindow::pauseAsksAndFollowsTheCollector()
{
    ShellActions &actions = m_window->shellActions();
    QSignalSpy wanted{&actions, &ShellActions::pauseWanted};
    actions.pause->trigger();
    QCOMPARE(wanted.takeFirst().at(0).toBool(), true);
    QCOMPARE(actions.pause->iconText(), u"Pause"_s); // nothing has happened yet
    actions.showPaused(true);
    QCOMPARE(actions.pause->iconText(), u"Resume"_s);
    actions.pause->trigger();
    QCOMPARE(wanted.takeFirst().at(0).toBool(), false);
}

void TestMainWindow::keysCloseTheWindow()
{
    QSignalSpy closing{m_window.get(), &MainWindow::closing};
    press(Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(closing.count(), 1);
    m_window->show();
    m_window->hide(); // as into the tray
    QCOMPARE(closing.count(), 2);
}

void TestMainWindow::stateComesBack()
{
    m_window->resize(1200, 700);
    m_window->showPanel(m_collector);
    m_window->shellActions().taskCentre->trigger();
    const ShellState state = m_window->shellState();
    QCOMPARE(state.panel, u"collector"_s);

    init();
    m_window->restoreShell(state);
    QCOMPARE(m_window->size(), QSize(1200, 700));
    QCOMPARE(m_window->currentPanel(), m_collector);
    QVERIFY(m_window->shellActions().taskCentre->isChecked());
    m_window->restoreShell({QByteArray{"nonsense"}, QByteArray{"nonsense"}, u"gone"_s});
    QCOMPARE(m_window->currentPanel(), m_collector);
}

void TestMainWindow::taskCentreOpensByKey()
{
    auto *dock = part<QWidget>(u"taskCentreDock"_s);
    QVERIFY(!dock->isVisible());
    press(Qt::Key_T, Qt::ControlModifier);
    QVERIFY(dock->isVisible());
    QTest::mouseClick(part<QWidget>(u"statusTasks"_s), Qt::LeftButton);
    QTRY_VERIFY(!dock->isVisible());
    QVERIFY(!m_window->shellActions().taskCentre->isChecked());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
