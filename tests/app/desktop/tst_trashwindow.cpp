// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashexport.h"
#include "app/trash/trashpurge.h"
#include "db/trash/trashstore.h"
#include "models/trash/trashmodel.h"
#include "shownprogram.h"
#include "tests/support/trashedmarket.h"
#include "views/shell/banner.h"
#include "views/trash/trashpanel.h"

#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

// The Recycle bin panel in the whole program, with a database of its own.
class TestTrashWindow final : public QObject
{
    Q_OBJECT

private slots:
    void restoresAndUndoes();
    void restoresAllThatWasDeletedWithIt();
    void restoresALargeSelection();
    void saysWhatStandsInTheWay();
    void exportsPurgesAndUndoes();
    void saysWhyAPurgeIsNotUndone();
    void undoesAPurgeFromItsFolder();
    void purgesWhatTheDialogSaid();
    void saysFirstWhatHoldsARule();
    void purgesTheSelection();

private:
    [[nodiscard]] static QTableView *table() { return ShownProgram::table(u"trashTable"_s); }
    [[nodiscard]] static QString toast()
    {
        return ShownProgram::find<QWidget>(u"toast"_s)->findChild<QLabel *>()->text();
    }
    // A market with a deleted rule, its two alerts and three quotes.
    static void fill(const TrashedMarket &market)
    {
        const Deleter me{u"ann@desk"_s, u"a typo"_s, u"b1"_s};
        market.addQuotes(4);
        const AlertRule rule = market.addRule(u"above 50"_s, u"high"_s);
        market.addLog(rule, 1);
        market.addLog(rule, 2);
        TrashStore store{market.connection()};
        VERIFY_RESULT(store.removeRules({rule.id}, true, TrashedMarket::at(10), me));
        market.removeQuotes({u"BHP.AU"_s, TrashedMarket::at(1), {}}, TrashedMarket::at(11), me);
    }
    static void show(ShownProgram &program, const TrashedMarket &market)
    {
        program.start(market.spec());
        ShownProgram::showPanel(Qt::Key_9);
        QTRY_VERIFY(ShownProgram::find<QWidget>(u"trash"_s)->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 6, 20'000);
    }
    // Many quotes in the bin, of which one page shows.
    static void showMany(ShownProgram &program, const TrashedMarket &market)
    {
        market.addQuotes(Many);
        market.removeQuotes({u"BHP.AU"_s, {}, {}}, TrashedMarket::at(9),
                            {u"ann@desk"_s, {}, u"b1"_s});
        program.start(market.spec());
        ShownProgram::showPanel(Qt::Key_9);
        QTRY_VERIFY_WITH_TIMEOUT(table()->model()->rowCount() > 0, 20'000);
        QVERIFY(table()->model()->rowCount() < Many);
    }
    static void restoreBatch()
    {
        table()->selectRow(3);
        auto *action = ShownProgram::find<QAction>(u"restoreTrashBatch"_s);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
    }
    static void undo()
    {
        ShownProgram::activate();
        QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    }

    static constexpr int Many = 1200;
};

void TestTrashWindow::restoresAndUndoes()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    ShownProgram program;
    show(program, market);
    table()->selectAll();
    ShownProgram::find<QPushButton>(u"restoreTrashButton"_s)->setFocus();
    QVERIFY(ShownProgram::press(u"restoreTrashButton"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 0);
    // The button has nothing to restore now: the focus stays in the panel.
    QVERIFY(ShownProgram::find<QWidget>(u"trash"_s)->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(toast(), u"Restored: 3 quote(s), 1 rule(s), 2 alert(s)."_s);
    QCOMPARE(market.count(u"alert_logs WHERE deleted_at IS NULL"_s), 2);
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(table()->model()->rowCount(), 6);
    QCOMPARE(market.count(u"alert_logs WHERE deleted_by = 'ann@desk'"_s), 2);
}

void TestTrashWindow::restoresAllThatWasDeletedWithIt()
{
    const TrashedMarket market{Engine::Sqlite};
    ShownProgram program;
    showMany(program, market);
    const QStringList quotes = market.cells(u"SELECT * FROM market_data ORDER BY id"_s);
    restoreBatch();
    QTRY_COMPARE_WITH_TIMEOUT(market.count(u"market_data WHERE deleted_at IS NULL"_s), Many,
                              20'000);
    QTRY_COMPARE(toast(), u"Restored: 1200 quote(s)."_s);
    QTRY_COMPARE(table()->model()->rowCount(), 0);
    undo();
    QTRY_COMPARE_WITH_TIMEOUT(toast(), u"1200 row(s) back in the recycle bin."_s, 20'000);
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), quotes);
    QTRY_VERIFY(table()->model()->rowCount() > 0);
}

void TestTrashWindow::restoresALargeSelection()
{
    const TrashedMarket market{Engine::Sqlite};
    ShownProgram program;
    showMany(program, market);
    const QStringList quotes = market.cells(u"SELECT * FROM market_data ORDER BY id"_s);
    const int first = table()->model()->rowCount();
    table()->model()->fetchMore({});
    QTRY_VERIFY(table()->model()->rowCount() > first);
    const int selected = table()->model()->rowCount();
    table()->selectAll();
    QVERIFY(ShownProgram::press(u"restoreTrashButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(toast(), u"Restored: %1 quote(s)."_s.arg(selected), 20'000);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL"_s), selected);
    undo();
    QTRY_COMPARE_WITH_TIMEOUT(toast(), u"%1 row(s) back in the recycle bin."_s.arg(selected),
                              20'000);
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), quotes);
}

void TestTrashWindow::saysWhatStandsInTheWay()
{
    const TrashedMarket market{Engine::Sqlite};
    ShownProgram program;
    showMany(program, market);
    market.addQuotes(1, 900); // the provider sent it again
    restoreBatch();
    const Banner &banner = ShownProgram::find<TrashPanel>(u"trash"_s)->banner();
    QTRY_VERIFY_WITH_TIMEOUT(banner.isVisible(), 20'000);
    QCOMPARE(banner.message().headline, u"Nothing was restored."_s);
    QVERIFY2(banner.message().text.startsWith(u"BHP.AU has another quote of 2026-11-20 18:15"_s),
             qPrintable(banner.message().text));
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL"_s), 1);
    QVERIFY(ShownProgram::find<QPushButton>(u"exportTrashButton"_s)->isEnabled());
}

void TestTrashWindow::exportsPurgesAndUndoes()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    const QStringList quotes = market.cells(u"SELECT * FROM market_data ORDER BY id"_s);
    ShownProgram program;
    show(program, market);
    QVERIFY(ShownProgram::press(u"purgeTrashButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(u"typedName"_s)->setText(market.spec().displayName());
    QTest::keyClick(dialog->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 0, 20'000);
    QTRY_VERIFY(toast().startsWith("6 row(s) purged. They are in "_L1));
    QCOMPARE(market.count(u"market_data"_s), 1);
    QCOMPARE(market.count(u"alert_rules"_s), 0);
    const QDir exports{program.folder.filePath(u"recycle-bin"_s)};
    const QStringList folders = exports.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(folders.size(), 1);
    QVERIFY(exports.exists(folders.constFirst() + u"/manifest.json"_s));

    QVERIFY(ShownProgram::find<QPushButton>(u"toastUndo"_s)->isVisible());
    ShownProgram::activate();
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 6, 20'000);
    QTRY_COMPARE(toast(), u"6 row(s) back in the recycle bin."_s);
    QVERIFY(!ShownProgram::find<QPushButton>(u"toastUndo"_s)->isVisible());
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), quotes);
    QVERIFY(ShownProgram::find<QPushButton>(u"purgeTrashButton"_s)->isEnabled());
    QCOMPARE(market.events().constLast(), u"purge_undone"_s);
}

void TestTrashWindow::saysWhyAPurgeIsNotUndone()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    ShownProgram program;
    show(program, market);
    QVERIFY(ShownProgram::press(u"purgeTrashButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(u"typedName"_s)->setText(market.spec().displayName());
    QTest::keyClick(dialog->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(toast().startsWith("6 row(s) purged. They are in "_L1), 20'000);
    QVERIFY(QDir{program.folder.filePath(u"recycle-bin"_s)}.removeRecursively());
    ShownProgram::activate();
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    const Banner &banner = ShownProgram::find<TrashPanel>(u"trash"_s)->banner();
    QTRY_VERIFY_WITH_TIMEOUT(banner.isVisible(), 20'000);
    QCOMPARE(banner.message().headline, u"The purge was not undone."_s);
    QVERIFY2(banner.message().text.contains(u"/manifest.json is missing: the folder holds no "_s),
             qPrintable(banner.message().text));
}

// When the message with Undo is long gone, or in a program started later.
void TestTrashWindow::undoesAPurgeFromItsFolder()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    const QStringList quotes = market.cells(u"SELECT * FROM market_data ORDER BY id"_s);
    const QTemporaryDir exports;
    const QString folder = exports.filePath(u"kept"_s);
    const auto now = [] { return TrashedMarket::at(12); };
    VERIFY_RESULT(exportTrash(market.connection(), {folder}, now()));
    VERIFY_RESULT(purgeTrash(market.connection(), {}, now));
    QCOMPARE(market.count(u"market_data"_s), 1);
    ShownProgram program;
    program.start(market.spec());
    ShownProgram::showPanel(Qt::Key_9);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"trash"_s)->isVisible());
    QVERIFY(QDir{program.folder.path()}.mkpath(u"recycle-bin"_s));
    QVERIFY(ShownProgram::press(u"undoTrashPurgeButton"_s));
    auto *dialog = ShownProgram::window()->findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->directory().dirName(), u"recycle-bin"_s);
    emit dialog->fileSelected(folder);
    dialog->reject();
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 6, 20'000);
    QTRY_COMPARE(toast(), u"6 row(s) back in the recycle bin."_s);
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), quotes);
}

void TestTrashWindow::purgesWhatTheDialogSaid()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    ShownProgram program;
    show(program, market);
    QVERIFY(ShownProgram::press(u"purgeTrashButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    // Somebody deletes one more, which nobody sees.
    QCOMPARE(market.removeQuotes({u"BHP.AU"_s, {}, {}}, TrashedMarket::at(12),
                                 {u"bob@desk"_s, {}, u"b2"_s}),
             1);
    dialog->findChild<QLineEdit *>(u"typedName"_s)->setText(market.spec().displayName());
    QTest::keyClick(dialog->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(toast().startsWith("6 row(s) purged. They are in "_L1), 20'000);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(market.count(u"market_data WHERE delete_batch = 'b2'"_s), 1);
}

void TestTrashWindow::saysFirstWhatHoldsARule()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    const AlertRule rule = market.addRule(u"above 60"_s, u"higher"_s);
    const qint64 log = market.addLog(rule, 3);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, false, TrashedMarket::at(12),
                                    {u"ann@desk"_s, {}, u"b2"_s}));
    ShownProgram program;
    program.start(market.spec());
    ShownProgram::showPanel(Qt::Key_9);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 7, 20'000);
    QVERIFY(ShownProgram::press(u"purgeTrashButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Purge 3 quote(s), 1 rule(s), 2 alert(s)?"_s);
    QVERIFY2(dialog->accessibleDescription().startsWith(
                     u"1 alert log(s) refer to rule %1, 'higher'. Delete them"_s.arg(rule.id)),
             qPrintable(dialog->accessibleDescription()));
    QTest::keyClick(dialog, Qt::Key_Escape);

    VERIFY_RESULT(store.removeLogs({log}, TrashedMarket::at(13), {u"ann@desk"_s, {}, u"b3"_s}));
    ShownProgram::showPanel(Qt::Key_1);
    ShownProgram::showPanel(Qt::Key_9);
    QTRY_COMPARE(table()->model()->rowCount(), 8);
    QVERIFY(ShownProgram::press(u"purgeTrashButton"_s));
    dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QCOMPARE(dialog->windowTitle(), u"Purge 3 quote(s), 2 rule(s), 3 alert(s)?"_s);
}

void TestTrashWindow::purgesTheSelection()
{
    const TrashedMarket market{Engine::Sqlite};
    fill(market);
    ShownProgram program;
    show(program, market);
    table()->selectRow(1); // of the quotes, which were deleted last
    const auto *purge = ShownProgram::find<QPushButton>(u"purgeTrashButton"_s);
    QTRY_COMPARE(purge->text(), u"Purge 1 row(s)…"_s);
    QVERIFY(ShownProgram::press(u"purgeTrashButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(u"typedName"_s)->setText(market.spec().displayName());
    QTest::keyClick(dialog->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 5, 20'000);
    QTRY_VERIFY(toast().startsWith("1 row(s) purged. They are in "_L1));
    QCOMPARE(market.cells(u"SELECT id FROM market_data ORDER BY id"_s),
             (QStringList{u"1"_s, u"2"_s, u"4"_s}));
    ShownProgram::activate();
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 6, 20'000);
}

QTEST_MAIN(TestTrashWindow)
#include "tst_trashwindow.moc"
