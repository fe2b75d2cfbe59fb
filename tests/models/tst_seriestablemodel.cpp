// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellrole.h"
#include "models/quotes/seriestablemodel.h"
#include "tests/support/quotesource.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 DayMs = 86'400'000;
const qint64 Now = QDateTime{QDate{2026, 11, 20}, QTime{3, 35}, Qt::UTC}.toMSecsSinceEpoch();

Quote quote(qint64 ms, QStringView last, QStringView bid, QStringView ask)
{
    return {1,
            u"btc"_s,
            QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC),
            Price::parse(bid).value(),
            Price::parse(ask).value(),
            Price::parse(last).value(),
            {}};
}

void answerFrom(const QuoteSource &source, SeriesModel &model)
{
    QObject::connect(&model, &SeriesModel::seriesRequested, &model,
                     [&](quint64 ticket, const SeriesRequest &request) {
                         model.acceptSeries(ticket, source.answer(request));
                     });
}

} // namespace

class TestSeriesTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void quotesAreExact();
    void bucketsHaveOpenHighLowClose();
    void holesAreRows();
    void newPricesPushInAtTheTop();
    void holdsNothingWhileNobodyLooks();
};

void TestSeriesTableModel::quotesAreExact()
{
    QuoteSource source{u"btc"_s};
    source.add(quote(Now - SlotMs, u"0.00000799", u"0.00000001", u"0.00000800"));
    source.add(quote(Now, u"999999999999.99999999", u"123456789012.12345678", u"1"));
    SeriesModel series{[] { return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC); }};
    SeriesTableModel table{series, QLocale::c()};
    QAbstractItemModelTester tester{&table};
    answerFrom(source, series);
    table.setActive(true);
    series.setCoin(u"btc"_s);

    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.columnCount(), 4);
    const auto raw = [&](int row, int column) {
        return table.index(row, column).data(CellRole::Raw).toString();
    };
    QCOMPARE(raw(0, 0), u"2026-11-20T03:35:00.000Z"_s);
    QCOMPARE(raw(0, 1), u"999999999999.99999999"_s);
    QCOMPARE(raw(0, 2), u"123456789012.12345678"_s);
    QCOMPARE(raw(0, 3), u"1.00000000"_s);
    QCOMPARE(raw(1, 1), u"0.00000799"_s);
    QCOMPARE(table.index(0, 0).data().toString(), u"20 Nov 2026, 14:35 AEDT"_s);
    QCOMPARE(table.headerData(1, Qt::Horizontal).toString(), u"Last"_s);
}

void TestSeriesTableModel::bucketsHaveOpenHighLowClose()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 400 * DayMs, Now + 1);
    SeriesModel series{[] { return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC); }};
    SeriesTableModel table{series, QLocale::c()};
    answerFrom(source, series);
    series.showRange(ChartRange::Year);
    series.setCoin(u"btc"_s);
    table.setActive(true);

    QCOMPARE(table.columnCount(), 5);
    QCOMPARE(table.headerData(2, Qt::Horizontal).toString(), u"High"_s);
    const SeriesSlice slice = series.slice(series.view());
    const Bar &newest = slice.parts.constLast().points.constLast().bar;
    QCOMPARE(table.index(0, 2).data(CellRole::Raw).toString(), newest.high.toString());
    QCOMPARE(table.index(0, 4).data(CellRole::Raw).toString(), newest.close.toString());
}

void TestSeriesTableModel::holesAreRows()
{
    QuoteSource source{u"btc"_s};
    source.add(quote(Now - 4 * SlotMs, u"1", u"1", u"1"));
    source.addGap(Now - 3 * SlotMs, Now, GapCause::Asleep);
    source.add(quote(Now, u"2", u"1", u"1"));
    SeriesModel series{[] { return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC); }};
    SeriesTableModel table{series, QLocale::c()};
    QAbstractItemModelTester tester{&table};
    answerFrom(source, series);
    table.setActive(true);
    series.setCoin(u"btc"_s);

    QCOMPARE(table.rowCount(), 3);
    QCOMPARE(table.columnCount(), 4); // they are quotes all the same
    QCOMPARE(table.index(1, 0).data().toString(), u"20 Nov 2026, 14:20 AEDT"_s);
    QCOMPARE(table.index(1, 1).data().toString(), u"Computer asleep"_s);
    QCOMPARE(table.index(1, 2).data().toString(), u"14:20–14:35, 3 slot(s)"_s);
    QCOMPARE(table.index(1, 3).data().toString(), QString{});
    QCOMPARE(table.index(2, 1).data(CellRole::Raw).toString(), u"1.00000000"_s);
}

void TestSeriesTableModel::newPricesPushInAtTheTop()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 5 * DayMs, Now + 1);
    SeriesModel series{[] { return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC); }};
    SeriesTableModel table{series, QLocale::c()};
    QAbstractItemModelTester tester{&table};
    answerFrom(source, series);
    series.setCoin(u"btc"_s);
    table.setActive(true);
    const QPersistentModelIndex third = table.index(2, 1);
    const QString before = third.data(CellRole::Raw).toString();
    QSignalSpy reset{&table, &QAbstractItemModel::modelReset};

    series.appendQuotes({quote(Now + SlotMs, u"150000", u"149000", u"151000")});
    QCOMPARE(reset.count(), 0);
    QCOMPARE(table.index(0, 1).data(CellRole::Raw).toString(), u"150000.00000000"_s);
    QCOMPARE(third.row(), 3); // a selection stays on its price
    QCOMPARE(third.data(CellRole::Raw).toString(), before);
}

void TestSeriesTableModel::holdsNothingWhileNobodyLooks()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - DayMs, Now + 1);
    SeriesModel series{[] { return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC); }};
    SeriesTableModel table{series, QLocale::c()};
    answerFrom(source, series);
    series.setCoin(u"btc"_s);
    QCOMPARE(table.rowCount(), 0);
    table.setActive(true);
    QVERIFY(table.rowCount() > 200);
    table.setActive(false);
    QCOMPARE(table.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestSeriesTableModel)
#include "tst_seriestablemodel.moc"
