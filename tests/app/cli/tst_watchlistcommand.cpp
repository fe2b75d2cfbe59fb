// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotestore.h"
#include "db/transaction.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

// What is watched, through the finished program.
class TestWatchlistCommand final : public QObject
{
    Q_OBJECT

private slots:
    void keepsAWatchlist_data() { addEngineRows(); }
    void keepsAWatchlist();
    void countsTheDistance();
    void sortsByDistance();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void speaksToPeople();
    void refusesWhatNobodyKnows();
};

namespace {

class Owner final
{
public:
    explicit Owner(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_program{m_database.url()}
    {}

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return m_program.run(QStringList{u"--json"_s, u"watchlist"_s} + arguments);
    }
    [[nodiscard]] ProgramOutcome say(const QStringList &arguments) const
    {
        return m_program.run(QStringList{u"watchlist"_s} + arguments);
    }
    [[nodiscard]] QJsonArray list(const QStringList &arguments = {}) const
    {
        return run(QStringList{u"list"_s} + arguments).json()[u"watchlist"].toArray();
    }
    // "BTC.COINSPOT BHP.AU"
    [[nodiscard]] QString symbols(const QStringList &arguments = {}) const
    {
        QStringList symbols;
        for (const auto &entry : list(arguments))
            symbols.append(entry[u"symbol"].toString());
        return symbols.join(u' ');
    }
    [[nodiscard]] const ControlProgram &program() const { return m_program; }

    // A price that was collected just now.
    [[nodiscard]] Result<> collect(const QString &coin, QStringView last) const
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const Price price = Price::parse(last).value();
        const auto connection = openOrFail(m_database.spec());
        Transaction transaction{*connection};
        QuoteStore quotes{*connection};
        return transaction.begin()
                .and_then([&] {
                    return quotes.insert({0, coin, now, price, price, price, {}}, now);
                })
                .and_then([&](bool) { return transaction.commit(); });
    }

private:
    TestDatabase m_database;
    ControlProgram m_program;
};

} // namespace

void TestWatchlistCommand::keepsAWatchlist()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    const ProgramOutcome added = // into a database that is not there yet
            owner.run({u"add"_s, u"btc"_s, u"--target"_s, u"150000.00000001"_s, u"--note"_s,
                       u"sell a third"_s});
    QVERIFY2(added.exitCode == 0, added.all());
    const QJsonObject entry = added.json()[u"added"].toObject();
    QCOMPARE(entry[u"symbol"].toString(), u"BTC.COINSPOT"_s);
    QCOMPARE(entry[u"target"].toString(), u"150000.00000001"_s);
    QCOMPARE(entry[u"note"].toString(), u"sell a third"_s);
    QVERIFY(entry[u"created_at"].toString().endsWith(u'Z'));

    const ProgramOutcome again = owner.run({u"add"_s, u"BTC.COINSPOT"_s, u"--target"_s, u"1"_s});
    QCOMPARE(again.exitCode, 3);
    QCOMPARE(again.errorKind(), u"refused"_s);
    const ProgramOutcome unknown = owner.run({u"add"_s, u"bhp.au"_s});
    QCOMPARE(unknown.exitCode, 1);
    QCOMPARE(unknown.errorKind(), u"not_found"_s);
    QVERIFY(unknown.errorMessage().contains(u"assets add BHP.AU"_s));
    QCOMPARE(owner.program().run({u"assets"_s, u"add"_s, u"BHP.AU"_s}).exitCode, 0);
    QCOMPARE(owner.run({u"add"_s, u"bhp.au"_s}).exitCode, 0);

    const ProgramOutcome edited = owner.run({u"edit"_s, u"BTC"_s, u"--target"_s, u"160000"_s});
    QVERIFY2(edited.exitCode == 0, edited.all());
    QCOMPARE(edited.json()[u"changed"][u"target"].toString(), u"160000.00000000"_s);
    QCOMPARE(edited.json()[u"changed"][u"note"].toString(), u"sell a third"_s);
    const ProgramOutcome emptied =
            owner.run({u"edit"_s, u"BTC"_s, u"--target"_s, u""_s, u"--note"_s, u""_s});
    QVERIFY2(emptied.exitCode == 0, emptied.all());
    QVERIFY(emptied.json()[u"changed"][u"target"].isNull());
    QVERIFY(emptied.json()[u"changed"][u"note"].isNull());

    QCOMPARE(owner.symbols(), u"BHP.AU BTC.COINSPOT"_s);
    QVERIFY(owner.list()[1][u"price"].isNull());
    const ProgramOutcome none = owner.run({u"remove"_s, u"btc"_s, u"eth"_s});
    QCOMPARE(none.errorKind(), u"not_found"_s);
    QCOMPARE(owner.symbols(), u"BHP.AU BTC.COINSPOT"_s);
    const ProgramOutcome removed = owner.run({u"remove"_s, u"btc"_s, u"BHP.AU"_s, u"BTC"_s});
    QVERIFY2(removed.exitCode == 0, removed.all());
    QCOMPARE(removed.json()[u"removed"].toArray().size(), 2);
    QCOMPARE(owner.symbols(), QString{});
}

void TestWatchlistCommand::countsTheDistance()
{
    const Owner owner;
    QCOMPARE(owner.run({u"add"_s, u"shib"_s, u"--target"_s, u"0.0000078"_s}).exitCode, 0);
    QCOMPARE(owner.run({u"add"_s, u"doge"_s, u"--target"_s, u"0.36"_s}).exitCode, 0);
    VERIFY_RESULT(owner.collect(u"shib"_s, u"0.00000800"));
    VERIFY_RESULT(owner.collect(u"doge"_s, u"0.36"));
    const QJsonArray list = owner.list();
    QCOMPARE(list[0][u"price"].toString(), u"0.36000000"_s);
    QCOMPARE(list[0][u"distance_percent"].toString(), u"0.00"_s);
    QCOMPARE(list[0][u"reached"].toBool(), true);
    QCOMPARE(list[1][u"price"].toString(), u"0.00000800"_s);
    QCOMPARE(list[1][u"currency"].toString(), u"AUD"_s);
    QCOMPARE(list[1][u"distance_percent"].toString(), u"-2.50"_s);
    QCOMPARE(list[1][u"reached"].toBool(true), false);
    QVERIFY(list[1][u"change_24h_percent"].isNull());
    QVERIFY(list[1][u"priced_at"].toString().endsWith(u'Z'));
}

void TestWatchlistCommand::sortsByDistance()
{
    const Owner owner;
    for (const auto &[coin, target] :
         {std::pair{u"a"_s, u"200"_s}, {u"b"_s, u"99"_s}, {u"c"_s, u"5"_s}, {u"d"_s, u"102"_s}})
        QCOMPARE(owner.run({u"add"_s, coin, u"--target"_s, target}).exitCode, 0);
    for (const QString &coin : {u"a"_s, u"b"_s, u"d"_s})
        VERIFY_RESULT(owner.collect(coin, u"100"));
    QCOMPARE(owner.symbols({u"--sort"_s, u"distance"_s}),
             u"B.COINSPOT D.COINSPOT A.COINSPOT C.COINSPOT"_s); // c has no price
}

void TestWatchlistCommand::refusesWrongWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    QTest::newRow("no command") << QStringList{} << u"needs a command"_s;
    QTest::newRow("no symbol") << QStringList{u"add"_s} << u"SYMBOL"_s;
    QTest::newRow("empty symbol") << QStringList{u"add"_s, u""_s} << u"symbol is missing"_s;
    QTest::newRow("no coin") << QStringList{u"add"_s, u"b t c"_s} << u"b t c is no coin"_s;
    QTest::newRow("no share") << QStringList{u"remove"_s, u"a.b.c"_s} << u"no symbol of EODHD"_s;
    QTest::newRow("no price") << QStringList{u"add"_s, u"btc"_s, u"--target"_s, u"1,5"_s}
                              << u"--target cannot be used"_s;
    QTest::newRow("too fine") << QStringList{u"edit"_s, u"btc"_s, u"--target"_s, u"0.000000001"_s}
                              << u"--target cannot be used"_s;
    QTest::newRow("zero") << QStringList{u"add"_s, u"btc"_s, u"--target"_s, u"0"_s}
                          << u"above zero"_s;
    QTest::newRow("order") << QStringList{u"list"_s, u"--sort"_s, u"note"_s} << u"--sort"_s;
}

void TestWatchlistCommand::refusesWrongWords()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    const Owner owner;
    const ProgramOutcome outcome = owner.run(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.errorKind(), u"usage"_s);
    QVERIFY2(outcome.errorMessage().contains(words), outcome.all());
}

void TestWatchlistCommand::speaksToPeople()
{
    const Owner owner;
    QVERIFY(owner.say({u"add"_s, u"btc"_s}).out.contains("Added BTC.COINSPOT, no target."));
    QVERIFY(owner.say({u"edit"_s, u"btc"_s, u"--target"_s, u"101"_s})
                    .out.contains("Changed to BTC.COINSPOT, target 101.\n"));
    QVERIFY(owner.say({u"list"_s}).out.contains("no price"));
    VERIFY_RESULT(owner.collect(u"btc"_s, u"100"));
    QVERIFY(owner.say({u"list"_s}).out.contains("+1.00"));
    QCOMPARE(owner.run({u"edit"_s, u"btc"_s, u"--target"_s, u"100"_s}).exitCode, 0);
    QVERIFY(owner.say({u"list"_s}).out.contains("reached"));
    QCOMPARE(owner.run({u"edit"_s, u"btc"_s, u"--target"_s, u"99.999"_s}).exitCode, 0);
    QVERIFY(owner.say({u"list"_s}).out.contains("-<0.01"));
    QVERIFY(owner.say({u"remove"_s, u"btc"_s}).out.contains("Removed BTC.COINSPOT, target 99.99"));
    QVERIFY(owner.say({u"list"_s}).out.contains("Nothing is watched yet."));
}

// As 'alerts add' does: a mistyped coin would wait for ever.
void TestWatchlistCommand::refusesWhatNobodyKnows()
{
    const Owner owner;
    // While no coin has a price it may be right.
    const ProgramOutcome early = owner.say({u"add"_s, u"eth"_s});
    QVERIFY2(early.exitCode == 0, early.all());
    QVERIFY2(early.err.contains("No price of a coin is stored yet"), early.all());
    VERIFY_RESULT(owner.collect(u"btc"_s, u"142000"));
    const ProgramOutcome unknown = owner.run({u"add"_s, u"nosuch"_s});
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.errorMessage().startsWith(u"No price of NOSUCH.COINSPOT is stored"_s),
             unknown.all());
    QVERIFY(unknown.errorMessage().contains(u"--force"_s));
    QVERIFY(owner.run({u"add"_s, u"btcaud"_s}).errorMessage().contains(u"mean BTC.COINSPOT?"_s));
    QCOMPARE(owner.symbols(), u"ETH.COINSPOT"_s);
    const ProgramOutcome forced = owner.say({u"add"_s, u"nosuch"_s, u"--force"_s});
    QVERIFY2(forced.exitCode == 0, forced.all());
    QVERIFY2(forced.err.contains("No price of NOSUCH.COINSPOT is stored yet"), forced.all());
    QCOMPARE(owner.run({u"add"_s, u"btc"_s}).exitCode, 0);
    QCOMPARE(owner.symbols(), u"BTC.COINSPOT ETH.COINSPOT NOSUCH.COINSPOT"_s);
}

QTEST_GUILESS_MAIN(TestWatchlistCommand)
#include "tst_watchlistcommand.moc"
