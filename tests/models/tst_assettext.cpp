// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"
#include "assetdata.h"
#include "models/assets/assettext.h"
#include "models/assets/budgettext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// Words as the person reads them: with the plural forms of the shipped translation.
class TestAssetText final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installTranslations(); }
    void counts_data();
    void counts();
    void types_data();
    void types();
    void places_data();
    void places();
    void rounds_data();
    void rounds();
    void counterRestarts_data();
    void counterRestarts();
    void budgetInWords();
    void forecastInWords();

private:
    QLocale m_locale{u"en_AU"_s};
};

void TestAssetText::counts_data()
{
    QTest::addColumn<AssetCounts>("counts");
    QTest::addColumn<QString>("count");
    QTest::addColumn<QString>("stand");

    QTest::newRow("many") << AssetCounts{30, 10, 28, 7, 1, 1, 2}
                          << u"30 stocks and funds, 10 coins"_s
                          << u"7 due today, 1 failed, 1 late, 2 paused"_s;
    QTest::newRow("one of each") << AssetCounts{1, 1, 1, 0, 0, 0, 0} << u"1 stock or fund, 1 coin"_s
                                 << u"nothing due now"_s;
    QTest::newRow("coins only") << AssetCounts{0, 2, 0, 0, 0, 0, 0} << u"2 coins"_s
                                << u"nothing due now"_s;
    AssetCounts currencies;
    currencies.currencies = 2;
    QTest::newRow("currencies") << currencies << u"2 currencies"_s << u"nothing due now"_s;
    currencies.stocks = 1;
    QTest::newRow("currencies and a stock")
            << currencies << u"1 stock or fund, 2 currencies"_s << u"nothing due now"_s;
    QTest::newRow("none") << AssetCounts{} << u"0 stocks and funds"_s << u"nothing due now"_s;
}

void TestAssetText::counts()
{
    QFETCH(const AssetCounts, counts);
    QFETCH(const QString, count);
    QFETCH(const QString, stand);

    QCOMPARE(assetCountText(counts), count);
    QCOMPARE(assetStandText(counts), stand);
}

void TestAssetText::types_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");

    QTest::newRow("stock") << u"Common Stock"_s << u"Stock"_s;
    QTest::newRow("fund") << u"ETF"_s << u"Fund"_s;
    QTest::newRow("fund in capitals") << u"FUND"_s << u"Fund"_s;
    QTest::newRow("another kind") << u"Capital Notes"_s << u"Capital Notes"_s;
    QTest::newRow("not known") << QString{} << u"–"_s;
}

void TestAssetText::types()
{
    QFETCH(const QString, type);
    QFETCH(const QString, text);

    QCOMPARE(assetTypeText(type), text);
}

void TestAssetText::places_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("due");

    // 7 more calls today, 10 tomorrow, none on Sunday, 20 on Monday.
    QTest::newRow("the last of today") << 7 << u"today"_s;
    QTest::newRow("the first of tomorrow") << 8 << u"tomorrow"_s;
    QTest::newRow("past a closed day") << 18 << u"Mon 23 Nov"_s;
    QTest::newRow("beyond the forecast") << 500 << u"later"_s;
}

void TestAssetText::places()
{
    QFETCH(const int, place);
    QFETCH(const QString, due);

    AssetContext context;
    context.now = assetTime();
    context.forecast = sampleAssets().forecast;
    const AssetRow row = dueRow(u"BHP.AU"_s, {}, sydney(18, 11, 4), 1, place);
    QCOMPARE(nextDueText(row, context, m_locale), due);
}

void TestAssetText::rounds_data()
{
    QTest::addColumn<int>("symbols");
    QTest::addColumn<int>("calls");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("text");

    QTest::newRow("two days") << 30 << 20 << 2
                              << u"30 symbols, 20 calls a day: every symbol every two days."_s;
    QTest::newRow("one symbol") << 1 << 20 << 1
                                << u"1 symbol, 20 calls a day: every symbol every day."_s;
    QTest::newRow("many days") << 2000 << 20 << 100
                               << u"2000 symbols, 20 calls a day: every symbol every 100 days."_s;
    QTest::newRow("paid") << 30 << 100'000 << 1
                          << u"30 symbols, 100,000 calls a day: every symbol every day."_s;
    QTest::newRow("none") << 0 << 20 << 0 << u"No active stock or fund: no calls are needed."_s;
}

void TestAssetText::rounds()
{
    QFETCH(const int, symbols);
    QFETCH(const int, calls);
    QFETCH(const int, days);
    QFETCH(const QString, text);

    QCOMPARE(roundText(symbols, calls, days, m_locale), text);
}

void TestAssetText::counterRestarts_data()
{
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<QString>("text");

    QTest::newRow("in summer") << assetTime()
                               << u"Counter restarts at 11:00 AEDT (00:00 GMT), in 20 h 27 min."_s;
    QTest::newRow("in winter, soon") << QDateTime{QDate{2026, 7, 1}, QTime{23, 50}, Qt::UTC}
                                     << u"Counter restarts at 10:00 AEST (00:00 GMT), in 10 min."_s;
    // The clocks go forward in Sydney on Sunday 4 October at 2:00: the zone is that of the restart.
    QTest::newRow("over the change of the clocks")
            << QDateTime{QDate{2026, 10, 3}, QTime{12, 0}, Qt::UTC}
            << u"Counter restarts at 11:00 AEDT (00:00 GMT), in 12 h 0 min."_s;
}

void TestAssetText::counterRestarts()
{
    QFETCH(const QDateTime, now);
    QFETCH(const QString, text);

    QCOMPARE(counterText({}, now, m_locale), text);
}

void TestAssetText::budgetInWords()
{
    CallBudget budget{20, 13, QDate{2026, 11, 20}, {}};
    QCOMPARE(callsUsedText(budget, m_locale), u"of 20 calls used"_s);
    QCOMPARE(callsLeftText(budget, m_locale), u"7 left"_s);
    budget.used = 23; // by another program with the same token
    QCOMPARE(callsLeftText(budget, m_locale), u"none left"_s);
    budget.blockedUntil = QDateTime{QDate{2026, 11, 21}, QTime{0, 0}, Qt::UTC};
    QVERIFY(counterText(budget, assetTime(), m_locale).startsWith(u"EODHD says that"_s));
    QCOMPARE(planText(20, m_locale), u"Free plan"_s);
    QCOMPARE(planText(100'000, m_locale), u"Paid plan"_s);
    QCOMPARE(planText(1500, m_locale), u"1,500 calls a day"_s);
}

void TestAssetText::forecastInWords()
{
    QCOMPARE(forecastText(sampleAssets().forecast.first(3), m_locale),
             u"Fri 20: 13 used, 7 to come; Sat 21: 10 to come; Sun 22: closed"_s);
    QVERIFY(!isClosedDay({QDate{2026, 11, 23}, 0, 0})); // a Monday on which nothing is due
}

QTEST_GUILESS_MAIN(TestAssetText)
#include "tst_assettext.moc"
