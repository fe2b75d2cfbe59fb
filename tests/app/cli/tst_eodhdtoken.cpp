// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/stocks.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;

// EODHD's token through the finished program: tried, refused, missing, and never written anywhere.
class TestEodhdToken final : public QObject
{
    Q_OBJECT

private slots:
    void aTokenTestIsACall_data() { addEngineRows(); }
    void aTokenTestIsACall();
    void aTokenTestNeedsNoDatabase();
    void saysWhatIsWrongWithTheToken();
    void theTokenIsNowhere();
};

void TestEodhdToken::aTokenTestIsACall()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s}));
    const QByteArray today =
            QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate).toLatin1();
    stocks.market.setAnswer(
            "/user",
            MarketAnswer::json(R"({"name":"Sample User","apiRequests":17,"dailyRateLimit":100000,)"
                               R"("apiRequestsDate":")" +
                               today + R"("})"));
    const QStringList test{u"credentials"_s, u"test"_s, u"eodhd-token"_s};
    const ProgramOutcome accepted = stocks.run(test);
    QVERIFY2(accepted.exitCode == 0, accepted.all());
    QVERIFY(accepted.json()[u"message"].toString().contains("17 of 100000"_L1));
    const auto budget = [&] {
        return stocks.run({u"assets"_s, u"list"_s}).json()[u"budget"].toObject();
    };
    QCOMPARE(budget()[u"limit"].toInt(), 100'000);
    QCOMPARE(budget()[u"used"].toInt(), 17);
    // What EODHD counts more slowly than we do does not come back.
    VERIFY_DONE(stocks.run(test));
    QCOMPARE(budget()[u"used"].toInt(), 18);
    // Refused, it is neither.
    stocks.market.setAnswer("/user", MarketAnswer::json("Unauthenticated", 401));
    QCOMPARE(stocks.run(test).exitCode, 4);
    QCOMPARE(budget()[u"used"].toInt(), 18);
}

void TestEodhdToken::aTokenTestNeedsNoDatabase()
{
    Stocks stocks{Engine::Sqlite};
    stocks.market.setAnswer("/user", MarketAnswer::json(R"({"dailyRateLimit":20})"));
    const ProgramOutcome done = stocks.run({u"credentials"_s, u"test"_s, u"eodhd-token"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QVERIFY2(done.err.isEmpty(), done.err);
    QVERIFY(!QFile::exists(stocks.spec().path));
}

void TestEodhdToken::saysWhatIsWrongWithTheToken()
{
    Stocks stocks{Engine::Sqlite};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s}));
    stocks.program.setVariable(u"EODHD_API_TOKEN"_s, u"wrong.1"_s);
    const ProgramOutcome refused = stocks.run({u"assets"_s, u"sync"_s});
    QCOMPARE(refused.exitCode, 4);
    QCOMPARE(refused.errorKind(), u"token_refused"_s);
    QVERIFY(refused.errorMessage().contains("credentials set"_L1));
    QVERIFY2(refused.errorMessage().contains("EODHD_API_TOKEN"_L1), refused.all());
    stocks.program.setVariable(u"EODHD_API_TOKEN"_s, {});
    stocks.program.setVariable(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    const ProgramOutcome none = stocks.run({u"assets"_s, u"sync"_s});
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.errorMessage().startsWith(
                     u"There is no EODHD token to ask with. Set it by 'tidemarkctl credentials set "
                     "eodhd-token', or give it in the environment variable EODHD_API_TOKEN."_s),
             none.all());
    stocks.program.setVariable(u"EODHD_API_TOKEN"_s, u"x"_s);
    stocks.program.setVariable(u"EODHD_BASE_URL"_s, u"http://example.org"_s);
    const ProgramOutcome wrong = stocks.run({u"assets"_s, u"sync"_s});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.errorMessage().contains("EODHD_BASE_URL"_L1));
    stocks.program.setVariable(u"EODHD_BASE_URL"_s, u"http://127.0.0.1:1"_s);
    const ProgramOutcome away = stocks.run({u"assets"_s, u"list"_s});
    QCOMPARE(away.exitCode, 0);
}

// Also where the provider repeats the address with the token in its error.
void TestEodhdToken::theTokenIsNowhere()
{
    Stocks stocks{Engine::Sqlite};
    stocks.program.setVariable(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    stocks.program.setVariable(u"SQL_ECHO"_s, u"1"_s);
    const QByteArray token = EodhdMarket::token().toLatin1();
    QByteArray everything;
    const auto note = [&](const ProgramOutcome &done) { everything += done.all(); };
    note(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s, u"BBB.AU"_s, u"CCC.AU"_s, u"DDD.AU"_s}));
    for (const QByteArray symbol : {"AAA", "BBB", "CCC"})
        stocks.market.setDays(QString::fromLatin1(symbol) + u".AU"_s, {});
    stocks.market.setAnswer("/eod/AAA.AU",
                            MarketAnswer::json("{\"message\":\"bad request URL: /eod?api_token=" +
                                                       token + "&fmt=json\"}",
                                               422));
    stocks.market.setAnswer("/eod/BBB.AU",
                            MarketAnswer::html(404, "No /eod/BBB.AU?api_token=" + token));
    stocks.market.setAnswer("/eod/CCC.AU", MarketAnswer::json("token " + token, 200));
    note(stocks.run({u"assets"_s, u"sync"_s}));
    note(stocks.run({u"assets"_s, u"list"_s}));
    note(stocks.run({u"health"_s}));
    QVERIFY(everything.contains("422"));
    QVERIFY2(!everything.contains(token), everything.constData());
    // And not in any file of the program: database, WAL, settings, logs.
    QDir home{stocks.program.home().path()};
    QStringList files{stocks.spec().path, stocks.spec().path + u"-wal"_s};
    for (const QString &folder : {home.path(), stocks.program.dataFolder()}) {
        for (const QFileInfo &file :
             QDir{folder}.entryInfoList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot))
            files.append(file.filePath());
    }
    for (const QString &name : files) {
        QFile file{name};
        if (file.open(QIODevice::ReadOnly))
            QVERIFY2(!file.readAll().contains(token), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(TestEodhdToken)
#include "tst_eodhdtoken.moc"
