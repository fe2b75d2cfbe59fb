// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdclient.h"
#include "tests/support/marketserver.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Manner = MarketAnswer::Manner;

// How requests leave for EODHD: how many, how fast, and what becomes of those that are cancelled.
class TestEodhdClient final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsItsPace();
    void slowsDownWhereTheMinuteIsNearlyUsed_data();
    void slowsDownWhereTheMinuteIsNearlyUsed();
    void cancelEndsWhatOneAskedFor();
    void cancelEndsWhatWaitsForThePace();
    void refusesWhatNeverEnds();
    void tellsWhatCostsNothing_data();
    void tellsWhatCostsNothing();

private:
    void ask(const QString &symbol, const QObject *asker = nullptr)
    {
        m_client->ask(EodhdRequest::splits(symbol), asker,
                      [this](const EodhdAnswer &answer) { m_answers.append(answer); });
    }
    [[nodiscard]] qsizetype arrived() const { return m_arrivals.size(); }
    [[nodiscard]] int unsent() const
    {
        return int(std::ranges::count_if(m_answers, [](const EodhdAnswer &answer) {
            return !answer && !answer.error().wasSent;
        }));
    }

    MarketAnswer m_answer;
    std::unique_ptr<MarketServer> m_server;
    QNetworkAccessManager m_network;
    std::unique_ptr<EodhdClient> m_client;
    QElapsedTimer m_time;
    QList<qint64> m_arrivals; // ms
    QList<EodhdAnswer> m_answers;
};

void TestEodhdClient::init()
{
    m_client.reset();
    m_answers.clear();
    m_arrivals.clear();
    m_answer = MarketAnswer::json("[]");
    m_server = std::make_unique<MarketServer>([this](const MarketRequest &) { return m_answer; });
    QVERIFY(m_server->listen());
    m_time.start();
    connect(m_server.get(), &MarketServer::requested, this,
            [this] { m_arrivals.append(m_time.elapsed()); });
    m_client = std::make_unique<EodhdClient>(m_network, m_server->url());
    m_client->setToken(u"secret.1"_s);
}

void TestEodhdClient::keepsItsPace()
{
    constexpr auto Pace = 100ms; // 600 a minute, of 1000
    m_client->setPace(Pace);
    for (int i = 0; i < 6; ++i)
        ask(u"AAA.AU"_s);
    QTRY_COMPARE(m_answers.size(), 6);
    // The first may have taken a moment to arrive.
    const qint64 took = m_arrivals.constLast() - m_arrivals.constFirst();
    QVERIFY2(took >= 5 * Pace.count() - 50, qPrintable(QString::number(took)));
}

void TestEodhdClient::slowsDownWhereTheMinuteIsNearlyUsed_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<bool>("isSlow");
    QTest::newRow("plenty") << QByteArray{"1199"} << false;
    QTest::newRow("fifty") << QByteArray{"50"} << false;
    QTest::newRow("few") << QByteArray{"49"} << true;
    QTest::newRow("none") << QByteArray{"0"} << true;
    QTest::newRow("no number") << QByteArray{"many"} << false;
}

void TestEodhdClient::slowsDownWhereTheMinuteIsNearlyUsed()
{
    QFETCH(const QByteArray, left);
    QFETCH(const bool, isSlow);
    m_answer.headers.append(HttpHeader{"X-RateLimit-Limit", "1200"});
    m_answer.headers.append(HttpHeader{"X-RateLimit-Remaining", left});
    ask(u"AAA.AU"_s);
    QTRY_COMPARE(m_answers.size(), 1);
    ask(u"BBB.AU"_s);
    QTRY_COMPARE(m_answers.size(), 2);
    QCOMPARE(m_arrivals.at(1) - m_arrivals.at(0) >= 1000, isSlow);
}

void TestEodhdClient::cancelEndsWhatOneAskedFor()
{
    MarketAnswer slow = MarketAnswer::json("[]" + QByteArray(50, ' '));
    slow.manner = Manner::Trickle;
    slow.interval = 5ms;
    m_server->enqueue(slow);
    m_answer = MarketAnswer::inManner(Manner::Silent);
    const QObject sync;
    ask(u"BBB.AU"_s, this);
    for (int i = 0; i < 7; ++i)
        ask(u"AAA.AU"_s, &sync);
    ask(u"CCC.AU"_s, this);
    QTRY_COMPARE(arrived(), EodhdClient::MostUnderWay);
    m_answer = MarketAnswer::json("[]");
    m_client->cancel(&sync);
    QCOMPARE(m_answers.size(), 7);
    QCOMPARE(unsent(), 4);
    for (const EodhdAnswer &answer : std::as_const(m_answers)) {
        QCOMPARE(answer.error().cause, EodhdFailure::Cause::Cancelled);
        QCOMPARE(answer.error().error.kind, Error::Kind::Cancelled);
    }
    // The other asker's go on: the one that is under way, and the one that waited.
    QTRY_COMPARE(m_answers.size(), 9);
    QVERIFY(m_answers.at(7).has_value() && m_answers.at(8).has_value());
    QCOMPARE(arrived(), EodhdClient::MostUnderWay + 1);
    QVERIFY(m_server->requests().constLast().path.contains("/CCC.AU"));
    m_client->cancel(&sync);
    QCOMPARE(m_answers.size(), 9);
}

void TestEodhdClient::cancelEndsWhatWaitsForThePace()
{
    m_client->setPace(1h);
    ask(u"AAA.AU"_s, this);
    ask(u"BBB.AU"_s, this);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(m_answers.constFirst().has_value());
    m_client->cancel(this);
    QCOMPARE(m_answers.size(), 2);
    QCOMPARE(unsent(), 1);
    QCOMPARE(arrived(), 1);
}

void TestEodhdClient::refusesWhatNeverEnds()
{
    m_answer = MarketAnswer::endlessChunks();
    ask(u"AAA.AU"_s);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(!m_answers.constFirst());
    QCOMPARE(m_answers.constFirst().error().cause, EodhdFailure::Cause::Unusable);
    QVERIFY2(m_answers.constFirst().error().error.detail.contains("larger than"_L1),
             qPrintable(m_answers.constFirst().error().error.detail));
}

void TestEodhdClient::tellsWhatCostsNothing_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<bool>("isFree");
    const auto row = [](int status, bool isFree) {
        QTest::addRow("%d", status) << MarketAnswer::json("Words", status) << isFree;
    };
    row(401, true);
    row(402, true);
    row(403, true);
    row(422, true);
    row(429, true);
    row(503, true);
    row(404, false); // an unknown symbol costs a call
    row(200, false); // it was answered, only not so that it can be read
    QTest::newRow("no answer") << MarketAnswer::inManner(Manner::Reset) << true;
}

void TestEodhdClient::tellsWhatCostsNothing()
{
    QFETCH(const MarketAnswer, answer);
    m_answer = answer;
    ask(u"AAA.AU"_s);
    QTRY_COMPARE(m_answers.size(), 1);
    QVERIFY(!m_answers.constFirst());
    QTEST(m_answers.constFirst().error().isFree(), "isFree");
}

QTEST_GUILESS_MAIN(TestEodhdClient)
#include "tst_eodhdclient.moc"
