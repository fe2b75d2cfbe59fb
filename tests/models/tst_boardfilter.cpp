// SPDX-License-Identifier: GPL-3.0-or-later
#include "boards.h"
#include "models/quotes/boardfilter.h"
#include "models/quotes/boardmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestBoardFilter final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sortsExactly();
    void missingValuesComeLastBothWays();
    void equalRowsStayByCoin();
    void youngestComesFirst();
    void filters_data();
    void filters();
    void followsChanges();
    void filtersByKind();

private:
    [[nodiscard]] QStringList coins() const
    {
        QStringList coins;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            coins << m_filter->index(row, BoardModel::CoinColumn).data().toString();
        return coins;
    }

    std::unique_ptr<BoardModel> m_model;
    std::unique_ptr<BoardFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestBoardFilter::init()
{
    m_tester.reset();
    m_filter = std::make_unique<BoardFilter>();
    m_model = std::make_unique<BoardModel>(QLocale{u"de_DE"_s}, &boardTime);
    m_filter->setSourceModel(m_model.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_filter.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestBoardFilter::sortsExactly()
{
    // The first two are one and the same double, and "9" sorts after "1000" as text.
    m_model->acceptBoard({boardTime(),
                          {boardRow(u"a"_s, u"100000000000.00000002"),
                           boardRow(u"b"_s, u"100000000000.00000001"), boardRow(u"c"_s, u"9"),
                           boardRow(u"d"_s, u"1000")}});
    m_filter->sort(BoardModel::LastColumn, Qt::AscendingOrder);
    QCOMPARE(coins(), (QStringList{u"c"_s, u"d"_s, u"b"_s, u"a"_s}));
    m_filter->sort(BoardModel::LastColumn, Qt::DescendingOrder);
    QCOMPARE(coins(), (QStringList{u"a"_s, u"b"_s, u"d"_s, u"c"_s}));
}

void TestBoardFilter::missingValuesComeLastBothWays()
{
    Board board{boardTime(),
                {boardRow(u"a"_s, u"1"), boardRow(u"b"_s, u"1"), boardRow(u"c"_s, u"1")}};
    board.rows[1].dayAgo = exactly(u"2");
    board.rows[2].dayAgo = exactly(u"0.5");
    m_model->acceptBoard(board);
    m_filter->sort(BoardModel::DayColumn, Qt::AscendingOrder);
    QCOMPARE(coins(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    m_filter->sort(BoardModel::DayColumn, Qt::DescendingOrder);
    QCOMPARE(coins(), (QStringList{u"c"_s, u"b"_s, u"a"_s}));
}

void TestBoardFilter::equalRowsStayByCoin()
{
    m_model->acceptBoard(
            {boardTime(),
             {boardRow(u"c"_s, u"1"), boardRow(u"a"_s, u"1"), boardRow(u"b"_s, u"1")}});
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        m_filter->sort(BoardModel::LastColumn, order);
        QCOMPARE(coins(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }
}

void TestBoardFilter::youngestComesFirst()
{
    m_model->acceptBoard({boardTime(),
                          {boardRow(u"old"_s, u"1", boardTime().addSecs(-900)),
                           boardRow(u"young"_s, u"1", boardTime().addSecs(-60))}});
    m_filter->sort(BoardModel::AgeColumn, Qt::AscendingOrder);
    QCOMPARE(coins(), (QStringList{u"young"_s, u"old"_s}));
}

void TestBoardFilter::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("kept");

    QTest::newRow("nothing typed") << QString{} << QStringList{u"btc"_s, u"btc_usdt"_s, u"eth"_s};
    QTest::newRow("part of it") << u"tc"_s << QStringList{u"btc"_s, u"btc_usdt"_s};
    QTest::newRow("upper case") << u"BTC_"_s << QStringList{u"btc_usdt"_s};
    QTest::newRow("spaces around") << u" eth "_s << QStringList{u"eth"_s};
    QTest::newRow("a sign of patterns is a sign") << u"."_s << QStringList{};
    QTest::newRow("no hit") << u"xyz"_s << QStringList{};
}

void TestBoardFilter::filters()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, kept);

    m_model->acceptBoard(
            {boardTime(),
             {boardRow(u"btc"_s, u"1"), boardRow(u"btc_usdt"_s, u"1"), boardRow(u"eth"_s, u"1")}});
    m_filter->sort(BoardModel::CoinColumn);
    m_filter->setText(text);
    QCOMPARE(coins(), kept);
}

void TestBoardFilter::followsChanges()
{
    m_filter->sort(BoardModel::LastColumn, Qt::DescendingOrder);
    m_model->acceptBoard({boardTime(), {boardRow(u"a"_s, u"1"), boardRow(u"b"_s, u"2")}});
    const QPersistentModelIndex a = m_filter->index(1, 0);
    QCOMPARE(a.data().toString(), u"a"_s);

    m_model->acceptBoard({boardTime(), {boardRow(u"a"_s, u"3"), boardRow(u"b"_s, u"2")}});
    QCOMPARE(coins(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(a.row(), 0); // a selection goes with its row
}

void TestBoardFilter::filtersByKind()
{
    m_model->acceptBoard({boardTime(),
                          {boardRow(u"btc"_s, u"1"), boardRow(u"eth"_s, u"2"),
                           stockRow(u"BHP.AU"_s, u"3", {2026, 11, 19}, u"3", u"3"),
                           emptyStockRow(u"BTC.AU"_s)}});
    m_filter->setKind(BoardFilter::Kind::Stocks);
    QCOMPARE(coins(), (QStringList{u"BHP.AU"_s, u"BTC.AU"_s}));
    m_filter->setText(u"btc"_s);
    QCOMPARE(coins(), QStringList{u"BTC.AU"_s});
    m_filter->setKind(BoardFilter::Kind::Coins);
    QCOMPARE(coins(), QStringList{u"btc"_s});
    m_filter->setKind(BoardFilter::Kind::All);
    QCOMPARE(coins(), (QStringList{u"BTC.AU"_s, u"btc"_s}));
    m_filter->setText({});
    m_filter->sort(BoardModel::BidColumn, Qt::DescendingOrder);
    QCOMPARE(coins(), (QStringList{u"eth"_s, u"btc"_s, u"BHP.AU"_s, u"BTC.AU"_s}));
}

QTEST_GUILESS_MAIN(TestBoardFilter)
#include "tst_boardfilter.moc"
