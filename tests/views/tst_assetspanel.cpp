// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "shownassets.h"
#include "views/assets/callschart.h"
#include "views/reports/exportaction.h"
#include "views/shell/banner.h"
#include "views/shell/linkbutton.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

class TestAssetsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysHowAllStand();
    void filtersByHand();
    void noHitLeadsBack();
    void exportsWhatTheFilterLeaves();
    void emptyLeadsToAdd();
    void pausesTheSelectedOnes();
    void resumesWhereAllArePaused();
    void coinsAreNotPaused();
    void syncsWhatIsDueOrSelected();
    void saysWhyNothingIsSynced_data();
    void saysWhyNothingIsSynced();
    void pausesTheQueue();
    void showsPrices();
    void budgetIsShown();
    void planIsChosen();
    void forecastAsATable();
    void chartIsDescribed();
    void refusedTokenLeadsToCredentials();
    void usedUpCallsEndByThemselves();
    void newsKeepSelection();
    void keysReachTheirActions();
    void everyActionIsForAMenu();
    void keepsState();
    void fitsASmallWindow();
    void everythingHasAName();
    void tabGoesAsItReads();

private:
    [[nodiscard]] QString text(const QString &label) const
    {
        return m_shown->child<QLabel>(label).text();
    }
    [[nodiscard]] QPushButton &button(const QString &name) const
    {
        return m_shown->child<QPushButton>(name);
    }

    std::unique_ptr<ShownAssets> m_shown;
};

void TestAssetsPanel::init()
{
    m_shown.reset();
    m_shown = std::make_unique<ShownAssets>();
    QVERIFY(m_shown->table().isVisible()); // nobody knows yet
    QCOMPARE(text(u"assetCounts"_s), QString{});
    m_shown->panel.setBoard(sampleAssets());
}

void TestAssetsPanel::saysHowAllStand()
{
    QCOMPARE(text(u"assetCounts"_s), u"12 stock(s) and fund(s), 3 coin(s)"_s);
    QCOMPARE(text(u"assetStand"_s), u"4 due today, 1 failed, 1 late, 1 paused"_s);
    m_shown->panel.setProgress(u"AAPL.US"_s, 64);
    const int row = m_shown->model.rowOf(u"AAPL.US"_s);
    QCOMPARE(m_shown->model.index(row, AssetTableModel::StateColumn).data().toString(),
             u"Syncing, 64 %"_s);
}

void TestAssetsPanel::filtersByHand()
{
    QTest::keyClick(&m_shown->table(), Qt::Key_F, Qt::ControlModifier);
    auto &filter = m_shown->child<QLineEdit>(u"filterEdit"_s);
    QTRY_VERIFY(filter.hasFocus());
    QTest::keyClicks(&filter, u"bank"_s);
    QCOMPARE(m_shown->table().model()->rowCount(), 1);
    QTest::keyClick(&filter, Qt::Key_Escape);
    QCOMPARE(m_shown->table().model()->rowCount(), 15);

    auto &exchanges = m_shown->child<QComboBox>(u"exchangeChoice"_s);
    QCOMPARE(exchanges.count(), 4); // all, AU, COINSPOT, US
    QTest::keyClick(&exchanges, Qt::Key_End);
    QCOMPARE(exchanges.currentText(), u"US"_s);
    QCOMPARE(m_shown->table().model()->rowCount(), 3);
    m_shown->panel.setBoard(sampleAssets()); // news do not take the choice back
    QCOMPARE(exchanges.currentText(), u"US"_s);
}

void TestAssetsPanel::noHitLeadsBack()
{
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"xyz"_s);
    QVERIFY(!m_shown->table().isVisible());
    QCOMPARE(text(u"emptySentence"_s), u"No asset contains 'xyz'."_s);
    for (QPushButton *each : m_shown->panel.findChildren<QPushButton *>()) {
        if (each->text() == u"Clear filter"_s) {
            QTest::keyClick(each, Qt::Key_Space);
            break;
        }
    }
    QVERIFY(m_shown->table().isVisible());
    QCOMPARE(m_shown->table().model()->rowCount(), 15);
}

void TestAssetsPanel::exportsWhatTheFilterLeaves()
{
    QList<ReportRequest> offered;
    ExportAction &action = m_shown->panel.exportAction();
    connect(&action, &ExportAction::requested, this,
            [&offered](const QList<ReportRequest> &requests) { offered = requests; });
    action.trigger();
    QVERIFY(offered.value(0).symbols.isEmpty()); // all
    QCOMPARE(offered.value(0).sort->column, u"symbol"_s);
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"bank"_s);
    action.trigger();
    QCOMPARE(offered.value(0).symbols.size(), 1);
    offered.clear();
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"xyz"_s);
    QVERIFY(!action.isEnabled());
    QVERIFY(action.toolTip().startsWith(u"The filter leaves"_s));
    action.trigger();
    QVERIFY(offered.isEmpty());
}

void TestAssetsPanel::emptyLeadsToAdd()
{
    m_shown->panel.setBoard({});
    QVERIFY(!m_shown->table().isVisible());
    QVERIFY(text(u"emptySentence"_s).contains(u"none yet"_s));
    QCOMPARE(m_shown->panel.findChildren<QPushButton *>(u"addAssetsButton"_s).size(), 2);
    QVERIFY(!button(u"editAssetsButton"_s).isEnabled());
    QCOMPARE(button(u"editAssetsButton"_s).toolTip(), u"Select an asset first (F2)"_s);
}

void TestAssetsPanel::pausesTheSelectedOnes()
{
    QSignalSpy changed{&m_shown->panel, &AssetsPanel::activeChangeRequested};
    m_shown->choose({u"BHP.AU"_s, u"BTC.COINSPOT"_s, u"IVV.AU"_s, u"WOW.AU"_s});
    QCOMPARE(button(u"pauseAssetsButton"_s).text(), u"Pause"_s);
    m_shown->press(u"pauseAssetsButton"_s);
    // Only those that are another state then: the opposite takes back exactly this.
    QCOMPARE(changed, (QList<QVariantList>{{QStringList{u"BHP.AU"_s, u"WOW.AU"_s}, false}}));
}

void TestAssetsPanel::resumesWhereAllArePaused()
{
    QSignalSpy changed{&m_shown->panel, &AssetsPanel::activeChangeRequested};
    m_shown->choose({u"IVV.AU"_s});
    QCOMPARE(button(u"pauseAssetsButton"_s).text(), u"Resume"_s);
    m_shown->press(u"pauseAssetsButton"_s);
    QCOMPARE(changed, (QList<QVariantList>{{QStringList{u"IVV.AU"_s}, true}}));
}

void TestAssetsPanel::coinsAreNotPaused()
{
    m_shown->choose({u"BTC.COINSPOT"_s});
    QVERIFY(!button(u"pauseAssetsButton"_s).isEnabled());
    QVERIFY(button(u"pauseAssetsButton"_s).toolTip().contains(u"one answer"_s));
}

void TestAssetsPanel::syncsWhatIsDueOrSelected()
{
    QSignalSpy asked{&m_shown->panel, &AssetsPanel::syncRequested};
    m_shown->press(u"syncNowButton"_s);
    QCOMPARE(asked.takeFirst().constFirst().toStringList(), QStringList{});
    m_shown->choose({u"BHP.AU"_s, u"BTC.COINSPOT"_s, u"IVV.AU"_s});
    m_shown->panel.findChild<QAction *>(u"syncSelected"_s)->trigger();
    QCOMPARE(asked.takeFirst().constFirst().toStringList(), QStringList{u"BHP.AU"_s});
}

void TestAssetsPanel::saysWhyNothingIsSynced_data()
{
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("tip");

    QTest::newRow("nothing is due") << u"idle"_s << u"Nothing is due now"_s;
    QTest::newRow("under way") << u"working"_s << u"A sync is under way"_s;
    QTest::newRow("no call is left") << u"used"_s << u"used up"_s;
    QTest::newRow("the provider says so") << u"blocked"_s << u"used up"_s;
    QTest::newRow("paused") << u"paused"_s << u"resume it first"_s;
}

void TestAssetsPanel::saysWhyNothingIsSynced()
{
    QFETCH(const QString, why);
    QFETCH(const QString, tip);

    AssetBoard board = sampleAssets();
    if (why == u"idle") {
        for (AssetRow &row : board.rows)
            row.place = 0;
    }
    if (why == u"used")
        board.budget.used = 20;
    if (why == u"blocked")
        board.budget.blockedUntil = QDateTime{QDate{2026, 11, 21}, QTime{0, 0}, Qt::UTC};
    m_shown->panel.setBoard(board);
    if (why == u"working")
        m_shown->panel.setProgress(u"MSFT.US"_s, 0);
    if (why == u"paused")
        m_shown->panel.setQueuePaused(true);
    QVERIFY(!button(u"syncNowButton"_s).isEnabled());
    QVERIFY2(button(u"syncNowButton"_s).toolTip().contains(tip),
             qPrintable(button(u"syncNowButton"_s).toolTip()));
}

void TestAssetsPanel::pausesTheQueue()
{
    QSignalSpy paused{&m_shown->panel, &AssetsPanel::pauseQueueRequested};
    auto *action = m_shown->panel.findChild<QAction *>(u"pauseQueue"_s);
    action->trigger();
    m_shown->panel.setQueuePaused(true);
    QVERIFY(action->text().startsWith(u"&Resume"_s));
    QVERIFY(text(u"assetStand"_s).endsWith(u"syncing is paused"_s));
    action->trigger();
    QCOMPARE(paused, (QList<QVariantList>{{true}, {false}}));
}

void TestAssetsPanel::showsPrices()
{
    QSignalSpy wanted{&m_shown->panel, &AssetsPanel::pricesRequested};
    m_shown->panel.selectSymbol(u"CSL.AU"_s);
    QTest::keyClick(&m_shown->table(), Qt::Key_Return);
    QCOMPARE(wanted, (QList<QVariantList>{{u"CSL.AU"_s}}));
}

void TestAssetsPanel::budgetIsShown()
{
    QCOMPARE(text(u"callsUsed"_s), u"13"_s);
    QCOMPARE(text(u"callsUsedWords"_s), u"of 20 calls used"_s);
    QCOMPARE(text(u"callsLeft"_s), u"7 left"_s);
    QCOMPARE(text(u"budgetCounter"_s),
             u"Counter restarts at 11:00 AEDT (00:00 GMT), in 20 h 27 min."_s);
    QCOMPARE(text(u"roundText"_s), u"11 symbol(s), 20 calls a day: every symbol every two days."_s);
    // Another day has begun, and nobody asked for anything since.
    m_shown->now = QDateTime{QDate{2026, 11, 21}, QTime{0, 1}, Qt::UTC};
    m_shown->panel.setBoard(sampleAssets());
    QCOMPARE(text(u"callsUsed"_s), u"0"_s);
}

void TestAssetsPanel::planIsChosen()
{
    QSignalSpy planned{&m_shown->panel, &AssetsPanel::planRequested};
    auto &plans = m_shown->child<QComboBox>(u"planChoice"_s);
    QCOMPARE(plans.currentText(), u"Free plan"_s);
    plans.setFocus();
    QTest::keyClick(&plans, Qt::Key_Down);
    QCOMPARE(planned, (QList<QVariantList>{{100'000}}));
    QCOMPARE(plans.currentText(), u"Free plan"_s); // until it really is another
    AssetBoard board = sampleAssets();
    board.budget.limit = 1500;
    m_shown->panel.setBoard(board);
    QCOMPARE(plans.currentText(), u"1,500 calls a day"_s);
}

void TestAssetsPanel::forecastAsATable()
{
    auto &table = m_shown->child<DataTable>(u"callsTable"_s);
    QVERIFY(!table.isVisible());
    auto &turn = m_shown->child<LinkButton>(u"callsAsTable"_s);
    QTest::keyClick(&turn, Qt::Key_Space);
    QVERIFY(table.isVisible());
    QCOMPARE(table.model()->rowCount(), 7);
    QCOMPARE(turn.text(), u"As a chart"_s);
}

void TestAssetsPanel::chartIsDescribed()
{
    const auto &chart = m_shown->child<CallsChart>(u"callsChart"_s);
    QVERIFY(chart.accessibleDescription().startsWith(
            u"Fri 20: 13 used, 7 to come; Sat 21: 10 to come; Sun 22: closed"_s));
}

void TestAssetsPanel::refusedTokenLeadsToCredentials()
{
    QAction credentials{u"Credentials"_s};
    credentials.setObjectName(u"openCredentials"_s);
    QSignalSpy opened{&credentials, &QAction::triggered};
    m_shown->panel.setOpenCredentials(credentials);
    m_shown->panel.setRefused({Error::Kind::TokenRefused, u"401"_s, u"EODHD"_s});
    QVERIFY(m_shown->panel.banner().isVisible());
    QCOMPARE(m_shown->panel.banner().message().headline,
             u"Stocks are not synced: the token is refused."_s);
    QVERIFY(m_shown->panel.banner().message().text.startsWith(u"EODHD does not accept"_s));
    m_shown->press(u"openCredentialsButton"_s);
    QCOMPARE(opened.count(), 1);
    m_shown->panel.setBoard(sampleAssets()); // a new board does not solve it
    QVERIFY(m_shown->panel.banner().isVisible());
    m_shown->panel.clearRefused();
    QVERIFY(!m_shown->panel.banner().isVisible());
}

void TestAssetsPanel::usedUpCallsEndByThemselves()
{
    AssetBoard board = sampleAssets();
    board.budget.blockedUntil = QDateTime{QDate{2026, 11, 21}, QTime{0, 0}, Qt::UTC};
    m_shown->panel.setBoard(board);
    QVERIFY(m_shown->panel.banner().isVisible());
    QCOMPARE(m_shown->panel.banner().message().headline, u"The day's calls are used up."_s);
    m_shown->now = board.budget.blockedUntil;
    m_shown->panel.hide(); // the clock goes on when it shows again
    m_shown->panel.show();
    QVERIFY(!m_shown->panel.banner().isVisible());
}

void TestAssetsPanel::newsKeepSelection()
{
    m_shown->panel.selectSymbol(u"WOW.AU"_s);
    m_shown->choose({u"BHP.AU"_s, u"WOW.AU"_s});
    AssetBoard board = sampleAssets();
    board.rows.removeFirst();
    board.rows << stockRow(u"ANZ.AU"_s, u"ANZ"_s, {}, 0, SyncState::Idle);
    m_shown->panel.setBoard(board);
    QCOMPARE(m_shown->table().currentIndex().siblingAtColumn(0).data().toString(), u"WOW.AU"_s);
    QCOMPARE(m_shown->table().selectionModel()->selectedRows().size(), 2);
}

void TestAssetsPanel::keysReachTheirActions()
{
    QTest::keyClick(&m_shown->table(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(m_shown->dialog());
    QCOMPARE(m_shown->dialog()->objectName(), u"addAssetsDialog"_s);
    QTest::keyClick(m_shown->dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!m_shown->dialog());
    m_shown->panel.activateWindow();
    m_shown->panel.selectSymbol(u"BHP.AU"_s);
    m_shown->table().setFocus();
    QTest::keyClick(&m_shown->table(), Qt::Key_F2);
    QTRY_VERIFY(m_shown->dialog());
    QCOMPARE(m_shown->dialog()->windowTitle(), u"Edit BHP.AU"_s);
}

void TestAssetsPanel::everyActionIsForAMenu()
{
    const QList<QAction *> menus = m_shown->panel.editActions() + m_shown->panel.viewActions() +
                                   m_shown->panel.collectActions();
    for (const QString &name :
         {u"addAssets"_s, u"importAssets"_s, u"pauseAssets"_s, u"editAssets"_s, u"showPrices"_s,
          u"syncNow"_s, u"syncSelected"_s, u"pauseQueue"_s, u"planAndLimits"_s})
        QVERIFY2(menus.contains(m_shown->panel.findChild<QAction *>(name)), qPrintable(name));
}

void TestAssetsPanel::keepsState()
{
    m_shown->table().setColumnShown(AssetTableModel::TypeColumn, false);
    QTest::keyClick(&m_shown->child<LinkButton>(u"callsAsTable"_s), Qt::Key_Space);
    const QByteArray state = m_shown->panel.saveState();
    init();
    QVERIFY(!m_shown->panel.restoreState("nonsense"));
    QVERIFY(m_shown->panel.restoreState(state));
    QVERIFY(m_shown->table().isColumnHidden(AssetTableModel::TypeColumn));
    QVERIFY(m_shown->child<DataTable>(u"callsTable"_s).isVisible());
}

void TestAssetsPanel::fitsASmallWindow()
{
    m_shown->panel.resize(916, 546); // what a window of 960 x 600 leaves
    QTRY_COMPARE(m_shown->panel.size(), QSize(916, 546));
    QTRY_VERIFY(button(u"addAssetsButton"_s).isVisible());
    QVERIFY(m_shown->table().height() >= 100);
    QVERIFY(!m_shown->table().isColumnHidden(AssetTableModel::NoteColumn));
    // One scroll bar is enough, the table's, also with a banner of two lines; nothing is cut off.
    m_shown->panel.setRefused({Error::Kind::NotSet, u"EODHD_API_TOKEN"_s, u"eodhd-token"_s});
    const auto *scroll = m_shown->panel.findChild<QScrollArea *>()->verticalScrollBar();
    QTRY_COMPARE(scroll->maximum(), 0);
    const QWidget &card = m_shown->child<QWidget>(u"budgetCard"_s);
    const auto &calls = m_shown->child<LinkButton>(u"callsOfToday"_s);
    const auto bottomIn = [&card](const QWidget &part) {
        return part.mapTo(&card, QPoint{0, part.height()}).y();
    };
    QVERIFY(bottomIn(calls) < card.height());
    const auto &round = m_shown->child<QLabel>(u"roundText"_s);
    QVERIFY(round.height() >= round.heightForWidth(round.width()));
    QVERIFY(m_shown->child<QLabel>(u"callCost"_s).isHidden());
    QVERIFY(!round.toolTip().isEmpty());
    m_shown->panel.resize(1188, 780);
    QTRY_VERIFY(m_shown->child<QLabel>(u"callCost"_s).isVisible());
    QVERIFY(m_shown->table().height() > card.height());
}

void TestAssetsPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(m_shown->panel), QStringList{});
    m_shown->panel.setBoard({});
    QCOMPARE(namelessFocusables(m_shown->panel), QStringList{});
}

void TestAssetsPanel::tabGoesAsItReads()
{
    QStringList order;
    m_shown->child<QLineEdit>(u"filterEdit"_s).setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(m_shown->child<QLineEdit>(u"filterEdit"_s).hasFocus());
    for (int i = 0; i < 12; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order,
             (QStringList{u"filterEdit"_s, u"exchangeChoice"_s, u"stateChoice"_s,
                          u"importAssetsButton"_s, u"pauseAssetsButton"_s, u"editAssetsButton"_s,
                          u"syncNowButton"_s, u"addAssetsButton"_s, u"assetsTable"_s,
                          u"planChoice"_s, u"planAndLimitsButton"_s, u"callsOfToday"_s}));
}

QTEST_MAIN(TestAssetsPanel)
#include "tst_assetspanel.moc"
