// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/stockquotes.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;
using Manner = MarketAnswer::Manner;

// Delayed quotes and bars within the day: what is asked, stored and spent.
class TestStockQuotes final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aUsedUpQuotaIsNoted();
    void aFailedRequestCostsNothing_data();
    void aFailedRequestCostsNothing();
    void oneObjectIsAListOfOne();
    void nothingForTodayTakesNothingAway();
    void longSpansAreSplit();
    void aSpanThatIsTooWideIsNotRepeated();
    void stopsOnItsWay();
    void stopsBeforeItBegins();

private:
    [[nodiscard]] bool ended() const
    {
        return QTest::qWaitFor([this] { return m_runs > 0; }, 20'000);
    }
    [[nodiscard]] bool fetchQuotes(const QStringList &symbols)
    {
        m_runs = 0;
        m_quotes->fetchQuotes(symbols);
        return ended();
    }
    [[nodiscard]] bool fetchBars(const QDateTime &from = {})
    {
        m_runs = 0;
        m_quotes->fetchBars(u"AAPL.US"_s, u"1m"_s, from, {});
        return ended();
    }
    [[nodiscard]] CallBudget budget() const
    {
        return SyncStore{m_database->connection()}.queue(m_now)->budget;
    }
    [[nodiscard]] QString bars() const
    {
        return m_database->value(u"SELECT COUNT(*) FROM intraday_data"_s);
    }

    const QDateTime m_now{QDate{2026, 7, 20}, QTime{12, 0}, Qt::UTC};
    QTemporaryDir m_folder;
    std::unique_ptr<EodhdMarket> m_market;
    std::unique_ptr<ScratchDatabase> m_database;
    QNetworkAccessManager m_network;
    std::unique_ptr<EodhdClient> m_client;
    std::unique_ptr<SyncLink> m_link;
    std::unique_ptr<StockQuotes> m_quotes;
    CollectionRun m_run;
    std::optional<Error> m_problem;
    int m_runs = 0;
};

void TestStockQuotes::init()
{
    m_quotes.reset();
    const QString file = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) +
                                           QString::fromLatin1(QTest::currentDataTag()) + u".db"_s);
    m_market = std::make_unique<EodhdMarket>();
    m_database = std::make_unique<ScratchDatabase>(file);
    QVERIFY(m_database->migrator().up(headVersion()));
    VERIFY_RESULT(addStock(m_database->connection(), u"AAPL.US"_s, u"USD"_s));
    VERIFY_RESULT(addStock(m_database->connection(), u"BHP.AU"_s, u"AUD"_s));
    m_client = std::make_unique<EodhdClient>(m_network, m_market->url());
    m_client->setToken(EodhdMarket::token());
    m_link = std::make_unique<SyncLink>(ConnectionSpec::file(file));
    Clock clock = Clock::system();
    clock.wall = [this] { return m_now; };
    m_quotes = std::make_unique<StockQuotes>(*m_client, *m_link, clock);
    m_runs = 0;
    connect(m_quotes.get(), &StockQuotes::finished, this,
            [this](const CollectionRun &run, const std::optional<Error> &problem) {
                m_run = run;
                m_problem = problem;
                ++m_runs;
            });
}

// 402: nobody asks again today, for whatever.
void TestStockQuotes::aUsedUpQuotaIsNoted()
{
    m_market->setQuota(0);
    QVERIFY(fetchQuotes({u"AAPL.US"_s, u"BHP.AU"_s}));
    QVERIFY(m_problem && m_problem->kind == Error::Kind::CallsUsedUp);
    QCOMPARE(m_market->refusedCalls(), 1);
    QVERIFY(budget().isBlocked(m_now));
    QVERIFY(budget().blockedUntil > QDateTime(QDate(2026, 7, 21), QTime(0, 0), Qt::UTC));
    QVERIFY(fetchQuotes({u"AAPL.US"_s}));
    QVERIFY(m_problem && m_problem->kind == Error::Kind::CallsUsedUp);
    QVERIFY(fetchBars());
    QVERIFY(m_problem && m_problem->kind == Error::Kind::CallsUsedUp);
    QCOMPARE(m_market->paths().size(), 1);
}

void TestStockQuotes::aFailedRequestCostsNothing_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<int>("calls");
    QTest::newRow("503") << MarketAnswer::json("", 503) << 0;
    QTest::newRow("403") << MarketAnswer::json("Only EOD data allowed", 403) << 0;
    QTest::newRow("404") << MarketAnswer::json("Ticker Not Found", 404) << 2;
    QTest::newRow("cut off") << MarketAnswer::json("[{") << 2;
}

void TestStockQuotes::aFailedRequestCostsNothing()
{
    QFETCH(const MarketAnswer, answer);
    m_market->setAnswer("/real-time/AAPL.US", answer);
    QVERIFY(fetchQuotes({u"AAPL.US"_s, u"BHP.AU"_s}));
    QVERIFY(m_problem);
    QTEST(budget().used, "calls");
    QCOMPARE(m_run.attempts, 1);
    QCOMPARE(m_database->value(u"SELECT status FROM collection_runs"_s), u"failed"_s);
}

// The provider leaves out what it does not know, and the list around what is left.
void TestStockQuotes::oneObjectIsAListOfOne()
{
    m_market->setAnswer(
            "/real-time/AAPL.US",
            MarketAnswer::json(R"({"code":"BHP.AU","timestamp":1784520000,"close":45.5})"));
    QVERIFY(fetchQuotes({u"AAPL.US"_s, u"BHP.AU"_s}));
    QVERIFY(!m_problem);
    QCOMPARE(m_run.stored, 1);
    QCOMPARE(m_database->value(u"SELECT price FROM market_data"_s).toDouble(), 45.5);
}

// The bars of a day are complete some hours after it: until then it may be [].
void TestStockQuotes::nothingForTodayTakesNothingAway()
{
    const QByteArray stored = R"([{"timestamp":1784520000,"open":1,"high":1,"low":1,"close":1},)"
                              R"({"timestamp":1784520060,"open":2,"high":2,"low":2,"close":2}])";
    m_market->setAnswer("/intraday/AAPL.US", MarketAnswer::json(stored));
    QVERIFY(fetchBars());
    QCOMPARE(bars(), u"2"_s);
    m_market->setAnswer("/intraday/AAPL.US", MarketAnswer::json("[]"));
    QVERIFY(fetchBars());
    QVERIFY(!m_problem);
    QCOMPARE(m_run.status, RunStatus::Ok);
    QCOMPARE(m_run.stored, 0);
    QCOMPARE(bars(), u"2"_s);
    // It was asked from a day before the newest bar on, and the next one begins there, too.
    QVERIFY(m_market->lastQuery("/intraday/AAPL.US").contains("from=1784433660&"));
    QVERIFY(fetchBars());
    QVERIFY(m_market->lastQuery("/intraday/AAPL.US").contains("from=1784433660&"));
}

// 120 days of minutes fit into one request, and 422 is what more would get.
void TestStockQuotes::longSpansAreSplit()
{
    VERIFY_RESULT(SyncStore{m_database->connection()}.setLimit(100, m_now));
    m_market->setAnswer("/intraday/AAPL.US", MarketAnswer::json("[]"));
    const QDateTime from = m_now.addDays(-250);
    QVERIFY(fetchBars(from));
    QVERIFY(!m_problem);
    QStringList spans;
    for (const MarketRequest &request : m_market->server().requests()) {
        const QUrlQuery query{QString::fromLatin1(request.path.mid(request.path.indexOf('?') + 1))};
        spans.append({query.queryItemValue(u"from"_s), query.queryItemValue(u"to"_s)});
    }
    const auto seconds = [&](int days) {
        return QString::number(from.addDays(days).toSecsSinceEpoch());
    };
    QCOMPARE(spans, (QStringList{seconds(0), seconds(120), seconds(120), seconds(240), seconds(240),
                                 seconds(250)}));
    QCOMPARE(budget().used, 15);
}

void TestStockQuotes::aSpanThatIsTooWideIsNotRepeated()
{
    m_market->setAnswer("/intraday/AAPL.US", MarketAnswer::json(R"({"errors":{"to":[]}})", 422));
    QVERIFY(fetchBars());
    QVERIFY(m_problem && m_problem->kind == Error::Kind::Http);
    QCOMPARE(m_market->paths().size(), 1);
    QCOMPARE(budget().used, 0);
}

void TestStockQuotes::stopsOnItsWay()
{
    m_market->setAnswer("/intraday/AAPL.US", MarketAnswer::inManner(Manner::Silent));
    m_quotes->fetchBars(u"AAPL.US"_s, u"1m"_s, {}, {});
    QTRY_COMPARE(m_market->paths().size(), 1);
    m_quotes->stop();
    QCOMPARE(m_runs, 1);
    QVERIFY(m_problem && m_problem->kind == Error::Kind::Cancelled);
    QCOMPARE(budget().used, 5); // it may have been counted there
    QCOMPARE(m_database->value(u"SELECT attempts FROM collection_runs"_s), u"1"_s);
}

void TestStockQuotes::stopsBeforeItBegins()
{
    m_quotes->fetchQuotes({u"AAPL.US"_s});
    m_quotes->stop();
    QVERIFY(ended());
    QVERIFY(m_problem && m_problem->kind == Error::Kind::Cancelled);
    QCOMPARE(m_market->paths().size(), 0);
    QCOMPARE(budget().used, 0);
}

QTEST_GUILESS_MAIN(TestStockQuotes)
#include "tst_stockquotes.moc"
