// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/agetext.h"
#include "models/quotes/linetext.h"
#include "models/quotes/pricetext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestPriceText final : public QObject
{
    Q_OBJECT

private slots:
    void writesPrices_data();
    void writesPrices();
    void writesHundredths_data();
    void writesHundredths();
    void keepsEveryDecimalWhereAsked();
    void saysAges_data();
    void saysAges();
    void describesLines();
};

void TestPriceText::writesPrices_data()
{
    QTest::addColumn<QString>("exact");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("shown");

    QTest::newRow("largest") << u"999999999999.99999999"_s << u"en_AU"_s
                             << u"999,999,999,999.99999999"_s;
    QTest::newRow("smallest step") << u"0.00000001"_s << u"en_AU"_s << u"0.00000001"_s;
    QTest::newRow("twenty digits, one at the end")
            << u"100000000000.00000001"_s << u"en_AU"_s << u"100,000,000,000.00000001"_s;
    QTest::newRow("at least two decimals") << u"142310"_s << u"en_AU"_s << u"142,310.00"_s;
    QTest::newRow("one decimal gets a second") << u"1.5"_s << u"en_AU"_s << u"1.50"_s;
    QTest::newRow("trailing zeros left out") << u"0.45120700"_s << u"en_AU"_s << u"0.451207"_s;
    QTest::newRow("zeros inside stay") << u"0.10203"_s << u"en_AU"_s << u"0.10203"_s;
    QTest::newRow("zero") << u"0"_s << u"en_AU"_s << u"0.00"_s;
    QTest::newRow("true minus") << u"-1234.5"_s << u"en_AU"_s << u"\u22121,234.50"_s;
    QTest::newRow("comma") << u"1234.56789"_s << u"de_DE"_s << u"1.234,56789"_s;
    QTest::newRow("comma, largest")
            << u"999999999999.99999999"_s << u"de_DE"_s << u"999.999.999.999,99999999"_s;
    QTest::newRow("lakh") << u"12345678.9"_s << u"hi_IN"_s << u"1,23,45,678.90"_s;
    QTest::newRow("digits of the locale")
            << u"1205.25"_s << u"fa_IR"_s << u"\u06f1\u066c\u06f2\u06f0\u06f5\u066b\u06f2\u06f5"_s;
    QTest::newRow("C locale does not group") << u"142310.25"_s << u"C"_s << u"142310.25"_s;
}

void TestPriceText::writesPrices()
{
    QFETCH(const QString, exact);
    QFETCH(const QString, locale);
    QFETCH(const QString, shown);

    QCOMPARE(localPrice(*Price::parse(exact), QLocale{locale}), shown);
}

void TestPriceText::writesHundredths_data()
{
    QTest::addColumn<qint64>("hundredths");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("raw");

    QTest::newRow("up") << qint64{172} << u"1.72"_s << u"1.72"_s;
    QTest::newRow("down") << qint64{-84} << u"\u22120.84"_s << u"-0.84"_s;
    QTest::newRow("none") << qint64{0} << u"0.00"_s << u"0.00"_s;
    QTest::newRow("a step") << qint64{-1} << u"\u22120.01"_s << u"-0.01"_s;
    QTest::newRow("thousands") << qint64{123456} << u"1,234.56"_s << u"1234.56"_s;
    QTest::newRow("least") << std::numeric_limits<qint64>::min()
                           << u"\u221292,233,720,368,547,758.08"_s << u"-92233720368547758.08"_s;
}

void TestPriceText::writesHundredths()
{
    QFETCH(const qint64, hundredths);
    QFETCH(const QString, shown);
    QFETCH(const QString, raw);

    QCOMPARE(localHundredths(hundredths, QLocale{u"en_AU"_s}), shown);
    QCOMPARE(rawHundredths(hundredths), raw);
}

void TestPriceText::keepsEveryDecimalWhereAsked()
{
    QCOMPARE(localPrice(*Price::parse(u"142310"), QLocale{u"en_AU"_s}, Price::Decimals),
             u"142,310.00000000"_s);
}

void TestPriceText::saysAges_data()
{
    QTest::addColumn<qint64>("ageMs");
    QTest::addColumn<QString>("shown");

    QTest::newRow("in the future: a clock was set back") << qint64{-5000} << u"< 1 min"_s;
    QTest::newRow("new") << qint64{59'999} << u"< 1 min"_s;
    QTest::newRow("a minute") << qint64{60'000} << u"1 min"_s;
    QTest::newRow("last minute") << qint64{3'599'999} << u"59 min"_s;
    QTest::newRow("an hour") << qint64{3'600'000} << u"1 h"_s;
    QTest::newRow("last hour") << qint64{86'399'999} << u"23 h"_s;
}

void TestPriceText::saysAges()
{
    QFETCH(const qint64, ageMs);
    QFETCH(const QString, shown);

    QCOMPARE(ageText(ageMs, QLocale{u"en_AU"_s}), shown);
}

void TestPriceText::describesLines()
{
    const QLocale locale{u"en_AU"_s};
    const auto price = [](QStringView text) { return std::optional{*Price::parse(text)}; };
    const QList<std::optional<Price>> whole{price(u"3"), price(u"1"), price(u"2")};
    QCOMPARE(dayLineText(whole, locale), u"24 h: low 1.00, high 3.00, last 2.00"_s);

    // What is missing before the first price and after the last one is no gap between prices.
    const QList<std::optional<Price>> broken{{}, price(u"3"), {}, {}, price(u"1"), {}};
    const QString text = dayLineText(broken, locale);
    QVERIFY2(text.startsWith(u"24 h: low 1.00, high 3.00, last 1.00, 1 gap"_s), qPrintable(text));

    QCOMPARE(dayLineText({{}, {}}, locale), u"24 h: no prices"_s);
}

QTEST_GUILESS_MAIN(TestPriceText)
#include "tst_pricetext.moc"
