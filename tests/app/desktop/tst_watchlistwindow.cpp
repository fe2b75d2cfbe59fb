// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/watchlist/watchliststore.h"
#include "models/watchlist/watchlistmodel.h"
#include "shownprogram.h"
#include "tests/support/verifyresult.h"
#include "views/shell/banner.h"
#include "views/watchlist/watchdialog.h"

#include <QAction>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

// The Watchlist panel in the whole program: prices from a market on loopback, a database of its
// own.
class TestWatchlistWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_program.reset(); }
    void addsEditsRemovesAndUndoes();
    void takesOverFromPrices();
    void saysWhatIsNotRegistered();
    void opensInPrices();
    void followsThePrices();
    void saysThatItCannotBeRead();

private:
    [[nodiscard]] static QTableView *table() { return ShownProgram::table(u"watchlistTable"_s); }
    [[nodiscard]] static QString cell(int row, int column)
    {
        return table()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] static QString toast()
    {
        return ShownProgram::find<QWidget>(u"toast"_s)->findChild<QLabel *>()->text();
    }
    static void undo() { QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier); }
    static void add(const QString &symbol, const QString &target = {})
    {
        QVERIFY(ShownProgram::press(u"addWatchedButton"_s));
        auto *dialog = ShownProgram::find<WatchDialog>(u"watchDialog"_s);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"watchedSymbol"_s)->setText(symbol);
        dialog->findChild<QLineEdit *>(u"watchedTarget"_s)->setText(target);
        QTest::keyClick(dialog->findChild<QPushButton *>(u"saveWatchButton"_s), Qt::Key_Space);
        ShownProgram::window()->activateWindow(); // the dialog was in front of it
        QVERIFY(QTest::qWaitForWindowActive(ShownProgram::window()));
    }

    std::unique_ptr<ShownProgram> m_program;
};

void TestWatchlistWindow::init()
{
    m_program = std::make_unique<ShownProgram>();
    m_program->start(ConnectionSpec::file(m_program->folder.filePath(u"market.db"_s)));
    // Until there are prices, the panel has not been answered.
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::table(u"pricesTable"_s)->model()->rowCount() > 0,
                             20'000);
    ShownProgram::showPanel(Qt::Key_6);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"watchlist"_s)->isVisible());
}

void TestWatchlistWindow::addsEditsRemovesAndUndoes()
{
    add(u"btc"_s, u"150000"_s);
    QTRY_COMPARE(cell(0, WatchlistModel::SymbolColumn), u"btc"_s);
    QCOMPARE(cell(0, WatchlistModel::TargetColumn), u"150,000.00"_s);
    QVERIFY(cell(0, WatchlistModel::LastColumn) != u"No price"_s);
    QCOMPARE(toast(), u"btc is on the watchlist."_s);
    undo();
    QTRY_COMPARE(table()->model()->rowCount(), 0);
    undo(); // what was undone can be done again
    QTRY_COMPARE(table()->model()->rowCount(), 1);

    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_F2);
    auto *editor = ShownProgram::find<QLineEdit>(u"targetEditor"_s);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"0.5"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(cell(0, WatchlistModel::TargetColumn), u"0.50"_s);
    undo();
    QTRY_COMPARE(cell(0, WatchlistModel::TargetColumn), u"150,000.00"_s);

    add(u"eth"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    table()->selectAll();
    QTest::keyClick(table(), Qt::Key_Delete);
    QTRY_COMPARE(table()->model()->rowCount(), 0);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"toastUndo"_s)->isVisible());
    QCOMPARE(toast(), u"2 symbol(s) taken off the watchlist."_s);
    QVERIFY(ShownProgram::press(u"toastUndo"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(cell(0, WatchlistModel::TargetColumn), u"150,000.00"_s);
}

void TestWatchlistWindow::takesOverFromPrices()
{
    ShownProgram::showPanel(Qt::Key_1);
    auto *watch = ShownProgram::find<QAction>(u"watchSelected"_s);
    QTableView *prices = ShownProgram::table(u"pricesTable"_s);
    QVERIFY(prices->actions().contains(watch));
    prices->selectRow(0);
    const QString coin = prices->model()->index(0, 0).data().toString();
    watch->trigger();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(cell(0, WatchlistModel::SymbolColumn), coin);
    watch->trigger();
    QTRY_VERIFY(toast().endsWith(u"is on the watchlist already."_s));
    prices->selectAll();
    const auto selected = int(prices->selectionModel()->selectedRows().size());
    QVERIFY(selected > 1);
    watch->trigger(); // more prices may come from then on
    QTRY_COMPARE(table()->model()->rowCount(), selected);
}

void TestWatchlistWindow::saysWhatIsNotRegistered()
{
    add(u"CBA.AU"_s);
    const auto *panel = ShownProgram::find<QWidget>(u"watchlist"_s);
    const auto isSaid = [panel] {
        for (const Banner *banner : panel->findChildren<Banner *>()) {
            if (banner->isVisible() && banner->message().text.contains(u"assets add CBA.AU"_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(isSaid());
    QCOMPARE(table()->model()->rowCount(), 0);
    add(u"btc"_s);
    QTRY_VERIFY(!isSaid()); // it is solved
}

void TestWatchlistWindow::opensInPrices()
{
    const auto connection =
            openOrFail(ConnectionSpec::file(m_program->folder.filePath(u"market.db"_s)));
    VERIFY_RESULT(WatchlistStore{*connection}.add({{u"XYZ.COINSPOT"_s, {}, {}, {}, {}}},
                                                  QDateTime::currentDateTimeUtc())); // --force
    add(u"eth"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    table()->selectRow(1);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(toast(), u"Prices does not have xyz yet: no price of it is stored."_s);
    QVERIFY(ShownProgram::find<QWidget>(u"watchlist"_s)->isVisible());
    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"prices"_s)->isVisible());
    const QTableView *prices = ShownProgram::table(u"pricesTable"_s);
    QCOMPARE(prices->currentIndex().siblingAtColumn(0).data().toString(), u"eth"_s);
}

void TestWatchlistWindow::followsThePrices()
{
    add(u"btc"_s, u"77"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    table()->selectRow(0);
    for (int run = 0; run < 60; ++run) // a slot is a second long
        m_program->market.enqueue(MarketAnswer::json(
                R"({"status":"ok","prices":{"btc":{"bid":"76","ask":"78","last":"77"}}})"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, WatchlistModel::DistanceColumn), u"Reached"_s, 20'000);
    QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
}

void TestWatchlistWindow::saysThatItCannotBeRead()
{
    add(u"btc"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    const auto connection =
            openOrFail(ConnectionSpec::file(m_program->folder.filePath(u"market.db"_s)));
    VERIFY_RESULT(connection->execute(u"DROP VIEW readable_watchlist"_s));
    VERIFY_RESULT(connection->execute(u"ALTER TABLE watchlist RENAME TO elsewhere"_s));
    const auto isSaid = [] {
        for (const Banner *banner :
             ShownProgram::find<QWidget>(u"watchlist"_s)->findChildren<Banner *>()) {
            if (banner->isVisible() &&
                banner->message().headline == u"The watchlist cannot be read."_s)
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(), 20'000); // with the next prices
    QCOMPARE(table()->model()->rowCount(), 1);  // what was read stays
    VERIFY_RESULT(connection->execute(u"ALTER TABLE elsewhere RENAME TO watchlist"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!isSaid(), 20'000);
}

QTEST_MAIN(TestWatchlistWindow)
#include "tst_watchlistwindow.moc"
