// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/accountserver.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Key = u"canary-key-8d1f"_s;
const QString Secret = u"canary-secret-55aa"_s;
const QString BalancesPath = u"/api/v2/ro/my/balances"_s;

// The finished program beside an account on loopback.
class Owner final
{
public:
    explicit Owner(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_program{m_database.url()}
    {
        m_program.setVariable(u"COINSPOT_API_KEY"_s, Key);
        m_program.setVariable(u"COINSPOT_API_SECRET"_s, Secret);
        m_program.setVariable(u"COINSPOT_BASE_URL"_s, account.url().toString());
        account.setAnswer(BalancesPath, R"({"status":"ok","balances":[
            {"AUD":{"balance":1532.4}},{"BTC":{"balance":0.01875}},
            {"SHIB":{"balance":1250000.500000001}}]})");
    }

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return checked(m_program.run(QStringList{u"--json"_s, u"portfolio"_s} + arguments));
    }
    [[nodiscard]] ProgramOutcome say(const QStringList &arguments) const
    {
        return checked(m_program.run(QStringList{u"portfolio"_s} + arguments));
    }
    [[nodiscard]] ControlProgram &program() { return m_program; }
    [[nodiscard]] const TestDatabase &database() const { return m_database; }

    AccountServer account{Key, Secret};

private:
    [[nodiscard]] static ProgramOutcome checked(const ProgramOutcome &outcome)
    {
        for (const QString &secret : {Key, Secret}) {
            if (outcome.all().contains(secret.toUtf8()))
                qFatal("a secret was printed");
        }
        return outcome;
    }

    TestDatabase m_database;
    ControlProgram m_program;
};

} // namespace

// What somebody holds, through the finished program.
class TestPortfolioCommand final : public QObject
{
    Q_OBJECT

private slots:
    void takesOverTheAccount_data() { addEngineRows(); }
    void takesOverTheAccount();
    void keepsPositionsOfOnesOwn_data() { addEngineRows(); }
    void keepsPositionsOfOnesOwn();
    void knowsCurrencyAndCost();
    void valuesExactly();
    void warnsOfAFullAccessKey();
    void saysThatTheKeyIsMissing();
    void saysThatTheKeyIsRefused();
    void testsTheKey();
    void keepsWhatCannotBeRead();
    void showsTheHistory();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void speaksToPeople();
    void leavesNoSecretBehind();
};

void TestPortfolioCommand::takesOverTheAccount()
{
    QFETCH(const Engine, engine);
    Owner owner{engine};
    const ProgramOutcome first = owner.run({u"sync"_s}); // into a database that is not there yet
    QVERIFY2(first.exitCode == 0, first.all());
    QCOMPARE(first.json()[u"added"].toInt(), 3);
    QCOMPARE(first.json()[u"access"].toString(), u"read_only"_s);
    const ProgramOutcome again = owner.run({u"sync"_s});
    QCOMPARE(again.json()[u"unchanged"].toInt(), 3);
    QCOMPARE(again.json()[u"added"].toInt(), 0);
    QCOMPARE(owner.account.faults(), QStringList{});
    QCOMPARE(owner.account.callsOf(u"/api/v2/status"_s), 1); // asked once, and remembered
    const QJsonArray positions = owner.run({u"positions"_s}).json()[u"positions"].toArray();
    QCOMPARE(positions.size(), 3);
    QCOMPARE(positions[2][u"symbol"].toString(), u"SHIB.COINSPOT"_s);
    QCOMPARE(positions[2][u"quantity"].toString(), u"1250000.500000001000000000"_s);
    QCOMPARE(positions[2][u"source"].toString(), u"account"_s);
    QVERIFY(positions[2][u"cost"].isNull());
    QVERIFY(positions[2][u"price"].isNull());
    owner.account.setAnswer(BalancesPath, R"({"status":"ok","balances":[]})");
    QCOMPARE(owner.run({u"sync"_s}).json()[u"removed"].toInt(), 3);
}

void TestPortfolioCommand::keepsPositionsOfOnesOwn()
{
    QFETCH(const Engine, engine);
    Owner owner{engine};
    const ProgramOutcome added = owner.run({u"add"_s, u"bhp.au"_s, u"100.000000000000000001"_s,
                                            u"--cost"_s, u"4500.50"_s, u"--opened"_s,
                                            u"2020-03-01"_s, u"--note"_s, u"from Grandma"_s});
    QVERIFY2(added.exitCode == 0, added.all());
    const QJsonObject position = added.json()[u"added"].toObject();
    QCOMPARE(position[u"symbol"].toString(), u"BHP.AU"_s);
    QCOMPARE(position[u"quantity"].toString(), u"100.000000000000000001"_s);
    QCOMPARE(position[u"cost"].toString(), u"4500.500000000000000000"_s);
    QCOMPARE(position[u"currency"].toString(), u"AUD"_s);
    QCOMPARE(position[u"opened_at"].toString(), u"2020-03-01T00:00:00.000Z"_s);
    const QString id = QString::number(position[u"id"].toInteger());

    const ProgramOutcome edited =
            owner.run({u"edit"_s, id, u"--quantity"_s, u"50"_s, u"--note"_s, u""_s});
    QVERIFY2(edited.exitCode == 0, edited.all());
    QCOMPARE(edited.json()[u"changed"][u"quantity"].toString(), u"50.000000000000000000"_s);
    QCOMPARE(edited.json()[u"changed"][u"cost"].toString(), u"4500.500000000000000000"_s);
    QVERIFY(edited.json()[u"changed"][u"note"].isNull());

    const ProgramOutcome synced = owner.run({u"sync"_s}); // leaves it alone
    QVERIFY2(synced.exitCode == 0, synced.all());
    QCOMPARE(owner.run({u"positions"_s}).json()[u"positions"].toArray().size(), 4);
    const ProgramOutcome removed = owner.run({u"remove"_s, id});
    QVERIFY2(removed.exitCode == 0, removed.all());
    QCOMPARE(owner.run({u"remove"_s, id}).errorKind(), u"not_found"_s);
    const QJsonArray left = owner.run({u"positions"_s}).json()[u"positions"].toArray();
    QCOMPARE(left.size(), 3);
    const QString accountId = QString::number(left[0][u"id"].toInteger());
    const ProgramOutcome refused = owner.run({u"remove"_s, accountId});
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.errorKind(), u"refused"_s);
}

void TestPortfolioCommand::knowsCurrencyAndCost()
{
    Owner owner;
    const auto added = [&](const QStringList &words) {
        return owner.run(QStringList{u"add"_s} + words).json()[u"added"].toObject();
    };
    QCOMPARE(added({u"aapl.us"_s, u"1"_s})[u"currency"], u"USD"_s);
    // What the asset says beats what its exchange says.
    QCOMPARE(owner.program()
                     .run({u"assets"_s, u"add"_s, u"VOO.AU"_s, u"--currency"_s, u"USD"_s})
                     .exitCode,
             0);
    QCOMPARE(added({u"VOO.AU"_s, u"1"_s})[u"currency"], u"USD"_s);
    const QJsonObject gift = added({u"BHP.AU"_s, u"1"_s, u"--cost"_s, u"0"_s});
    QCOMPARE(gift[u"cost"], u"0.000000000000000000"_s);
    QVERIFY(added({u"BHP.AU"_s, u"1"_s})[u"cost"].isNull());
    const QString id = QString::number(gift[u"id"].toInteger());
    const ProgramOutcome forgotten = owner.run({u"edit"_s, id, u"--cost"_s, u"unknown"_s});
    QVERIFY2(forgotten.exitCode == 0, forgotten.all());
    QVERIFY(forgotten.json()[u"changed"][u"cost"].isNull());
    // A cost in another currency than the price says so.
    ControlProgram market{owner.database().url()};
    QCOMPARE(market.run({u"collect"_s, u"--once"_s}).exitCode, 0);
    added({u"BTC.COINSPOT"_s, u"2"_s, u"--cost"_s, u"70000"_s, u"--currency"_s, u"USD"_s});
    const ProgramOutcome shown = owner.say({u"positions"_s});
    QVERIFY2(shown.out.contains("70000 USD"), shown.out);
}

void TestPortfolioCommand::valuesExactly()
{
    Owner owner;
    ControlProgram market{owner.database().url()};
    const ProgramOutcome collected = market.run({u"collect"_s, u"--once"_s});
    QVERIFY2(collected.exitCode == 0, collected.all());
    QVERIFY(owner.run({u"sync"_s}).exitCode == 0);
    QVERIFY(owner.run({u"add"_s, u"BTC.COINSPOT"_s, u"2"_s, u"--cost"_s, u"100000"_s}).exitCode ==
            0);
    const QJsonObject document = owner.run({u"positions"_s}).json();
    const QJsonArray positions = document[u"positions"].toArray();
    QCOMPARE(positions.size(), 4);
    const QJsonObject coin = positions[1].toObject();
    QCOMPARE(coin[u"price"].toString(), u"129001.27480000"_s);
    QCOMPARE(coin[u"value"].toString(), u"2418.773902500000000000"_s);
    QCOMPARE(coin[u"price_currency"].toString(), u"AUD"_s);
    QVERIFY(!coin[u"priced_at"].toString().isEmpty());
    const QJsonObject own = positions[2].toObject();
    QCOMPARE(own[u"value"].toString(), u"258002.549600000000000000"_s);
    QCOMPARE(own[u"gain"].toString(), u"158002.549600000000000000"_s);
    QCOMPARE(own[u"gain_percent"].toString(), u"158.00"_s);
    QCOMPARE(document[u"unpriced"].toInt(), 1); // SHIB
    const QJsonArray totals = document[u"totals"].toArray();
    QCOMPARE(totals.size(), 1);
    QCOMPARE(totals[0][u"value"].toString(), u"261953.723502500000000000"_s);
    QCOMPARE(totals[0][u"positions"].toInt(), 3);
}

void TestPortfolioCommand::warnsOfAFullAccessKey()
{
    Owner owner;
    owner.account.setFullAccess(true);
    for (int i = 0; i < 2; ++i) { // each time, and not only when it is found out
        const ProgramOutcome synced = owner.run({u"sync"_s});
        QVERIFY2(synced.exitCode == 0, synced.all());
        QCOMPARE(synced.json()[u"access"].toString(), u"full"_s);
        QVERIFY(synced.err.contains("may trade and withdraw"));
    }
    QCOMPARE(owner.account.callsOf(u"/api/v2/status"_s), 1);
}

void TestPortfolioCommand::saysThatTheKeyIsMissing()
{
    Owner owner;
    owner.program().setVariable(u"COINSPOT_API_SECRET"_s, {});
    const ProgramOutcome synced = owner.run({u"sync"_s});
    QCOMPARE(synced.exitCode, 1);
    // By whether a keychain can be asked here.
    const QStringList kinds{u"not_set"_s, u"no_keychain"_s, u"keychain_slow"_s};
    QVERIFY2(kinds.contains(synced.errorKind()), synced.all());
    QVERIFY2(synced.errorMessage().startsWith(u"There is no CoinSpot secret"_s), synced.all());
    QVERIFY(owner.account.calls().isEmpty());
}

void TestPortfolioCommand::saysThatTheKeyIsRefused()
{
    Owner owner;
    owner.program().setVariable(u"COINSPOT_API_SECRET"_s, u"another"_s);
    const ProgramOutcome synced = owner.run({u"sync"_s});
    QCOMPARE(synced.exitCode, 4);
    QCOMPARE(synced.errorKind(), u"token_refused"_s);
    QVERIFY2(synced.errorMessage().contains(u"COINSPOT_API_SECRET"_s), synced.all());
    QCOMPARE(owner.account.faults(), QStringList{u"signature"_s}); // once: a key may be locked
}

void TestPortfolioCommand::testsTheKey()
{
    Owner owner;
    for (const QString &name : {u"coinspot-key"_s, u"coinspot-secret"_s}) {
        const ProgramOutcome good =
                owner.program().run({u"--json"_s, u"credentials"_s, u"test"_s, name});
        QVERIFY2(good.exitCode == 0, good.all());
        QVERIFY2(good.json()[u"message"].toString().contains(u"may only read"_s), good.all());
    }
    owner.program().setVariable(u"COINSPOT_API_KEY"_s, u"another"_s);
    const ProgramOutcome bad =
            owner.program().run({u"--json"_s, u"credentials"_s, u"test"_s, u"coinspot-key"_s});
    QCOMPARE(bad.exitCode, 4);
    QCOMPARE(bad.errorKind(), u"token_refused"_s);
}

void TestPortfolioCommand::keepsWhatCannotBeRead()
{
    Owner owner;
    QVERIFY(owner.run({u"sync"_s}).exitCode == 0);
    owner.account.setAnswer(BalancesPath,
                            R"({"status":"ok","balances":[{"BTC":{"balance":"NaN"}}]})");
    const ProgramOutcome synced = owner.run({u"sync"_s});
    QVERIFY2(synced.exitCode == 0, synced.all());
    QCOMPARE(synced.json()[u"unreadable"][0][u"name"].toString(), u"btc"_s);
    QCOMPARE(synced.json()[u"removed"].toInt(), 2);
    QVERIFY(synced.err.contains("btc"));
    owner.account.setAnswer(BalancesPath, R"({"status":"ok","bal)");
    const ProgramOutcome cut = owner.run({u"sync"_s});
    QCOMPARE(cut.exitCode, 1);
    QCOMPARE(cut.errorKind(), u"parse"_s);
    QCOMPARE(owner.run({u"positions"_s}).json()[u"positions"].toArray().size(), 1);
}

void TestPortfolioCommand::showsTheHistory()
{
    Owner owner;
    owner.account.setAnswer(u"/api/v2/ro/my/deposits"_s,
                            R"({"status":"ok","deposits":[{"amount":100.10,"type":"PayID",)"
                            R"("created":"2026-01-02T03:04:05.678Z","status":"completed"}]})");
    const ProgramOutcome shown = owner.run({u"history"_s, u"deposits"_s, u"--from"_s,
                                            u"2026-01-01"_s, u"--to"_s, u"2026-01-31"_s});
    QVERIFY2(shown.exitCode == 0, shown.all());
    QCOMPARE(shown.json()[u"list"].toString(), u"deposits"_s);
    const QJsonObject entry = shown.json()[u"entries"][0].toObject();
    QCOMPARE(entry[u"amount"].toString(), u"100.100000000000000000"_s);
    QCOMPARE(entry[u"time"].toString(), u"2026-01-02T03:04:05.678Z"_s);
    QVERIFY(entry[u"rate"].isNull());
    const ProgramOutcome missing = owner.run({u"history"_s}); // trades: the server has none
    QCOMPARE(missing.errorKind(), u"http"_s);
}

void TestPortfolioCommand::refusesWrongWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QStringList &arguments, const QString &said) {
        QTest::newRow(name) << arguments << said;
    };
    row("no quantity", {u"add"_s, u"BHP.AU"_s}, u"QUANTITY"_s);
    row("no number", {u"add"_s, u"BHP.AU"_s, u"many"_s}, u"QUANTITY is not a number"_s);
    row("too fine", {u"add"_s, u"BHP.AU"_s, u"1e-19"_s}, u"eighteen decimals"_s);
    row("no symbol", {u"add"_s, u"BHP"_s, u"1"_s}, u"BHP.AU"_s);
    row("a coin without its market", {u"add"_s, u"btc"_s, u"1"_s}, u"BTC.COINSPOT"_s);
    row("no cost", {u"add"_s, u"BHP.AU"_s, u"1"_s, u"--cost"_s, u"1,5"_s},
        u"--cost is not a number"_s);
    row("no day", {u"add"_s, u"BHP.AU"_s, u"1"_s, u"--opened"_s, u"then"_s},
        u"--opened is no time"_s);
    row("no currency", {u"add"_s, u"BHP.AU"_s, u"1"_s, u"--currency"_s, u"dollars"_s},
        u"'DOLLARS' is no currency"_s);
    row("bought in years to come", {u"add"_s, u"BHP.AU"_s, u"1"_s, u"--opened"_s, u"2999-01-01"_s},
        u"lies ahead"_s);
    row("no list", {u"history"_s, u"gifts"_s}, u"LIST"_s);
    row("days in the wrong order",
        {u"history"_s, u"trades"_s, u"--from"_s, u"2026-02-01"_s, u"--to"_s, u"2026-01-01"_s},
        u"--from must not be after --to"_s);
    row("no id", {u"remove"_s, u"first"_s}, u"ID"_s);
}

void TestPortfolioCommand::refusesWrongWords()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const Owner owner;
    const ProgramOutcome outcome = owner.run(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.errorKind(), u"usage"_s);
    QVERIFY2(outcome.errorMessage().contains(said), qPrintable(outcome.errorMessage()));
}

void TestPortfolioCommand::speaksToPeople()
{
    Owner owner;
    QVERIFY(owner.say({u"add"_s, u"BHP.AU"_s, u"100"_s, u"--cost"_s, u"4500"_s}).exitCode == 0);
    const ProgramOutcome shown = owner.say({u"positions"_s});
    QVERIFY2(shown.out.contains("BHP.AU"), shown.all());
    QVERIFY(shown.out.contains("no price"));
    QVERIFY(shown.out.contains("without a price: in no total"));
    owner.account.setAnswer(u"/api/v2/ro/my/orders/market/open"_s,
                            R"({"status":"ok","buyorders":[],"sellorders":[]})");
    owner.account.setAnswer(u"/api/v2/ro/my/orders/limit/open"_s,
                            R"({"status":"ok","buyorders":[],"sellorders":[]})");
    QCOMPARE(owner.say({u"history"_s, u"orders"_s}).out, QByteArray{"No order is open.\n"});
}

void TestPortfolioCommand::leavesNoSecretBehind()
{
    Owner owner;
    owner.program().setVariable(u"SQL_ECHO"_s, u"1"_s);
    QVERIFY(owner.run({u"sync"_s}).exitCode == 0);
    int files = 0;
    for (const QString &folder :
         {owner.program().home().path(), QFileInfo{owner.database().spec().path}.path()}) {
        QDirIterator each{folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories};
        while (each.hasNext()) {
            QFile file{each.next()};
            QVERIFY(!file.fileName().contains(Key));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains(Key.toUtf8()), qPrintable(file.fileName()));
            QVERIFY2(!bytes.contains(Secret.toUtf8()), qPrintable(file.fileName()));
            ++files;
        }
    }
    QVERIFY(files >= 3); // the database, the nonce, what the key may do
}

QTEST_GUILESS_MAIN(TestPortfolioCommand)
#include "tst_portfoliocommand.moc"
