// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/position.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestQuantity : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void writesWithoutZeros_data();
    void writesWithoutZeros();
    void addsWithinTheDigits();
    void multipliesExactly_data();
    void multipliesExactly();
    void tellsAPart_data();
    void tellsAPart();
    void checksPositions_data();
    void checksPositions();
    void knowsAGiftFromAnUnknownCost();
    void nothingIsBoughtTomorrow();
};

namespace {

const QString Largest = u"99999999999999999999.999999999999999999"_s;

Quantity quantity(const QString &text)
{
    const Result<Quantity> parsed = Quantity::parse(text);
    if (!parsed)
        qFatal("%s is no quantity", qPrintable(text));
    return *parsed;
}

} // namespace

void TestQuantity::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical"); // empty: the text must be refused
    QTest::addColumn<QString>("reason");

    const auto good = [](const char *name, const QString &text, const QString &canonical) {
        QTest::newRow(name) << text << canonical << QString{};
    };
    const auto bad = [](const char *name, const QString &text, const QString &reason) {
        QTest::newRow(name) << text << QString{} << reason;
    };
    good("largest", Largest, Largest);
    good("smallest", u'-' + Largest, u'-' + Largest);
    good("smallest step", u"0.000000000000000001"_s, u"0.000000000000000001"_s);
    good("38 digits, all others", u"12345678901234567890.123456789012345678"_s,
         u"12345678901234567890.123456789012345678"_s);
    good("beyond a double", u"9007199254740993.1"_s, u"9007199254740993.100000000000000000"_s);
    good("exponent of JSON", u"1.234e-05"_s, u"0.000012340000000000"_s);
    good("one wei by exponent", u"1e-18"_s, u"0.000000000000000001"_s);
    good("whole", u"1250000"_s, u"1250000.000000000000000000"_s);
    good("zero", u"0"_s, u"0.000000000000000000"_s);
    good("negative zero", u"-0"_s, u"0.000000000000000000"_s);
    bad("21 integer digits", u"100000000000000000000"_s, u"more than twenty integer digits"_s);
    bad("nineteen decimals", u"1e-19"_s, u"more than eighteen decimals"_s);
    bad("infinity by exponent", u"1e400"_s, u"more than twenty integer digits"_s);
    bad("NaN", u"NaN"_s, u"not a number"_s);
    bad("empty", u""_s, u"not a number"_s);
    bad("comma", u"1,5"_s, u"not a number"_s);
    bad("hexadecimal", u"0x10"_s, u"not a number"_s);
}

void TestQuantity::parses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, canonical);
    QFETCH(const QString, reason);
    const Result<Quantity> parsed = Quantity::parse(text);
    QCOMPARE(parsed.has_value(), !canonical.isEmpty());
    if (!parsed) {
        QCOMPARE(parsed.error().kind, Error::Kind::Parse);
        QCOMPARE(parsed.error().detail, reason);
        return;
    }
    QCOMPARE(parsed->toString(), canonical);
    QCOMPARE(quantity(parsed->toString()), *parsed);
    QCOMPARE(quantity(parsed->toShortString()), *parsed);
}

void TestQuantity::writesWithoutZeros_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("whole") << u"100"_s << u"100"_s;
    QTest::newRow("half") << u"0.50"_s << u"0.5"_s;
    QTest::newRow("zero") << u"0.000"_s << u"0"_s;
    QTest::newRow("all eighteen") << u"-1.000000000000000001"_s << u"-1.000000000000000001"_s;
}

void TestQuantity::writesWithoutZeros()
{
    QFETCH(const QString, text);
    QFETCH(const QString, written);
    QCOMPARE(quantity(text).toShortString(), written);
}

void TestQuantity::addsWithinTheDigits()
{
    QCOMPARE(*quantity(u"0.1"_s).plus(quantity(u"0.2"_s)), quantity(u"0.3"_s));
    QCOMPARE(*quantity(u"1"_s).minus(quantity(u"1.000000000000000001"_s)),
             quantity(u"-0.000000000000000001"_s));
    QCOMPARE(*quantity(Largest).minus(quantity(Largest)), Quantity{});
    QVERIFY(!quantity(Largest).plus(quantity(u"0.000000000000000001"_s)));
    QVERIFY(!quantity(u'-' + Largest).minus(quantity(Largest)));
}

void TestQuantity::multipliesExactly_data()
{
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("price");
    QTest::addColumn<QString>("value"); // empty: beyond 38 digits

    const auto row = [](const char *name, const QString &amount, const QString &price,
                        const QString &value) { QTest::newRow(name) << amount << price << value; };
    row("bitcoin", u"0.01875"_s, u"129001.2748"_s, u"2418.773902500000000000"_s);
    row("shib", u"1250000.5"_s, u"0.00000799"_s, u"9.987503995000000000"_s);
    row("half to even, down", u"0.000000000000000005"_s, u"0.1"_s, u"0.000000000000000000"_s);
    row("half to even, up", u"0.000000000000000015"_s, u"0.1"_s, u"0.000000000000000002"_s);
    row("just above half", u"0.000000000000000005"_s, u"0.10000001"_s, u"0.000000000000000001"_s);
    row("owed, half to even", u"-0.000000000000000015"_s, u"0.1"_s, u"-0.000000000000000002"_s);
    row("owed, down", u"-0.000000000000000005"_s, u"0.1"_s, u"0.000000000000000000"_s);
    row("all digits of both", u"99999999.999999999999999999"_s, u"999999999999.99999999"_s,
        u"99999999999999999998.999999000000000000"_s);
    row("one cent beyond", Largest, u"1.00000001"_s, {});
    row("both largest", Largest, u"999999999999.99999999"_s, {});
    row("largest, owed", u'-' + Largest, u"999999999999.99999999"_s, {});
    row("largest times one", Largest, u"1"_s, Largest);
}

void TestQuantity::multipliesExactly()
{
    QFETCH(const QString, amount);
    QFETCH(const QString, price);
    QFETCH(const QString, value);
    const std::optional<Quantity> product = valueOf(quantity(amount), *Price::parse(price));
    QCOMPARE(product ? product->toString() : QString{}, value);
}

void TestQuantity::tellsAPart_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<std::optional<qint64>>("hundredths");
    const auto row = [](const char *name, const QString &part, const QString &whole,
                        std::optional<qint64> hundredths) {
        QTest::newRow(name) << part << whole << hundredths;
    };
    row("a tenth", u"10"_s, u"100"_s, 1000);
    row("a loss", u"-1.72"_s, u"100"_s, -172);
    row("rounded away from zero", u"-0.00005"_s, u"1"_s, -1);
    row("a third", u"1"_s, u"3"_s, 3333);
    row("of nothing", u"1"_s, u"0"_s, {});
    row("of less than nothing", u"1"_s, u"-5"_s, {});
    row("beyond 64 bits", Largest, u"0.000000000000000001"_s, {});
}

void TestQuantity::tellsAPart()
{
    QFETCH(const QString, part);
    QFETCH(const QString, whole);
    QFETCH(const std::optional<qint64>, hundredths);
    QCOMPARE(hundredthsOf(quantity(part), quantity(whole)), hundredths);
}

void TestQuantity::checksPositions_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("cost");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("stored"); // its symbol; empty: it must be refused

    const auto row = [](const char *name, const QString &symbol, const QString &amount,
                        const QString &cost, const QString &currency, const QString &stored) {
        QTest::newRow(name) << symbol << amount << cost << currency << stored;
    };
    row("share", u" bhp.au "_s, u"100"_s, u"4500"_s, u"aud"_s, u"BHP.AU"_s);
    row("coin", u"btc.coinspot"_s, u"0.5"_s, u"0"_s, u"AUD"_s, u"BTC.COINSPOT"_s);
    row("coin that keeps its spelling", u"=Abc.COINSPOT"_s, u"1"_s, u"0"_s, u"AUD"_s,
        u"=Abc.COINSPOT"_s);
    row("owed", u"BHP.AU"_s, u"-5"_s, u"0"_s, u"AUD"_s, u"BHP.AU"_s);
    row("no exchange", u"BHP"_s, u"1"_s, u"0"_s, u"AUD"_s, {});
    row("no coin", u".COINSPOT"_s, u"1"_s, u"0"_s, u"AUD"_s, {});
    row("coin that is too long", u"abcdefghijklmnopqrstuvw.COINSPOT"_s, u"1"_s, u"0"_s, u"AUD"_s,
        {});
    row("nothing", u"BHP.AU"_s, u"0"_s, u"0"_s, u"AUD"_s, {});
    row("cost below zero", u"BHP.AU"_s, u"1"_s, u"-1"_s, u"AUD"_s, {});
    row("no currency", u"BHP.AU"_s, u"1"_s, u"0"_s, u" "_s, {});
    row("currency of four letters", u"BHP.AU"_s, u"1"_s, u"0"_s, u"USDT"_s, {});
    row("currency of another coin", u"BTC.COINSPOT"_s, u"1"_s, u"0"_s, u"USDT"_s, {});
    row("coin without its market", u"btc"_s, u"1"_s, u"0"_s, u"AUD"_s, {});
    row("currency with a sign", u"BHP.AU"_s, u"1"_s, u"0"_s, u"A$"_s, {});
}

void TestQuantity::checksPositions()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, amount);
    QFETCH(const QString, cost);
    QFETCH(const QString, currency);
    QFETCH(const QString, stored);
    Position position;
    position.symbol = symbol;
    position.quantity = quantity(amount);
    position.cost = quantity(cost);
    position.currency = currency;
    const Result<Position> checked = checkedPosition(position, QDateTime::currentDateTimeUtc());
    QCOMPARE(checked.has_value(), !stored.isEmpty());
    if (checked) {
        QCOMPARE(checked->symbol, stored);
        QCOMPARE(checked->currency, u"AUD"_s);
    } else {
        QCOMPARE(checked.error().kind, Error::Kind::Usage);
        QVERIFY(checked.error().detail.endsWith(u'.'));
    }
}

void TestQuantity::knowsAGiftFromAnUnknownCost()
{
    const QDateTime now{QDate{2026, 11, 20}, QTime{3, 15}, Qt::UTC};
    Position position;
    position.symbol = u"BTC_USDT.COINSPOT"_s;
    position.quantity = quantity(u"1"_s);
    position.currency = u"usdt"_s; // what this coin is quoted in
    const Result<Position> unknown = checkedPosition(position, now);
    QVERIFY(unknown && !unknown->cost);
    QCOMPARE(unknown->currency, u"USDT"_s);
    position.cost = Quantity{};
    const Result<Position> gift = checkedPosition(position, now);
    QVERIFY(gift && gift->cost);
}

void TestQuantity::nothingIsBoughtTomorrow()
{
    const QDateTime now{QDate{2026, 11, 20}, QTime{3, 15}, Qt::UTC};
    Position position;
    position.symbol = u"BHP.AU"_s;
    position.quantity = quantity(u"1"_s);
    position.currency = u"AUD"_s;
    position.openedAt = now;
    QVERIFY(checkedPosition(position, now));
    position.openedAt = now.addDays(2);
    const Result<Position> ahead = checkedPosition(position, now);
    QVERIFY(!ahead);
    QVERIFY2(ahead.error().detail.contains(u"lies ahead"_s), qPrintable(ahead.error().detail));
}

QTEST_APPLESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
