// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertedmarket.h"
#include "shownprogram.h"
#include "tests/views/focusables.h"
#include "tests/views/mnemonics.h"
#include "views/shell/mainwindow.h"
#include "views/shell/widgetkeys.h"

#include <QAction>
#include <QDialog>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;

// Every panel of the whole program, as somebody meets it who does not see it or has no mouse.
class TestAccessibleWindow final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_program.reset(); }
    void whatTakesFocusHasAName_data() { addPanelRows(); }
    void whatTakesFocusHasAName();
    void tabReachesEverything_data() { addPanelRows(); }
    void tabReachesEverything();
    void chartsAndTablesSayWhatTheyShow_data() { addPanelRows(); }
    void chartsAndTablesSayWhatTheyShow();
    void aPanelsKeyGoesToItsTable_data();
    void aPanelsKeyGoesToItsTable();
    void mnemonicsAreTheirOwn_data() { addPanelRows(); }
    void mnemonicsAreTheirOwn();
    void mnemonicsOfDialogsAreTheirOwn_data() { addPanelRows(); }
    void mnemonicsOfDialogsAreTheirOwn();
    void keyboardMapHoldsEveryKey();

private:
    static void addPanelRows();
    static QWidget *shown(const QString &name);
    [[nodiscard]] static QStringList silentDrawings(const QWidget &panel);

    std::unique_ptr<ShownProgram> m_program;
};

void TestAccessibleWindow::addPanelRows()
{
    QTest::addColumn<QString>("panel");
    for (const char *name : {"prices", "quotes", "collector", "assets", "portfolio", "alerts",
                             "watchlist", "migrations", "index-lab", "trash", "events",
                             "connections", "credentials", "preferences"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestAccessibleWindow::initTestCase()
{
    m_program = std::make_unique<ShownProgram>();
    const ConnectionSpec database =
            ConnectionSpec::file(m_program->folder.filePath(u"market.db"_s));
    {
        AlertedMarket market{database};
        market.addPrices(2);
        const AlertRule rule = market.addRule(u"xau high"_s, u"above 110"_s);
        market.addFiring(rule, 5);
    }
    m_program->start(database);
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::table(u"pricesTable"_s)->model()->rowCount() > 0,
                             20'000);
    ShownProgram::window()->resize(1400, 900);
    ShownProgram::activate();
}

QWidget *TestAccessibleWindow::shown(const QString &name)
{
    auto *window = qobject_cast<MainWindow *>(ShownProgram::window());
    auto *panel = window->findChild<QWidget *>(name);
    if (!panel)
        return nullptr;
    window->showPanel(panel);
    return QTest::qWaitFor([&] { return panel->isVisible(); }) ? panel : nullptr;
}

void TestAccessibleWindow::whatTakesFocusHasAName()
{
    QFETCH(const QString, panel);
    const QWidget *widget = shown(panel);
    QVERIFY(widget);
    const QStringList nameless = namelessFocusables(*widget);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", ")));
}

void TestAccessibleWindow::tabReachesEverything()
{
    QFETCH(const QString, panel);
    const QWidget *widget = shown(panel);
    QVERIFY(widget);
    QSet<const QWidget *> reached;
    constexpr int MostStops = 300; // of the whole window, twice round
    for (int stop = 0; stop < MostStops; ++stop) {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY2(focus, "nothing has the focus");
        reached.insert(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QStringList unreached;
    for (const QWidget *child : widget->findChildren<QWidget *>()) {
        const bool wantsTab = (child->focusPolicy() & Qt::TabFocus) != 0 && !child->focusProxy() &&
                              child->isVisible() && child->isEnabled() &&
                              child->window() == widget->window();
        if (wantsTab && !reached.contains(child))
            unreached.append(QString::fromLatin1(child->metaObject()->className()) + u' ' +
                             child->objectName());
    }
    QVERIFY2(unreached.isEmpty(), qPrintable(unreached.join(u", ")));
}

QStringList TestAccessibleWindow::silentDrawings(const QWidget &panel)
{
    QStringList silent;
    for (QWidget *child : panel.findChildren<QWidget *>()) {
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(child);
        if (!child->isVisible() || !access || qobject_cast<QLabel *>(child)) // an icon beside words
            continue;
        const bool isDrawn = access->role() == QAccessible::Chart ||
                             access->role() == QAccessible::Graphic ||
                             child->objectName().endsWith(u"Chart"_s) ||
                             child->objectName().endsWith(u"Strip"_s);
        const bool isSilent = access->text(QAccessible::Description).isEmpty() ||
                              access->text(QAccessible::Name).isEmpty();
        if (isDrawn && isSilent)
            silent.append(child->objectName());
    }
    return silent;
}

// A chart or a strip is drawn by hand: what it shows is in its description. A table has a name, and
// each of its columns a heading.
void TestAccessibleWindow::chartsAndTablesSayWhatTheyShow()
{
    QFETCH(const QString, panel);
    const QWidget *widget = shown(panel);
    QVERIFY(widget);
    QTRY_COMPARE(silentDrawings(*widget), QStringList{}); // said once nothing moves any more
    QStringList silent;
    for (const QTableView *table : widget->findChildren<QTableView *>()) {
        if (!table->isVisible() || !table->model())
            continue;
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            const QVariant heading = table->model()->headerData(column, Qt::Horizontal);
            const QVariant spoken =
                    table->model()->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole);
            if (!table->isColumnHidden(column) && heading.toString().isEmpty() &&
                spoken.toString().isEmpty())
                silent.append(u"%1, column %2"_s.arg(table->objectName()).arg(column));
        }
    }
    QVERIFY2(silent.isEmpty(), qPrintable(silent.join(u", ")));
}

// From wherever the focus was, and again once the database has answered.
void TestAccessibleWindow::aPanelsKeyGoesToItsTable_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QString>("panel");
    QTest::addColumn<QStringList>("places"); // the table, or what stands for an empty one
    QTest::newRow("prices") << Qt::Key_1 << u"prices"_s << QStringList{u"pricesTable"_s};
    QTest::newRow("collector") << Qt::Key_2 << u"collector"_s << QStringList{u"runsTable"_s};
    QTest::newRow("alerts") << Qt::Key_5 << u"alerts"_s << QStringList{u"logTable"_s};
    QTest::newRow("migrations") << Qt::Key_7 << u"migrations"_s
                                << QStringList{u"migrationsTable"_s};
    QTest::newRow("index lab") << Qt::Key_8 << u"index-lab"_s << QStringList{u"findingTable"_s};
    QTest::newRow("recycle bin") << Qt::Key_9 << u"trash"_s
                                 << QStringList{u"trashTable"_s, u"filterEdit"_s};
    QTest::newRow("connections") << Qt::Key_0 << u"connections"_s
                                 << QStringList{u"connectionsTable"_s};
}

void TestAccessibleWindow::aPanelsKeyGoesToItsTable()
{
    QFETCH(const Qt::Key, key);
    QFETCH(const QString, panel);
    QFETCH(const QStringList, places);
    auto *window = qobject_cast<MainWindow *>(ShownProgram::window());
    auto *widget = window->findChild<QWidget *>(panel);
    window->showPanel(widget);
    widget->findChild<QWidget *>(places.constFirst())->setFocus();
    for (auto *button : widget->findChildren<QPushButton *>()) { // as one that was pressed
        if (button->isVisible() && button->isEnabled())
            button->setFocus();
    }
    for (const char *from : {"prices", "collector", "events", "trash", "preferences"}) {
        window->showPanel(window->findChild<QWidget *>(QString::fromLatin1(from)));
        for (const bool fromStatus : {false, true}) {
            if (fromStatus)
                window->status().takeFocus();
            ShownProgram::showPanel(key);
            QVERIFY(widget->isVisible());
            const auto isThere = [&] {
                const QWidget *focus = QApplication::focusWidget();
                return focus && widget->isAncestorOf(focus) && places.contains(focus->objectName());
            };
            const auto where = [&] {
                const QWidget *focus = QApplication::focusWidget();
                return QByteArray{from} + ": " +
                       (focus ? focus->metaObject()->className() + QByteArray{" "} +
                                        focus->objectName().toUtf8()
                              : "nothing");
            };
            QTRY_VERIFY2(isThere(), where());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
            QVERIFY(!widget->isAncestorOf(QApplication::focusWidget()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
            QVERIFY2(isThere(), where());
        }
    }
}

// Alt and a letter does one thing: those of the menu bar and of the panel in sight, and those of
// the entries of each menu.
void TestAccessibleWindow::mnemonicsAreTheirOwn()
{
    QFETCH(const QString, panel);
    const QWidget *widget = shown(panel);
    QVERIFY(widget);
    const auto *window = qobject_cast<QMainWindow *>(ShownProgram::window());
    QStringList shared;
    QStringList inSight = wordsInSight(*widget);
    for (const QAction *title : window->menuBar()->actions()) {
        inSight.append(title->text());
        QStringList entries;
        for (const QAction *entry : title->menu()->actions()) {
            if (entry->isVisible())
                entries.append(entry->text());
        }
        shared += sharedMnemonics(entries);
    }
    shared += sharedMnemonics(inSight) + labelsToNowhere(*widget);
    QCOMPARE(shared, QStringList{});
}

// Whatever an entry of a menu opens while the panel shows.
void TestAccessibleWindow::mnemonicsOfDialogsAreTheirOwn()
{
    QFETCH(const QString, panel);
    QVERIFY(shown(panel));
    auto *window = qobject_cast<QMainWindow *>(ShownProgram::window());
    QStringList shared;
    int opened = 0;
    for (const QAction *title : window->menuBar()->actions()) {
        for (QAction *entry : title->menu()->actions()) {
            if (!entry->isVisible() || !entry->isEnabled() || !entry->text().endsWith(u'…'))
                continue;
            entry->trigger();
            for (QDialog *dialog : window->findChildren<QDialog *>()) {
                if (!dialog->isVisible())
                    continue;
                ++opened;
                const QStringList words = sharedMnemonics(*dialog) + labelsToNowhere(*dialog);
                if (!words.isEmpty())
                    shared.append(entry->text() + u": "_s + words.join(u", "));
                dialog->reject();
            }
        }
    }
    QVERIFY(opened > 0);
    QCOMPARE(shared, QStringList{});
}

// Every action of the window that has keys, whichever panel shows, and what is done by keys alone.
void TestAccessibleWindow::keyboardMapHoldsEveryKey()
{
    QWidget *window = ShownProgram::window();
    window->findChild<QAction *>(u"keyboardMap"_s)->trigger();
    auto *map = window->findChild<QDialog *>(u"keyboardMap"_s);
    QVERIFY(map);
    const auto *tree = map->findChild<QTreeWidget *>(u"keyTree"_s);
    QSet<QString> lines;
    QSet<QString> groups;
    for (int group = 0; group < tree->topLevelItemCount(); ++group) {
        const QTreeWidgetItem *heading = tree->topLevelItem(group);
        groups.insert(heading->text(0));
        for (int line = 0; line < heading->childCount(); ++line)
            lines.insert(heading->child(line)->text(0) + u" = "_s + heading->child(line)->text(1));
    }
    QSet<QAction *> actions;
    for (QAction *action : window->findChildren<QAction *>())
        actions.insert(action);
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        for (QAction *action : widget->actions())
            actions.insert(action);
    }
    int checked = 0;
    QStringList missing;
    for (const QAction *action : std::as_const(actions)) {
        if (action->shortcut().isEmpty())
            continue;
        const QString line =
                action->text().remove(u'&').remove(u'…') + u" = "_s +
                QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (!lines.contains(line))
            missing.append(line);
        ++checked;
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    QVERIFY(checked > 40);
    for (const WidgetKeys *keys : window->findChildren<WidgetKeys *>())
        QVERIFY2(groups.contains(keys->group()), qPrintable(keys->group()));
    QVERIFY(groups.contains(u"Charts"_s) && groups.contains(u"Strip of slots"_s));
    map->close();
}

QTEST_MAIN(TestAccessibleWindow)
#include "tst_accessiblewindow.moc"
