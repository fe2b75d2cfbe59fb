// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/stockquotestore.h"
#include "db/bars/barpartitions.h"
#include "db/bars/dailystore.h"
#include "db/portfolio/positionstore.h"
#include "db/portfolio/valuation.h"
#include "db/quotes/quotestore.h"
#include "migrations/migrator.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// Positions and what they are worth, alike on every engine to the last digit.
class TestPositionStore final : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryDigit_data() { addEngineRows(); }
    void keepsEveryDigit();
    void changesWhatWasWrittenByHand_data() { addEngineRows(); }
    void changesWhatWasWrittenByHand();
    void leavesTheAccountsRowsToTheAccount_data() { addEngineRows(); }
    void leavesTheAccountsRowsToTheAccount();
    void followsTheAccount_data() { addEngineRows(); }
    void followsTheAccount();
    void keepsWhatCouldNotBeRead_data() { addEngineRows(); }
    void keepsWhatCouldNotBeRead();
    void valuesAtTheNewestPrice_data() { addEngineRows(); }
    void valuesAtTheNewestPrice();
    void addsWithinTheDigits();
    void refusesASchemaThatMoves_data() { addEngineRows(); }
    void refusesASchemaThatMoves();
};

namespace {

const QString Largest = u"99999999999999999999.999999999999999999"_s;

QDateTime now(int minute = 0)
{
    return QDateTime::fromString(u"2026-11-20T03:15:00.123Z"_s, Qt::ISODateWithMs)
            .addSecs(minute * 60);
}

Quantity quantity(const QString &text)
{
    return *Quantity::parse(text);
}

Position manual(const QString &symbol, const QString &amount, const QString &cost = u"0"_s,
                const QString &currency = u"AUD"_s)
{
    Position position;
    position.symbol = symbol;
    position.quantity = quantity(amount);
    position.cost = quantity(cost);
    position.currency = currency;
    return position;
}

// A database at the head.
class Book final
{
public:
    explicit Book(Engine engine)
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        const auto migrated =
                MigrationSet::shipped(engine).and_then([&](const MigrationSet &migrations) {
                    return Migrator{*m_connection, migrations}.up();
                });
        if (!migrated)
            qFatal("%s", qPrintable(migrated.error().detail));
    }

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] qint64 count(const QString &from) const
    {
        return numberFrom(*m_connection, u"SELECT COUNT(*) FROM "_s + from);
    }
    // "BTC.COINSPOT 1, ETH.COINSPOT 2 manual"
    [[nodiscard]] QString words() const
    {
        QStringList words;
        const Result<QList<Position>> positions = PositionStore{*m_connection}.list();
        for (const Position &position : positions.value_or(QList<Position>{}))
            words.append(position.symbol + u' ' + position.quantity.toShortString() +
                         (position.source == PositionSource::Manual ? u" manual"_s : u""_s));
        return words.join(u", "_s);
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

QString wordsOf(const PositionSync &sync)
{
    return u"%1 %2 %3 %4"_s.arg(sync.added).arg(sync.changed).arg(sync.removed).arg(sync.unchanged);
}

} // namespace

void TestPositionStore::keepsEveryDigit()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    PositionStore store{book.connection()};
    Position largest = manual(u"BHP.AU"_s, u'-' + Largest, Largest);
    largest.openedAt = now().addYears(-30);
    largest.note = u"bought at Grandma’s – \"x\"; DROP TABLE 🐚"_s;
    const Result<Position> added = store.add(largest, now());
    VERIFY_RESULT(added);
    Position unknown = manual(u"CBA.AU"_s, u"0.000000000000000001"_s);
    unknown.cost.reset();
    VERIFY_RESULT(store.add(unknown, now()));
    const Result<Position> found = store.find(added->id);
    VERIFY_RESULT(found);
    QCOMPARE(found->symbol, u"BHP.AU"_s);
    QCOMPARE(found->quantity, largest.quantity);
    QCOMPARE(found->cost, largest.cost);
    QCOMPARE(found->note, largest.note);
    QCOMPARE(found->openedAt, largest.openedAt);
    QCOMPARE(found->createdAt, now());
    const Result<QList<Position>> all = store.list();
    VERIFY_RESULT(all);
    QCOMPARE(all->size(), 2);
    QCOMPARE((*all)[1].quantity.units(), 1);
    QVERIFY(!(*all)[1].cost);
    // A gift is no unknown.
    unknown.id = (*all)[1].id;
    unknown.cost = Quantity{};
    const Result<Position> gift = store.edit(unknown, now());
    VERIFY_RESULT(gift);
    QCOMPARE(gift->cost, Quantity{});
    QVERIFY((*all)[1].note.isEmpty());
    QVERIFY(!(*all)[1].openedAt.isValid());
}

void TestPositionStore::changesWhatWasWrittenByHand()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    PositionStore store{book.connection()};
    const Result<Position> added = store.add(manual(u"BHP.AU"_s, u"100"_s), now());
    VERIFY_RESULT(added);
    VERIFY_RESULT(store.add(manual(u"BHP.AU"_s, u"7"_s), now())); // a second lot of the same
    Position changed = manual(u"BHP.AU"_s, u"50.5"_s, u"2200"_s);
    changed.id = added->id;
    const Result<Position> edited = store.edit(changed, now(1));
    VERIFY_RESULT(edited);
    QCOMPARE(edited->quantity, quantity(u"50.5"_s));
    QCOMPARE(edited->createdAt, now());
    QCOMPARE(edited->updatedAt, now(1));
    const Result<Position> removed = store.remove(added->id);
    VERIFY_RESULT(removed);
    QCOMPARE(removed->cost, quantity(u"2200"_s));
    QCOMPARE(book.words(), u"BHP.AU 7 manual"_s);
    QCOMPARE(store.remove(added->id).error().kind, Error::Kind::NotFound);
    QCOMPARE(store.edit(changed, now()).error().kind, Error::Kind::NotFound);
}

void TestPositionStore::leavesTheAccountsRowsToTheAccount()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    PositionStore store{book.connection()};
    VERIFY_RESULT(store.sync({{u"btc"_s, quantity(u"1"_s)}}, {}, now()));
    Position position = (*store.list())[0];
    position.quantity = quantity(u"2"_s);
    QCOMPARE(store.edit(position, now()).error().kind, Error::Kind::Refused);
    QCOMPARE(store.remove(position.id).error().kind, Error::Kind::Refused);
    QCOMPARE(book.words(), u"BTC.COINSPOT 1"_s);
}

void TestPositionStore::followsTheAccount()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    PositionStore store{book.connection()};
    VERIFY_RESULT(store.add(manual(u"BTC.COINSPOT"_s, u"5"_s), now()));
    const QList<AccountBalance> first{{u"btc"_s, quantity(u"0.01875"_s)},
                                      {u"eth"_s, quantity(u"2"_s)},
                                      {u"doge"_s, Quantity{}}};
    const auto sync = [&](const QList<AccountBalance> &balances, int minute) {
        const Result<PositionSync> done = store.sync(balances, {}, now(minute));
        return done ? wordsOf(*done) : done.error().detail;
    };
    QCOMPARE(sync(first, 1), u"2 0 0 0"_s);
    QCOMPARE(book.words(), u"BTC.COINSPOT 5 manual, BTC.COINSPOT 0.01875, ETH.COINSPOT 2"_s);
    QCOMPARE(sync(first, 2), u"0 0 0 2"_s); // the same again changes nothing
    QCOMPARE((*store.list())[1].updatedAt, now(1));
    QCOMPARE(sync({{u"btc"_s, quantity(u"0.02"_s)}, {u"eth"_s, Quantity{}}}, 3), u"0 1 1 0"_s);
    QCOMPARE((*store.list())[1].createdAt, now(1));
    QCOMPARE((*store.list())[1].updatedAt, now(3));
    QCOMPARE(book.words(), u"BTC.COINSPOT 5 manual, BTC.COINSPOT 0.02"_s);
    QCOMPARE(sync({}, 4), u"0 0 1 0"_s);
    QCOMPARE(book.words(), u"BTC.COINSPOT 5 manual"_s);
    QCOMPARE(book.count(u"system_events WHERE component = 'portfolio' AND "
                        "event = 'account_synced'"_s),
             4);
}

void TestPositionStore::keepsWhatCouldNotBeRead()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    PositionStore store{book.connection()};
    VERIFY_RESULT(
            store.sync({{u"btc"_s, quantity(u"1"_s)}, {u"eth"_s, quantity(u"2"_s)}}, {}, now()));
    const Result<PositionSync> done = store.sync({}, {u"eth"_s}, now(1));
    VERIFY_RESULT(done);
    QCOMPARE(wordsOf(*done), u"0 0 1 1"_s);
    QCOMPARE(book.words(), u"ETH.COINSPOT 2"_s);
    QCOMPARE(book.count(u"system_events WHERE level = 'warning'"_s), 1);
}

void TestPositionStore::valuesAtTheNewestPrice()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    const Connection &connection = book.connection();
    VERIFY_RESULT(connection.execute(
            u"INSERT INTO assets (symbol, name, exchange, asset_type, currency, is_active, "
            "sync_state, created_at, updated_at) SELECT 'BHP.AU', 'BHP Group', 'AU', "
            "'Common Stock', 'AUD', TRUE, 'idle', applied_at, applied_at FROM tidemark_migrations "
            "WHERE version = 1"_s));
    VERIFY_RESULT(connection.execute(
            u"INSERT INTO assets (symbol, name, exchange, asset_type, currency, is_active, "
            "sync_state, created_at, updated_at) SELECT 'AAPL.US', 'Apple', 'US', 'Common Stock', "
            "'USD', TRUE, 'idle', applied_at, applied_at FROM tidemark_migrations "
            "WHERE version = 1"_s));
    QuoteStore quotes{connection};
    for (int minute = 0; minute < 10; minute += 5) {
        Quote quote;
        quote.coin = u"shib"_s;
        quote.timestamp = now().addMSecs(-123).addSecs(minute * 60);
        quote.bid = quote.ask = quote.last =
                *Price::parse(minute == 0 ? u"0.00000700" : u"0.00000799");
        VERIFY_RESULT(quotes.insert(quote, now()));
    }
    BarPartitions partitions{connection, BarPartitions::Table::Daily};
    VERIFY_RESULT(partitions.ensure(now()));
    DailyStore bars{connection};
    const auto bar = [&](const QString &symbol, const QDate &day, QStringView close) {
        DailyBar daily;
        daily.day = day;
        daily.open = daily.high = daily.low = daily.close = *Price::parse(close);
        daily.adjustedClose = *Price::parse(u"1"); // never what a holding is worth
        return bars.insert(symbol, daily);
    };
    VERIFY_RESULT(bar(u"BHP.AU"_s, QDate{2026, 11, 18}, u"44.0000"));
    VERIFY_RESULT(bar(u"BHP.AU"_s, QDate{2026, 11, 19}, u"45.1234"));
    VERIFY_RESULT(bar(u"AAPL.US"_s, QDate{2026, 11, 19}, u"200.5"));

    PositionStore store{connection};
    VERIFY_RESULT(store.sync({{u"aud"_s, quantity(u"1532.4"_s)},
                              {u"shib"_s, quantity(u"1250000.5"_s)},
                              {u"xyz"_s, quantity(u"3"_s)}},
                             {}, now()));
    VERIFY_RESULT(store.add(manual(u"BHP.AU"_s, u"100"_s, u"4000"_s), now()));
    VERIFY_RESULT(store.add(manual(u"AAPL.US"_s, u"2"_s, u"500"_s), now())); // cost in AUD
    VERIFY_RESULT(store.add(manual(u"AAPL.US"_s, u"1"_s, u"250"_s, u"USD"_s), now()));
    VERIFY_RESULT(store.add(manual(u"ZZZ.AU"_s, u"1"_s, u"1"_s), now()));

    const Result<Portfolio> portfolio = valuedPortfolio(connection);
    VERIFY_RESULT(portfolio);
    QStringList words;
    const auto text = [](const std::optional<Quantity> &amount) {
        return amount ? amount->toString() : u"-"_s;
    };
    for (const ValuedPosition &valued : portfolio->positions)
        words.append(QStringList{valued.position.symbol, text(valued.value), valued.priceCurrency,
                                 text(valued.gain),
                                 valued.pricedAt.toUTC().toString(Qt::ISODateWithMs)}
                             .join(u' '));
    const QStringList expected{
            u"AAPL.US 401.000000000000000000 USD - 2026-11-19T00:00:00.000Z"_s,
            u"AAPL.US 200.500000000000000000 USD -49.500000000000000000 2026-11-19T00:00:00.000Z"_s,
            u"AUD.COINSPOT 1532.400000000000000000 AUD - 2026-11-20T03:15:00.123Z"_s,
            u"BHP.AU 4512.340000000000000000 AUD 512.340000000000000000 2026-11-19T00:00:00.000Z"_s,
            u"SHIB.COINSPOT 9.987503995000000000 AUD - 2026-11-20T03:20:00.000Z"_s,
            u"XYZ.COINSPOT - AUD - "_s,
            u"ZZZ.AU - AUD - "_s};
    QCOMPARE(words, expected);
    QCOMPARE(portfolio->positions[3].name, u"BHP Group"_s);
    QCOMPARE(portfolio->unpriced, 2);
    QCOMPARE(portfolio->totals.size(), 2);
    QCOMPARE(portfolio->totals[0].currency, u"AUD"_s);
    QCOMPARE(portfolio->totals[0].positions, 3);
    QCOMPARE(text(portfolio->totals[0].value), u"6054.727503995000000000"_s);
    QCOMPARE(portfolio->totals[0].withGain, 1);
    QCOMPARE(text(portfolio->totals[0].gain), u"512.340000000000000000"_s);
    QCOMPARE(text(portfolio->totals[1].value), u"601.500000000000000000"_s);
    QCOMPARE(text(portfolio->totals[1].gain), u"-49.500000000000000000"_s);

    // A delayed quote counts where its day has no bar yet.
    StockQuoteStore delayed{connection};
    const QDateTime trade{QDate{2026, 11, 20}, QTime{3, 0}, Qt::UTC};
    VERIFY_RESULT(delayed.storeQuotes(
            {{u"BHP.AU"_s, trade, *Price::parse(u"46.5"), {}, {}, {}, {}},
             {u"AAPL.US"_s, trade.addDays(-1), *Price::parse(u"1"), {}, {}, {}, {}}}));
    const Result<Portfolio> later = valuedPortfolio(connection);
    VERIFY_RESULT(later);
    QCOMPARE(text(later->positions[3].value), u"4650.000000000000000000"_s);
    QCOMPARE(later->positions[3].pricedAt, trade);
    QCOMPARE(text(later->positions[0].value), u"401.000000000000000000"_s);
}

void TestPositionStore::addsWithinTheDigits()
{
    ValuedPosition valued;
    valued.priceCurrency = u"AUD"_s;
    valued.value = quantity(Largest);
    const QList<CurrencyTotal> totals = totalsOf({valued, valued});
    QCOMPARE(totals.size(), 1);
    QCOMPARE(totals[0].positions, 2);
    QVERIFY(!totals[0].value); // and not a wrong sum
}

void TestPositionStore::refusesASchemaThatMoves()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    PositionStore store{book.connection()};
    VERIFY_RESULT(store.add(manual(u"BHP.AU"_s, u"1"_s), now()));
    // One that was never this program's, too.
    PositionStore newer{book.connection(), MigrationSet::shipped(engine)->head() + 1};
    QCOMPARE(newer.remove(1).error().kind, Error::Kind::Refused);
    VERIFY_RESULT(book.connection().execute(
            u"UPDATE tidemark_migrations SET version = version + 1000 WHERE version = "
            "(SELECT newest FROM (SELECT MAX(version) AS newest FROM tidemark_migrations) AS all_of)"_s));
    for (const Result<> &done :
         {store.add(manual(u"BHP.AU"_s, u"1"_s), now()).map([](const Position &) {}),
          store.remove(1).map([](const Position &) {}),
          store.sync({}, {}, now()).map([](const PositionSync &) {})}) {
        QVERIFY(!done);
        QCOMPARE(done.error().kind, Error::Kind::Refused);
    }
    QCOMPARE(book.words(), u"BHP.AU 1 manual"_s);
}

QTEST_GUILESS_MAIN(TestPositionStore)
#include "tst_positionstore.moc"
