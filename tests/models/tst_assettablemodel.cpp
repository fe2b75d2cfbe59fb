// SPDX-License-Identifier: GPL-3.0-or-later
#include "assetdata.h"
#include "models/assets/assetfilter.h"
#include "models/assets/assettablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using Tester = QAbstractItemModelTester;

class TestAssetTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsEachState_data();
    void showsEachState();
    void headerNamesTheZone();
    void progressIsShownUntilItEnds();
    void rowsComeAndGoInPlace();
    void timesPass();
    void rawValuesAreExact();
    void speaksWhatIsDrawn();
    void filters_data();
    void filters();
    void sortsByWorth_data();
    void sortsByWorth();

private:
    [[nodiscard]] QString text(const QString &symbol, int column) const
    {
        return m_model->index(m_model->rowOf(symbol), column).data().toString();
    }

    QDateTime m_now;
    std::unique_ptr<AssetTableModel> m_model;
    std::unique_ptr<Tester> m_tester;
};

void TestAssetTableModel::init()
{
    m_tester.reset();
    m_now = assetTime();
    m_model = std::make_unique<AssetTableModel>(QLocale{u"en_AU"_s}, [this] { return m_now; });
    m_tester = std::make_unique<Tester>(m_model.get(), Tester::FailureReportingMode::QtTest);
    QVERIFY(!m_model->hasAnswer());
    m_model->setBoard(sampleAssets());
    QVERIFY(m_model->hasAnswer());
}

void TestAssetTableModel::showsEachState_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<CellState>("icon");
    QTest::addColumn<QStringList>("texts"); // type to note

    QTest::newRow("synced") << u"BHP.AU"_s << CellState::Ok
                            << QStringList{u"Stock"_s,      u"Synced"_s, u"20 Nov 11:04"_s,
                                           u"Mon 23 Nov"_s, u"8,194"_s,  QString{}};
    QTest::newRow("waiting") << u"VAS.AU"_s << CellState::Waiting
                             << QStringList{u"Fund"_s,  u"Next, 2 of 4"_s, u"18 Nov 11:06"_s,
                                            u"today"_s, u"4,218"_s,        QString{}};
    QTest::newRow("failed") << u"WOW.AU"_s << CellState::Failed
                            << QStringList{u"Stock"_s,
                                           u"Failed"_s,
                                           u"18 Nov 11:02"_s,
                                           u"in 40 min"_s,
                                           u"8,012"_s,
                                           u"EODHD does not know it. Check the symbol."_s};
    QTest::newRow("late") << u"FMG.AU"_s << CellState::Stale
                          << QStringList{u"Stock"_s,
                                         u"Late"_s,
                                         u"13 Nov 11:02"_s,
                                         u"today"_s,
                                         u"9,655"_s,
                                         u"No bar for 18 Nov yet; asked again each run"_s};
    QTest::newRow("paused, before summer time")
            << u"IVV.AU"_s << CellState::Paused
            << QStringList{u"Fund"_s, u"Paused"_s, u"2 Oct 11:03 AEST"_s,
                           u"–"_s,    u"4,530"_s,  QString{}};
    QTest::newRow("history changed")
            << u"AAPL.US"_s << CellState::Waiting
            << QStringList{u"Stock"_s,        u"To be read again"_s,
                           u"18 Nov 11:05"_s, u"Mon 23 Nov"_s,
                           u"11,302"_s,       u"History changed: it is read again in full"_s};
    QTest::newRow("never synced") << u"RIO.AU"_s << CellState::Waiting
                                  << QStringList{u"Stock"_s, u"Not synced yet"_s,
                                                 u"never"_s, u"Mon 23 Nov"_s,
                                                 u"0"_s,     QString{}};
    QTest::newRow("coin") << u"BTC.COINSPOT"_s << CellState::Ok
                          << QStringList{u"Coin"_s,  u"Every 5 min"_s, u"20 Nov 14:30"_s,
                                         u"14:35"_s, u"210,241"_s,     QString{}};
    QTest::newRow("stale coin")
            << u"RHOC.COINSPOT"_s << CellState::Stale
            << QStringList{u"Coin"_s,  u"Stale"_s,   u"20 Nov 13:45"_s,
                           u"14:35"_s, u"210,190"_s, u"Not in CoinSpot’s answers since 13:50"_s};
}

void TestAssetTableModel::showsEachState()
{
    QFETCH(const QString, symbol);
    QFETCH(const CellState, icon);
    QFETCH(const QStringList, texts);

    QStringList shown;
    for (int column = AssetTableModel::TypeColumn; column < AssetTableModel::ColumnCount; ++column)
        shown << text(symbol, column);
    QCOMPARE(shown, texts);
    const QModelIndex state = m_model->index(m_model->rowOf(symbol), AssetTableModel::StateColumn);
    QCOMPARE(state.data(CellRole::State).value<CellState>(), icon);
}

void TestAssetTableModel::headerNamesTheZone()
{
    const auto header = [this] {
        return m_model->headerData(AssetTableModel::SyncedColumn, Qt::Horizontal).toString();
    };
    QCOMPARE(header(), u"Last synced (AEDT)"_s);
    m_now = QDateTime{QDate{2026, 7, 1}, QTime{0, 0}, Qt::UTC};
    QCOMPARE(header(), u"Last synced (AEST)"_s);
}

void TestAssetTableModel::progressIsShownUntilItEnds()
{
    QSignalSpy changed{m_model.get(), &AssetTableModel::progressChanged};
    m_model->setProgress(u"AAPL.US"_s, 0);
    QCOMPARE(text(u"AAPL.US"_s, AssetTableModel::StateColumn), u"Syncing"_s);
    m_model->setProgress(u"AAPL.US"_s, 64);
    QCOMPARE(text(u"AAPL.US"_s, AssetTableModel::StateColumn), u"Syncing, 64 %"_s);
    QCOMPARE(text(u"AAPL.US"_s, AssetTableModel::DueColumn), u"now"_s);
    QVERIFY(m_model->isSyncing());
    m_model->setProgress(u"GONE.US"_s, 10); // no row of ours
    m_model->setProgress(u"GONE.US"_s, -1);
    m_model->setProgress(u"AAPL.US"_s, -1);
    QVERIFY(!m_model->isSyncing());
    QCOMPARE(text(u"AAPL.US"_s, AssetTableModel::StateColumn), u"To be read again"_s);
    QCOMPARE(changed.count(), 5);
}

void TestAssetTableModel::rowsComeAndGoInPlace()
{
    QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
    AssetBoard board = sampleAssets();
    board.rows[1].rows = 8195;
    m_model->setBoard(board);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(text(u"BHP.AU"_s, AssetTableModel::RowsColumn), u"8,195"_s);
    const QPersistentModelIndex kept = m_model->index(m_model->rowOf(u"BHP.AU"_s), 0);
    board.rows.removeFirst();
    board.rows.prepend(stockRow(u"ANZ.AU"_s, u"ANZ"_s, {}, 0, SyncState::Idle));
    board.rows.append(stockRow(u"AGL.AU"_s, u"AGL"_s, {}, 0, SyncState::Idle)); // in any order
    m_model->setBoard(board);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(m_model->rowOf(u"AAPL.US"_s), -1);
    QCOMPARE(m_model->rowOf(u"AGL.AU"_s), 0);
    QCOMPARE(m_model->rowOf(u"ANZ.AU"_s), 1);
    QCOMPARE(kept.row(), 2);
    m_model->setBoard({});
    QCOMPARE(m_model->rowCount(), 0);
}

void TestAssetTableModel::timesPass()
{
    m_now = assetTime().addSecs(39 * 60);
    m_model->tick();
    QCOMPARE(text(u"WOW.AU"_s, AssetTableModel::DueColumn), u"in 1 min"_s);
    // All coins are as old: it is not one coin that is missing.
    QCOMPARE(text(u"BTC.COINSPOT"_s, AssetTableModel::StateColumn), u"Stale"_s);
    QCOMPARE(text(u"BTC.COINSPOT"_s, AssetTableModel::NoteColumn),
             u"Nothing was collected since 14:35"_s);
}

void TestAssetTableModel::rawValuesAreExact()
{
    const int row = m_model->rowOf(u"BHP.AU"_s);
    const auto raw = [this, row](int column) {
        return m_model->index(row, column).data(CellRole::Raw).toString();
    };
    QCOMPARE(raw(AssetTableModel::SyncedColumn), u"2026-11-20T00:04:00.000Z"_s);
    QCOMPARE(raw(AssetTableModel::RowsColumn), u"8194"_s);
    QCOMPARE(raw(AssetTableModel::TypeColumn), u"Common Stock"_s);
}

void TestAssetTableModel::speaksWhatIsDrawn()
{
    const auto spoken = [this](const QString &symbol, int column) {
        return m_model->index(m_model->rowOf(symbol), column)
                .data(Qt::AccessibleTextRole)
                .toString();
    };
    QCOMPARE(spoken(u"IVV.AU"_s, AssetTableModel::DueColumn), u"not due"_s);
    QCOMPARE(spoken(u"BHP.AU"_s, AssetTableModel::SyncedColumn), u"20 Nov 11:04, 3 hour(s) ago"_s);
}

void TestAssetTableModel::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("exchange");
    QTest::addColumn<AssetChoice>("choice");
    QTest::addColumn<QStringList>("symbols");

    QTest::newRow("by symbol, any case")
            << u"bh"_s << QString{} << AssetChoice::All << QStringList{u"BHP.AU"_s};
    QTest::newRow("by name") << u"nasdaq"_s << QString{} << AssetChoice::All
                             << QStringList{u"NDQ.AU"_s};
    QTest::newRow("by exchange") << QString{} << u"US"_s << AssetChoice::All
                                 << QStringList{u"AAPL.US"_s, u"MSFT.US"_s, u"NVDA.US"_s};
    QTest::newRow("paused") << QString{} << QString{} << AssetChoice::Paused
                            << QStringList{u"IVV.AU"_s};
    QTest::newRow("due") << QString{} << u"AU"_s << AssetChoice::Due
                         << QStringList{u"NDQ.AU"_s, u"VAS.AU"_s};
    QTest::newRow("what needs the person")
            << QString{} << QString{} << AssetChoice::Attention
            << QStringList{u"FMG.AU"_s, u"RHOC.COINSPOT"_s, u"WOW.AU"_s};
    QTest::newRow("nothing") << u"xyz"_s << QString{} << AssetChoice::All << QStringList{};
}

void TestAssetTableModel::filters()
{
    QFETCH(const QString, text);
    QFETCH(const QString, exchange);
    QFETCH(const AssetChoice, choice);
    QFETCH(const QStringList, symbols);

    AssetFilter filter{*m_model};
    const Tester tester{&filter, Tester::FailureReportingMode::QtTest};
    filter.setText(text);
    filter.setExchange(exchange);
    filter.setChoice(choice);
    filter.sort(AssetTableModel::SymbolColumn);
    QStringList shown;
    for (int row = 0; row < filter.rowCount(); ++row)
        shown << filter.index(row, AssetTableModel::SymbolColumn).data().toString();
    QCOMPARE(shown, symbols);
    QVERIFY(filter.isFiltering());
}

void TestAssetTableModel::sortsByWorth_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");

    QTest::newRow("rows, not their digits")
            << int(AssetTableModel::RowsColumn) << Qt::AscendingOrder << u"RIO.AU"_s
            << u"ETH.COINSPOT"_s;
    QTest::newRow("without a time last") << int(AssetTableModel::SyncedColumn) << Qt::AscendingOrder
                                         << u"IVV.AU"_s << u"RIO.AU"_s;
    QTest::newRow("without a time last, downwards too")
            << int(AssetTableModel::SyncedColumn) << Qt::DescendingOrder << u"BTC.COINSPOT"_s
            << u"RIO.AU"_s;
}

void TestAssetTableModel::sortsByWorth()
{
    QFETCH(const int, column);
    QFETCH(const Qt::SortOrder, order);
    QFETCH(const QString, first);
    QFETCH(const QString, last);

    AssetFilter filter{*m_model};
    filter.sort(column, order);
    QCOMPARE(filter.index(0, 0).data().toString(), first);
    QCOMPARE(filter.index(filter.rowCount() - 1, 0).data().toString(), last);
}

QTEST_GUILESS_MAIN(TestAssetTableModel)
#include "tst_assettablemodel.moc"
