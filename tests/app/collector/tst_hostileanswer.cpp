// SPDX-License-Identifier: GPL-3.0-or-later
// parseLatestPrices() against answers that are cut, garbled, huge or made to hurt.
#include "app/collector/coinspotanswer.h"
#include "tests/support/marketanswer.h"

#include <QElapsedTimer>
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

QByteArray manyCoins(int count)
{
    QByteArrayList entries;
    for (int i = 0; i < count; ++i)
        entries += QByteArray(R"("c#":{"bid":"1","ask":"2","last":"1.5"})")
                           .replace('#', QByteArray::number(i));
    return R"({"status":"ok","prices":{)" + entries.join(',') + "}}";
}

} // namespace

class TestHostileAnswer final : public QObject
{
    Q_OBJECT

private slots:
    void survivesEveryCut();
    void survivesEveryByte();
    void survivesHugeTokens();
    void isQuickWithHostileAnswers_data();
    void isQuickWithHostileAnswers();
    void readsFiveThousandAtMost();
};

void TestHostileAnswer::survivesEveryCut()
{
    const QByteArray whole = samplePrices();
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const Result<ParsedPrices> parsed = parseLatestPrices(whole.first(length));
        QVERIFY2(!parsed, qPrintable(u"cut after %1"_s.arg(length)));
        if (length > 0)
            QCOMPARE(parsed.error().detail, u"the answer is cut off"_s);
    }
}

void TestHostileAnswer::survivesEveryByte()
{
    // Each byte in turn becomes each of a few others: whatever comes out is no more than went in.
    const QByteArray whole = samplePrices();
    for (qsizetype i = 0; i < whole.size(); ++i) {
        for (const char byte : {'\0', '"', '{', '}', '\\', '\xff', '-', ','}) {
            QByteArray broken = whole;
            broken[i] = byte;
            const Result<ParsedPrices> parsed = parseLatestPrices(broken);
            if (parsed)
                QVERIFY(parsed->received() <= 10);
            else
                QVERIFY(!parsed.error().detail.isEmpty());
        }
    }
}

void TestHostileAnswer::survivesHugeTokens()
{
    constexpr int Huge = 4'000'000;
    const QList<QByteArray> bodies{
            withLast(QByteArray(Huge, '9')),
            withLast('"' + QByteArray(Huge, '9') + '"'),
            withLast("0." + QByteArray(Huge, '0') + "1"),
            withLast("1e" + QByteArray(Huge, '9')),
            withLast('"' + QByteArray(Huge, 'x') + '"'),
            withLast('"' + QByteArray(R"(\u202e)").repeated(Huge / 6) + '"'),
            withName(QByteArray(Huge, 'x')),
    };
    for (const QByteArray &body : bodies) {
        const Result<ParsedPrices> parsed = parseLatestPrices(body);
        QVERIFY(parsed);
        QCOMPARE(parsed->rejected.size(), 1);
        QVERIFY(parsed->rejected[0].reason.size() < 400);
        QVERIFY(parsed->rejected[0].name.size() < 50);
    }
}

void TestHostileAnswer::isQuickWithHostileAnswers_data()
{
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("100,000 coins") << manyCoins(100'000);
    QTest::newRow("deep objects") << QByteArray(R"({"a":)").repeated(800'000);
    QTest::newRow("deep inside an entry")
            << withLast(QByteArray(2'000'000, '[') + QByteArray(2'000'000, ']'));
    QTest::newRow("one long key after the other")
            << R"({"status":"ok","prices":{)" +
                       QByteArray{'"' + QByteArray(1000, 'k') + "\":0,"}.repeated(3'900) +
                       "\"z\":0}}";
    QTest::newRow("spaces") << QByteArray(4'000'000, ' ') + samplePrices();
}

void TestHostileAnswer::isQuickWithHostileAnswers()
{
    QFETCH(const QByteArray, body);

    QElapsedTimer elapsed;
    elapsed.start();
    const Result<ParsedPrices> parsed = parseLatestPrices(body);
    QVERIFY(parsed || !parsed.error().detail.isEmpty());
    QVERIFY2(elapsed.elapsed() < 10'000, qPrintable(u"%1 ms"_s.arg(elapsed.elapsed())));
}

void TestHostileAnswer::readsFiveThousandAtMost()
{
    const Result<ParsedPrices> parsed = parseLatestPrices(manyCoins(100'000));
    QVERIFY(parsed);
    QCOMPARE(parsed->quotes.size(), 5000);
    QCOMPARE(parsed->rejectedCount, 95'000);
    QCOMPARE(parsed->received(), 100'000);
    QCOMPARE(parsed->rejected.size(), 1000);
    QCOMPARE(parsed->rejected[0].reason, u"beyond the first 5000 entries"_s);
}

QTEST_GUILESS_MAIN(TestHostileAnswer)
#include "tst_hostileanswer.moc"
