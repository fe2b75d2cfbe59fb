// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdanswer.h"
#include "tests/support/recording.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDate Today{2026, 7, 20};
const QDateTime Now{Today, QTime{12, 0}, Qt::UTC};

// One day with this JSON in the place of one member.
QByteArray dayWith(const QByteArray &member, const QByteArray &value)
{
    QByteArray day = R"({"date":"2026-07-13","open":2,"high":4,"low":1,"close":3,)"
                     R"("adjusted_close":3,"volume":5})";
    const qsizetype at = day.indexOf('"' + member + "\":");
    const qsizetype from = at + member.size() + 3;
    qsizetype to = from;
    while (day[to] != ',' && day[to] != '}')
        ++to;
    return '[' + day.replace(from, to - from, value) + ']';
}

QStringList textOf(const DailyAnswer &answer)
{
    QStringList rows;
    for (const DailyBar &bar : answer.bars)
        rows.append(u"%1 %2 %3 %4 %5 %6 %7"_s.arg(
                bar.day.toString(Qt::ISODate), dailyText(bar.open), dailyText(bar.high),
                dailyText(bar.low), dailyText(bar.close), dailyText(bar.adjustedClose),
                bar.volume ? QString::number(*bar.volume) : u"none"_s));
    return rows;
}

} // namespace

class TestEodhdAnswer final : public QObject
{
    Q_OBJECT

private slots:
    void readsDays();
    void judgesDaysOneByOne_data();
    void judgesDaysOneByOne();
    void volumes_data();
    void volumes();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void sortsAndTheLastCounts();
    void readsDividends();
    void readsSplits_data();
    void readsSplits();
    void readsCurrencies_data();
    void readsCurrencies();
    void readsDelayedQuotes();
    void readsIntraday();
    void theRecordingComesBackExactly();
    void recordedIntradayBars();
};

void TestEodhdAnswer::readsDays()
{
    const Result<DailyAnswer> answer = parseDailyBars(
            R"([{"date":"2026-07-13","open":0.0375,"high":0.039,"low":0.037,"close":0.038,)"
            R"("adjusted_close":0.0365,"volume":3512004877},)"
            R"({"date":"2026-07-14","open":0.038,"high":0.038,"low":0.038,"close":0.038,)"
            R"("adjusted_close":0.0365,"volume":0,"warning":null},)"
            R"({"date":"2026-07-15","open":0.04,"high":0.041,"low":0.0385,"close":0.0395,)"
            R"("adjusted_close":0.0395,"volume":18204551.5},)"
            R"({"date":"2026-07-16","open":1,"high":1.25,"low":1,"close":1.2,)"
            R"("adjusted_close":1.2,"volume":91240,)"
            R"("warning":"Data is limited by one year as you have free subscription."}])",
            Today);
    QVERIFY(answer);
    QCOMPARE(textOf(*answer),
             (QStringList{u"2026-07-13 0.0375 0.0390 0.0370 0.0380 0.0365 3512004877"_s,
                          u"2026-07-14 0.0380 0.0380 0.0380 0.0380 0.0365 0"_s,
                          u"2026-07-15 0.0400 0.0410 0.0385 0.0395 0.0395 18204552"_s,
                          u"2026-07-16 1.0000 1.2500 1.0000 1.2000 1.2000 91240"_s}));
    QCOMPARE(answer->warning, u"Data is limited by one year as you have free subscription."_s);
    QCOMPARE(answer->tally.received, 4);
    QCOMPARE(answer->tally.rounded, 1);
    QCOMPARE(answer->tally.rejectedCount, 0);
}

void TestEodhdAnswer::judgesDaysOneByOne_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason"); // part of it; empty: the day is good
    const auto row = [](const char *name, const QByteArray &member, const QByteArray &value,
                        const QString &reason) {
        QTest::newRow(name) << dayWith(member, value) << reason;
    };
    row("as it is", "volume", "7", {});
    row("number as text", "close", "\"3.5\"", {});
    row("adjusted to nothing", "adjusted_close", "0", {});
    row("close 0", "close", "0", u"close is zero"_s);
    row("close negative", "close", "-3", u"below zero"_s);
    row("close null", "close", "null", u"close is missing"_s);
    row("close NA", "close", "\"NA\"", u"close is missing"_s);
    row("close a list", "close", "[1]", u"close is missing"_s);
    row("close huge", "close", "1e400", u"more than twelve integer digits"_s);
    row("close of nine digits", "close", "123456789", u"high"_s);
    row("high below low", "high", "0.5", u"high is below low"_s);
    row("hexadecimal", "open", "\"0x10\"", u"not a number"_s);
    row("comma", "open", "\"1,5\"", u"not a number"_s);
    row("no date", "date", "\"\"", u"date is"_s);
    row("zero date", "date", "\"0000-00-00\"", u"date is"_s);
    row("no such day", "date", "\"2026-02-30\"", u"date is"_s);
    row("future", "date", "\"2026-07-23\"", u"future"_s);
    row("tomorrow begins somewhere", "date", "\"2026-07-21\"", {});
    row("adjusted missing", "adjusted_close", "null", u"adjusted_close is missing"_s);
    row("volume no number", "volume", "\"many\"", u"not a volume"_s);
    row("volume negative", "volume", "-4", u"not a volume"_s);
}

void TestEodhdAnswer::judgesDaysOneByOne()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, reason);
    // The good day beside it is always taken.
    QByteArray both = body;
    both.insert(1, R"({"date":"2026-07-10","open":1,"high":1,"low":1,"close":1,)"
                   R"("adjusted_close":1,"volume":1},)");
    const Result<DailyAnswer> answer = parseDailyBars(both, Today);
    QVERIFY(answer);
    QCOMPARE(answer->bars.size(), reason.isEmpty() ? 2 : 1);
    QCOMPARE(answer->tally.rejectedCount, reason.isEmpty() ? 0 : 1);
    if (!reason.isEmpty() && reason != "high"_L1)
        QVERIFY2(answer->tally.rejected.first().reason.contains(reason),
                 qPrintable(answer->tally.rejected.first().reason));
}

void TestEodhdAnswer::volumes_data()
{
    QTest::addColumn<QByteArray>("volume");
    QTest::addColumn<QString>("stored");
    QTest::addColumn<int>("rounded");
    QTest::newRow("above 2^31") << QByteArray{"3512004877"} << u"3512004877"_s << 0;
    QTest::newRow("above 2^53") << QByteArray{"9007199254740993"} << u"9007199254740993"_s << 0;
    QTest::newRow("half up") << QByteArray{"18204551.5"} << u"18204552"_s << 1;
    QTest::newRow("below half") << QByteArray{"18204551.49"} << u"18204551"_s << 1;
    QTest::newRow("whole with a point") << QByteArray{"12.0"} << u"12"_s << 0;
    QTest::newRow("text") << QByteArray{"\"12345\""} << u"12345"_s << 0;
    QTest::newRow("exponent") << QByteArray{"3.8e10"} << u"38000000000"_s << 0;
    QTest::newRow("null") << QByteArray{"null"} << u"none"_s << 0;
    QTest::newRow("missing") << QByteArray{} << u"none"_s << 0;
}

void TestEodhdAnswer::volumes()
{
    QFETCH(const QByteArray, volume);
    QFETCH(const QString, stored);
    QFETCH(const int, rounded);
    QByteArray day = dayWith("volume", volume);
    if (volume.isEmpty())
        day.replace(",\"volume\":", "");
    const Result<DailyAnswer> answer = parseDailyBars(day, Today);
    QVERIFY(answer);
    QCOMPARE(textOf(*answer).value(0).section(u' ', -1), stored);
    QCOMPARE(answer->tally.rounded, rounded);
}

void TestEodhdAnswer::refusesWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("empty") << QByteArray{} << u"empty"_s;
    QTest::newRow("blank") << QByteArray{" \r\n"} << u"empty"_s;
    QTest::newRow("CSV") << QByteArray{"Date,Open\n2026-07-15,1\n"} << u"Date,Open"_s;
    QTest::newRow("text") << QByteArray{"Ticker Not Found."} << u"Ticker Not Found."_s;
    QTest::newRow("HTML") << QByteArray{"<html><title>Oops</title></html>"} << u"Oops"_s;
    QTest::newRow("cut off") << QByteArray{"[{\"date\":\"2026-07-15\",\"open\":1,"} << u"cut off"_s;
    QTest::newRow("bare NaN") << QByteArray{"[{\"open\":NaN}]"} << u"not valid JSON"_s;
    QTest::newRow("token") << QByteArray{"bad request URL: /eod?api_token=secret.1&fmt=json"}
                           << u"api_token=…"_s;
}

void TestEodhdAnswer::refusesWhatIsNoAnswer()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, detail);
    const Result<DailyAnswer> answer = parseDailyBars(body, Today);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Error::Kind::Parse);
    QVERIFY2(answer.error().detail.contains(detail), qPrintable(answer.error().detail));
    QVERIFY(!answer.error().detail.contains(u"secret"));
}

void TestEodhdAnswer::sortsAndTheLastCounts()
{
    const auto day = [](const QByteArray &date, const QByteArray &close) {
        return "{\"date\":\"" + date + "\",\"open\":1,\"high\":9,\"low\":1,\"close\":" + close +
               ",\"adjusted_close\":1,\"volume\":1}";
    };
    const QByteArray rows =
            day("2026-07-15", "3") + ',' + day("2026-07-14", "2") + ',' + day("2026-07-15", "4");
    const QStringList expected{u"2026-07-14 1.0000 9.0000 1.0000 2.0000 1.0000 1"_s,
                               u"2026-07-15 1.0000 9.0000 1.0000 4.0000 1.0000 1"_s};
    QCOMPARE(textOf(*parseDailyBars('[' + rows + ']', Today)), expected);
    // PHP's way to write a list.
    QCOMPARE(textOf(*parseDailyBars("{\"0\":" + day("2026-07-14", "2") +
                                            ",\"1\":" + day("2026-07-15", "4") + "}",
                                    Today)),
             expected);
    QCOMPARE(textOf(*parseDailyBars("[]", Today)), QStringList{});
    QCOMPARE(textOf(*parseDailyBars("{}", Today)), QStringList{});
}

void TestEodhdAnswer::readsDividends()
{
    const Result<ActionsAnswer> answer = parseDividends(
            R"([{"date":"2024-03-06","declarationDate":"2024-02-20","period":"SemiAnnual",)"
            R"("value":0.0075,"unadjustedValue":0.15,"currency":"AUD"},)"
            R"({"date":"2025-09-03","declarationDate":null,"recordDate":"",)"
            R"("paymentDate":"0000-00-00",)"
            R"("period":null,"value":0.0015,"unadjustedValue":0.0015,"currency":"USD"},)"
            R"({"date":"2025-09-03","period":"Special","value":"0.01","currency":"AUD"},)"
            R"({"date":"2025-09-04","period":"","value":2.5,"currency":"GBX"},)"
            R"({"date":"2025-09-05","value":2.5},)"
            R"({"date":"2025-10-03","value":0},{"date":"2025-10-04","value":-1},)"
            R"({"date":"","value":1}])");
    QVERIFY(answer);
    QCOMPARE(answer->actions.size(), 5);
    QCOMPARE(answer->actions.first().value->toString(), u"0.00750000"_s);
    QCOMPARE(answer->actions.first().period, u"SemiAnnual"_s);
    QCOMPARE(answer->actions.at(1).currency, u"USD"_s);
    QCOMPARE(answer->actions.at(2).value->toString(), u"0.01000000"_s);
    QCOMPARE(answer->actions.at(3).currency, u"GBX"_s);
    QCOMPARE(answer->actions.at(4).currency, QString{});
    QCOMPARE(answer->tally.rejectedCount, 3);
    QCOMPARE(parseDividends("[]")->actions.size(), 0);
}

void TestEodhdAnswer::readsSplits_data()
{
    QTest::addColumn<QByteArray>("split"); // JSON
    QTest::addColumn<QString>("ratio");    // empty: rejected
    QTest::newRow("escaped slash") << QByteArray{R"("4.000000\/1.000000")"} << u"4/1"_s;
    QTest::newRow("reverse") << QByteArray{R"("1.000000/20.000000")"} << u"1/20"_s;
    QTest::newRow("uneven") << QByteArray{R"("1398.000000\/1000.000000")"} << u"1398/1000"_s;
    QTest::newRow("one to one") << QByteArray{R"("1.000000/1.000000")"} << u"1/1"_s;
    QTest::newRow("of zero") << QByteArray{R"("4.000000/0.000000")"} << QString{};
    QTest::newRow("to zero") << QByteArray{R"("0.000000/1.000000")"} << QString{};
    QTest::newRow("colon") << QByteArray{R"("4:1")"} << QString{};
    QTest::newRow("no slash") << QByteArray{R"("4")"} << QString{};
    QTest::newRow("empty") << QByteArray{R"("")"} << QString{};
    QTest::newRow("null") << QByteArray{"null"} << QString{};
}

void TestEodhdAnswer::readsSplits()
{
    QFETCH(const QByteArray, split);
    QFETCH(const QString, ratio);
    const Result<ActionsAnswer> answer =
            parseSplits("[{\"date\":\"2020-08-31\",\"split\":" + split + "}]");
    QVERIFY(answer);
    QCOMPARE(answer->actions.isEmpty(), ratio.isEmpty());
    QCOMPARE(answer->tally.rejectedCount, ratio.isEmpty() ? 1 : 0);
    if (ratio.isEmpty())
        return;
    const CorporateAction &action = answer->actions.first();
    const auto whole = [](const std::optional<Price> &price) {
        return price->toString().section(u'.', 0, 0);
    };
    QCOMPARE(whole(action.numerator) + u'/' + whole(action.denominator), ratio);
}

void TestEodhdAnswer::readsCurrencies_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QString>("price"); // empty: rejected
    QTest::addColumn<int>("rounded");
    QTest::newRow("eight decimals") << QByteArray{"85120.33112345"} << u"85120.33112345"_s << 0;
    QTest::newRow("small") << QByteArray{"0.00000799"} << u"0.00000799"_s << 0;
    QTest::newRow("with an exponent") << QByteArray{"7.99e-6"} << u"0.00000799"_s << 0;
    QTest::newRow("largest") << QByteArray{"999999999999.99999999"} << u"999999999999.99999999"_s
                             << 0;
    QTest::newRow("nine decimals, half to even")
            << QByteArray{"0.000007985"} << u"0.00000798"_s << 1;
    QTest::newRow("text") << QByteArray{"\"1.08213\""} << u"1.08213000"_s << 0;
    QTest::newRow("too small") << QByteArray{"0.000000004"} << u""_s << 0;
    QTest::newRow("zero") << QByteArray{"0"} << u""_s << 0;
    QTest::newRow("too large") << QByteArray{"1000000000000"} << u""_s << 0;
}

// As the provider sends them, also without an adjusted close, or with one that is none of ours.
void TestEodhdAnswer::readsCurrencies()
{
    QFETCH(const QByteArray, number);
    QFETCH(const QString, price);
    QFETCH(const int, rounded);
    for (const QByteArray adjusted : {"", ",\"adjusted_close\":1", ",\"adjusted_close\":null"}) {
        const Result<DailyAnswer> answer =
                parseDailyBars("[{\"date\":\"2026-07-18\",\"open\":" + number +
                                       ",\"high\":" + number + ",\"low\":" + number +
                                       ",\"close\":" + number + adjusted + ",\"volume\":7}]",
                               Today, DailyForm::Currency);
        QVERIFY(answer);
        QCOMPARE(answer->bars.size(), price.isEmpty() ? 0 : 1);
        QCOMPARE(answer->tally.rounded, rounded);
        if (price.isEmpty()) {
            QVERIFY(answer->tally.rejected.first().reason.startsWith("open is "_L1));
            continue;
        }
        const DailyBar &bar = answer->bars.first();
        for (const Price read : {bar.open, bar.high, bar.low, bar.close, bar.adjustedClose})
            QCOMPARE(read.toString(), price);
    }
}

void TestEodhdAnswer::readsDelayedQuotes()
{
    const QByteArray apple =
            R"({"code":"AAPL.US","timestamp":1784232000,"gmtoffset":0,"open":231.4,"high":233,)"
            R"("low":230.95,"close":232.71,"volume":41822907,"previousClose":230.9,)"
            R"("change":1.81,"change_p":0.7839})";
    const QByteArray others =
            R"({"code":"ZZQ.AU","timestamp":"NA","open":"NA","close":"NA","volume":"NA",)"
            R"("previousClose":1.2},{"code":"NOSUCH.US","timestamp":"NA","close":"NA",)"
            R"("previousClose":"NA"},{"code":"BTC-USD.CC","timestamp":1784251380000,)"
            R"("close":86012.4459,"volume":38422910976},{"code":"NA","close":1},)"
            R"({"code":"OLD.US","timestamp":0,"close":5})";
    const Result<DelayedAnswer> one = parseDelayedQuotes(apple, Now);
    QVERIFY(one && one->quotes.size() == 1);
    QCOMPARE(one->quotes.first().price.toString(), u"232.71000000"_s);
    QCOMPARE(one->quotes.first().time.toSecsSinceEpoch(), 1784232000);
    const Result<DelayedAnswer> many = parseDelayedQuotes('[' + apple + ',' + others + ']', Now);
    QVERIFY(many);
    QCOMPARE(many->quotes.size(), 2);
    QCOMPARE(many->quotes.at(1).time.toSecsSinceEpoch(), 1784251380);
    QCOMPARE(*many->quotes.at(1).volume, 38422910976);
    QCOMPARE(many->tally.rejectedCount, 4);
    QCOMPARE(many->tally.rejected.at(0).reason, u"no trade today"_s);
    QCOMPARE(many->tally.rejected.at(1).reason, u"the provider does not know it"_s);
    // In another order, without a volume or with words in the place of a change.
    const Result<DelayedAnswer> turned = parseDelayedQuotes(
            R"([{"code":"BBB.AU","timestamp":1784232000,"close":2,"volume":null,"change_p":"N/A"},)"
            R"({"code":"AAA.AU","timestamp":1784232000,"close":1}])",
            Now);
    QVERIFY(turned);
    QCOMPARE(turned->quotes.size(), 2);
    QCOMPARE(turned->quotes.first().symbol, u"BBB.AU"_s);
    QVERIFY(!turned->quotes.first().volume);
    // The time is the trade's, however long ago that was.
    const QDateTime sunday{QDate{2026, 7, 19}, QTime{12, 0}, Qt::UTC};
    QCOMPARE(parseDelayedQuotes(apple, sunday)->quotes.first().time.toSecsSinceEpoch(), 1784232000);
}

void TestEodhdAnswer::readsIntraday()
{
    const Result<IntradayAnswer> answer = parseIntradayBars(
            R"([{"timestamp":1784160300,"gmtoffset":0,"datetime":"2026-07-16 00:05:00",)"
            R"("open":1.012345,"high":1.012345,"low":1.012345,"close":1.012345,"volume":null},)"
            R"({"timestamp":1784160000,"datetime":"2026-07-16 00:00:00","open":1,"high":1.015,)"
            R"("low":1,"close":1.012345,"volume":4200},{"timestamp":"NA","close":1}])",
            Now);
    QVERIFY(answer);
    QCOMPARE(answer->bars.size(), 2);
    QCOMPARE(answer->bars.first().timeMs, 1784160000000);
    QCOMPARE(answer->bars.first().close.toString(), u"1.01234500"_s);
    QVERIFY(!answer->bars.last().volume);
    QCOMPARE(answer->tally.rejectedCount, 1);
    QCOMPARE(parseIntradayBars("[]", Now)->bars.size(), 0);
    // Over lunch there are no bars, and none are made up.
    const Result<IntradayAnswer> lunch = parseIntradayBars(
            R"([{"timestamp":1784160000,"open":1,"high":1,"low":1,"close":1,"volume":1},)"
            R"({"timestamp":1784167200,"open":1,"high":1,"low":1,"close":1,"volume":1}])",
            Now);
    QCOMPARE(lunch->bars.size(), 2);
}

void TestEodhdAnswer::theRecordingComesBackExactly()
{
    const std::optional<QByteArray> body = recording(u"eodhd-eod-BHP.AU.json.gz"_s);
    if (!body)
        QSKIP("the recorded answers are not beside the project");
    const Result<DailyAnswer> answer = parseDailyBars(*body, Today);
    QVERIFY(answer);
    QCOMPARE(answer->bars.size(), 8194);
    QCOMPARE(answer->tally.rejectedCount, 0);
    QCOMPARE(answer->tally.rounded, 0);
    QCOMPARE(answer->bars.first().day, (QDate{1993, 4, 1}));
    QCOMPARE(answer->bars.last().day, (QDate{2025, 10, 3}));
}

void TestEodhdAnswer::recordedIntradayBars()
{
    const std::optional<QByteArray> body = recording(u"eodhd-intraday-AAPL.US-5m.json.gz"_s);
    if (!body)
        QSKIP("the recorded answers are not beside the project");
    const Result<IntradayAnswer> answer = parseIntradayBars(*body, Now);
    QVERIFY(answer);
    QCOMPARE(answer->bars.size(), 6442);
    QCOMPARE(
            std::ranges::count_if(answer->bars, [](const IntradayBar &bar) { return !bar.volume; }),
            81);
    QCOMPARE(answer->tally.rejectedCount, 0);
}

QTEST_GUILESS_MAIN(TestEodhdAnswer)
#include "tst_eodhdanswer.moc"
