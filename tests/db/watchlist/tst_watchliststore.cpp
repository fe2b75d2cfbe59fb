// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/stockquotestore.h"
#include "db/quotes/quotestore.h"
#include "db/storagethread.h"
#include "db/watchlist/watchlistprices.h"
#include "db/watchlist/watchliststore.h"
#include "db/watchlist/watchlistworker.h"
#include "migrations/migrator.h"
#include "tests/support/engines.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// What is watched and how far its target is, alike on every engine to the last digit.
class TestWatchlistStore final : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryDigit_data() { addEngineRows(); }
    void keepsEveryDigit();
    void registersACoin_data() { addEngineRows(); }
    void registersACoin();
    void addsAllOrNothing_data() { addEngineRows(); }
    void addsAllOrNothing();
    void editsTargetAndNote_data() { addEngineRows(); }
    void editsTargetAndNote();
    void removesAndRestores_data() { addEngineRows(); }
    void removesAndRestores();
    void readsTheNewestPrice_data() { addEngineRows(); }
    void readsTheNewestPrice();
    void refusesASchemaThatMoves_data() { addEngineRows(); }
    void refusesASchemaThatMoves();
    void answersTheWindow();
};

namespace {

QDateTime now(int minute = 0)
{
    return QDateTime::fromString(u"2026-11-20T03:15:00.123Z"_s, Qt::ISODateWithMs)
            .addSecs(minute * 60);
}

Price price(QStringView text)
{
    return Price::parse(text).value();
}

WatchedSymbol watch(const QString &symbol, const std::optional<Price> &target = {},
                    const QString &note = {})
{
    return {symbol, target, note, {}, {}};
}

// A database at the head, with BHP.AU registered.
class Book final
{
public:
    explicit Book(Engine engine)
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        const auto ready = MigrationSet::shipped(engine)
                                   .and_then([&](const MigrationSet &migrations) {
                                       return Migrator{*m_connection, migrations}.up();
                                   })
                                   .and_then([&](const auto &) {
                                       return addStock(*m_connection, u"BHP.AU"_s, u"AUD"_s);
                                   });
        if (!ready)
            qFatal("%s", qPrintable(ready.error().detail));
    }

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] ConnectionSpec spec() const { return m_database.spec(); }
    // "BHP.AU 45.50000000 BTC.COINSPOT -"
    [[nodiscard]] QString words() const
    {
        QStringList words;
        const auto list = WatchlistStore{*m_connection}.list();
        for (const WatchedSymbol &watched : list.value_or(QList<WatchedSymbol>{}))
            words << watched.symbol << (watched.target ? watched.target->toString() : u"-"_s);
        return words.join(u' ');
    }
    [[nodiscard]] qint64 count(const QString &from) const
    {
        return numberFrom(*m_connection, u"SELECT COUNT(*) FROM "_s + from);
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

} // namespace

void TestWatchlistStore::keepsEveryDigit()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    WatchlistStore store{book.connection()};
    const QString note = u"like Grandma’s – \"x\"; DROP TABLE 🐚"_s;
    const auto added =
            store.add({watch(u"BHP.AU"_s, price(u"999999999999.99999999"), note),
                       watch(u"SHIB.COINSPOT"_s, price(u"0.00000001")), watch(u"BTC.COINSPOT"_s)},
                      now());
    VERIFY_RESULT(added);
    QCOMPARE(added->size(), 3);
    const auto list = store.list();
    VERIFY_RESULT(list);
    QCOMPARE(list->size(), 3);
    QCOMPARE((*list)[0], (*added)[0]); // by symbol
    QCOMPARE((*list)[0].target->toString(), u"999999999999.99999999"_s);
    QCOMPARE((*list)[0].note, note);
    QCOMPARE((*list)[0].createdAt, now());
    QCOMPARE((*list)[0].updatedAt, now());
    QVERIFY(!(*list)[1].target);
    QVERIFY((*list)[1].note.isEmpty());
    QCOMPARE((*list)[2].target->toString(), u"0.00000001"_s);
}

void TestWatchlistStore::registersACoin()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    WatchlistStore store{book.connection()};
    VERIFY_RESULT(store.add({watch(u"ETH.COINSPOT"_s)}, now()));
    VERIFY_RESULT(store.add({watch(u"=Etc.COINSPOT"_s)}, now()));
    QCOMPARE(book.count(u"assets WHERE symbol = 'ETH.COINSPOT' AND name = 'eth'"_s), 1);
    QCOMPARE(book.count(u"assets WHERE symbol = '=Etc.COINSPOT' AND name = 'Etc'"_s), 1);
}

void TestWatchlistStore::addsAllOrNothing()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    WatchlistStore store{book.connection()};
    const auto unknown = store.add({watch(u"ETH.COINSPOT"_s), watch(u"CBA.AU"_s)}, now());
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, Error::Kind::NotFound);
    QCOMPARE(unknown.error().subject, u"CBA.AU"_s);
    QVERIFY(unknown.error().detail.contains(u"assets add CBA.AU"_s));
    QCOMPARE(book.words(), QString{});
    QCOMPARE(book.count(u"assets WHERE symbol = 'ETH.COINSPOT'"_s), 0);
    VERIFY_RESULT(store.add({watch(u"BHP.AU"_s, price(u"50"))}, now()));
    const auto again =
            store.add({watch(u"BHP.AU"_s, price(u"1")), watch(u"ETH.COINSPOT"_s)}, now(1));
    VERIFY_RESULT(again);
    QCOMPARE(again->size(), 1); // what is there stays as it is
    QCOMPARE(book.words(), u"BHP.AU 50.00000000 ETH.COINSPOT -"_s);
}

void TestWatchlistStore::editsTargetAndNote()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    WatchlistStore store{book.connection()};
    VERIFY_RESULT(store.add({watch(u"BHP.AU"_s, price(u"50"), u"dear"_s)}, now()));
    const auto edited = store.edit(watch(u"BHP.AU"_s, price(u"40.125")), now(1));
    VERIFY_RESULT(edited);
    QCOMPARE(edited->before.target, price(u"50"));
    QCOMPARE(edited->before.note, u"dear"_s);
    QCOMPARE(edited->after.createdAt, now());
    QCOMPARE(edited->after.updatedAt, now(1));
    QCOMPARE(*store.find(u"BHP.AU"_s), edited->after);
    const auto same = store.edit(edited->after, now(2));
    VERIFY_RESULT(same);
    QCOMPARE(same->before, same->after);
    QCOMPARE(store.find(u"BHP.AU"_s)->updatedAt, now(1));
    VERIFY_RESULT(store.edit(watch(u"BHP.AU"_s), now(3)));
    QCOMPARE(book.words(), u"BHP.AU -"_s);
    QCOMPARE(store.edit(watch(u"CBA.AU"_s), now()).error().kind, Error::Kind::NotFound);
}

void TestWatchlistStore::removesAndRestores()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    WatchlistStore store{book.connection()};
    VERIFY_RESULT(store.add({watch(u"BHP.AU"_s, price(u"50"), u"dear"_s),
                             watch(u"BTC.COINSPOT"_s, price(u"150000"))},
                            now()));
    const auto none = store.remove({u"BHP.AU"_s, u"CBA.AU"_s});
    QCOMPARE(none.error().kind, Error::Kind::NotFound);
    QCOMPARE(book.words(), u"BHP.AU 50.00000000 BTC.COINSPOT 150000.00000000"_s);
    const auto removed = store.remove({u"BTC.COINSPOT"_s, u"BHP.AU"_s});
    VERIFY_RESULT(removed);
    QCOMPARE(book.words(), QString{});
    VERIFY_RESULT(store.add({watch(u"BTC.COINSPOT"_s)}, now(5)));
    VERIFY_RESULT(store.restore(*removed));
    QCOMPARE(book.words(), u"BHP.AU 50.00000000 BTC.COINSPOT -"_s); // the newer one stays
    QCOMPARE(*store.find(u"BHP.AU"_s), (*removed)[1]);
}

void TestWatchlistStore::readsTheNewestPrice()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    const Connection &connection = book.connection();
    QuoteStore quotes{connection};
    const auto quote = [&](const QDateTime &time, QStringView last) {
        const Price each = price(last);
        return quotes.insert({0, u"shib"_s, time, each, each, each, {}}, now());
    };
    const QDateTime slot = now().addMSecs(-123);
    VERIFY_RESULT(quote(slot.addDays(-1).addSecs(-600), u"0.00000700"));
    VERIFY_RESULT(quote(slot.addSecs(-300), u"0.00000900"));
    VERIFY_RESULT(quote(slot, u"0.00000800"));
    VERIFY_RESULT(
            addDays(connection, u"BHP.AU"_s,
                    {barAt(QDate{2026, 11, 18}, 4400, 1), barAt(QDate{2026, 11, 19}, 4500, 1)}));
    VERIFY_RESULT(addStock(connection, u"AAPL.US"_s, u"USD"_s));
    WatchlistStore store{connection};
    VERIFY_RESULT(store.add({watch(u"SHIB.COINSPOT"_s, price(u"0.00000780")),
                             watch(u"XYZ.COINSPOT"_s, price(u"1")),
                             watch(u"BHP.AU"_s, price(u"45")), watch(u"AAPL.US"_s)},
                            now()));

    const auto words = [&] {
        const auto list = pricedWatchlist(connection, now());
        if (!list)
            return QStringList{list.error().detail};
        QStringList words;
        const auto number = [](const auto &value) {
            return value ? QString::number(*value) : u"-"_s;
        };
        for (const WatchedPrice &each : *list)
            words.append(QStringList{each.watched.symbol, each.currency,
                                     each.price ? each.price->toString() : u"-"_s,
                                     each.pricedAt.toUTC().toString(Qt::ISODate),
                                     number(each.direction()), number(each.distance()),
                                     number(each.dayChange())}
                                 .join(u' '));
        return words;
    };
    const QStringList expected{u"AAPL.US USD -  - - -"_s,
                               u"BHP.AU AUD 45.00000000 2026-11-19T00:00:00Z 0 0 227"_s,
                               u"SHIB.COINSPOT AUD 0.00000800 2026-11-20T03:15:00Z -1 -250 1429"_s,
                               u"XYZ.COINSPOT AUD -  - - -"_s};
    QCOMPARE(words(), expected);
    // A delayed quote counts where its day has no bar yet.
    StockQuoteStore delayed{connection};
    const QDateTime trade{QDate{2026, 11, 20}, QTime{3, 0}, Qt::UTC};
    VERIFY_RESULT(delayed.storeQuotes({{u"BHP.AU"_s, trade, price(u"44.9999"), {}, {}, {}, {}}}));
    // 0.0001 of 44.9999 are 0.0002 %: nearly there, and not yet.
    QCOMPARE(words()[1], u"BHP.AU AUD 44.99990000 2026-11-20T03:00:00Z 1 0 0"_s);
}

void TestWatchlistStore::refusesASchemaThatMoves()
{
    QFETCH(const Engine, engine);
    const Book book{engine};
    WatchlistStore store{book.connection()};
    VERIFY_RESULT(store.add({watch(u"BHP.AU"_s)}, now()));
    VERIFY_RESULT(book.connection().execute(
            u"UPDATE tidemark_migrations SET version = version + 1000 WHERE version = "
            "(SELECT newest FROM (SELECT MAX(version) AS newest FROM tidemark_migrations) AS all_of)"_s));
    const WatchedSymbol other = watch(u"BTC.COINSPOT"_s);
    const auto nothing = [](const auto &) {};
    for (const Result<> &done :
         {store.add({other}, now()).map(nothing),
          store.edit(watch(u"BHP.AU"_s, price(u"1")), now()).map(nothing),
          store.remove({u"BHP.AU"_s}).map(nothing), store.restore({other})}) {
        QVERIFY(!done);
        QCOMPARE(done.error().kind, Error::Kind::Refused);
    }
    QCOMPARE(book.words(), u"BHP.AU -"_s);
}

void TestWatchlistStore::answersTheWindow()
{
    const Book book{Engine::Sqlite};
    StorageThread thread{book.spec(), u"watchlist"_s};
    auto *worker = thread.add<WatchlistWorker>();
    QStringList answers;
    const auto say = [&](const QString &word) { answers.append(word); };
    QList<WatchedSymbol> removed;
    connect(worker, &WatchlistWorker::added, this,
            [&](const QList<WatchedSymbol> &added, const QStringList &known) {
                say(u"added %1, known %2"_s.arg(added.size()).arg(known.join(u' ')));
            });
    connect(worker, &WatchlistWorker::edited, this,
            [&](const WatchedSymbol &before, const WatchedSymbol &after) {
                say(u"edited %1 %2"_s.arg(before.target.has_value()).arg(after.target->toString()));
            });
    connect(worker, &WatchlistWorker::removed, this, [&](const QList<WatchedSymbol> &gone) {
        removed = gone;
        say(u"removed %1"_s.arg(gone.size()));
    });
    connect(worker, &WatchlistWorker::restored, this,
            [&](const QList<WatchedSymbol> &back) { say(u"restored %1"_s.arg(back.size())); });
    connect(worker, &WatchlistWorker::loaded, this,
            [&](const QList<WatchedPrice> &list) { say(u"loaded %1"_s.arg(list.size())); });
    connect(worker, &WatchlistWorker::failed, this,
            [&](const Error &error) { say(u"failed "_s + error.subject); });
    thread.start();
    const auto ask = [&](const auto &question) {
        const qsizetype before = answers.size();
        QMetaObject::invokeMethod(worker, question);
        return QTest::qWaitFor([&] { return answers.size() > before; }) ? answers.constLast()
                                                                        : u"nothing"_s;
    };
    QCOMPARE(ask([&] { worker->add({watch(u"BHP.AU"_s)}); }), u"added 1, known "_s);
    QCOMPARE(ask([&] {
                 worker->add({watch(u"BHP.AU"_s), watch(u"BTC.COINSPOT"_s)});
             }),
             u"added 1, known BHP.AU"_s);
    QCOMPARE(ask([&] { worker->edit(watch(u"BHP.AU"_s, price(u"2"))); }), u"edited 0 2.00000000"_s);
    QCOMPARE(ask([&] { worker->remove({u"BHP.AU"_s}); }), u"removed 1"_s);
    QCOMPARE(ask([&] { worker->load(); }), u"loaded 1"_s);
    QCOMPARE(ask([&] { worker->restore(removed); }), u"restored 1"_s);
    QCOMPARE(ask([&] { worker->load(); }), u"loaded 2"_s);
    QCOMPARE(ask([&] { worker->remove({u"CBA.AU"_s}); }), u"failed CBA.AU"_s);
}

QTEST_GUILESS_MAIN(TestWatchlistStore)
#include "tst_watchliststore.moc"
