// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdanswer.h"
#include "tests/support/recording.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDate Today{2026, 7, 20};

} // namespace

// Lists of symbols, hits of a search and the plan, good and bad (market-apis.md 2.9).
class TestEodhdLists final : public QObject
{
    Q_OBJECT

private slots:
    void readsLists();
    void codes_data();
    void codes();
    void names_data();
    void names();
    void readsThePlan();
    void recordedSymbols();
};

void TestEodhdLists::readsLists()
{
    const Result<QList<FoundAsset>> list = parseSymbolList(
            R"([{"Code":"ZZQ","Name":"Zig Zag Quarries Ltd ","Country":"Australia",)"
            R"("Exchange":"NYSE","Currency":"AUD","Type":"Common Stock","Isin":null},)"
            R"({"Code":"ZZ RPA","Name":"no symbol"},{"Name":"no code"},)"
            R"({"Code":"BRK-B","Name":"<b>Tom & Co</b>","Type":"Common Stock"}])",
            u"US"_s);
    QVERIFY(list);
    QCOMPARE(list->size(), 2);
    QCOMPARE(list->first().symbol, u"ZZQ.US"_s);
    QCOMPARE(list->first().name, u"Zig Zag Quarries Ltd"_s);
    QCOMPARE(list->last().name, u"<b>Tom & Co</b>"_s);
    const Result<QList<FoundAsset>> hits = parseSearch(
            R"([{"Code":"ZZQ","Exchange":"AU","Name":"Zig","Type":"ETF","Currency":"AUD",)"
            R"("ISIN":null,"previousClose":1.2,"isPrimary":true}])");
    QVERIFY(hits);
    QCOMPARE(hits->first().symbol, u"ZZQ.AU"_s);
    QCOMPARE(parseSearch("[]")->size(), 0);
    // The provider calls coins currencies, and does not always say what they are in.
    const Result<QList<FoundAsset>> pairs = parseSearch(
            R"([{"Code":"EURUSD","Exchange":"FOREX","Name":"Euro","Type":"Currency","Currency":"EUR"},)"
            R"({"Code":"BTC-USD","Exchange":"CC","Name":"Bitcoin","Type":"Currency","Currency":null},)"
            R"({"Code":"EUR","Exchange":"FOREX","Name":"Euro","Type":"Currency","Currency":"EUR"}])");
    QVERIFY(pairs);
    QStringList found;
    for (const FoundAsset &pair : *pairs)
        found.append(QStringList{pair.symbol, pair.type, pair.currency}.join(u' '));
    QCOMPARE(found, (QStringList{u"EURUSD.FOREX currency USD"_s, u"BTC-USD.CC crypto USD"_s,
                                 u"EUR.FOREX currency EUR"_s}));
    QCOMPARE(parseSearch(R"({"0":{"Code":"ZZQ","Exchange":"AU"}})")->first().symbol, u"ZZQ.AU"_s);
}

void TestEodhdLists::codes_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("symbol"); // empty: passed over
    QTest::newRow("hyphen") << QByteArray{"BRK-B"} << u"BRK-B.HK"_s;
    QTest::newRow("digits only") << QByteArray{"0005"} << u"0005.HK"_s;
    QTest::newRow("lower case") << QByteArray{"abc"} << u"ABC.HK"_s;
    QTest::newRow("an older company") << QByteArray{"ABC_old1"} << u"ABC_old1.HK"_s;
    QTest::newRow("dot") << QByteArray{"A.B"} << QString{};
    QTest::newRow("empty") << QByteArray{} << QString{};
}

void TestEodhdLists::codes()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QString, symbol);
    const Result<QList<FoundAsset>> list =
            parseSymbolList("[{\"Code\":\"" + code + "\",\"Name\":\"x\"}]", u"HK"_s);
    QVERIFY(list);
    QCOMPARE(list->value(0).symbol, symbol);
}

void TestEodhdLists::names_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name");
    QTest::newRow("trailing blanks") << QByteArray{"Zig Zag Ltd  "} << u"Zig Zag Ltd"_s;
    QTest::newRow("quotes") << QByteArray{R"(The \"Zig\" Ltd)"} << u"The \"Zig\" Ltd"_s;
    QTest::newRow("UTF-8") << QByteArray{"Zed Rail \xE2\x80\x93 Capital Notes"}
                           << u"Zed Rail \u2013 Capital Notes"_s;
    QTest::newRow("escaped") << QByteArray{R"(Soci\u00e9t\u00e9)"} << u"Soci\u00e9t\u00e9"_s;
    QTest::newRow("entity") << QByteArray{"Tom &amp; Co"} << u"Tom &amp; Co"_s;
    QTest::newRow("tags") << QByteArray{"<b>Tom</b>"} << u"<b>Tom</b>"_s;
    QTest::newRow("turns the writing") << QByteArray{R"(Zig\u202EgaZ)"} << u"Zig\\u202EgaZ"_s;
}

// As they are written: every place that shows them shows plain text.
void TestEodhdLists::names()
{
    QFETCH(const QByteArray, json);
    const Result<QList<FoundAsset>> list =
            parseSymbolList("[{\"Code\":\"ZZQ\",\"Name\":\"" + json + "\"}]", u"AU"_s);
    QVERIFY(list);
    QTEST(list->value(0).name, "name");
}

void TestEodhdLists::readsThePlan()
{
    const QByteArray body =
            R"({"name":"Sample User","email":"user@example.org","apiRequests":17,)"
            R"("apiRequestsDate":"2026-07-20","dailyRateLimit":20,"extraLimit":484,)"
            R"("inviteToken":null,"subscriptionMode":"free"})";
    Result<PlanAnswer> plan = parsePlan(body, Today);
    QVERIFY(plan);
    QCOMPARE(plan->used, 17);
    QCOMPARE(plan->limit, 20);
    // After midnight the counter still shows yesterday's calls.
    QCOMPARE(parsePlan(body, Today.addDays(1))->used, 0);
    QVERIFY(!parsePlan("[]", Today));
    // Members that are an object for some and a list for others (PHP) are passed over.
    QCOMPARE(parsePlan(R"({"apiRequests":3,"apiRequestsDate":"2026-07-20","dailyRateLimit":100,)"
                       R"("availableDataFeeds":["EOD"],"availableMarketplaceDataFeeds":[]})",
                       Today)
                     ->limit,
             100);
    for (const QByteArray limit :
         {R"("dailyRateLimit":0)", R"("dailyRateLimit":null)", R"("x":1)"}) {
        plan = parsePlan(R"({"apiRequests":3,"apiRequestsDate":"2026-07-20",)" + limit + '}',
                         Today);
        QVERIFY(plan);
        QCOMPARE(plan->used, 3);
        QCOMPARE(plan->limit, 0);
    }
}

void TestEodhdLists::recordedSymbols()
{
    const std::optional<QByteArray> body = recording(u"eodhd-symbols-AU.json.gz"_s);
    if (!body)
        QSKIP("the recorded answers are not beside the project");
    const Result<QList<FoundAsset>> list = parseSymbolList(*body, u"AU"_s);
    QVERIFY(list);
    QCOMPARE(list->size(), 2327);
}

QTEST_GUILESS_MAIN(TestEodhdLists)
#include "tst_eodhdlists.moc"
