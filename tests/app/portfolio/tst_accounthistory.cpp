// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accounthistory.h"
#include "app/portfolio/accountservice.h"
#include "tests/support/accountserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Key = u"key"_s;
const QString Secret = u"secret"_s;
const QString CompletedPath = u"/api/v2/ro/my/orders/completed"_s;
const QString MarketPath = u"/api/v2/ro/my/orders/market/completed"_s;
const QString DepositsPath = u"/api/v2/ro/my/deposits"_s;

AccountKeySource keys()
{
    return [](QObject *context, const AccountKeysAnswer &answer) {
        QMetaObject::invokeMethod(
                context,
                [answer] {
                    answer(AccountKeys{Key, Secret});
                },
                Qt::QueuedConnection);
    };
}

QDate day(const QString &text)
{
    return QDate::fromString(text, Qt::ISODate);
}

// A deposit on each of these moments, told as the server would: those of the days from startdate
// to enddate, at most limit of them.
QByteArray depositsBetween(const QList<QDateTime> &times, const QJsonObject &body, int limit)
{
    const QDate from = day(body[u"startdate"].toString());
    const QDate to = day(body[u"enddate"].toString());
    QJsonArray deposits;
    for (const QDateTime &time : times) {
        if (time.date() >= from && time.date() <= to && deposits.size() < limit)
            deposits.append(
                    QJsonObject{{u"amount"_s, 1},
                                {u"created"_s, time.toString(Qt::ISODateWithMs)},
                                {u"reference"_s, QString::number(time.toMSecsSinceEpoch())}});
    }
    return QJsonDocument{QJsonObject{{u"status"_s, u"ok"_s}, {u"deposits"_s, deposits}}}.toJson();
}

struct Bench {
    Result<AccountHistory> load(const AccountHistoryRequest &request)
    {
        std::optional<Result<AccountHistory>> answer;
        QObject context;
        QObject::connect(&service, &AccountService::historyLoaded, &context,
                         [&](quint64, const AccountHistory &history) { answer = history; });
        QObject::connect(&service, &AccountService::historyFailed, &context,
                         [&](quint64, const Error &error) { answer = fail(error); });
        service.loadHistory(1, request);
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 60'000))
            return fail(Error::Kind::Timeout, u"no answer"_s);
        return *answer;
    }

    AccountServer server{Key, Secret};
    QTemporaryDir home;
    AccountService service{{server.url(), home.path(), keys()}};
};

} // namespace

class TestAccountHistory final : public QObject
{
    Q_OBJECT

private slots:
    void alwaysSendsBothDates();
    void halvesWhatWasCut();
    void namesADayThatIsStillCut();
    void joinsTheTwoListsOfTrades();
    void keepsTwoThatSayTheSame();
    void asksOrdersWithoutDays();
    void endsWithTheFirstError();
    void givesUpWhereThereIsTooMuch();
};

void TestAccountHistory::alwaysSendsBothDates()
{
    Bench bench;
    const QDateTime before =
            QDateTime::fromString(u"2025-12-31T23:59:59.999Z"_s, Qt::ISODateWithMs);
    const QList<QDateTime> times{before, before.addMSecs(1), before.addDays(31),
                                 before.addDays(31).addMSecs(1)};
    bench.server.setHandler(DepositsPath, [&](const QJsonObject &body) {
        return depositsBetween(times, body, 1000);
    });
    const Result<AccountHistory> history =
            bench.load({AccountList::Deposits, day(u"2026-01-01"_s), day(u"2026-01-31"_s)});
    QVERIFY(history);
    QCOMPARE(bench.server.calls().size(), 1);
    QCOMPARE(bench.server.calls()[0].body[u"startdate"].toString(), u"2026-01-01"_s);
    QCOMPARE(bench.server.calls()[0].body[u"enddate"].toString(), u"2026-02-01"_s);
    QCOMPARE(history->entries.size(), 2); // newest first, and nothing from outside these days
    QCOMPARE(history->entries[0].time, times[2]);
    QCOMPARE(history->entries[1].time, times[1]);
    QVERIFY(history->cutDays.isEmpty());
}

void TestAccountHistory::halvesWhatWasCut()
{
    Bench bench;
    QList<QDateTime> times; // 50 a day over 64 days
    const QDateTime first{day(u"2026-01-01"_s), QTime{0, 0}, Qt::UTC};
    for (int number = 0; number < 64 * 50; ++number)
        times.append(first.addDays(number / 50).addSecs(number % 50));
    bench.server.setHandler(DepositsPath, [&](const QJsonObject &body) {
        return depositsBetween(times, body, 500);
    });
    const Result<AccountHistory> history =
            bench.load({AccountList::Deposits, day(u"2026-01-01"_s), day(u"2026-03-05"_s)});
    QVERIFY(history);
    QCOMPARE(history->entries.size(), times.size());
    for (qsizetype i = 0; i < times.size(); ++i)
        QCOMPARE(history->entries[times.size() - 1 - i].time, times[i]);
    QVERIFY(history->cutDays.isEmpty());
    QVERIFY(bench.server.calls().size() > 8);
    QCOMPARE(bench.server.faults(), QStringList{});
}

void TestAccountHistory::namesADayThatIsStillCut()
{
    Bench bench;
    QList<QDateTime> times;
    const QDateTime first{day(u"2026-01-02"_s), QTime{0, 0}, Qt::UTC};
    for (int number = 0; number < 700; ++number)
        times.append(first.addSecs(number));
    bench.server.setHandler(DepositsPath, [&](const QJsonObject &body) {
        return depositsBetween(times, body, 500);
    });
    const Result<AccountHistory> history =
            bench.load({AccountList::Deposits, day(u"2026-01-02"_s), day(u"2026-01-05"_s)});
    QVERIFY(history);
    QCOMPARE(history->entries.size(), 500);
    QCOMPARE(history->cutDays, QList{day(u"2026-01-02"_s)});
}

void TestAccountHistory::joinsTheTwoListsOfTrades()
{
    Bench bench;
    const QByteArray market =
            R"({"coin":"BTC","market":"BTC/AUD","rate":100,"amount":1,"total":100,)"
            R"("solddate":"2026-01-02T00:00:00.000Z","id":"x"})";
    const QByteArray instant =
            R"({"coin":"BTC","market":"BTC/AUD","rate":"101.0","amount":1,"total":101,)"
            R"("solddate":"2026-01-03T00:00:00.000Z","type":"instant"})";
    QByteArray marketWithoutId = market;
    marketWithoutId.replace(R"(,"id":"x")", "");
    bench.server.setAnswer(CompletedPath, R"({"status":"ok","buyorders":[)" + marketWithoutId +
                                                  ',' + instant + R"(],"sellorders":[]})");
    bench.server.setAnswer(MarketPath,
                           R"({"status":"ok","buyorders":[)" + market + R"(],"sellorders":null})");
    const Result<AccountHistory> history =
            bench.load({AccountList::Trades, day(u"2026-01-01"_s), day(u"2026-01-31"_s)});
    QVERIFY(history);
    QCOMPARE(history->entries.size(), 2);
    QCOMPARE(history->entries[0].type, u"instant"_s);
    QCOMPARE(bench.server.callsOf(CompletedPath), 1);
    QCOMPARE(bench.server.callsOf(MarketPath), 1);
    QCOMPARE(bench.server.calls()[0].body[u"limit"].toInt(), 500);
}

void TestAccountHistory::keepsTwoThatSayTheSame()
{
    Bench bench;
    const QByteArray trade = R"({"coin":"BTC","rate":100,"amount":1,)"
                             R"("solddate":"2026-01-02T00:00:00.000Z"})";
    const QByteArray body =
            R"({"status":"ok","buyorders":[)" + trade + ',' + trade + R"(],"sellorders":[]})";
    bench.server.setAnswer(CompletedPath, body);
    bench.server.setAnswer(MarketPath, body);
    const Result<AccountHistory> history =
            bench.load({AccountList::Trades, day(u"2026-01-01"_s), day(u"2026-01-31"_s)});
    QVERIFY(history);
    QCOMPARE(history->entries.size(), 2); // two in each list, and not four
}

void TestAccountHistory::asksOrdersWithoutDays()
{
    Bench bench;
    bench.server.setAnswer(u"/api/v2/ro/my/orders/market/open"_s,
                           R"({"status":"ok","buyorders":[{"id":"a","coin":"BTC","amount":1,)"
                           R"("created":"2020-01-01T00:00:00Z"}],"sellorders":[]})");
    bench.server.setAnswer(u"/api/v2/ro/my/orders/limit/open"_s,
                           R"({"status":"ok","buyorders":[],"sellorders":[{"id":"b"}]})");
    const Result<AccountHistory> history =
            bench.load({AccountList::Orders, day(u"2026-01-01"_s), day(u"2026-01-31"_s)});
    QVERIFY(history);
    QCOMPARE(history->entries.size(), 2); // also an older one: it is open now
    for (const AccountServerCall &call : bench.server.calls())
        QVERIFY(!call.body.contains(u"startdate"_s));
}

void TestAccountHistory::endsWithTheFirstError()
{
    Bench bench;
    bench.server.setAnswer(CompletedPath, R"({"status":"ok","buyorders":[],"sellorders":[]})");
    const Result<AccountHistory> history =
            bench.load({AccountList::Trades, day(u"2026-01-01"_s), day(u"2026-01-31"_s)});
    QVERIFY(!history);
    QCOMPARE(history.error().kind, Error::Kind::Http);
}

void TestAccountHistory::givesUpWhereThereIsTooMuch()
{
    Bench bench;
    QJsonArray many; // for whatever days
    for (int number = 0; number < 500; ++number)
        many.append(QJsonObject{{u"amount"_s, number}});
    const QByteArray body =
            QJsonDocument{QJsonObject{{u"status"_s, u"ok"_s}, {u"deposits"_s, many}}}.toJson();
    bench.server.setAnswer(DepositsPath, body);
    const Result<AccountHistory> history =
            bench.load({AccountList::Deposits, day(u"2020-01-01"_s), day(u"2026-01-31"_s)});
    QVERIFY(!history);
    QCOMPARE(history.error().kind, Error::Kind::Refused);
    QCOMPARE(bench.server.calls().size(), AccountHistoryWalk::MostCalls);
}

QTEST_GUILESS_MAIN(TestAccountHistory)
#include "tst_accounthistory.moc"
