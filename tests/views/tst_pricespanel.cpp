// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/boards.h"
#include "focusables.h"
#include "views/quotes/deletequotesaction.h"
#include "views/quotes/firstrunpage.h"
#include "views/quotes/pricespanel.h"
#include "views/reports/exportaction.h"
#include "views/tables/datatable.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestPricesPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsTheFirstRunUntilPricesCome();
    void firstRunOffersOnlyWhatIsHandled();
    void firstRunAsks();
    void firstRunPromisesWhatHolds();
    void choosesCoinsOrStocks();
    void firstRunWaitsWhileARunIsUnderWay();
    void firstRowIsChosen();
    void arrowsChooseCoins();
    void updatesKeepSelectionScrollAndFocus();
    void staysWithTheCoinWhileSortedByItsPrice();
    void filterKeepsTheCoinInSight();
    void filterWithoutHitsSaysSo();
    void escapeStepsBack();
    void selectCoinClearsAFilter();
    void selectCoinWaitsForTheTable();
    void copiesExactValues();
    void collectNowAsks();
    void watchesWhatIsSelected();
    void deletesQuotesOfOneShare();
    void exportsWhatTheFilterLeaves();
    void chartGoesBesideInAWideWindow();
    void startsWideWithRoomForBoth();
    void choiceOverridesTheWidth();
    void longSymbolsAreWhole();
    void keepsState();
    void everythingHasAName();
    void tabGoesAsItReads();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"pricesTable"_s); }
    [[nodiscard]] QLineEdit &filter() const { return child<QLineEdit>(u"filterEdit"_s); }
    [[nodiscard]] QString currentCoin() const
    {
        return table().currentIndex().siblingAtColumn(0).data().toString();
    }
    // coin00, coin01 and so on; each at its number plus what is added.
    [[nodiscard]] static Board manyCoins(int added = 0)
    {
        Board board{boardTime(), {}};
        for (int i = 0; i < 60; ++i) {
            board.rows << boardRow(u"coin%1"_s.arg(i, 2, 10, QChar{u'0'}),
                                   QString::number(i + 1 + added));
        }
        return board;
    }

    Theme m_theme;
    std::unique_ptr<BoardModel> m_board;
    std::unique_ptr<PricesPanel> m_panel;
};

void TestPricesPanel::init()
{
    m_panel.reset();
    m_board = std::make_unique<BoardModel>(QLocale{u"en_AU"_s}, &boardTime);
    m_panel = std::make_unique<PricesPanel>(*m_board, new QWidget, m_theme);
    m_panel->resize(1180, 760);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
}

void TestPricesPanel::showsTheFirstRunUntilPricesCome()
{
    QVERIFY(!m_panel->firstRun().isVisible()); // nobody knows yet whether there are prices
    m_board->acceptBoard({boardTime(), {}});
    QVERIFY(m_panel->firstRun().isVisible());
    QVERIFY(!filter().isEnabled());
    QVERIFY(!filter().toolTip().isEmpty());
    m_board->acceptBoard(manyCoins());
    QVERIFY(!m_panel->firstRun().isVisible());
    QVERIFY(table().isVisible());
    QVERIFY(filter().isEnabled());
    QVERIFY(table().hasFocus()); // where the button was that asked for them
}

void TestPricesPanel::firstRunOffersOnlyWhatIsHandled()
{
    m_board->acceptBoard({boardTime(), {}});
    FirstRunPage &page = m_panel->firstRun();
    QVERIFY(!child<QWidget>(u"otherDatabaseButton"_s).isVisible());
    QVERIFY(!child<QWidget>(u"otherSourceButton"_s).isVisible());
    QVERIFY(!child<QWidget>(u"adoptLink"_s).isVisible());
    QVERIFY(child<QWidget>(u"demoLink"_s).isVisible());
    page.setOtherDatabaseOffered(true);
    page.setOtherSourceOffered(true);
    page.setAdoptOffered(true);
    page.setDemoOffered(false);
    QVERIFY(child<QWidget>(u"otherDatabaseButton"_s).isVisible());
    QVERIFY(child<QWidget>(u"otherSourceButton"_s).isVisible());
    QVERIFY(child<QWidget>(u"adoptLink"_s).isVisible());
    QVERIFY(!child<QWidget>(u"demoLink"_s).isVisible());
}

void TestPricesPanel::choosesCoinsOrStocks()
{
    m_board->acceptBoard({boardTime(),
                          {boardRow(u"btc"_s, u"1"),
                           stockRow(u"BHP.AU"_s, u"44.72", {2026, 11, 19}, u"44.45", u"45.3")}});
    auto &kind = child<QComboBox>(u"kindChooser"_s);
    QVERIFY(kind.isEnabled());
    QVERIFY(!kind.accessibleName().isEmpty());
    QSignalSpy selected{m_panel.get(), &PricesPanel::coinSelected};
    QCOMPARE(table().model()->rowCount(), 2);
    kind.setFocus();
    QTest::keyClick(&kind, Qt::Key_Down); // coins
    QCOMPARE(table().model()->rowCount(), 1);
    QCOMPARE(table().model()->index(0, 0).data().toString(), u"btc"_s);
    QTest::keyClick(&kind, Qt::Key_Down); // stocks
    QCOMPARE(table().model()->index(0, 0).data().toString(), u"BHP.AU"_s);
    QCOMPARE(m_panel->coin(), u"BHP.AU"_s);
    // Without any there is a sentence and a way back.
    m_board->acceptBoard({boardTime(), {boardRow(u"btc"_s, u"1")}});
    QVERIFY(!table().isVisible());
    m_panel->selectCoin(u"btc"_s);
    QVERIFY(table().isVisible());
    QCOMPARE(kind.currentIndex(), 0);
}

void TestPricesPanel::firstRunAsks()
{
    m_board->acceptBoard({boardTime(), {}});
    FirstRunPage &page = m_panel->firstRun();
    QSignalSpy collect{m_panel.get(), &PricesPanel::collectNowRequested};
    QSignalSpy demo{&page, &FirstRunPage::demoRequested};
    QSignalSpy autostart{&page, &FirstRunPage::autostartRequested};
    auto &button = child<QPushButton>(u"firstCollectButton"_s);
    QVERIFY(button.isDefault());
    QTRY_VERIFY(button.hasFocus()); // one key starts it
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(collect.count(), 1);
    QTest::keyClick(&child<QWidget>(u"demoLink"_s), Qt::Key_Return);
    QCOMPARE(demo.count(), 1);
    auto &box = child<QCheckBox>(u"autostartBox"_s);
    QTest::keyClick(&box, Qt::Key_Space);
    QCOMPARE(autostart.count(), 1);
    QCOMPARE(autostart.at(0).at(0).toBool(), true);
    page.setAutostart(false); // it could not be set up: the box shows what is
    QVERIFY(!box.isChecked());
    QCOMPARE(autostart.count(), 1);
}

void TestPricesPanel::firstRunPromisesWhatHolds()
{
    m_board->acceptBoard({boardTime(), {}});
    const auto &promise = child<QLabel>(u"firstRunPromise"_s);
    QVERIFY2(promise.text().contains(u"until this window is closed"), qPrintable(promise.text()));
    m_panel->firstRun().setCollectsClosed(true);
    QVERIFY2(promise.text().contains(u"also while this window is closed"),
             qPrintable(promise.text()));
}

void TestPricesPanel::firstRunWaitsWhileARunIsUnderWay()
{
    m_board->acceptBoard({boardTime(), {}});
    CollectorState state;
    state.activity = CollectorState::Activity::Working;
    m_panel->setCollectorState(state);
    QVERIFY(!child<QPushButton>(u"firstCollectButton"_s).isEnabled());
    QVERIFY(!child<QPushButton>(u"firstCollectButton"_s).toolTip().isEmpty());
    QVERIFY(!child<QPushButton>(u"collectNowButton"_s).isEnabled());
    m_panel->setCollectorState({});
    QVERIFY(child<QPushButton>(u"firstCollectButton"_s).isEnabled());
}

void TestPricesPanel::firstRowIsChosen()
{
    QSignalSpy selected{m_panel.get(), &PricesPanel::coinSelected};
    m_board->acceptBoard(manyCoins());
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.at(0).at(0).toString(), u"coin00"_s);
    QCOMPARE(m_panel->coin(), u"coin00"_s);
}

void TestPricesPanel::arrowsChooseCoins()
{
    m_board->acceptBoard(manyCoins());
    QSignalSpy selected{m_panel.get(), &PricesPanel::coinSelected};
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Down);
    QTest::keyClick(&table(), Qt::Key_Right); // the same row says nothing
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.at(0).at(0).toString(), u"coin01"_s);
}

void TestPricesPanel::updatesKeepSelectionScrollAndFocus()
{
    m_board->acceptBoard(manyCoins());
    table().setFocus();
    table().selectRow(30);
    table().verticalScrollBar()->setValue(25);
    QSignalSpy selected{m_panel.get(), &PricesPanel::coinSelected};

    Board next = manyCoins(1000);
    next.rows.removeAt(3);
    next.rows << boardRow(u"a-new-one"_s, u"5");
    m_board->acceptBoard(next);

    QCOMPARE(currentCoin(), u"coin30"_s);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table().verticalScrollBar()->value(), 25);
    QVERIFY(table().hasFocus());
    QCOMPARE(selected.count(), 0);
}

void TestPricesPanel::staysWithTheCoinWhileSortedByItsPrice()
{
    m_board->acceptBoard(manyCoins());
    table().sortByColumn(BoardModel::LastColumn, Qt::DescendingOrder);
    m_panel->selectCoin(u"coin10"_s);
    Board next = manyCoins();
    next.rows[10] = boardRow(u"coin10"_s, u"5000");
    m_board->acceptBoard(next);
    QCOMPARE(currentCoin(), u"coin10"_s);
    QCOMPARE(table().currentIndex().row(), 0);
}

void TestPricesPanel::filterKeepsTheCoinInSight()
{
    m_board->acceptBoard(manyCoins());
    m_panel->selectCoin(u"coin30"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(filter().hasFocus());
    QTest::keyClicks(&filter(), u"COIN3"_s);
    QCOMPARE(table().model()->rowCount(), 10);
    QCOMPARE(currentCoin(), u"coin30"_s);
    QTest::keyClick(&filter(), Qt::Key_Down);
    QVERIFY(table().hasFocus());
}

void TestPricesPanel::filterWithoutHitsSaysSo()
{
    m_board->acceptBoard(manyCoins());
    m_panel->selectCoin(u"coin30"_s);
    QSignalSpy selected{m_panel.get(), &PricesPanel::coinSelected};
    filter().setText(u"xyz"_s);
    QVERIFY(!table().isVisible());
    QCOMPARE(m_panel->coin(), u"coin30"_s); // the chart stays
    auto *sentence = m_panel->findChild<QLabel *>(u"emptySentence"_s);
    QVERIFY(sentence && sentence->isVisible());
    QCOMPARE(sentence->text(), u"No symbol contains 'xyz'."_s);
    QPushButton *clear = nullptr;
    for (QPushButton *button : m_panel->findChildren<QPushButton *>()) {
        if (button->text() == u"Clear filter"_s)
            clear = button;
    }
    QVERIFY(clear);
    QTest::keyClick(clear, Qt::Key_Space);
    QVERIFY(table().isVisible());
    QCOMPARE(filter().text(), QString{});
    QCOMPARE(currentCoin(), u"coin30"_s);
    QCOMPARE(selected.count(), 0);
}

void TestPricesPanel::escapeStepsBack()
{
    m_board->acceptBoard(manyCoins());
    m_panel->editActions().constFirst()->trigger();
    QTRY_VERIFY(filter().hasFocus());
    QTest::keyClicks(&filter(), u"3"_s);
    QTest::keyClick(&filter(), Qt::Key_Escape);
    QCOMPARE(filter().text(), QString{});
    QVERIFY(filter().hasFocus());
    QTest::keyClick(&filter(), Qt::Key_Escape);
    QVERIFY(table().hasFocus());
}

void TestPricesPanel::selectCoinClearsAFilter()
{
    m_board->acceptBoard(manyCoins());
    filter().setText(u"coin3"_s);
    m_panel->selectCoin(u"coin05"_s);
    QCOMPARE(currentCoin(), u"coin05"_s);
    QCOMPARE(filter().text(), QString{});
    m_panel->selectCoin(u"unknown"_s);
    QCOMPARE(currentCoin(), u"coin05"_s);
}

void TestPricesPanel::selectCoinWaitsForTheTable()
{
    QSignalSpy selected{m_panel.get(), &PricesPanel::coinSelected};
    m_panel->selectCoin(u"coin05"_s);
    QCOMPARE(selected.count(), 1); // the chart need not wait
    m_board->acceptBoard(manyCoins());
    QCOMPARE(currentCoin(), u"coin05"_s);
    QCOMPARE(selected.count(), 1);
}

void TestPricesPanel::copiesExactValues()
{
    m_board->acceptBoard({boardTime(), {boardRow(u"btc"_s, u"999999999999.99999999")}});
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            u"btc\t999999999999.99999999\t999999999999.99999999\t"_s));
}

void TestPricesPanel::collectNowAsks()
{
    m_board->acceptBoard(manyCoins());
    QSignalSpy asked{m_panel.get(), &PricesPanel::collectNowRequested};
    QTest::keyClick(&child<QPushButton>(u"collectNowButton"_s), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
}

void TestPricesPanel::watchesWhatIsSelected()
{
    QSignalSpy asked{m_panel.get(), &PricesPanel::watchRequested};
    auto &watch = child<QAction>(u"watchSelected"_s);
    QVERIFY(!watch.isEnabled());
    QCOMPARE(watch.toolTip(), u"Select a symbol first"_s);
    QVERIFY(table().actions().contains(&watch)); // a right click offers it
    QVERIFY(m_panel->editActions().contains(&watch));
    const QDate day{2026, 11, 19};
    m_board->acceptBoard({boardTime(),
                          {boardRow(u"btc"_s, u"1"), boardRow(u"Etc"_s, u"2"),
                           stockRow(u"BHP.AU"_s, u"45", day, u"44", u"43")}});
    table().selectAll();
    watch.trigger();
    QCOMPARE(asked.size(), 1);
    QStringList symbols = asked[0][0].toStringList();
    symbols.sort();
    QCOMPARE(symbols, (QStringList{u"=Etc.COINSPOT"_s, u"BHP.AU"_s, u"BTC.COINSPOT"_s}));
}

void TestPricesPanel::deletesQuotesOfOneShare()
{
    const QDate day{2026, 11, 19};
    auto &action = child<QAction>(u"deleteQuotes"_s);
    QVERIFY(table().actions().contains(&action));
    QVERIFY(m_panel->editActions().contains(&action));
    m_board->acceptBoard(
            {boardTime(),
             {boardRow(u"btc"_s, u"1"), stockRow(u"BHP.AU"_s, u"45", day, u"44", u"43")}});
    m_panel->selectCoin(u"btc"_s);
    QVERIFY(!action.isEnabled());
    QCOMPARE(action.toolTip(), u"The prices of coins stay"_s);
    table().selectAll();
    QVERIFY(!action.isEnabled());
    QCOMPARE(action.toolTip(), u"Select one share first"_s);
    table().clearSelection();
    m_panel->selectCoin(u"BHP.AU"_s);
    QVERIFY(action.isEnabled());
    m_panel->deleteQuotes().setProblem(u"The database is read-only"_s);
    QVERIFY(!action.isEnabled());
    m_panel->deleteQuotes().setProblem({});
    action.trigger();
    auto *dialog = m_panel->window()->findChild<QDialog *>(u"deleteQuotesDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Delete delayed quotes of BHP.AU"_s);
    dialog->reject();
}

void TestPricesPanel::exportsWhatTheFilterLeaves()
{
    QList<ReportRequest> offered;
    connect(&m_panel->exportAction(), &ExportAction::requested, this,
            [&offered](const QList<ReportRequest> &requests) { offered = requests; });
    m_board->acceptBoard({boardTime(),
                          {boardRow(u"btc"_s, u"1"), boardRow(u"eth"_s, u"2"),
                           stockRow(u"BHP.AU"_s, u"44.72", {2026, 11, 19}, u"44.45", u"45.3")}});
    m_panel->exportAction().trigger();
    QCOMPARE(offered.size(), 2);
    QVERIFY(offered[0].coins.isEmpty() && offered[1].symbols.isEmpty()); // all
    QCOMPARE(offered[0].sort->column, u"coin_type"_s);
    QCOMPARE(offered[1].sort->column, u"symbol"_s);
    table().sortByColumn(BoardModel::DayColumn, Qt::DescendingOrder); // which no report has
    m_panel->exportAction().trigger();
    QVERIFY(!offered[0].sort && !offered[1].sort);
    filter().setText(u"b"_s);
    m_panel->exportAction().trigger();
    QCOMPARE(offered[0].coins, QStringList{u"btc"_s});
    QCOMPARE(offered[1].symbols.size(), 2);
    filter().clear();
    child<QComboBox>(u"kindChooser"_s).setCurrentIndex(2); // of shares there are bars alone
    m_panel->exportAction().trigger();
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered[0].report, Report::Bars);
    QCOMPARE(offered[0].symbols, QStringList{u"BHP.AU"_s});

    offered.clear();
    filter().setText(u"xyz"_s);
    QVERIFY(!child<QPushButton>(u"exportButton"_s).isEnabled());
    QVERIFY(child<QPushButton>(u"exportButton"_s).toolTip().startsWith(u"The filter leaves"_s));
    m_panel->exportAction().trigger();
    QVERIFY(offered.isEmpty());
    filter().clear();
    QVERIFY(m_panel->exportAction().isEnabled());
}

void TestPricesPanel::chartGoesBesideInAWideWindow()
{
    m_board->acceptBoard(manyCoins());
    QSignalSpy changed{m_panel.get(), &PricesPanel::orientationChanged};
    QCOMPARE(m_panel->orientation(), Qt::Vertical);
    m_panel->resize(1600, 760);
    QCOMPARE(m_panel->orientation(), Qt::Horizontal);
    const QList<int> sizes = child<QSplitter>(u"pricesSplitter"_s).sizes();
    QVERIFY(sizes.at(1) >= 1600 / 4);
    m_panel->resize(1599, 760);
    QCOMPARE(m_panel->orientation(), Qt::Vertical);
    QCOMPARE(changed.count(), 2);
}

void TestPricesPanel::startsWideWithRoomForBoth()
{
    PricesPanel panel{*m_board, new QWidget, m_theme};
    panel.resize(1700, 800);
    QSignalSpy changed{&panel, &PricesPanel::orientationChanged};
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QCOMPARE(changed.count(), 1);
    const QList<int> sizes = panel.findChild<QSplitter *>(u"pricesSplitter"_s)->sizes();
    QVERIFY2(sizes.at(0) > 900 && sizes.at(1) > 500, qPrintable(u"%1"_s.arg(sizes.at(0))));
}

void TestPricesPanel::choiceOverridesTheWidth()
{
    m_panel->toggleOrientation();
    QCOMPARE(m_panel->orientation(), Qt::Horizontal);
    m_panel->resize(1200, 760);
    QCOMPARE(m_panel->orientation(), Qt::Horizontal);
    m_panel->setOrientation(std::nullopt);
    QCOMPARE(m_panel->orientation(), Qt::Vertical);
}

void TestPricesPanel::longSymbolsAreWhole()
{
    const QString symbol = u"EURUSD.FOREX"_s;
    m_board->acceptBoard(
            {boardTime(), {stockRow(symbol, u"1.0667", {2026, 11, 19}, u"1.06", u"1.05")}});
    QFont strong = table().font();
    strong.setWeight(QFont::DemiBold);
    QVERIFY(table().columnWidth(0) > QFontMetrics{strong}.horizontalAdvance(symbol) + 8);
    m_board->acceptBoard(manyCoins());
    m_panel->resize(916, 560); // the least window, with icons alone beside it
    QCoreApplication::sendPostedEvents();
    QCOMPARE(table().horizontalScrollBar()->maximum(), 0);
}

void TestPricesPanel::keepsState()
{
    m_board->acceptBoard(manyCoins());
    table().setColumnShown(BoardModel::BidColumn, false);
    table().sortByColumn(BoardModel::DayColumn, Qt::DescendingOrder);
    m_panel->toggleOrientation();
    const QByteArray state = m_panel->saveState();

    init();
    QVERIFY(!m_panel->restoreState("junk"));
    QVERIFY(!m_panel->restoreState({}));
    QVERIFY(m_panel->restoreState(state));
    QVERIFY(table().isColumnHidden(BoardModel::BidColumn));
    QCOMPARE(table().horizontalHeader()->sortIndicatorSection(), int(BoardModel::DayColumn));
    QCOMPARE(table().horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    QCOMPARE(m_panel->orientation(), Qt::Horizontal);
}

void TestPricesPanel::everythingHasAName()
{
    m_panel->firstRun().setAdoptOffered(true);
    m_panel->firstRun().setOtherDatabaseOffered(true);
    m_panel->firstRun().setOtherSourceOffered(true);
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

void TestPricesPanel::tabGoesAsItReads()
{
    m_board->acceptBoard(manyCoins());
    QStringList order;
    filter().setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(filter().hasFocus());
    for (int i = 0; i < 6; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order, (QStringList{u"filterEdit"_s, u"kindChooser"_s, u"columnsButton"_s,
                                 u"exportButton"_s, u"collectNowButton"_s, u"pricesTable"_s}));
}

QTEST_MAIN(TestPricesPanel)
#include "tst_pricespanel.moc"
