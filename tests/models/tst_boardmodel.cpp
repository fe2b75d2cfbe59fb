// SPDX-License-Identifier: GPL-3.0-or-later
#include "boards.h"
#include "models/cellrole.h"
#include "models/quotes/boardmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestBoardModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asks();
    void changesRowsInPlace();
    void sameBoardChangesNothing();
    void addsAndRemovesCoins_data();
    void addsAndRemovesCoins();
    void rowsComeByCoin();
    void turnsStaleWithTime();
    void showsChanges_data();
    void showsChanges();
    void staleHasNoHour();
    void givesExactValues();
    void speaks();
    void knowsWhetherABoardCame();
    void showsStocksBesideCoins();
    void aStockIsStaleAfterATradingDay_data();
    void aStockIsStaleAfterATradingDay();
    void aStockWithoutAPriceSaysSo();

private:
    [[nodiscard]] QVariant cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, column).data(role);
    }
    [[nodiscard]] QStringList coins() const
    {
        QStringList coins;
        for (int row = 0; row < m_model->rowCount(); ++row)
            coins << m_model->coin(row);
        return coins;
    }

    QDateTime m_now;
    std::unique_ptr<BoardModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestBoardModel::init()
{
    m_now = boardTime();
    m_model = std::make_unique<BoardModel>(QLocale{u"en_AU"_s}, [this] { return m_now; });
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestBoardModel::asks()
{
    QSignalSpy asked{m_model.get(), &BoardModel::boardRequested};
    m_model->refresh();
    QCOMPARE(asked.count(), 1);
}

void TestBoardModel::changesRowsInPlace()
{
    m_model->acceptBoard({m_now, {boardRow(u"btc"_s, u"1"), boardRow(u"eth"_s, u"2")}});
    QSignalSpy changed{m_model.get(), &BoardModel::dataChanged};
    QSignalSpy inserted{m_model.get(), &BoardModel::rowsInserted};
    QSignalSpy removed{m_model.get(), &BoardModel::rowsRemoved};
    QSignalSpy reset{m_model.get(), &BoardModel::modelReset};
    const QPersistentModelIndex eth = m_model->index(1, 0);

    m_model->acceptBoard({m_now, {boardRow(u"btc"_s, u"1"), boardRow(u"eth"_s, u"2.5")}});

    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
    QCOMPARE(inserted.count() + removed.count() + reset.count(), 0);
    QVERIFY(eth.isValid());
    QCOMPARE(cell(1, BoardModel::LastColumn).toString(), u"2.50"_s);
}

void TestBoardModel::sameBoardChangesNothing()
{
    const Board board{m_now, {boardRow(u"btc"_s, u"1"), boardRow(u"eth"_s, u"2")}};
    m_model->acceptBoard(board);
    QSignalSpy changed{m_model.get(), &BoardModel::dataChanged};
    m_model->acceptBoard(board);
    QCOMPARE(changed.count(), 0);
}

void TestBoardModel::addsAndRemovesCoins_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");

    QTest::newRow("first board") << QStringList{} << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("one in the middle")
            << QStringList{u"a"_s, u"c"_s} << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("several at both ends")
            << QStringList{u"c"_s} << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
    QTest::newRow("one gone") << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"a"_s, u"c"_s};
    QTest::newRow("last ones gone") << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"a"_s};
    QTest::newRow("all others") << QStringList{u"a"_s, u"c"_s, u"e"_s}
                                << QStringList{u"b"_s, u"d"_s, u"f"_s};
    QTest::newRow("none left") << QStringList{u"a"_s, u"b"_s} << QStringList{};
}

void TestBoardModel::addsAndRemovesCoins()
{
    QFETCH(const QStringList, before);
    QFETCH(const QStringList, after);
    const auto board = [this](const QStringList &coins) {
        Board board{m_now, {}};
        for (const QString &coin : coins)
            board.rows << boardRow(coin, u"1");
        return board;
    };
    m_model->acceptBoard(board(before));
    m_model->acceptBoard(board(after));
    QCOMPARE(coins(), after);
}

void TestBoardModel::rowsComeByCoin()
{
    m_model->acceptBoard({m_now, {boardRow(u"eth"_s, u"1"), boardRow(u"btc"_s, u"1")}});
    QCOMPARE(coins(), (QStringList{u"btc"_s, u"eth"_s}));
    QCOMPARE(m_model->rowOf(u"eth"_s), 1);
    QCOMPARE(m_model->rowOf(u"doge"_s), -1);
}

void TestBoardModel::turnsStaleWithTime()
{
    QSignalSpy stale{m_model.get(), &BoardModel::staleCountChanged};
    m_model->acceptBoard({m_now,
                          {boardRow(u"btc"_s, u"1", m_now.addSecs(-60)),
                           boardRow(u"rhoc"_s, u"1", m_now.addSecs(-15 * 60))}});
    QCOMPARE(stale.count(), 0); // fifteen minutes are allowed
    QCOMPARE(cell(1, BoardModel::AgeColumn).toString(), u"15 min"_s);

    m_now = m_now.addMSecs(1);
    QSignalSpy changed{m_model.get(), &BoardModel::dataChanged};
    m_model->tick();
    QCOMPARE(stale.count(), 1);
    QCOMPARE(stale.at(0).at(0).toInt(), 1);
    QCOMPARE(m_model->staleCoins(), QStringList{u"rhoc"_s});
    QVERIFY(cell(1, BoardModel::CoinColumn, CellRole::Stale).toBool());
    QVERIFY(!cell(0, BoardModel::CoinColumn, CellRole::Stale).toBool());
    QCOMPARE(changed.count(), 1); // the whole row is tinted, no other row is touched
    QCOMPARE(changed.at(0).at(0).toModelIndex(), m_model->index(1, 0));

    m_now = m_now.addSecs(32 * 60);
    m_model->tick();
    QCOMPARE(cell(1, BoardModel::AgeColumn).toString(), u"47 min"_s);
    QCOMPARE(m_model->staleCoins().size(), 2);

    // A new quote makes it good again.
    m_model->acceptBoard(
            {m_now, {boardRow(u"btc"_s, u"1", m_now), boardRow(u"rhoc"_s, u"1", m_now)}});
    QCOMPARE(stale.constLast().at(0).toInt(), 0);
}

void TestBoardModel::showsChanges_data()
{
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("spoken");
    QTest::addColumn<QVariant>("direction");

    QTest::newRow("up") << u"100"_s << u"101.72"_s << u"▲ 1.72"_s << u"up 1.72 percent"_s
                        << QVariant{1};
    QTest::newRow("down") << u"100"_s << u"99.16"_s << u"▼ 0.84"_s << u"down 0.84 percent"_s
                          << QVariant{-1};
    QTest::newRow("unchanged") << u"100"_s << u"100"_s << u"0.00"_s << u"unchanged"_s
                               << QVariant{0};
    QTest::newRow("not known") << QString{} << u"100"_s << u"–"_s << u"not known"_s << QVariant{};
}

void TestBoardModel::showsChanges()
{
    QFETCH(const QString, then);
    QFETCH(const QString, now);
    QFETCH(const QString, shown);
    QFETCH(const QString, spoken);
    QFETCH(const QVariant, direction);

    BoardRow row = boardRow(u"btc"_s, now);
    if (!then.isEmpty())
        row.hourAgo = row.dayAgo = row.weekAgo = exactly(then);
    m_model->acceptBoard({m_now, {row}});
    for (const int column :
         {BoardModel::HourColumn, BoardModel::DayColumn, BoardModel::WeekColumn}) {
        QCOMPARE(cell(0, column).toString(), shown);
        QCOMPARE(cell(0, column, Qt::AccessibleTextRole).toString(), spoken);
        QCOMPARE(cell(0, column, CellRole::Direction), direction);
    }
}

void TestBoardModel::staleHasNoHour()
{
    BoardRow row = boardRow(u"rhoc"_s, u"2", m_now.addSecs(-47 * 60));
    row.hourAgo = row.dayAgo = exactly(u"1");
    m_model->acceptBoard({m_now, {row}});
    QCOMPARE(cell(0, BoardModel::HourColumn).toString(), u"–"_s);
    QCOMPARE(cell(0, BoardModel::DayColumn).toString(), u"▲ 100.00"_s);
}

void TestBoardModel::givesExactValues()
{
    BoardRow row = boardRow(u"btc_usdt"_s, u"999999999999.99999999");
    row.quote.bid = exactly(u"0.00000001");
    row.dayAgo = row.quote.last;
    m_model->acceptBoard({m_now, {row}});
    QCOMPARE(cell(0, BoardModel::LastColumn, CellRole::Raw).toString(), u"999999999999.99999999"_s);
    QCOMPARE(cell(0, BoardModel::BidColumn, CellRole::Raw).toString(), u"0.00000001"_s);
    QCOMPARE(cell(0, BoardModel::SpreadColumn).toString(), u"100.00"_s);
    QCOMPARE(cell(0, BoardModel::DayColumn, CellRole::Raw).toString(), u"0.00"_s);
    QCOMPARE(cell(0, BoardModel::HourColumn, CellRole::Raw).toString(), QString{});
    QCOMPARE(cell(0, BoardModel::CurrencyColumn).toString(), u"USDT"_s);
    QCOMPARE(cell(0, BoardModel::AgeColumn, CellRole::Raw).toString(),
             u"2026-11-20T03:28:00.000Z"_s);
    QCOMPARE(cell(0, BoardModel::LastColumn, Qt::ToolTipRole).toString(),
             u"999,999,999,999.99999999 USDT"_s);
}

void TestBoardModel::speaks()
{
    BoardRow row = boardRow(u"btc"_s, u"142310", m_now.addSecs(-47 * 60));
    row.dayLine = {exactly(u"1"), {}, exactly(u"2")};
    m_model->acceptBoard({m_now, {row}});
    QCOMPARE(cell(0, BoardModel::LastColumn, Qt::AccessibleTextRole).toString(),
             u"142,310.00 AUD"_s);
    QVERIFY(cell(0, BoardModel::AgeColumn, Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(u"stale, 47 minute"_s));
    QVERIFY(cell(0, BoardModel::LineColumn, Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(u"24 h: low 1.00, high 2.00, last 2.00, 1 gap"_s));
    for (int column = 0; column < BoardModel::ColumnCount; ++column) {
        QVERIFY2(!cell(0, column, Qt::AccessibleTextRole).toString().isEmpty(),
                 qPrintable(QString::number(column)));
        QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
    }
}

void TestBoardModel::knowsWhetherABoardCame()
{
    QVERIFY(!m_model->hasAnswer());
    m_model->acceptBoard({m_now, {}});
    QVERIFY(m_model->hasAnswer());
    QCOMPARE(m_model->rowCount(), 0);
}

void TestBoardModel::showsStocksBesideCoins()
{
    m_model->acceptBoard(
            {m_now,
             {boardRow(u"btc"_s, u"142310"),
              stockRow(u"AAPL.US"_s, u"271.49", {2026, 11, 19}, u"273.75", u"265.25")}});
    QCOMPARE(coins(), (QStringList{u"AAPL.US"_s, u"btc"_s}));
    QCOMPARE(cell(0, BoardModel::LastColumn).toString(), u"271.49"_s);
    for (const int column : {BoardModel::BidColumn, BoardModel::AskColumn, BoardModel::SpreadColumn,
                             BoardModel::HourColumn}) {
        QCOMPARE(cell(0, column).toString(), u"–"_s);
        QCOMPARE(cell(0, column, Qt::AccessibleTextRole).toString(), u"not known"_s);
        QVERIFY(!cell(0, column, CellRole::Sort).isValid());
        QCOMPARE(cell(0, column, CellRole::Raw).toString(), QString{});
    }
    QCOMPARE(cell(0, BoardModel::DayColumn).toString(), u"▼ 0.83"_s);
    QCOMPARE(cell(0, BoardModel::WeekColumn).toString(), u"▲ 2.35"_s);
    QCOMPARE(cell(0, BoardModel::CurrencyColumn).toString(), u"USD"_s);
    QCOMPARE(cell(0, BoardModel::AgeColumn).toString(), u"1 day(s)"_s);
    QCOMPARE(cell(0, BoardModel::AgeColumn, Qt::ToolTipRole).toString(),
             u"The newest close is of 19 Nov 2026"_s);
    QCOMPARE(cell(0, BoardModel::CoinColumn, Qt::ToolTipRole).toString(), u"AAPL.US Limited"_s);
    QCOMPARE(cell(0, BoardModel::LineColumn, Qt::AccessibleTextRole).toString(),
             u"3 day(s): low 265.25, high 273.75, last 271.49"_s);
    QVERIFY(cell(0, 0, CellRole::Stock).toBool());
    QVERIFY(!cell(1, 0, CellRole::Stock).toBool());
}

void TestBoardModel::aStockIsStaleAfterATradingDay_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<bool>("isStale");
    const auto at = [](int day, int hour, int minute) {
        return QDateTime{QDate{2026, 11, day}, QTime{hour, minute}, Qt::UTC};
    };
    const QDate thursday{2026, 11, 19};
    const QDate friday{2026, 11, 20};
    // Sydney closes at 16:00, which is 05:00 UTC in summer; its bar is there three hours later.
    QTest::newRow("Thursday's on Friday") << thursday << at(20, 4, 59) << false;
    QTest::newRow("Thursday's, when Friday's may still come") << thursday << at(20, 9, 59) << false;
    QTest::newRow("Thursday's, two hours after Friday's") << thursday << at(20, 10, 30) << true;
    QTest::newRow("Friday's over the weekend") << friday << at(22, 12, 0) << false;
    QTest::newRow("Friday's on Monday") << friday << at(23, 9, 59) << false;
    QTest::newRow("Friday's on Monday night") << friday << at(23, 10, 30) << true;
}

void TestBoardModel::aStockIsStaleAfterATradingDay()
{
    QFETCH(const QDate, day);
    QFETCH(const QDateTime, now);
    QFETCH(const bool, isStale);
    m_now = now;
    m_model->acceptBoard({now, {stockRow(u"BHP.AU"_s, u"44.72", day, u"44.45", u"45.30")}});
    QCOMPARE(cell(0, 0, CellRole::Stale).toBool(), isStale);
    QCOMPARE(m_model->staleCoins().size(), isStale ? 1 : 0);
}

void TestBoardModel::aStockWithoutAPriceSaysSo()
{
    m_model->acceptBoard({m_now, {emptyStockRow(u"NEW.AU"_s)}});
    for (int column = 1; column < BoardModel::CurrencyColumn; ++column) {
        if (column != BoardModel::LineColumn)
            QCOMPARE(cell(0, column).toString(), u"–"_s);
        QVERIFY(!cell(0, column, CellRole::Sort).isValid());
    }
    QCOMPARE(cell(0, BoardModel::AgeColumn).toString(), u"–"_s);
    QCOMPARE(cell(0, BoardModel::AgeColumn, Qt::AccessibleTextRole).toString(), u"not known"_s);
    QVERIFY(m_model->staleCoins().isEmpty());
    QSignalSpy changed{m_model.get(), &BoardModel::dataChanged};
    m_model->acceptBoard({m_now, {stockRow(u"NEW.AU"_s, u"1", {2026, 11, 19}, u"1", u"1")}});
    QVERIFY(!changed.isEmpty());
    QCOMPARE(cell(0, BoardModel::LastColumn).toString(), u"1.00"_s);
}

QTEST_GUILESS_MAIN(TestBoardModel)
#include "tst_boardmodel.moc"
