// SPDX-License-Identifier: GPL-3.0-or-later
// What a fetch may cost: time, bytes, memory, requests, and whom it may ask.
#include "tests/app/collector/fetchbench.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Manner = MarketAnswer::Manner;

namespace {

constexpr FetchLimits ShortLimits{400ms, 65'536, 3};

#ifdef __SANITIZE_ADDRESS__
constexpr qint64 MostGrowthKib = 131'072; // freed memory stays in quarantine
#else
constexpr qint64 MostGrowthKib = 24'576;
#endif

// Peak of resident memory since the last reset, in KiB.
qint64 peakMemoryKib()
{
    QFile status{u"/proc/self/status"_s};
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).chopped(2).trimmed().toLongLong();
    }
    return -1;
}

void resetPeakMemory()
{
    QFile clear{u"/proc/self/clear_refs"_s};
    if (clear.open(QIODevice::WriteOnly))
        clear.write("5");
}

} // namespace

class TestFetchLimits final : public QObject
{
    Q_OBJECT

private slots:
    void timesOut_data();
    void timesOut();
    void stopsAtTheSizeLimit_data();
    void stopsAtTheSizeLimit();
    void takesAnAnswerOfExactlyTheLimit();
    void memoryStaysBounded_data();
    void memoryStaysBounded();
    void followsRedirectsAtHome();
    void refusesRedirects_data();
    void refusesRedirects();
    void oneRequestPerFetch_data();
    void oneRequestPerFetch();
};

void TestFetchLimits::timesOut_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<QString>("detail");

    QTest::newRow("silence") << MarketAnswer::inManner(Manner::Silent)
                             << u"no answer within 0.4 s"_s;
    MarketAnswer trickle = MarketAnswer::inManner(Manner::Trickle);
    trickle.interval = 10ms; // each byte starts a time-out between bytes anew
    QTest::newRow("one byte at a time") << trickle << u"no whole answer within 0.4 s"_s;
    MarketAnswer missing = MarketAnswer::prices();
    missing.manner = Manner::Trickle;
    missing.interval = 1ms;
    missing.body = missing.body.first(100) + QByteArray(100'000, ' ');
    QTest::newRow("trickled error") << [&] {
        MarketAnswer error = missing;
        error.status = 503;
        return error;
    }() << u"no whole answer within 0.4 s"_s;
}

void TestFetchLimits::timesOut()
{
    QFETCH(const MarketAnswer, answer);
    QFETCH(const QString, detail);

    FetchBench bench;
    bench.client().setLimits(ShortLimits);
    bench.server.enqueue(answer);
    QElapsedTimer elapsed;
    elapsed.start();
    QVERIFY(bench.fetch());
    QVERIFY2(elapsed.elapsed() < 2000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Timeout);
    QCOMPARE(bench.failures[0].error.detail, detail);
    QVERIFY(bench.failures[0].retryable);
    QVERIFY(bench.failures[0].report.durationMs >= 300);
}

void TestFetchLimits::stopsAtTheSizeLimit_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<QString>("detail");

    const QString tooLarge = u"the answer is larger than 64.0 KB"_s;
    QTest::newRow("endless") << MarketAnswer::endlessSpaces() << tooLarge;
    QTest::newRow("endless chunks") << MarketAnswer::endlessChunks() << tooLarge;
    MarketAnswer large = MarketAnswer::json(QByteArray(65'536 + 1, ' '));
    QTest::newRow("one byte too many") << large << tooLarge;
    QTest::newRow("bomb") << MarketAnswer::gzipBomb()
                          << u"the compressed answer cannot be unpacked"_s;
}

void TestFetchLimits::stopsAtTheSizeLimit()
{
    QFETCH(const MarketAnswer, answer);
    QFETCH(const QString, detail);

    FetchBench bench;
    bench.client().setLimits({30s, 65'536, 3});
    bench.server.enqueue(answer);
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Parse);
    QCOMPARE(bench.failures[0].error.detail, detail);
    QVERIFY(!bench.failures[0].retryable);

    MarketAnswer error = answer;
    error.status = 500;
    bench.server.enqueue(error);
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Http);
    QCOMPARE(bench.failures[0].error.detail, u"HTTP 500"_s);
}

void TestFetchLimits::takesAnAnswerOfExactlyTheLimit()
{
    FetchBench bench;
    bench.client().setLimits({30s, 65'536, 3});
    bench.server.enqueue(
            MarketAnswer::json(QByteArray(65'536 - samplePrices().size(), ' ') + samplePrices()));
    QVERIFY(bench.fetch());
    QCOMPARE(bench.answers.size(), 1);
    QCOMPARE(bench.answers[0].report.outcome, u"200 OK, 64.0 KB"_s);
}

void TestFetchLimits::memoryStaysBounded_data()
{
    QTest::addColumn<MarketAnswer>("answer");

    QTest::newRow("endless") << MarketAnswer::endlessSpaces();
    QTest::newRow("endless chunks") << MarketAnswer::endlessChunks();
    QTest::newRow("bomb") << MarketAnswer::gzipBomb();
}

void TestFetchLimits::memoryStaysBounded()
{
    QFETCH(const MarketAnswer, answer);

    FetchBench bench;
    QVERIFY(bench.fetch()); // what every first request loads is not counted
    resetPeakMemory();
    const qint64 before = peakMemoryKib();
    if (before < 0)
        QSKIP("needs /proc");
    bench.server.enqueue(answer);
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    const qint64 grown = peakMemoryKib() - before;
    qInfo() << "grew by" << grown << "KiB";
    QVERIFY2(grown < MostGrowthKib, qPrintable(QString::number(grown)));
}

void TestFetchLimits::followsRedirectsAtHome()
{
    FetchBench bench;
    bench.server.enqueue(MarketAnswer::redirect(302, "/one"));
    bench.server.enqueue(MarketAnswer::redirect(301, bench.server.url().toEncoded() + "/two?x=1"));
    bench.server.enqueue(MarketAnswer::redirect(307, "three"));
    QVERIFY(bench.fetch());
    QCOMPARE(bench.answers.size(), 1);
    QCOMPARE(bench.server.requests().size(), 4);
    QCOMPARE(bench.server.requests().constLast().path, "/three");
    QVERIFY(bench.server.requests().constLast().header("User-Agent").startsWith("Tidemark/"));
}

void TestFetchLimits::refusesRedirects_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("where");

    QTest::newRow("another host") << QByteArray{"http://127.0.0.2:9/pubapi?key=secret"}
                                  << u"to http://127.0.0.2:9"_s;
    QTest::newRow("another host, the same port")
            << QByteArray{"http://127.0.0.2:PORT/"} << u"to http://127.0.0.2:PORT"_s;
    QTest::newRow("another port") << QByteArray{"http://127.0.0.1:9/"}
                                  << u"to http://127.0.0.1:9"_s;
    QTest::newRow("another scheme")
            << QByteArray{"https://127.0.0.1/"} << u"to https://127.0.0.1"_s;
    QTest::newRow("without a scheme")
            << QByteArray{"//evil.example/x"} << u"to http://evil.example"_s;
    QTest::newRow("user name") << QByteArray{"http://127.0.0.1:80@evil.example/"}
                               << u"to http://evil.example"_s;
    QTest::newRow("file") << QByteArray{"file:///etc/passwd"} << u"to file://"_s;
    QTest::newRow("data") << QByteArray{"data:,x"} << u"to data:"_s;
    QTest::newRow("garbage") << QByteArray{"http://[::1"} << u"to nowhere"_s;
    QTest::newRow("itself, again and again") << QByteArray{"/pubapi/v2/latest"} << u"in a circle"_s;
}

void TestFetchLimits::refusesRedirects()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, where);

    FetchBench bench;
    location.replace("PORT", QByteArray::number(bench.server.port()));
    where.replace("PORT"_L1, QString::number(bench.server.port()));
    for (int i = 0; i < 6; ++i)
        bench.server.enqueue(MarketAnswer::redirect(302, location));
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Http);
    QCOMPARE(bench.failures[0].error.detail,
             u"HTTP 302 leads %1, which is not followed"_s.arg(where));
    QVERIFY(!bench.failures[0].retryable);
    QCOMPARE(bench.server.requests().size(), where == "in a circle"_L1 ? 4 : 1);
}

void TestFetchLimits::oneRequestPerFetch_data()
{
    QTest::addColumn<QString>("name");

    for (const QString &name : marketAnswerNames()) {
        if (!name.startsWith("redirect"_L1))
            QTest::newRow(qPrintable(name)) << name;
    }
}

void TestFetchLimits::oneRequestPerFetch()
{
    QFETCH(const QString, name);

    FetchBench bench;
    bench.client().setLimits(ShortLimits);
    for (int i = 0; i < 8; ++i)
        bench.server.enqueue(*marketAnswerNamed(name));
    QVERIFY(bench.fetch());
    // Where not one byte came back Qt asks once more by itself; else each fetch is one request.
    const bool isClosed = name == "close"_L1 || name == "reset"_L1;
    QVERIFY(bench.server.requests().size() <= (isClosed ? 2 : 1));
    QTRY_COMPARE(bench.server.openConnections(), 0);
}

QTEST_GUILESS_MAIN(TestFetchLimits)
#include "tst_fetchlimits.moc"
