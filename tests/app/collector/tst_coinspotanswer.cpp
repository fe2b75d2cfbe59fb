// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotanswer.h"
#include "tests/support/marketanswer.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

// One entry "btc" with this JSON as its last price.
QByteArray withLast(const QByteArray &value)
{
    return R"({"status":"ok","prices":{"btc":{"bid":"1","ask":"2","last":)" + value + "}}}";
}

QByteArray withName(const QByteArray &name)
{
    return R"({"status":"ok","prices":{")" + name + R"(":{"bid":"1","ask":"2","last":"1.5"}}})";
}

} // namespace

class TestCoinspotAnswer final : public QObject
{
    Q_OBJECT

private slots:
    void readsTheSample();
    void keepsEveryDigit_data();
    void keepsEveryDigit();
    void rejectsValues_data();
    void rejectsValues();
    void rejectsNames_data();
    void rejectsNames();
    void rejectsEntriesThatAreNone();
    void goodEntriesSurviveBadOnes();
    void keepsOddButPossibleQuotes();
    void keepsTheFirstOfTwo();
    void namesEveryFault();
    void refusesAnswers_data();
    void refusesAnswers();
    void findsTheMessageOfAnError_data();
    void findsTheMessageOfAnError();
};

void TestCoinspotAnswer::readsTheSample()
{
    const Result<ParsedPrices> parsed = parseLatestPrices(samplePrices());
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 8);
    QCOMPARE(parsed->received(), 9);
    QCOMPARE(parsed->quotes[0].coin, u"btc"_s);
    QCOMPARE(parsed->quotes[0].bid.toString(), u"128750.50000019"_s);
    QVERIFY(parsed->quotes[0].bid.units() == 12'875'050'000'019);
    QVERIFY(!parsed->quotes[0].timestamp.isValid());
    QCOMPARE(parsed->quotes[6].coin, u"rhoc"_s);
    QVERIFY(parsed->quotes[6].bid.units() == 1234);
    QCOMPARE(parsed->quotes[7].coin, u"btc_usdt"_s);
    QCOMPARE(parsed->rejected,
             (QList<RejectedEntry>{{u"gas"_s, u"ask is \"NaN\", not a number"_s}}));
}

void TestCoinspotAnswer::keepsEveryDigit_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("price");

    QTest::newRow("largest") << QByteArray{R"("999999999999.99999999")"}
                             << u"999999999999.99999999"_s;
    QTest::newRow("largest as a number")
            << QByteArray{"999999999999.99999999"} << u"999999999999.99999999"_s;
    QTest::newRow("smallest") << QByteArray{R"("0.00000001")"} << u"0.00000001"_s;
    QTest::newRow("smallest as a number") << QByteArray{"0.00000001"} << u"0.00000001"_s;
    QTest::newRow("with exponent") << QByteArray{"1e-8"} << u"0.00000001"_s;
    QTest::newRow("twenty digits")
            << QByteArray{"123456789012.12345678"} << u"123456789012.12345678"_s;
    QTest::newRow("a step above a hundred billion")
            << QByteArray{"100000000000.00000001"} << u"100000000000.00000001"_s;
    QTest::newRow("integer") << QByteArray{"129410"} << u"129410.00000000"_s;
    QTest::newRow("integer beyond 53 bits")
            << QByteArray{"999999999999"} << u"999999999999.00000000"_s;
    QTest::newRow("padding zeros") << QByteArray{R"("1.500000000000")"} << u"1.50000000"_s;
    QTest::newRow("escaped digit") << QByteArray{R"("1\u002e5")"} << u"1.50000000"_s;
    QTest::newRow("number at the very end of its object") << QByteArray{"7 "} << u"7.00000000"_s;
}

void TestCoinspotAnswer::keepsEveryDigit()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, price);

    const Result<ParsedPrices> parsed = parseLatestPrices(withLast(json));
    QVERIFY(parsed);
    QCOMPARE(parsed->rejected, QList<RejectedEntry>{});
    QCOMPARE(parsed->quotes.size(), 1);
    QCOMPARE(parsed->quotes[0].last.toString(), price);
}

void TestCoinspotAnswer::rejectsValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("reason");

    const auto row = [](const char *name, const char *json, const QString &reason) {
        QTest::newRow(name) << QByteArray{json} << reason;
    };
    row("NaN", R"("NaN")", u"last is \"NaN\", not a number"_s);
    row("empty", R"("")", u"last is empty"_s);
    row("null", "null", u"last is null"_s);
    row("true", "true", u"last is true, not a number"_s);
    row("list", R"(["1"])", u"last is a list, not a number"_s);
    row("object", R"({"last":"1"})", u"last is an object, not a number"_s);
    row("zero", R"("0")", u"last is zero"_s);
    row("bare zero", "0", u"last is zero"_s);
    row("minus zero", "-0.000", u"last is zero"_s);
    row("negative", R"("-5")", u"last is \"-5\", below zero"_s);
    row("bare negative", "-0.5", u"last is \"-0.5\", below zero"_s);
    row("huge exponent", R"("1e400")", u"last is \"1e400\", more than twelve integer digits"_s);
    row("bare huge exponent", "1e400", u"last is \"1e400\", more than twelve integer digits"_s);
    row("bare absurd exponent", "1e99999999999999999999",
        u"last is \"1e99999999999999999999\", more than twelve integer digits"_s);
    row("tiny", "1e-400", u"last is \"1e-400\", more than eight decimals"_s);
    row("nine decimals", R"("0.123456789")",
        u"last is \"0.123456789\", more than eight decimals"_s);
    row("thirteen digits", R"("1000000000000")",
        u"last is \"1000000000000\", more than twelve integer digits"_s);
    row("twenty digits", R"("99999999999999999999")",
        u"last is \"99999999999999999999\", more than twelve integer digits"_s);
    row("thousands", R"("1,234.5")", u"last is \"1,234.5\", not a number"_s);
    row("hexadecimal", R"("0x10")", u"last is \"0x10\", not a number"_s);
    row("blanks", R"(" 12 ")", u"last is \" 12 \", not a number"_s);
    row("infinity", R"("Infinity")", u"last is \"Infinity\", not a number"_s);
    row("newline", R"("1\n")", u"last is \"1\\n\", not a number"_s);
    row("direction mark", R"("\u202e1")", u"last is \"\\u202E1\", not a number"_s);
    row("markup", R"("<b>1</b>")", u"last is \"<b>1</b>\", not a number"_s);
    row("Arabic digits", R"("١٢")", u"last is \"١٢\", not a number"_s);
    row("long text", R"("abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij")",
        u"last is \"abcdefghijabcdefghijabcdefghijabcdefghij…\", not a number"_s);
}

void TestCoinspotAnswer::rejectsValues()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, reason);

    const Result<ParsedPrices> parsed = parseLatestPrices(withLast(json));
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 0);
    QCOMPARE(parsed->rejectedCount, 1);
    QCOMPARE(parsed->rejected, (QList<RejectedEntry>{{u"btc"_s, reason}}));
}

void TestCoinspotAnswer::rejectsNames_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name");

    QTest::newRow("empty") << QByteArray{} << u""_s;
    QTest::newRow("blank") << QByteArray{"b tc"} << u"b tc"_s;
    QTest::newRow("21 characters") << QByteArray(21, 'a') << QString{21, u'a'};
    QTest::newRow("10,000 letters") << QByteArray(10'000, 'a') << QString{40, u'a'} + u'…';
    QTest::newRow("not ASCII") << QByteArray{"bït"} << u"bït"_s;
    QTest::newRow("emoji") << QByteArray{R"(\ud83d\ude00)"} << u"😀"_s;
    QTest::newRow("control character") << QByteArray{R"(a\u0007)"} << u"a\\u0007"_s;
    QTest::newRow("nul") << QByteArray{R"(btc\u0000)"} << u"btc\\u0000"_s;
    QTest::newRow("no UTF-8") << QByteArray{"b\xff"} << u"b\uFFFD"_s;
}

void TestCoinspotAnswer::rejectsNames()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, name);

    const Result<ParsedPrices> parsed = parseLatestPrices(withName(json));
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 0);
    QCOMPARE(parsed->rejected.size(), 1);
    QCOMPARE(parsed->rejected[0].name, name);
    QVERIFY2(parsed->rejected[0].reason.startsWith("the name"_L1),
             qPrintable(parsed->rejected[0].reason));
}

void TestCoinspotAnswer::rejectsEntriesThatAreNone()
{
    const Result<ParsedPrices> parsed = parseLatestPrices(
            R"({"status":"ok","prices":{"eth":[{"bid":"1","ask":"1","last":"1"}],"xrp":"1.2",)"
            R"("ltc":7,"eos":null,"trx":false,"sol":{},"bid":{"bid":"1","ask":"1","last":"1"}}})");
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 1);
    QCOMPARE(parsed->quotes[0].coin, u"bid"_s); // a coin may be called so
    const QList<RejectedEntry> expected{
            {u"eth"_s, u"a list instead of bid, ask and last"_s},
            {u"xrp"_s, u"\"1.2\" instead of bid, ask and last"_s},
            {u"ltc"_s, u"\"7\" instead of bid, ask and last"_s},
            {u"eos"_s, u"null instead of bid, ask and last"_s},
            {u"trx"_s, u"false instead of bid, ask and last"_s},
            {u"sol"_s, u"bid is missing; ask is missing; last is missing"_s},
    };
    QCOMPARE(parsed->rejected, expected);
}

void TestCoinspotAnswer::goodEntriesSurviveBadOnes()
{
    const Result<ParsedPrices> parsed = parseLatestPrices(marketAnswerNamed(u"some-bad")->body);
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 1);
    QCOMPARE(parsed->quotes[0].coin, u"doge"_s);
    QCOMPARE(parsed->rejectedCount, 3);
    QCOMPARE(parsed->rejected[0].reason, u"ask is empty; last is null"_s);

    const Result<ParsedPrices> unusable = parseLatestPrices(marketAnswerNamed(u"all-bad")->body);
    QVERIFY(unusable); // a failed attempt for its caller, who shall be able to say why
    QCOMPARE(unusable->quotes.size(), 0);
    QCOMPARE(unusable->rejected.size(), 1);
}

void TestCoinspotAnswer::keepsOddButPossibleQuotes()
{
    const Result<ParsedPrices> parsed = parseLatestPrices(
            R"({"prices":{"crossed":{"last":"1","ask":"1","bid":"2","volume":[1,{"bid":"9"}]},)"
            R"("above":{"bid":"1","ask":"2","last":"3"},"BTC":{"bid":"1","ask":"2","last":"3"},)"
            R"("btc":{"bid":"1","ask":"2","last":"3"}},"x":{"prices":{"y":1}},"status":"ok"})");
    QVERIFY(parsed);
    QCOMPARE(parsed->rejected, QList<RejectedEntry>{});
    QCOMPARE(parsed->quotes.size(), 4);
    QCOMPARE(parsed->quotes[0].bid.toString(), u"2.00000000"_s);
}

void TestCoinspotAnswer::keepsTheFirstOfTwo()
{
    const Result<ParsedPrices> parsed = parseLatestPrices(
            R"({"status":"ok","prices":{"btc":{"bid":"1","ask":"2","last":"3"},)"
            R"("btc":{"bid":"4","ask":"5","last":"6"},"eth":{"bid":"1","bid":"2","ask":"1","last":"1"}}})");
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 1);
    QCOMPARE(parsed->quotes[0].last.toString(), u"3.00000000"_s);
    const QList<RejectedEntry> expected{
            {u"btc"_s, u"a second entry of this name; the first one counts"_s},
            {u"eth"_s, u"bid is given twice"_s},
    };
    QCOMPARE(parsed->rejected, expected);
}

void TestCoinspotAnswer::namesEveryFault()
{
    const Result<ParsedPrices> parsed =
            parseLatestPrices(R"({"status":"ok","prices":{"btc":{"bid":"x","last":-1}}})");
    QVERIFY(parsed);
    QCOMPARE(parsed->rejected[0].reason,
             u"bid is \"x\", not a number; ask is missing; last is \"-1\", below zero"_s);
}

void TestCoinspotAnswer::refusesAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("detail");

    using enum Error::Kind;
    const auto row = [](const char *name, const QByteArray &body, const QString &detail,
                        Error::Kind kind = Parse) {
        QTest::newRow(name) << body << kind << detail;
    };
    row("nothing", {}, u"the answer is empty"_s);
    row("blanks", " \r\n\t", u"the answer is empty"_s);
    row("block page", MarketAnswer::html(403, "Attention Required! | Cloudflare").body,
        u"HTML page \"Attention Required! | Cloudflare\""_s);
    row("page behind blanks and a byte order mark", "\xEF\xBB\xBF \n<html>",
        u"HTML page without a title"_s);
    row("page with a hostile title", "<html><title>a\x1b[31m\n &lt;b&gt;</title>",
        u"HTML page \"a\\u001B[31m <b>\""_s);
    row("page with a long title", "<title>" + QByteArray(10'000, 'x') + "</title>",
        u"HTML page \"%1…\""_s.arg(QString{80, u'x'}));
    row("words", "Service unavailable", u"the answer is not valid JSON"_s);
    row("bare NaN", withLast("NaN"), u"the answer is not valid JSON"_s);
    row("a comma too many", R"({"status":"ok",})", u"the answer is not valid JSON"_s);
    row("something behind", samplePrices() + "x", u"the answer is not valid JSON"_s);
    row("UTF-16", QByteArray{"\xff\xfe{\0}\0", 6}, u"the answer is not valid JSON"_s);
    row("half of it", samplePrices().first(300), u"the answer is cut off"_s);
    row("one brace short", samplePrices().chopped(1), u"the answer is cut off"_s);
    row("deep lists", QByteArray(4'000'000, '['), u"the answer is cut off"_s);
    row("a list", R"([{"status":"ok","prices":{"btc":{"bid":1,"ask":1,"last":1}}}])",
        u"the answer is JSON, but no object with prices"_s);
    row("a number", "7", u"the answer is JSON, but no object with prices"_s);
    row("nothing inside", "{}", u"the answer has no prices"_s);
    row("no prices", R"({"status":"ok"})", u"the answer has no prices"_s);
    row("no status", R"({"prices":{"btc":{"bid":1,"ask":1,"last":1}}})",
        u"the answer has no status"_s);
    row("empty prices", R"({"status":"ok","prices":{}})", u"the list of prices is empty"_s);
    row("list of prices", R"({"status":"ok","prices":[]})",
        u"\"prices\" is a list, not an object"_s);
    row("prices null", R"({"status":"ok","prices":null})", u"\"prices\" is null, not an object"_s);
    row("prices a list of prices",
        R"({"status":"ok","prices":[{"btc":{"bid":1,"ask":1,"last":1}}]})",
        u"\"prices\" is a list, not an object"_s);
    row("error with a message", R"({"status":"error","message":"Coin not\nfound"})",
        u"it says \"Coin not\\nfound\""_s, Http);
    row("error without a message", R"({"status":"invalid"})", u"it reports status \"invalid\""_s,
        Http);
    row("error with prices",
        R"({"prices":{"btc":{"bid":1,"ask":1,"last":1}},"status":"error","message":7})",
        u"it says \"7\""_s, Http);
    row("status no text", R"({"status":null,"prices":{}})", u"it reports status \"null\""_s, Http);
    row("two statuses", R"({"status":"ok","status":"error","prices":{}})",
        u"it reports status \"error\""_s, Http);
}

void TestCoinspotAnswer::refusesAnswers()
{
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, detail);

    const Result<ParsedPrices> parsed = parseLatestPrices(body);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().detail, detail);
    QCOMPARE(parsed.error().kind, kind);
}

void TestCoinspotAnswer::findsTheMessageOfAnError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");

    QTest::newRow("as CoinSpot writes it")
            << QByteArray{R"({"status":"error","message":"Coin not found"})"}
            << u"Coin not found"_s;
    QTest::newRow("long") << QByteArray{"{\"message\":\"" + QByteArray(5000, 'm') + "\"}"}
                          << QString{200, u'm'} + u'…';
    QTest::newRow("no text") << QByteArray{R"({"message":["x"]})"} << u""_s;
    QTest::newRow("no JSON") << QByteArray{"Not found"} << u""_s;
    QTest::newRow("nothing") << QByteArray{} << u""_s;
}

void TestCoinspotAnswer::findsTheMessageOfAnError()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);

    QCOMPARE(errorMessageIn(body), message);
}

QTEST_GUILESS_MAIN(TestCoinspotAnswer)
#include "tst_coinspotanswer.moc"
