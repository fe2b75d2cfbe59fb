// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/syncstore.h"
#include "db/domain/currencymarket.h"
#include "tests/support/engines.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDate Friday{2026, 11, 20};
const QDateTime Now{Friday, QTime{9, 0}, Qt::UTC};

class Registry final
{
public:
    explicit Registry(Engine engine)
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
    {
        if (!migrate(*connection, MigrationSet::shipped(engine)->head()))
            qFatal("the database cannot be made");
        store = std::make_unique<SyncStore>(*connection);
        QList<Asset> assets;
        for (const QString &symbol : {u"BHP.AU"_s, u"CBA.AU"_s, u"BTC-USD.CC"_s, u"ETH-USD.CC"_s,
                                      u"EURUSD.FOREX"_s, u"AUDUSD.FOREX"_s}) {
            Asset asset;
            asset.symbol = symbol;
            asset.name = symbol;
            asset.exchange = exchangeOf(symbol);
            asset.type = usualTypeOf(asset.exchange);
            asset.createdAt = Now;
            assets.append(asset);
        }
        if (!store->addAssets(assets))
            qFatal("the assets cannot be registered");
    }

    [[nodiscard]] Result<DailyStored> take(const QString &symbol, const QList<DailyBar> &bars,
                                           const QDate &from = {})
    {
        CollectionRun run;
        run.source = u"eodhd"_s;
        run.slot = Now;
        run.startedAt = Now;
        return store->storeDaily({symbol, from, bars, Friday}, run, Now);
    }
    [[nodiscard]] QList<DailyBar> bars(const QString &symbol)
    {
        return DailyStore{*connection}.list(symbol).value();
    }
    [[nodiscard]] SyncState state(const QString &symbol)
    {
        return (*AssetStore{*connection}.find(symbol))->state;
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
    std::unique_ptr<SyncStore> store;
};

CorporateAction dividend(const QDate &date, const QString &value)
{
    CorporateAction action;
    action.type = CorporateAction::Type::Dividend;
    action.date = date;
    action.value = Price::parse(value).value();
    action.currency = u"AUD"_s;
    return action;
}

} // namespace

// The registry and what a sync writes, the same on every engine.
class TestSyncStore final : public QObject
{
    Q_OBJECT

private slots:
    void storesOnceAndHeals_data() { addEngineRows(); }
    void storesOnceAndHeals();
    void partOfAChangedHistoryIsNotStored_data() { addEngineRows(); }
    void partOfAChangedHistoryIsNotStored();
    void gapsHaveACause_data() { addEngineRows(); }
    void gapsHaveACause();
    void actionsKeepWhatAPersonDecided_data() { addEngineRows(); }
    void actionsKeepWhatAPersonDecided();
    void twoProgramsShareTheBudget_data() { addEngineRows(); }
    void twoProgramsShareTheBudget();
    void anotherSchemaIsLeftAlone_data() { addEngineRows(); }
    void anotherSchemaIsLeftAlone();
    void longHistoriesHaveRoom_data() { addEngineRows(); }
    void longHistoriesHaveRoom();
    void coinsTradeEveryDay_data() { addEngineRows(); }
    void coinsTradeEveryDay();
    void currenciesRestAtWeekends_data() { addEngineRows(); }
    void currenciesRestAtWeekends();
    void aCorrectedCurrencyIsReplaced_data() { addEngineRows(); }
    void aCorrectedCurrencyIsReplaced();
};

void TestSyncStore::storesOnceAndHeals()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    QList<DailyBar> days = risingDays(Friday, 30);
    days[3].volume.reset();
    Result<DailyStored> stored = registry.take(u"BHP.AU"_s, days);
    VERIFY_RESULT(stored);
    QCOMPARE(stored->stored, 30);
    QCOMPARE(registry.bars(u"BHP.AU"_s), days);
    stored = registry.take(u"BHP.AU"_s, days.sliced(20), days.at(20).day);
    VERIFY_RESULT(stored);
    QCOMPARE(stored->duplicates, 10);
    QCOMPARE(stored->stored + stored->changed, 0);
    // The last day's volume is corrected later.
    days.last().volume = 77;
    stored = registry.take(u"BHP.AU"_s, days.sliced(20), days.at(20).day);
    VERIFY_RESULT(stored);
    QCOMPARE(stored->changed, 1);
    QCOMPARE(registry.bars(u"BHP.AU"_s), days);
    // Less than there was takes nothing away.
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, days.sliced(25)));
    QCOMPARE(registry.bars(u"BHP.AU"_s), days);
    QCOMPARE(*registry.store->requestFrom(u"BHP.AU"_s), Friday.addDays(-14));
    QVERIFY(!registry.store->requestFrom(u"CBA.AU"_s)->isValid());
    QCOMPARE(registry.take(u"NONE.AU"_s, days).error().kind, Error::Kind::NotFound);
}

void TestSyncStore::partOfAChangedHistoryIsNotStored()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    const QList<DailyBar> before = risingDays(Friday.addDays(-1), 30);
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, before));
    VERIFY_RESULT(registry.store->storeActions(u"BHP.AU"_s, {},
                                               {dividend({2026, 10, 30}, u"0.1"_s)}, Now));
    QList<DailyBar> after = risingDays(Friday, 31);
    for (qsizetype i = 0; i < 30; ++i)
        after[i].adjustedClose =
                Price::fromUnits(after[i].close.units() / 10'000 / 1000 * 999 * 10'000);
    const Result<DailyStored> part = registry.take(u"BHP.AU"_s, after.sliced(20), after.at(20).day);
    VERIFY_RESULT(part);
    QVERIFY(part->needsHistory);
    QCOMPARE(registry.bars(u"BHP.AU"_s), before);
    QCOMPARE(registry.state(u"BHP.AU"_s), SyncState::HistoryChanged);
    QVERIFY(!registry.store->requestFrom(u"BHP.AU"_s)->isValid());
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, after));
    QCOMPARE(registry.bars(u"BHP.AU"_s), after);
    QCOMPARE(registry.state(u"BHP.AU"_s), SyncState::Synced);
    QVERIFY(registry.store->records()->value(u"BHP.AU"_s).wantsActions);
    // Until the provider was asked, no action that is known alone adjusts a price.
    ActionStore actions{*registry.connection};
    QCOMPARE(actions.list(u"BHP.AU"_s)->size(), 1);
    QCOMPARE(actions.adjusting(u"BHP.AU"_s)->size(), 0);
    VERIFY_RESULT(registry.store->storeActions(u"BHP.AU"_s, {}, {}, Now));
    QCOMPARE(actions.adjusting(u"BHP.AU"_s)->size(), 1);
}

void TestSyncStore::gapsHaveACause()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    DayGapStore gaps{*registry.connection};
    QList<DailyBar> days = risingDays(Friday, 30);
    const DailyBar holiday = days.takeAt(10);
    const DailyBar missing = days.takeAt(15);
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, days));
    QCOMPARE(*gaps.openDays(u"BHP.AU"_s),
             (QMap<QDate, GapCause>{{holiday.day, GapCause::Unknown},
                                    {missing.day, GapCause::Unknown}}));
    QList<DailyBar> others = risingDays(Friday, 40);
    others.removeIf([&](const DailyBar &bar) { return bar.day == holiday.day; });
    VERIFY_RESULT(registry.take(u"CBA.AU"_s, others));
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, days.sliced(20), days.at(20).day));
    QCOMPARE(*gaps.openDays(u"BHP.AU"_s),
             (QMap<QDate, GapCause>{{missing.day, GapCause::ProviderEmpty}}));
    QCOMPARE(*registry.store->requestFrom(u"BHP.AU"_s), std::min(missing.day, Friday.addDays(-14)));
    days.insert(15, missing);
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, days.sliced(10), days.at(10).day));
    QCOMPARE(gaps.openDays(u"BHP.AU"_s)->size(), 0);
}

void TestSyncStore::actionsKeepWhatAPersonDecided()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    ActionStore actions{*registry.connection};
    const auto type = CorporateAction::Type::Dividend;
    const QDate march{2026, 3, 5};
    const QDate september{2026, 9, 4};
    VERIFY_RESULT(
            registry.store->storeActions(u"BHP.AU"_s, {},
                                         {dividend(march, u"0.5"_s), dividend(september, u"0.6"_s),
                                          dividend(september, u"0.1"_s)},
                                         Now));
    QCOMPARE(actions.list(u"BHP.AU"_s)->size(), 3);
    QCOMPARE(actions.list(u"BHP.AU"_s)->last().ordinal, 1);
    VERIFY_RESULT(actions.setEnabled(u"BHP.AU"_s, september, type, 1, false));
    QCOMPARE(actions.setEnabled(u"BHP.AU"_s, march, type, 7, false).error().kind,
             Error::Kind::NotFound);
    // Served again, in another order and without what is older: the decision stays, and so does
    // what a smaller plan no longer names.
    VERIFY_RESULT(registry.store->storeActions(
            u"BHP.AU"_s, {}, {dividend(september, u"0.1"_s), dividend(september, u"0.6"_s)}, Now));
    const QList<CorporateAction> after = *actions.list(u"BHP.AU"_s);
    QCOMPARE(after.size(), 3);
    QCOMPARE(after.at(1).value->toString(), u"0.10000000"_s);
    QVERIFY(!after.at(1).isEnabled);
    QVERIFY(after.at(2).isEnabled);
    VERIFY_RESULT(registry.store->storeActions(u"BHP.AU"_s, {}, {}, Now));
    QCOMPARE(actions.list(u"BHP.AU"_s)->size(), 3);
}

void TestSyncStore::twoProgramsShareTheBudget()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    SyncStore other{*registry.connection};
    for (int call = 0; call < 20; ++call)
        QVERIFY(*(call % 2 ? other : *registry.store).takeCalls(1, Now));
    QVERIFY(!*other.takeCalls(1, Now));
    QVERIFY(!*registry.store->takeCalls(5, Now));
    VERIFY_RESULT(other.giveBackCalls(1, Now));
    QVERIFY(*registry.store->takeCalls(1, Now));
    QVERIFY(*other.takeCalls(20, Now.addDays(1)));
    VERIFY_RESULT(other.blockUntil(Now.addDays(2), Now.addDays(1)));
    VERIFY_RESULT(other.setLimit(100, Now.addDays(1)));
    QVERIFY(*registry.store->takeCalls(80, Now.addDays(1)));
}

void TestSyncStore::anotherSchemaIsLeftAlone()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    const int head = MigrationSet::shipped(engine)->head();
    SyncStore old{*registry.connection, head - 1};
    const Result<bool> taken = old.takeCalls(1, Now);
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, Error::Kind::Refused);
}

// Where tables are split by time, there is a part for the last century and for next week.
void TestSyncStore::longHistoriesHaveRoom()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    const QList<DailyBar> days{dayOf({1962, 1, 2}, u"7.7133"_s, u"0.0001"_s),
                               dayOf({1993, 4, 1}, u"99999999.9999"_s), dayOf(Friday, u"0.0001"_s)};
    VERIFY_RESULT(registry.take(u"BHP.AU"_s, days));
    QCOMPARE(registry.bars(u"BHP.AU"_s), days);
    // Prices that a share may not have: all digits, from the first partition to the last.
    const QList<DailyBar> coin{dayOf({1971, 1, 4}, u"0.00000799"_s),
                               dayOf({2010, 7, 17}, u"999999999999.99999999"_s),
                               dayOf(Friday, u"85120.33112345"_s)};
    VERIFY_RESULT(registry.take(u"BTC-USD.CC"_s, coin));
    QCOMPARE(registry.bars(u"BTC-USD.CC"_s), coin);
}

void TestSyncStore::coinsTradeEveryDay()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    DayGapStore gaps{*registry.connection};
    QList<DailyBar> days;
    for (int i = 29; i >= 0; --i)
        days.append(dayOf(Friday.addDays(-i), u"85120.33112345"_s));
    const QDate saturday = Friday.addDays(-6);
    const QDate sunday = Friday.addDays(-5);
    const QDate nobody = Friday.addDays(-13); // a Saturday, too
    QList<DailyBar> part = days;
    part.removeIf([&](const DailyBar &bar) {
        return bar.day == saturday || bar.day == sunday || bar.day == nobody;
    });
    VERIFY_RESULT(registry.take(u"BTC-USD.CC"_s, part));
    QCOMPARE(*gaps.openDays(u"BTC-USD.CC"_s), (QMap<QDate, GapCause>{{nobody, GapCause::Unknown},
                                                                     {saturday, GapCause::Unknown},
                                                                     {sunday, GapCause::Unknown}}));
    QList<DailyBar> others = days;
    others.removeIf([&](const DailyBar &bar) { return bar.day == nobody; });
    VERIFY_RESULT(registry.take(u"ETH-USD.CC"_s, others));
    VERIFY_RESULT(registry.take(u"BTC-USD.CC"_s, part.last(12), nobody));
    // No market of coins was ever closed: what nobody has is still missing.
    QCOMPARE(*gaps.openDays(u"BTC-USD.CC"_s),
             (QMap<QDate, GapCause>{{nobody, GapCause::Unknown},
                                    {saturday, GapCause::ProviderEmpty},
                                    {sunday, GapCause::ProviderEmpty}}));
    // The newest day is late where another coin has it; there it begins to ask.
    VERIFY_RESULT(registry.take(u"ETH-USD.CC"_s, {dayOf(Friday.addDays(1), u"1"_s)}, Friday));
    CollectionRun run;
    run.source = u"eodhd"_s;
    run.slot = run.startedAt = Now.addDays(2);
    const Result<DailyStored> late = registry.store->storeDaily(
            {u"BTC-USD.CC"_s, Friday.addDays(-14), {days.last()}, Friday.addDays(1)}, run,
            Now.addDays(2));
    VERIFY_RESULT(late);
    QCOMPARE(late->missingDay, Friday.addDays(1));
    QCOMPARE(registry.state(u"BTC-USD.CC"_s), SyncState::Late);
    VERIFY_RESULT(registry.take(u"BTC-USD.CC"_s, days, nobody));
    QCOMPARE(gaps.openDays(u"BTC-USD.CC"_s)->keys(), QList<QDate>{Friday.addDays(1)});
}

void TestSyncStore::currenciesRestAtWeekends()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    DayGapStore gaps{*registry.connection};
    QList<DailyBar> days = risingDays(Friday, 30);
    const DailyBar holiday = days.takeAt(10);
    const DailyBar missing = days.takeAt(15);
    VERIFY_RESULT(registry.take(u"EURUSD.FOREX"_s, days));
    QCOMPARE(*gaps.openDays(u"EURUSD.FOREX"_s),
             (QMap<QDate, GapCause>{{holiday.day, GapCause::Unknown},
                                    {missing.day, GapCause::Unknown}}));
    QList<DailyBar> others = risingDays(Friday, 40);
    others.removeIf([&](const DailyBar &bar) { return bar.day == holiday.day; });
    VERIFY_RESULT(registry.take(u"AUDUSD.FOREX"_s, others));
    VERIFY_RESULT(registry.take(u"EURUSD.FOREX"_s, days.sliced(20), days.at(20).day));
    QCOMPARE(*gaps.openDays(u"EURUSD.FOREX"_s),
             (QMap<QDate, GapCause>{{missing.day, GapCause::ProviderEmpty}}));
}

// No split and no dividend can be behind it, so the history is not read again.
void TestSyncStore::aCorrectedCurrencyIsReplaced()
{
    QFETCH(const Engine, engine);
    Registry registry{engine};
    QList<DailyBar> days = risingDays(Friday, 30);
    VERIFY_RESULT(registry.take(u"EURUSD.FOREX"_s, days));
    for (qsizetype i = 25; i < 30; ++i) {
        const QString close = u"1.0821%1"_s.arg(3000 + i);
        days[i] = dayOf(days.at(i).day, close);
    }
    const Result<DailyStored> stored =
            registry.take(u"EURUSD.FOREX"_s, days.sliced(20), days.at(20).day);
    VERIFY_RESULT(stored);
    QVERIFY(!stored->needsHistory);
    QCOMPARE(stored->changed, 5);
    QCOMPARE(stored->duplicates, 5);
    QCOMPARE(registry.bars(u"EURUSD.FOREX"_s), days);
    QCOMPARE(registry.state(u"EURUSD.FOREX"_s), SyncState::Synced);
    QVERIFY(!registry.store->records()->value(u"EURUSD.FOREX"_s).wantsActions);
    QCOMPARE(*registry.store->requestFrom(u"EURUSD.FOREX"_s), Friday.addDays(-14));
    const Result<AssetBoard> board = registry.store->board(Now);
    VERIFY_RESULT(board);
    for (const AssetRow &row : board->rows)
        QCOMPARE(row.rows, row.asset.symbol == u"EURUSD.FOREX" ? 30 : 0);
}

QTEST_GUILESS_MAIN(TestSyncStore)
#include "tst_syncstore.moc"
