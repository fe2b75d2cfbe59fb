// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotclient.h"
#include "tests/support/marketserver.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Manner = MarketAnswer::Manner;

namespace {

constexpr FetchLimits ShortLimits{400ms, 64 * 1024, 3};

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

// A client, a server that does what it is told, and how the requests ended.
class TestCoinspotClient final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void fetchesPrices();
    void saysWhoItIs();
    void takesWhateverCallsItselfOtherwise_data();
    void takesWhateverCallsItselfOtherwise();
    void reportsFailures_data();
    void reportsFailures();
    void keepsTheReasonsOfAUselessAnswer();
    void readsRetryAfter();
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
    void onePathUnderAnyBase_data();
    void onePathUnderAnyBase();
    void oneRequestPerFetch_data();
    void oneRequestPerFetch();
    void oneFetchAtATime();
    void cancels();
    void endsSilentlyWhenDestroyed();
    void goesOnAfterEveryFailure();
    void reportsAServerThatIsNotThere();
    void asksNoProxyForLoopback();

private:
    void makeClient(const QUrl &baseUrl);
    void fetch();

    std::unique_ptr<MarketServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<CoinspotClient> m_client;
    QList<CoinspotAnswer> m_answers;
    QList<FetchFailure> m_failures;
};

void TestCoinspotClient::init()
{
    m_client.reset(); // of a test that failed half-way
    m_server = std::make_unique<MarketServer>();
    QVERIFY(m_server->listen());
    m_network = std::make_unique<QNetworkAccessManager>();
    makeClient(m_server->url());
}

void TestCoinspotClient::cleanup()
{
    const bool wasFetching = m_client->isFetching();
    m_client.reset(); // before the manager that it uses
    m_network.reset();
    QTRY_COMPARE(m_server->openConnections(), 0); // nothing of a request is left
    QVERIFY(!wasFetching);
}

void TestCoinspotClient::makeClient(const QUrl &baseUrl)
{
    m_answers.clear();
    m_failures.clear();
    m_client = std::make_unique<CoinspotClient>(*m_network, baseUrl);
    connect(m_client.get(), &CoinspotClient::fetched, this,
            [this](const CoinspotAnswer &answer) { m_answers += answer; });
    connect(m_client.get(), &CoinspotClient::failed, this,
            [this](const FetchFailure &failure) { m_failures += failure; });
}

void TestCoinspotClient::fetch()
{
    m_answers.clear();
    m_failures.clear();
    m_client->fetchLatest();
    QVERIFY(m_client->isFetching());
    QTRY_COMPARE(m_answers.size() + m_failures.size(), 1);
    QVERIFY(!m_client->isFetching());
}

void TestCoinspotClient::fetchesPrices()
{
    fetch();
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers[0].prices.quotes.size(), 8);
    QCOMPARE(m_answers[0].prices.rejectedCount, 1);
    QCOMPARE(m_answers[0].report.httpStatus, 200);
    QCOMPARE(m_answers[0].report.bytes, samplePrices().size());
    QCOMPARE(m_answers[0].report.outcome, u"200 OK, %1 bytes"_s.arg(samplePrices().size()));
}

void TestCoinspotClient::saysWhoItIs()
{
    fetch();
    QCOMPARE(m_server->requests().size(), 1);
    const MarketRequest request = m_server->requests().constFirst();
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

    m_server->enqueue(*marketAnswerNamed(name));
    fetch();
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers[0].prices.quotes.size(), quotes);
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

    for (int i = 0; i < 8; ++i)
        m_server->enqueue(answer);
    fetch();
    QCOMPARE(m_failures.size(), 1);
    const FetchFailure &failure = m_failures.constFirst();
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
    m_server->enqueue(*marketAnswerNamed(u"all-bad"));
    fetch();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Parse);
    QCOMPARE(m_failures[0].error.detail, u"no entry has three usable prices"_s);
    QCOMPARE(m_failures[0].prices.rejectedCount, 1);
    QCOMPARE(m_failures[0].prices.rejected[0].name, u"btc"_s);
    QVERIFY(m_failures[0].retryable);
}

void TestCoinspotClient::readsRetryAfter()
{
    m_server->enqueue(MarketAnswer::retryAfter(429, "40"));
    fetch();
    QVERIFY(m_failures[0].retryAfter == 40s);
    QCOMPARE(m_failures[0].report.outcome, u"HTTP 429, asks to wait 40 s"_s);
    QCOMPARE(m_failures[0].error.detail, u"HTTP 429, \"Too many requests\""_s);
    QVERIFY(m_failures[0].retryable);

    MarketAnswer dated = MarketAnswer::retryAfter(503, "Fri, 17 Jul 2026 03:20:00 GMT");
    dated.headers.append(HttpHeader{"Date", "Fri, 17 Jul 2026 03:19:30 GMT"});
    m_server->enqueue(dated);
    fetch();
    QVERIFY(m_failures[0].retryAfter == 30s);

    m_server->enqueue(MarketAnswer::retryAfter(429, "soon"));
    fetch();
    QVERIFY(!m_failures[0].retryAfter);
    QVERIFY(m_failures[0].retryable);
}

void TestCoinspotClient::timesOut_data()
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

void TestCoinspotClient::timesOut()
{
    QFETCH(const MarketAnswer, answer);
    QFETCH(const QString, detail);

    m_client->setLimits(ShortLimits);
    m_server->enqueue(answer);
    QElapsedTimer elapsed;
    elapsed.start();
    fetch();
    QVERIFY2(elapsed.elapsed() < 2000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Timeout);
    QCOMPARE(m_failures[0].error.detail, detail);
    QVERIFY(m_failures[0].retryable);
    QVERIFY(m_failures[0].report.durationMs >= 380);
}

void TestCoinspotClient::stopsAtTheSizeLimit_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<QString>("detail");

    const QString tooLarge = u"the answer is larger than 64.0 KB"_s;
    QTest::newRow("endless") << MarketAnswer::endlessSpaces() << tooLarge;
    QTest::newRow("endless chunks") << MarketAnswer::endlessChunks() << tooLarge;
    MarketAnswer large = MarketAnswer::json(QByteArray(64 * 1024 + 1, ' '));
    QTest::newRow("one byte too many") << large << tooLarge;
    QTest::newRow("bomb") << MarketAnswer::gzipBomb()
                          << u"the compressed answer cannot be unpacked"_s;
}

void TestCoinspotClient::stopsAtTheSizeLimit()
{
    QFETCH(const MarketAnswer, answer);
    QFETCH(const QString, detail);

    m_client->setLimits({30s, 64 * 1024, 3});
    m_server->enqueue(answer);
    fetch();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Parse);
    QCOMPARE(m_failures[0].error.detail, detail);
    QVERIFY(!m_failures[0].retryable);

    MarketAnswer error = answer;
    error.status = 500;
    m_server->enqueue(error);
    fetch();
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Http);
    QCOMPARE(m_failures[0].error.detail, u"HTTP 500"_s);
}

void TestCoinspotClient::takesAnAnswerOfExactlyTheLimit()
{
    m_client->setLimits({30s, 64 * 1024, 3});
    m_server->enqueue(MarketAnswer::json(QByteArray(64 * 1024 - samplePrices().size(), ' ') +
                                         samplePrices()));
    fetch();
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers[0].report.outcome, u"200 OK, 64.0 KB"_s);
}

void TestCoinspotClient::memoryStaysBounded_data()
{
    QTest::addColumn<MarketAnswer>("answer");

    QTest::newRow("endless") << MarketAnswer::endlessSpaces();
    QTest::newRow("endless chunks") << MarketAnswer::endlessChunks();
    QTest::newRow("bomb") << MarketAnswer::gzipBomb();
}

void TestCoinspotClient::memoryStaysBounded()
{
    QFETCH(const MarketAnswer, answer);

    fetch(); // what every first request loads is not counted
    resetPeakMemory();
    const qint64 before = peakMemoryKib();
    if (before < 0)
        QSKIP("needs /proc");
    m_server->enqueue(answer);
    fetch();
    QCOMPARE(m_failures.size(), 1);
    const qint64 grown = peakMemoryKib() - before;
    qInfo() << "grew by" << grown << "KiB";
    QVERIFY2(grown < 24 * 1024, qPrintable(QString::number(grown)));
}

void TestCoinspotClient::followsRedirectsAtHome()
{
    m_server->enqueue(MarketAnswer::redirect(302, "/one"));
    m_server->enqueue(MarketAnswer::redirect(301, m_server->url().toEncoded() + "/two?x=1"));
    m_server->enqueue(MarketAnswer::redirect(307, "three"));
    fetch();
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_server->requests().size(), 4);
    QCOMPARE(m_server->requests().constLast().path, "/three");
    QVERIFY(m_server->requests().constLast().header("User-Agent").startsWith("Tidemark/"));
}

void TestCoinspotClient::refusesRedirects_data()
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

void TestCoinspotClient::refusesRedirects()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, where);

    location.replace("PORT", QByteArray::number(m_server->port()));
    where.replace("PORT"_L1, QString::number(m_server->port()));
    for (int i = 0; i < 6; ++i)
        m_server->enqueue(MarketAnswer::redirect(302, location));
    fetch();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Http);
    QCOMPARE(m_failures[0].error.detail, u"HTTP 302 leads %1, which is not followed"_s.arg(where));
    QVERIFY(!m_failures[0].retryable);
    QCOMPARE(m_server->requests().size(), where == "in a circle"_L1 ? 4 : 1);
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

    makeClient(QUrl{m_server->url().toString() + base});
    fetch();
    QCOMPARE(m_server->requests().constFirst().path, path);
}

void TestCoinspotClient::oneRequestPerFetch_data()
{
    QTest::addColumn<QString>("name");

    for (const QString &name : marketAnswerNames()) {
        if (!name.startsWith("redirect"_L1))
            QTest::newRow(qPrintable(name)) << name;
    }
}

void TestCoinspotClient::oneRequestPerFetch()
{
    QFETCH(const QString, name);

    m_client->setLimits(ShortLimits);
    for (int i = 0; i < 8; ++i)
        m_server->enqueue(*marketAnswerNamed(name));
    fetch();
    // Where not one byte came back Qt asks once more by itself; else each fetch is one request.
    const bool isClosed = name == "close"_L1 || name == "reset"_L1;
    QVERIFY(m_server->requests().size() <= (isClosed ? 2 : 1));
}

void TestCoinspotClient::oneFetchAtATime()
{
    m_client->fetchLatest();
    m_client->fetchLatest();
    QTRY_COMPARE(m_answers.size(), 1);
    fetch();
    QCOMPARE(m_server->requests().size(), 2);
}

void TestCoinspotClient::cancels()
{
    m_client->cancel(); // nothing to cancel
    QVERIFY(m_failures.isEmpty());

    m_server->enqueue(MarketAnswer::inManner(Manner::Silent));
    m_client->fetchLatest();
    QTRY_COMPARE(m_server->requests().size(), 1);
    m_client->cancel();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Cancelled);
    QVERIFY(!m_failures[0].retryable);

    m_client->fetchLatest();
    m_client->cancel(); // before the request has left
    QCOMPARE(m_failures.size(), 2);
    fetch();
    QCOMPARE(m_answers.size(), 1);
}

void TestCoinspotClient::endsSilentlyWhenDestroyed()
{
    m_server->enqueue(MarketAnswer::inManner(Manner::Silent));
    m_client->fetchLatest();
    QTRY_COMPARE(m_server->openConnections(), 1);
    m_client.reset();
    QTRY_COMPARE(m_server->openConnections(), 0);
    QVERIFY(m_answers.isEmpty());
    QVERIFY(m_failures.isEmpty());
    makeClient(m_server->url());
}

void TestCoinspotClient::goesOnAfterEveryFailure()
{
    m_client->setLimits(ShortLimits);
    for (const QString &name : marketAnswerNames()) {
        m_server->enqueue(*marketAnswerNamed(name));
        fetch();
        fetch();
        QCOMPARE(m_answers.size(), 1);
    }
}

void TestCoinspotClient::reportsAServerThatIsNotThere()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    makeClient(QUrl{u"http://127.0.0.1:%1"_s.arg(closed.serverPort())});
    closed.close();
    fetch();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Network);
    QCOMPARE(m_failures[0].error.detail, u"connection refused"_s);
    QVERIFY(m_failures[0].retryable);

    QTcpServer other; // speaks neither HTTP nor TLS
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("220 mail.example ESMTP\r\n");
            socket->disconnectFromHost();
        });
    });
    makeClient(QUrl{u"http://127.0.0.1:%1"_s.arg(other.serverPort())});
    fetch();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Network);

    makeClient(QUrl{u"https://127.0.0.1:%1"_s.arg(other.serverPort())});
    fetch();
    QCOMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].error.kind, Error::Kind::Network);
    QVERIFY2(m_failures[0].error.detail.startsWith("no secure connection: "_L1),
             qPrintable(m_failures[0].error.detail));
    QVERIFY(!m_failures[0].retryable);
}

void TestCoinspotClient::asksNoProxyForLoopback()
{
    qputenv("http_proxy", "http://127.0.0.1:9");
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    fetch();
    QNetworkProxyFactory::setUseSystemConfiguration(false);
    qunsetenv("http_proxy");
    QCOMPARE(m_answers.size(), 1);
}

QTEST_GUILESS_MAIN(TestCoinspotClient)
#include "tst_coinspotclient.moc"
