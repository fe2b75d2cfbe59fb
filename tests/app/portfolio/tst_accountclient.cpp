// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountclient.h"
#include "app/portfolio/accountservice.h"
#include "tests/support/accountserver.h"
#include "tests/support/marketserver.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Key = u"3f1c9a7e5b2d4860a1c3e5f7092b4d6e"_s;
const QString Secret = u"T4NXQ7K2WJ9PZB6VHR3M8CDFY5LGAE1US0IO/+é"_s;
const QString StatusPath = u"/api/v2/ro/status"_s;
const QString BalancesPath = u"/api/v2/ro/my/balances"_s;
const QString OrderPath = u"/api/v2/ro/order"_s; // stands for a call that must not be repeated

AccountKeySource knownKeys(const QString &key = Key, const QString &secret = Secret)
{
    return [key, secret](QObject *context, const AccountKeysAnswer &answer) {
        QMetaObject::invokeMethod(
                context,
                [key, secret, answer] {
                    answer(AccountKeys{key, secret});
                },
                Qt::QueuedConnection);
    };
}

// A client that waits for no second of the real policy.
struct Bench {
    explicit Bench(const QUrl &url, AccountKeySource keys = knownKeys(), const QString &folder = {})
        : client{network, url, folder.isEmpty() ? home.path() : folder, std::move(keys)}
    {
        client.setLimits({2s, 65'536, 3});
        client.setTiming({1h, 10s, 1ms});
        client.setWaits([](const FailedAttempt &failed) { // decides as ever, waits for nothing
            const auto wait = RetryPolicy{}.nextWait(failed);
            return wait ? std::optional{0ms} : wait;
        });
    }

    void ask(const QString &path, bool mayRepeat = true)
    {
        AccountCall call{path};
        call.mayRepeat = mayRepeat;
        client.ask(call, [this](const Result<QJsonObject> &document) { answers.append(document); });
    }
    // False when there was none in time.
    [[nodiscard]] bool await(int count = 1)
    {
        return QTest::qWaitFor([&] { return answers.size() >= count; }, 30'000);
    }
    [[nodiscard]] Error::Kind kind(int number = 0) const
    {
        return answers[number] ? Error::Kind::Unknown : answers[number].error().kind;
    }

    QTemporaryDir home;
    QNetworkAccessManager network;
    AccountClient client;
    QList<Result<QJsonObject>> answers;
};

} // namespace

class TestAccountClient final : public QObject
{
    Q_OBJECT

private slots:
    void asksAsCoinspotWants();
    void asksOneAfterAnother();
    void twoProgramsWithOneKeyTakeTurns();
    void givesUpOnAnotherProgramsTurn();
    void refusesEveryOtherPath_data();
    void refusesEveryOtherPath();
    void stopsWhenTheKeyIsRefused();
    void stopsWhenItIsBlocked();
    void takesAFreshNonceOnce();
    void givesUpAfterTheSecondNonce();
    void countsANonceAsUsedWhenTheConnectionBreaks_data();
    void countsANonceAsUsedWhenTheConnectionBreaks();
    void neverRepeatsWhatMustNotBe();
    void repeatsWhatMayPass_data();
    void repeatsWhatMayPass();
    void reportsWhatDoesNotPass_data();
    void reportsWhatDoesNotPass();
    void followsNoRedirect();
    void saysThatTheKeysAreMissing();
    void tellsNoSecret();
    void findsOutOnceWhatTheKeyMayDo_data();
    void findsOutOnceWhatTheKeyMayDo();
    void probesAgainWhatItCouldNotTell();
};

void TestAccountClient::asksAsCoinspotWants()
{
    AccountServer server{Key, Secret};
    Bench bench{server.url()};
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QCOMPARE(server.faults(), QStringList{});
    QVERIFY(bench.answers[0]);
    QCOMPARE(server.calls().size(), 1);
    QVERIFY(server.lastNonce() >= before);
    QCOMPARE(bench.client.fingerprint(), keyFingerprint(Key));
    const QStringList files = QDir{bench.home.path()}.entryList(QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QString &file : files)
        QVERIFY(!file.contains(Key));
}

void TestAccountClient::asksOneAfterAnother()
{
    MarketServer server{
            [](const MarketRequest &) { return MarketAnswer::json(R"({"status":"ok"})"); }};
    QVERIFY(server.listen());
    int most = 0;
    connect(&server, &MarketServer::requested, &server,
            [&] { most = std::max(most, server.openConnections()); });
    Bench bench{server.url()};
    for (int i = 0; i < 20; ++i)
        bench.ask(StatusPath);
    QVERIFY(bench.await(20));
    QCOMPARE(server.requests().size(), 20);
    QCOMPARE(most, 1);
}

void TestAccountClient::twoProgramsWithOneKeyTakeTurns()
{
    AccountServer server{Key, Secret};
    Bench one{server.url()};
    Bench two{server.url(), knownKeys(), one.home.path()};
    for (int i = 0; i < 25; ++i) {
        one.ask(StatusPath);
        two.ask(StatusPath);
    }
    QVERIFY(one.await(25));
    QVERIFY(two.await(25));
    QCOMPARE(server.faults(), QStringList{}); // no nonce came late
    QCOMPARE(server.calls().size(), 50);
}

void TestAccountClient::givesUpOnAnotherProgramsTurn()
{
    AccountServer server{Key, Secret};
    Bench bench{server.url()};
    bench.client.setTiming({1h, 30ms, 1ms});
    FileLock other{bench.home.filePath(keyFingerprint(Key) + u".turn"_s)};
    QVERIFY(other.take().value_or(false));
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QCOMPARE(bench.kind(), Error::Kind::Refused);
    QVERIFY(server.calls().isEmpty());
    other.release();
    bench.ask(StatusPath);
    QVERIFY(bench.await(2));
    QVERIFY(bench.answers[1]);
}

void TestAccountClient::refusesEveryOtherPath_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
         {"/api/v2/my/buy", "/api/v2/my/coin/withdraw/send", "/api/v2/ro", "/api/v2/ro/",
          "/api/v2/ro/../my/buy", "/api/v2/ro/%2e%2e/my/buy", "/api/v2/ro/my?x=/../../my/buy",
          "/api/v2/rox/my/buy", "//evil/api/v2/ro/status", "/api/v2/status/", "/api/ro/my/balances",
          "/api/v2/ro/status\n", ""})
        QTest::addRow("%s", path) << QString::fromLatin1(path);
}

void TestAccountClient::refusesEveryOtherPath()
{
    QFETCH(const QString, path);
    AccountServer server{Key, Secret};
    bool wasAsked = false;
    Bench bench{server.url(), [&](QObject *, const AccountKeysAnswer &) { wasAsked = true; }};
    bench.ask(path);
    QVERIFY(bench.await());
    QCOMPARE(bench.kind(), Error::Kind::Refused);
    QVERIFY(!wasAsked);
    QVERIFY(server.calls().isEmpty());
}

void TestAccountClient::stopsWhenTheKeyIsRefused()
{
    AccountServer server{Key, u"another secret"_s};
    Bench bench{server.url()};
    for (int i = 0; i < 5; ++i)
        bench.ask(StatusPath);
    QVERIFY(bench.await(5));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(bench.kind(i), Error::Kind::TokenRefused);
    QCOMPARE(server.faults(), QStringList{u"signature"_s}); // it was asked once
    bench.ask(StatusPath);
    QVERIFY(bench.await(6));
    QCOMPARE(server.faults().size(), 1);
    bench.client.resume();
    bench.ask(StatusPath);
    QVERIFY(bench.await(7));
    QCOMPARE(server.faults().size(), 2);
}

void TestAccountClient::stopsWhenItIsBlocked()
{
    MarketServer server{[](const MarketRequest &) {
        return MarketAnswer::html(403, "Attention Required! | Cloudflare");
    }};
    QVERIFY(server.listen());
    Bench bench{server.url()};
    bench.ask(StatusPath);
    bench.ask(StatusPath);
    QVERIFY(bench.await(2));
    QCOMPARE(bench.kind(0), Error::Kind::Blocked);
    QCOMPARE(bench.kind(1), Error::Kind::Blocked);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!bench.answers[0].error().detail.contains(u'<'));
}

void TestAccountClient::takesAFreshNonceOnce()
{
    AccountServer server{Key, Secret};
    Bench bench{server.url()};
    // The clock of this computer was set back by a day, and the key was used meanwhile.
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    server.setLastNonce(now);
    qint64 clock = now - 86'400'000;
    bench.client.setClock([&clock, now] {
        const qint64 told = clock;
        clock = now + 1; // and is right again
        return QDateTime::fromMSecsSinceEpoch(told, Qt::UTC);
    });
    bench.ask(StatusPath, false); // also what must not be repeated: it did nothing
    QVERIFY(bench.await());
    QVERIFY(bench.answers[0]);
    QCOMPARE(server.faults(), QStringList{u"nonce"_s});
    QCOMPARE(server.calls().size(), 1);
}

void TestAccountClient::givesUpAfterTheSecondNonce()
{
    AccountServer server{Key, Secret};
    server.setLastNonce(NonceFile::Largest);
    Bench bench{server.url()};
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QCOMPARE(bench.kind(), Error::Kind::Http);
    QCOMPARE(bench.answers[0].error().detail, u"HTTP 400, \"Nonce invalid\""_s);
    QCOMPARE(server.faults(), (QStringList{u"nonce"_s, u"nonce"_s}));
}

void TestAccountClient::countsANonceAsUsedWhenTheConnectionBreaks_data()
{
    QTest::addColumn<MarketAnswer::Manner>("manner");
    QTest::newRow("closed without a word") << MarketAnswer::Manner::Close;
    QTest::newRow("reset") << MarketAnswer::Manner::Reset;
}

void TestAccountClient::countsANonceAsUsedWhenTheConnectionBreaks()
{
    QFETCH(const MarketAnswer::Manner, manner);
    MarketServer server{[manner](const MarketRequest &) { return MarketAnswer::inManner(manner); }};
    QVERIFY(server.listen());
    Bench bench{server.url()};
    bench.client.setTiming({1ms, 10s, 1ms}); // no time for another attempt
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QCOMPARE(bench.kind(), Error::Kind::Network);
    // Also Qt sends the same bytes, and so the same nonce, no second time.
    QCOMPARE(server.requests().size(), 1);
    const QByteArray used = server.requests()[0].header("sign");

    bench.ask(StatusPath);
    QVERIFY(bench.await(2));
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests()[1].header("sign") != used);
}

void TestAccountClient::neverRepeatsWhatMustNotBe()
{
    MarketServer server{
            [](const MarketRequest &) { return MarketAnswer::json(R"({"status":"error"})", 503); }};
    QVERIFY(server.listen());
    Bench bench{server.url()};
    bench.ask(OrderPath, false);
    QVERIFY(bench.await());
    QCOMPARE(server.requests().size(), 1);
}

void TestAccountClient::repeatsWhatMayPass_data()
{
    QTest::addColumn<AccountServerAnswer>("answer");
    QTest::newRow("429") << AccountServerAnswer{429, R"({"status":"error"})", "application/json",
                                                "0"};
    QTest::newRow("500") << AccountServerAnswer{500, R"({"status":"error"})"};
    QTest::newRow("a page of 502") << AccountServerAnswer{502, "<html>", "text/html"};
}

void TestAccountClient::repeatsWhatMayPass()
{
    QFETCH(const AccountServerAnswer, answer);
    AccountServer server{Key, Secret};
    server.enqueue(answer);
    Bench bench{server.url()};
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QVERIFY(bench.answers[0]);
    QCOMPARE(server.calls().size(), 2);
    QCOMPARE(server.faults(), QStringList{}); // each with a nonce of its own
}

void TestAccountClient::reportsWhatDoesNotPass_data()
{
    QTest::addColumn<AccountServerAnswer>("answer");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("detail");

    using enum Error::Kind;
    const auto row = [](const char *name, const AccountServerAnswer &answer, Error::Kind kind,
                        const QString &detail) { QTest::newRow(name) << answer << kind << detail; };
    row("bad coin", {400, R"({"status":"error","message":"Coin not found"})"}, Http,
        u"HTTP 400, \"Coin not found\""_s);
    row("unknown path", {404, "Cannot POST", "text/plain"}, Http, u"HTTP 404"_s);
    row("an error as 200", {200, R"({"status":"invalid"})"}, Http, u"HTTP 200, \"invalid\""_s);
    row("permission", {403, R"({"status":"error","message":"no permission"})"}, TokenRefused,
        u"HTTP 403, \"no permission\""_s);
    row("cut", {200, R"({"status":"ok","bal)"}, Parse, u"the answer is cut off"_s);
    row("a page as 200", {200, "<title>Welcome</title>", "application/json"}, Parse,
        u"HTML page \"Welcome\""_s);
    row("block as 200", {200, "<title>Attention Required! | Cloudflare</title>"}, Blocked,
        u"HTML page \"Attention Required! | Cloudflare\""_s);
    row("too large", {200, QByteArray(70'000, ' ')}, Parse, u"the answer is larger than 64.0 KB"_s);
    row("a wait too long for anybody", {429, "{}", "application/json", "7200"}, Http,
        u"HTTP 429, asks to wait 3600 s"_s);
}

void TestAccountClient::reportsWhatDoesNotPass()
{
    QFETCH(const AccountServerAnswer, answer);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, detail);
    AccountServer server{Key, Secret};
    server.enqueue(answer);
    Bench bench{server.url()};
    bench.client.setTiming({1min, 10s, 1ms});
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QCOMPARE(bench.kind(), kind);
    QCOMPARE(bench.answers[0].error().detail, detail);
    QCOMPARE(bench.answers[0].error().subject, u"CoinSpot"_s);
    QCOMPARE(server.calls().size(), 1);
}

void TestAccountClient::followsNoRedirect()
{
    MarketServer elsewhere;
    QVERIFY(elsewhere.listen());
    MarketServer server{[&](const MarketRequest &) {
        return MarketAnswer::redirect(307, elsewhere.url().toEncoded() + "/api/v2/ro/status");
    }};
    QVERIFY(server.listen());
    Bench bench{server.url()};
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QVERIFY(!bench.answers[0]);
    QVERIFY(elsewhere.requests().isEmpty());
    QCOMPARE(server.requests().size(), 1);
}

void TestAccountClient::saysThatTheKeysAreMissing()
{
    AccountServer server{Key, Secret};
    Bench bench{server.url(), [](QObject *context, const AccountKeysAnswer &answer) {
                    QMetaObject::invokeMethod(
                            context,
                            [answer] {
                                answer(fail(Error::Kind::NotSet, u"COINSPOT_API_KEY"_s,
                                            u"coinspot-key"_s));
                            },
                            Qt::QueuedConnection);
                }};
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    QCOMPARE(bench.kind(), Error::Kind::NotSet);
    QVERIFY(server.calls().isEmpty());
}

void TestAccountClient::tellsNoSecret()
{
    AccountServer server{u"another key"_s, Secret};
    Bench bench{server.url()};
    bench.ask(StatusPath);
    QVERIFY(bench.await());
    const Error error = bench.answers[0].error();
    for (const QString &text : {error.detail, error.subject}) {
        QVERIFY(!text.contains(Key));
        QVERIFY(!text.contains(Secret));
    }
    const QDir folder{bench.home.path()};
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file{folder.filePath(name)};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(!text.contains(Key.toUtf8()));
        QVERIFY(!text.contains(Secret.toUtf8()));
    }
}

void TestAccountClient::findsOutOnceWhatTheKeyMayDo_data()
{
    QTest::addColumn<bool>("hasFullAccess");
    QTest::addColumn<KeyAccess>("access");
    QTest::newRow("read only") << false << KeyAccess::ReadOnly;
    QTest::newRow("full") << true << KeyAccess::Full;
}

void TestAccountClient::findsOutOnceWhatTheKeyMayDo()
{
    QFETCH(const bool, hasFullAccess);
    QFETCH(const KeyAccess, access);
    AccountServer server{Key, Secret};
    server.setFullAccess(hasFullAccess);
    server.setAnswer(BalancesPath, R"({"status":"ok","balances":[{"BTC":{"balance":1}}]})");
    const QTemporaryDir home;
    for (int start = 0; start < 2; ++start) { // the second program knows it already
        AccountService service{{server.url(), home.path(), knownKeys()}};
        QList<KeyAccess> told;
        connect(&service, &AccountService::balancesLoaded, this,
                [&](const AccountBalances &, KeyAccess found) { told.append(found); });
        for (int i = 0; i < 2; ++i) {
            service.loadBalances();
            QTRY_COMPARE(told.size(), i + 1);
            QCOMPARE(told.last(), access);
        }
    }
    QCOMPARE(server.callsOf(FullAccessStatusPath), 1);
    QCOMPARE(server.callsOf(BalancesPath), 4);
}

void TestAccountClient::probesAgainWhatItCouldNotTell()
{
    AccountServer server{Key, Secret};
    server.setAnswer(BalancesPath, R"({"status":"ok","balances":[]})");
    const QTemporaryDir home;
    AccountService service{{server.url(), home.path(), knownKeys()}};
    QList<KeyAccess> told;
    connect(&service, &AccountService::balancesLoaded, this,
            [&](const AccountBalances &, KeyAccess found) { told.append(found); });
    server.enqueue({200, R"({"status":"ok","balances":[]})"});
    server.enqueue({500, "{}"});
    service.loadBalances();
    QTRY_COMPARE(told, (QList{KeyAccess::Unknown}));
    service.loadBalances();
    QTRY_COMPARE(told, (QList{KeyAccess::Unknown, KeyAccess::ReadOnly}));
}

QTEST_GUILESS_MAIN(TestAccountClient)
#include "tst_accountclient.moc"
