// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/exchangeday.h"
#include "models/cellrole.h"
#include "models/portfolio/historytablemodel.h"
#include "models/portfolio/portfoliotext.h"
#include "models/portfolio/positionfilter.h"
#include "models/portfolio/positiontablemodel.h"
#include "models/portfolio/quantitytext.h"
#include "positions.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using Model = PositionTableModel;

class TestPositionTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void showsPositions_data();
    void showsPositions();
    void namesAForeignCost();
    void tellsWhatIsStale();
    void changesCellsInPlace();
    void sortsByWorth();
    void findsByNote();
    void writesAmounts_data();
    void writesAmounts();
    void readsAmounts_data();
    void readsAmounts();
    void totalsInWords();
    void answersTheNewestQuestionOfTheHistory();

private:
    QLocale m_locale{u"en_AU"_s};
};

namespace {

constexpr QChar Minus{0x2212};

int rowOf(const Model &model, const QString &symbol)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.position(row).position.symbol == symbol)
            return row;
    }
    return -1;
}

} // namespace

void TestPositionTableModel::showsPositions_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("display");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("spoken");

    const auto row = [](const char *name, const QString &symbol, int column, const QString &display,
                        const QString &raw, const QString &spoken) {
        QTest::newRow(name) << symbol << column << display << raw << spoken;
    };
    row("quantity", u"SHIB.COINSPOT"_s, Model::QuantityColumn, u"1,250,000.5"_s,
        u"1250000.500000000000000000"_s, u"1,250,000.5"_s);
    row("value", u"BTC.COINSPOT"_s, Model::ValueColumn, u"2,418.77"_s, u"2418.773902500000000000"_s,
        u"2,418.77 AUD"_s);
    row("gain", u"BHP.AU"_s, Model::GainColumn, u"▲ 512.34"_s, u"512.340000000000000000"_s,
        u"gain of 512.34 AUD"_s);
    row("gain in percent", u"BHP.AU"_s, Model::GainPercentColumn, u"▲ 12.81"_s, u"12.81"_s,
        u"up 12.81 percent"_s);
    row("loss", u"ZIP.AU"_s, Model::GainColumn, u"▼ 187.09"_s, u"-187.093750000000000000"_s,
        u"loss of 187.09 AUD"_s);
    row("loss in percent", u"ZIP.AU"_s, Model::GainPercentColumn, u"▼ 18.71"_s, u"-18.71"_s,
        u"down 18.71 percent"_s);
    row("in another currency", u"AAPL.US"_s, Model::ValueColumn, u"2,250.00"_s,
        u"2250.000000000000000000"_s, u"2,250.00 USD"_s);
    row("no cost", u"BTC.COINSPOT"_s, Model::CostColumn, u"–"_s, {}, u"not known"_s);
    row("no gain", u"BTC.COINSPOT"_s, Model::GainColumn, u"–"_s, {}, u"not known"_s);
    row("no price", u"XYZ.COINSPOT"_s, Model::PriceColumn, u"No price"_s, {},
        u"no price is stored"_s);
    row("no value", u"XYZ.COINSPOT"_s, Model::ValueColumn, u"–"_s, {}, u"not known"_s);
    row("age", u"BTC.COINSPOT"_s, Model::AgeColumn, u"3 min"_s, u"2026-11-20T03:17:00.000Z"_s,
        u"3 minute(s)"_s);
    row("cash has no age", u"AUD.COINSPOT"_s, Model::AgeColumn, u"–"_s,
        u"2026-11-20T03:17:00.000Z"_s, u"not known"_s);
    row("source", u"BHP.AU"_s, Model::SourceColumn, u"By hand"_s, u"manual"_s, u"By hand"_s);
}

void TestPositionTableModel::showsPositions()
{
    QFETCH(const QString, symbol);
    QFETCH(const int, column);
    Model model{m_locale, &SamplePositions::now};
    const QAbstractItemModelTester tester{&model};
    model.acceptPortfolio(SamplePositions::all());
    const QModelIndex index = model.index(rowOf(model, symbol), column);
    QTEST(index.data().toString(), "display");
    QTEST(index.data(CellRole::Raw).toString(), "raw");
    QTEST(index.data(Qt::AccessibleTextRole).toString(), "spoken");
}

void TestPositionTableModel::namesAForeignCost()
{
    ValuedPosition apple = SamplePositions::row(10, u"AAPL.US"_s, u"12", u"3400.5", u"187.5",
                                                SamplePositions::now(), u"USD"_s);
    apple.position.currency = u"AUD"_s;
    ValuedPosition gift =
            SamplePositions::row(11, u"BHP.AU"_s, u"1", u"0", u"45", SamplePositions::now());
    Model model{m_locale, &SamplePositions::now};
    model.acceptPortfolio(SamplePositions::of({apple, gift}));
    QCOMPARE(model.index(0, Model::CostColumn).data().toString(), u"3,400.50 AUD"_s);
    QCOMPARE(model.index(0, Model::CostColumn).data(Qt::AccessibleTextRole).toString(),
             u"3,400.50 AUD"_s);
    QCOMPARE(model.index(0, Model::ValueColumn).data().toString(), u"2,250.00"_s);
    QCOMPARE(model.index(1, Model::CostColumn).data().toString(), u"0.00"_s);
    QCOMPARE(model.index(1, Model::GainColumn).data().toString(), u"▲ 45.00"_s);
    QCOMPARE(model.index(1, Model::GainPercentColumn).data().toString(), u"–"_s);
    QVERIFY(!model.index(1, Model::GainPercentColumn).data(CellRole::Direction).isValid());
}

void TestPositionTableModel::tellsWhatIsStale()
{
    QDateTime now = SamplePositions::now();
    Model model{m_locale, [&now] { return now; }};
    model.acceptPortfolio(SamplePositions::all());
    const auto isStale = [&](const QString &symbol) {
        return model.index(rowOf(model, symbol), 0).data(CellRole::Stale).toBool();
    };
    QVERIFY(!isStale(u"BTC.COINSPOT"_s));
    QVERIFY(isStale(u"SHIB.COINSPOT"_s));
    QVERIFY(!isStale(u"BHP.AU"_s));
    QVERIFY(!isStale(u"XYZ.COINSPOT"_s));
    now = staleFrom(u"BHP.AU"_s, QDate{2026, 11, 19}); // Friday's close may still come
    QVERIFY(!isStale(u"BHP.AU"_s));
    now = now.addSecs(1);
    QVERIFY(isStale(u"BHP.AU"_s));
    QVERIFY(isStale(u"BTC.COINSPOT"_s));
    QVERIFY(!isStale(u"AUD.COINSPOT"_s));
}

void TestPositionTableModel::changesCellsInPlace()
{
    Model model{m_locale, &SamplePositions::now};
    const QAbstractItemModelTester tester{&model};
    QVERIFY(!model.hasAnswer());
    model.acceptPortfolio(SamplePositions::all());
    QVERIFY(model.hasAnswer());
    QSignalSpy resets{&model, &Model::modelReset};
    QSignalSpy changes{&model, &Model::dataChanged};
    model.acceptPortfolio(SamplePositions::all());
    QCOMPARE(resets.size(), 0);
    QCOMPARE(changes.size(), 1);
    model.acceptPortfolio({});
    QCOMPARE(resets.size(), 1);
    QCOMPARE(model.rowCount(), 0);
}

void TestPositionTableModel::sortsByWorth()
{
    Model model{m_locale, &SamplePositions::now};
    model.acceptPortfolio(SamplePositions::all());
    PositionFilter filter;
    filter.setSourceModel(&model);
    const auto symbols = [&] {
        QStringList words;
        for (int row = 0; row < filter.rowCount(); ++row)
            words.append(filter.index(row, 0).data().toString().section(u'.', 0, 0));
        return words.join(u' ');
    };
    filter.sort(Model::ValueColumn, Qt::AscendingOrder);
    QCOMPARE(symbols(), u"SHIB ZIP AUD AAPL BTC BHP XYZ"_s);
    filter.sort(Model::ValueColumn, Qt::DescendingOrder);
    QCOMPARE(symbols(), u"BHP BTC AAPL AUD ZIP SHIB XYZ"_s); // what has no value is last again
}

void TestPositionTableModel::findsByNote()
{
    Model model{m_locale, &SamplePositions::now};
    model.acceptPortfolio(SamplePositions::all());
    PositionFilter filter;
    filter.setSourceModel(&model);
    filter.setText(u"grandma"_s);
    QCOMPARE(filter.rowCount(), 1);
    filter.setText(u" coinspot "_s);
    QCOMPARE(filter.rowCount(), 4);
    filter.setText(u"apple"_s);
    QCOMPARE(filter.rowCount(), 1);
}

void TestPositionTableModel::writesAmounts_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("quantity");
    QTest::addColumn<QString>("money");

    const auto row = [](const char *name, const QString &locale, const QString &amount,
                        const QString &quantity, const QString &money) {
        QTest::newRow(name) << locale << amount << quantity << money;
    };
    row("half a cent to even, down", u"en_AU"_s, u"2.125"_s, u"2.125"_s, u"2.12"_s);
    row("half a cent to even, up", u"en_AU"_s, u"2.135"_s, u"2.135"_s, u"2.14"_s);
    row("below one", u"en_AU"_s, u"0.000000015"_s, u"0.000000015"_s, u"0.00000002"_s);
    row("owed", u"en_AU"_s, u"-1234.5"_s, Minus + u"1,234.5"_s, Minus + u"1,234.50"_s);
    row("whole", u"en_AU"_s, u"100"_s, u"100"_s, u"100.00"_s);
    row("20 integer digits", u"en_AU"_s, u"99999999999999999999.999"_s,
        u"99,999,999,999,999,999,999.999"_s, u"99,999,999,999,999,999,999.999"_s);
    row("comma", u"de_DE"_s, u"1234.5"_s, u"1.234,5"_s, u"1.234,50"_s);
}

void TestPositionTableModel::writesAmounts()
{
    QFETCH(const QString, locale);
    QFETCH(const QString, amount);
    const Quantity quantity = *Quantity::parse(amount);
    QTEST(localQuantity(quantity, QLocale{locale}), "quantity");
    QTEST(localMoney(quantity, QLocale{locale}), "money");
}

void TestPositionTableModel::readsAmounts_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("amount"); // empty: it must be refused

    const auto row = [](const char *name, const QString &locale, const QString &text,
                        const QString &amount) { QTest::newRow(name) << locale << text << amount; };
    row("plain", u"en_AU"_s, u" 0.5 "_s, u"0.5"_s);
    row("grouped", u"en_AU"_s, u"1,234,567.5"_s, u"1234567.5"_s);
    row("true minus", u"en_AU"_s, Minus + u"5"_s, u"-5"_s);
    row("comma", u"de_DE"_s, u"1.234,5"_s, u"1234.5"_s);
    row("point where it groups", u"de_DE"_s, u"0.5"_s, {});
    row("point before three digits", u"de_DE"_s, u"0.500"_s, {});
    row("group of two", u"en_AU"_s, u"1,23"_s, {});
    row("group behind the point", u"en_AU"_s, u"1.234,567"_s, {});
    row("words", u"en_AU"_s, u"many"_s, {});
    row("nothing", u"en_AU"_s, u""_s, {});
}

void TestPositionTableModel::readsAmounts()
{
    QFETCH(const QString, locale);
    QFETCH(const QString, text);
    QFETCH(const QString, amount);
    const Result<Quantity> read = quantityFromLocal(text, QLocale{locale});
    QCOMPARE(read ? read->toShortString() : QString{}, amount);
}

void TestPositionTableModel::totalsInWords()
{
    const Portfolio portfolio = SamplePositions::all();
    QCOMPARE(portfolio.totals.size(), 2);
    QCOMPARE(totalText(portfolio.totals[0], m_locale), u"9,286.41 AUD"_s);
    QCOMPARE(totalNote(portfolio.totals[0], m_locale),
             u"in 5 position(s); ▲ 325.25 (6.50 %) on a cost of 5,000.00"_s);
    QCOMPARE(totalNote(portfolio.totals[1], m_locale),
             u"in 1 position(s); ▼ 150.00 (6.25 %) on a cost of 2,400.00"_s);
    QCOMPARE(unpricedText(portfolio.unpriced), u"1 position(s) without a price: in no total."_s);
    QVERIFY(unpricedText(0).isEmpty());
}

void TestPositionTableModel::answersTheNewestQuestionOfTheHistory()
{
    HistoryTableModel model{m_locale};
    const QAbstractItemModelTester tester{&model};
    QSignalSpy asked{&model, &HistoryTableModel::historyRequested};
    QSignalSpy failed{&model, &HistoryTableModel::failed};
    model.load({AccountList::Trades, QDate{2026, 1, 1}, QDate{2026, 1, 31}});
    model.load({AccountList::Deposits, QDate{2026, 1, 1}, QDate{2026, 1, 31}});
    QCOMPARE(asked.size(), 2);
    QVERIFY(model.isLoading());
    AccountHistory history;
    AccountEntry entry;
    entry.time = SamplePositions::now();
    entry.kind = AccountEntry::Kind::Deposit;
    entry.coin = u"AUD"_s;
    entry.amount = *Quantity::parse(u"1500");
    history.entries = {entry};
    model.acceptHistory(asked[0][0].toULongLong(), history);
    model.acceptFailure(asked[0][0].toULongLong(), {});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(failed.isEmpty());
    model.acceptHistory(asked[1][0].toULongLong(), history);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.isLoading());
    QCOMPARE(model.index(0, HistoryTableModel::AmountColumn).data().toString(), u"1,500"_s);
    QCOMPARE(model.index(0, HistoryTableModel::RateColumn).data().toString(), u"–"_s);
    QCOMPARE(model.index(0, HistoryTableModel::TimeColumn).data(CellRole::Raw).toString(),
             u"2026-11-20T03:20:00.000Z"_s);
}

QTEST_GUILESS_MAIN(TestPositionTableModel)
#include "tst_positiontablemodel.moc"
