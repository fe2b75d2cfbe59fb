// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/collector/fetchbench.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Manner = MarketAnswer::Manner;

namespace {

constexpr FetchLimits ShortLimits{400ms, 65'536, 3};

} // namespace

class TestCoinspotClient final : public QObject
{
    Q_OBJECT

private slots:
    void fetchesPrices();
    void saysWhoItIs();
    void takesWhateverCallsItselfOtherwise_data();
    void takesWhateverCallsItselfOtherwise();
    void reportsFailures_data();
    void reportsFailures();
    void keepsTheReasonsOfAUselessAnswer();
    void readsRetryAfter();
    void onePathUnderAnyBase_data();
    void onePathUnderAnyBase();
    void oneFetchAtATime();
    void cancels();
    void endsSilentlyWhenDestroyed();
    void goesOnAfterEveryFailure();
    void reportsAServerThatIsNotThere();
    void asksNoProxyForLoopback();
};

void TestCoinspotClient::fetchesPrices()
{
    FetchBench bench;
    QVERIFY(bench.fetch());
    QCOMPARE(bench.answers.size(), 1);
    QCOMPARE(bench.answers[0].prices.quotes.size(), 8);
    QCOMPARE(bench.answers[0].prices.rejectedCount, 1);
    QCOMPARE(bench.answers[0].report.httpStatus, 200);
    QCOMPARE(bench.answers[0].report.bytes, samplePrices().size());
    QCOMPARE(bench.answers[0].report.outcome, u"200 OK, %1 bytes"_s.arg(samplePrices().size()));
}

void TestCoinspotClient::saysWhoItIs()
{
    FetchBench bench;
    QVERIFY(bench.fetch());
    QCOMPARE(bench.server.requests().size(), 1);
    const MarketRequest request = bench.server.requests().constFirst();
    QCOMPARE(request.method, "GET");
    QCOMPARE(request.path, "/pubapi/v2/latest");
    QVERIFY(request.header("User-Agent").startsWith("Tidemark/"));
    QVERIFY(request.header("User-Agent").endsWith(" (+https://github.com/tidemark-app/tidemark)"));
    QCOMPARE(request.header("Accept"), "application/json");
    QVERIFY(request.header("Accept-Encoding").contains("gzip"));
    QVERIFY(request.header("Cookie").isEmpty());
}

void TestCoinspotClient::takesWhateverCallsItselfOtherwise_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("quotes");

    QTest::newRow("JSON that says HTML") << u"mislabelled"_s << 8;
    QTest::newRow("compressed") << u"gzip"_s << 8;
    QTest::newRow("numbers") << u"numbers"_s << 2;
    QTest::newRow("some bad entries") << u"some-bad"_s << 1;
}

void TestCoinspotClient::takesWhateverCallsItselfOtherwise()
{
    QFETCH(const QString, name);
    QFETCH(const int, quotes);

    FetchBench bench;
    bench.server.enqueue(*marketAnswerNamed(name));
    QVERIFY(bench.fetch());
    QCOMPARE(bench.answers.size(), 1);
    QCOMPARE(bench.answers[0].prices.quotes.size(), quotes);
}

void TestCoinspotClient::reportsFailures_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<bool>("retryable");
    QTest::addColumn<int>("status");

    using enum Error::Kind;
    const auto row = [](const char *name, const MarketAnswer &answer, Error::Kind kind,
                        const QString &detail, const QString &outcome, bool retryable, int status) {
        QTest::newRow(name) << answer << kind << detail << outcome << retryable << status;
    };
    const auto named = [](QStringView name) { return *marketAnswerNamed(name); };
    row("Cloudflare's block", named(u"blocked"), Blocked,
        u"HTTP 403, \"Attention Required! | Cloudflare\""_s, u"HTTP 403, blocked"_s, false, 403);
    row("Cloudflare's block that says 200", named(u"blocked-as-ok"), Blocked,
        u"HTML page \"Attention Required! | Cloudflare\""_s,
        u"200 OK, 131 bytes: HTML page \"Attention Required! | Cloudflare\""_s, false, 200);
    MarketAnswer liar = named(u"blocked");
    liar.headers = {{"Content-Type", "application/json"}};
    row("Cloudflare's block that says JSON", liar, Blocked,
        u"HTTP 403, \"Attention Required! | Cloudflare\""_s, u"HTTP 403, blocked"_s, false, 403);
    row("Cloudflare's question", MarketAnswer::html(503, "Just a moment..."), Blocked,
        u"HTTP 503, \"Just a moment...\""_s, u"HTTP 503, blocked"_s, false, 503);
    row("403 with JSON", MarketAnswer::json(R"({"status":"error","message":"no"})", 403), Http,
        u"HTTP 403, \"no\""_s, u"HTTP 403"_s, false, 403);
    row("page of a hotel", named(u"html"), Parse, u"HTML page \"Welcome to the hotel\""_s,
        u"200 OK, 119 bytes: HTML page \"Welcome to the hotel\""_s, true, 200);
    row("error of CoinSpot", named(u"error"), Http, u"HTTP 400, \"Coin not found\""_s,
        u"HTTP 400"_s, false, 400);
    row("error of CoinSpot that says 200",
        MarketAnswer::json(R"({"status":"error","message":"Coin not found"})"), Http,
        u"it says \"Coin not found\""_s, u"200 OK, 45 bytes: it says \"Coin not found\""_s, false,
        200);
    row("401", MarketAnswer::json("{}", 401), Http, u"HTTP 401"_s, u"HTTP 401"_s, false, 401);
    row("404", MarketAnswer::json("no", 404), Http, u"HTTP 404"_s, u"HTTP 404"_s, false, 404);
    row("204", MarketAnswer::json({}, 204), Http, u"HTTP 204"_s, u"HTTP 204"_s, false, 204);
    row("500", MarketAnswer::json("{}", 500), Http, u"HTTP 500"_s, u"HTTP 500"_s, true, 500);
    row("503", named(u"unavailable"), Http, u"HTTP 503, \"Service unavailable\""_s, u"HTTP 503"_s,
        true, 503);
    row("522", MarketAnswer::html(522, "coinspot.com.au | 522: Connection timed out"), Http,
        u"HTTP 522, \"coinspot.com.au | 522: Connection timed out\""_s, u"HTTP 522"_s, true, 522);
    row("429", MarketAnswer::json("{}", 429), Http, u"HTTP 429"_s, u"HTTP 429"_s, true, 429);
    row("nothing", named(u"empty"), Parse, u"the answer is empty"_s,
        u"200 OK, 0 bytes: the answer is empty"_s, true, 200);
    row("no JSON", named(u"not-json"), Parse, u"the answer is not valid JSON"_s,
        u"200 OK, 12 bytes: the answer is not valid JSON"_s, true, 200);
    row("half of the JSON", named(u"half-json"), Parse, u"the answer is cut off"_s,
        u"200 OK, 278 bytes: the answer is cut off"_s, true, 200);
    row("no prices", named(u"no-prices"), Parse, u"the answer has no prices"_s,
        u"200 OK, 15 bytes: the answer has no prices"_s, true, 200);
    row("cut below its Content-Length", named(u"cut"), Network,
        u"connection lost within the answer"_s, u"connection lost within the answer"_s, true, 200);
    row("closed at once", named(u"close"), Network, u"connection reset"_s, u"connection reset"_s,
        true, 0);
    row("reset", named(u"reset"), Network, u"connection reset"_s, u"connection reset"_s, true, 0);
    MarketAnswer noGzip = MarketAnswer::prices();
    noGzip.headers.append(HttpHeader{"Content-Encoding", "gzip"});
    row("no gzip though it says so", noGzip, Parse, u"the compressed answer cannot be unpacked"_s,
        u"the compressed answer cannot be unpacked"_s, false, 200);
}

void TestCoinspotClient::reportsFailures()
{
    QFETCH(const MarketAnswer, answer);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, detail);
    QFETCH(const QString, outcome);
    QFETCH(const bool, retryable);
    QFETCH(const int, status);

    FetchBench bench;
    for (int i = 0; i < 8; ++i)
        bench.server.enqueue(answer);
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    const FetchFailure &failure = bench.failures.constFirst();
    QCOMPARE(failure.error.detail, detail);
    QCOMPARE(failure.error.kind, kind);
    QCOMPARE(failure.error.subject, u"127.0.0.1"_s);
    QCOMPARE(failure.report.outcome, outcome);
    QCOMPARE(failure.retryable, retryable);
    QCOMPARE(failure.report.httpStatus, status);
    QVERIFY(!failure.offline);
    QVERIFY(!failure.retryAfter);
}

void TestCoinspotClient::keepsTheReasonsOfAUselessAnswer()
{
    FetchBench bench;
    bench.server.enqueue(*marketAnswerNamed(u"all-bad"));
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Parse);
    QCOMPARE(bench.failures[0].error.detail, u"no entry has three usable prices"_s);
    QCOMPARE(bench.failures[0].prices.rejectedCount, 1);
    QCOMPARE(bench.failures[0].prices.rejected[0].name, u"btc"_s);
    QVERIFY(bench.failures[0].retryable);
}

void TestCoinspotClient::readsRetryAfter()
{
    FetchBench bench;
    bench.server.enqueue(MarketAnswer::retryAfter(429, "40"));
    QVERIFY(bench.fetch());
    QVERIFY(bench.failures[0].retryAfter == 40s);
    QCOMPARE(bench.failures[0].report.outcome, u"HTTP 429, asks to wait 40 s"_s);
    QCOMPARE(bench.failures[0].error.detail, u"HTTP 429, \"Too many requests\""_s);
    QVERIFY(bench.failures[0].retryable);

    MarketAnswer dated = MarketAnswer::retryAfter(503, "Fri, 17 Jul 2026 03:20:00 GMT");
    dated.headers.append(HttpHeader{"Date", "Fri, 17 Jul 2026 03:19:30 GMT"});
    bench.server.enqueue(dated);
    QVERIFY(bench.fetch());
    QVERIFY(bench.failures[0].retryAfter == 30s);

    bench.server.enqueue(MarketAnswer::retryAfter(429, "soon"));
    QVERIFY(bench.fetch());
    QVERIFY(!bench.failures[0].retryAfter);
    QVERIFY(bench.failures[0].retryable);
}

void TestCoinspotClient::onePathUnderAnyBase_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("path");

    QTest::newRow("slash") << u"/"_s << QByteArray{"/pubapi/v2/latest"};
    QTest::newRow("folder") << u"/mirror"_s << QByteArray{"/mirror/pubapi/v2/latest"};
    QTest::newRow("folder with slashes") << u"/a%20b//"_s << QByteArray{"/a%20b/pubapi/v2/latest"};
}

void TestCoinspotClient::onePathUnderAnyBase()
{
    QFETCH(const QString, base);
    QFETCH(const QByteArray, path);

    FetchBench bench;
    bench.connectTo(QUrl{bench.server.url().toString() + base});
    QVERIFY(bench.fetch());
    QCOMPARE(bench.server.requests().constFirst().path, path);
}

void TestCoinspotClient::oneFetchAtATime()
{
    FetchBench bench;
    bench.client().fetchLatest();
    bench.client().fetchLatest();
    QTRY_COMPARE(bench.answers.size(), 1);
    QVERIFY(bench.fetch());
    QCOMPARE(bench.server.requests().size(), 2);
}

void TestCoinspotClient::cancels()
{
    FetchBench bench;
    bench.client().cancel(); // nothing to cancel
    QVERIFY(bench.failures.isEmpty());

    bench.server.enqueue(MarketAnswer::inManner(Manner::Silent));
    bench.client().fetchLatest();
    QTRY_COMPARE(bench.server.requests().size(), 1);
    bench.client().cancel();
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Cancelled);
    QVERIFY(!bench.failures[0].retryable);

    bench.client().fetchLatest();
    bench.client().cancel(); // before the request has left
    QCOMPARE(bench.failures.size(), 2);
    QVERIFY(bench.fetch());
    QCOMPARE(bench.answers.size(), 1);
}

void TestCoinspotClient::endsSilentlyWhenDestroyed()
{
    FetchBench bench;
    bench.server.enqueue(MarketAnswer::inManner(Manner::Silent));
    bench.client().fetchLatest();
    QTRY_COMPARE(bench.server.openConnections(), 1);
    bench.destroyClient();
    QTRY_COMPARE(bench.server.openConnections(), 0);
    QVERIFY(bench.answers.isEmpty());
    QVERIFY(bench.failures.isEmpty());
}

void TestCoinspotClient::goesOnAfterEveryFailure()
{
    FetchBench bench;
    bench.client().setLimits(ShortLimits);
    for (const QString &name : marketAnswerNames()) {
        bench.server.enqueue(*marketAnswerNamed(name));
        QVERIFY(bench.fetch());
        QVERIFY(bench.fetch());
        QCOMPARE(bench.answers.size(), 1);
    }
}

void TestCoinspotClient::reportsAServerThatIsNotThere()
{
    FetchBench bench;
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    bench.connectTo(QUrl{u"http://127.0.0.1:%1"_s.arg(closed.serverPort())});
    closed.close();
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Network);
    QCOMPARE(bench.failures[0].error.detail, u"connection refused"_s);
    QVERIFY(bench.failures[0].retryable);

    QTcpServer other; // speaks neither HTTP nor TLS
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("220 mail.example ESMTP\r\n");
            socket->disconnectFromHost();
        });
    });
    bench.connectTo(QUrl{u"http://127.0.0.1:%1"_s.arg(other.serverPort())});
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Network);

    bench.connectTo(QUrl{u"https://127.0.0.1:%1"_s.arg(other.serverPort())});
    QVERIFY(bench.fetch());
    QCOMPARE(bench.failures.size(), 1);
    QCOMPARE(bench.failures[0].error.kind, Error::Kind::Network);
    QVERIFY2(bench.failures[0].error.detail.startsWith("no secure connection: "_L1),
             qPrintable(bench.failures[0].error.detail));
    QVERIFY(!bench.failures[0].retryable);
}

void TestCoinspotClient::asksNoProxyForLoopback()
{
    FetchBench bench;
    qputenv("http_proxy", "http://127.0.0.1:9");
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    QVERIFY(bench.fetch());
    QNetworkProxyFactory::setUseSystemConfiguration(false);
    qunsetenv("http_proxy");
    QCOMPARE(bench.answers.size(), 1);
}

QTEST_GUILESS_MAIN(TestCoinspotClient)
#include "tst_coinspotclient.moc"
