// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/price.h"

#include <QTest>

#include <array>
#include <limits>

using namespace Qt::Literals::StringLiterals;

class TestPrice : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void writesAnyUnits_data();
    void writesAnyUnits();
    void keepsOrder();
};

void TestPrice::parses_data()
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
    good("largest", u"999999999999.99999999"_s, u"999999999999.99999999"_s);
    good("smallest step", u"0.00000001"_s, u"0.00000001"_s);
    good("twenty digits", u"123456789012.12345678"_s, u"123456789012.12345678"_s);
    good("one above a round number", u"100000000000.00000001"_s, u"100000000000.00000001"_s);
    good("whole", u"25050"_s, u"25050.00000000"_s);
    good("zero", u"0"_s, u"0.00000000"_s);
    good("zero with an exponent", u"0e99999999999999999999"_s, u"0.00000000"_s);
    good("negative", u"-1.5"_s, u"-1.50000000"_s);
    good("plus sign", u"+7"_s, u"7.00000000"_s);
    good("exponent down", u"1.234e-05"_s, u"0.00001234"_s);
    good("exponent up", u"1.25E+3"_s, u"1250.00000000"_s);
    good("exponent to the limit", u"9.9999999999e10"_s, u"99999999999.00000000"_s);
    good("zeros behind the eighth", u"0.1000000000000000"_s, u"0.10000000"_s);
    good("zeros in front", u"000000000000000000001.5"_s, u"1.50000000"_s);
    good("exponent that shifts into range", u"12345678901234.5e-6"_s, u"12345678.90123450"_s);
    good("negative with eight decimals", u"-0.00000001"_s, u"-0.00000001"_s);
    good("twelve digits in front with eight behind", u"000000000001.00000001"_s, u"1.00000001"_s);
    good("a zero too many in front", u"0000000000001.00000001"_s, u"1.00000001"_s);
    bad("a letter in eight decimals", u"1.1234567a"_s, u"not a number"_s);
    bad("a letter before eight decimals", u"1a.12345678"_s, u"not a number"_s);
    bad("two points", u"1.1234.678"_s, u"not a number"_s);
    bad("no digit before eight decimals", u".12345678"_s, u"not a number"_s);
    bad("one digit too many", u"1000000000000.00000000"_s, u"more than twelve integer digits"_s);
    bad("another script in eight decimals", u"1.1234567٢"_s, u"not a number"_s);
    bad("NUL behind eight decimals", u"1.12345678"_s + QChar{0}, u"not a number"_s);
    bad("nine decimals", u"0.000000001"_s, u"more than eight decimals"_s);
    bad("nine decimals by exponent", u"1e-9"_s, u"more than eight decimals"_s);
    bad("thirteen integer digits", u"1000000000000"_s, u"more than twelve integer digits"_s);
    bad("huge exponent", u"1e400"_s, u"more than twelve integer digits"_s);
    bad("exponent past 64 bits", u"1e99999999999999999999999"_s,
        u"more than twelve integer digits"_s);
    bad("tiny exponent past 64 bits", u"1e-99999999999999999999999"_s,
        u"more than eight decimals"_s);
    bad("comma of another locale", u"1,5"_s, u"not a number"_s);
    bad("group separators", u"1,234.5"_s, u"not a number"_s);
    bad("trailing newline", u"1\n"_s, u"not a number"_s);
    bad("spaces", u" 12 "_s, u"not a number"_s);
    bad("hexadecimal", u"0x10"_s, u"not a number"_s);
    bad("empty", u""_s, u"not a number"_s);
    bad("NaN", u"NaN"_s, u"not a number"_s);
    bad("infinity", u"Infinity"_s, u"not a number"_s);
    bad("point alone", u"."_s, u"not a number"_s);
    bad("no digit behind the point", u"1."_s, u"not a number"_s);
    bad("no digit before the point", u".5"_s, u"not a number"_s);
    bad("exponent without digits", u"1e"_s, u"not a number"_s);
    bad("two signs", u"--1"_s, u"not a number"_s);
    bad("digits of another script", u"١٢"_s, u"not a number"_s);
}

void TestPrice::parses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, canonical);
    QFETCH(const QString, reason);

    const Result<Price> price = Price::parse(text);
    const Result<Price> fromBytes = Price::parse(text.toUtf8());
    QCOMPARE(fromBytes.has_value(), price.has_value());
    QCOMPARE(price.has_value(), !canonical.isEmpty());
    if (price) {
        QCOMPARE(price->toString(), canonical);
        QCOMPARE(*Price::parse(price->toString()), *price);
        QCOMPARE(*fromBytes, *price);
    } else {
        QCOMPARE(price.error().kind, Error::Kind::Parse);
        QCOMPARE(price.error().detail, reason);
        QCOMPARE(fromBytes.error().kind, Error::Kind::Parse);
        QCOMPARE(fromBytes.error().detail, reason);
    }
}

void TestPrice::writesAnyUnits_data()
{
    QTest::addColumn<Price>("price");
    QTest::addColumn<QString>("text");

    constexpr auto largest = std::numeric_limits<Price::Units>::max();
    const auto row = [](const char *name, Price::Units units, const QString &text) {
        QTest::newRow(name) << Price::fromUnits(units) << text;
    };
    row("none", 0, u"0.00000000"_s);
    row("one", 1, u"0.00000001"_s);
    row("one less", -1, u"-0.00000001"_s);
    row("64 bits of wholes", Price::Units{std::numeric_limits<quint64>::max()} * 100'000'000,
        u"18446744073709551615.00000000"_s);
    row("one whole past 64 bits",
        (Price::Units{std::numeric_limits<quint64>::max()} + 1) * 100'000'000,
        u"18446744073709551616.00000000"_s);
    row("largest", largest, u"1701411834604692317316873037158.84105727"_s);
    row("smallest", -largest - 1, u"-1701411834604692317316873037158.84105728"_s);
}

void TestPrice::writesAnyUnits()
{
    QFETCH(const Price, price);
    QFETCH(const QString, text);
    std::array<char, Price::TextCapacity> buffer;

    QCOMPARE(price.toString(), text);
    QCOMPARE(QString{price.toLatin1(buffer)}, text);
}

void TestPrice::keepsOrder()
{
    const Price small = *Price::parse(u"9.00000000"_s);
    const Price large = *Price::parse(u"10.00000000"_s);
    QVERIFY(small < large); // as text it would be the other way round
    QVERIFY(*Price::parse(u"-1"_s) < Price{});
}

QTEST_APPLESS_MAIN(TestPrice)
#include "tst_price.moc"
