// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rebuild.h"
#include "db/collector/snapshotstore.h"
#include "tests/support/scratchdatabase.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace Qt::Literals::StringLiterals;

class TestSnapshotStore : public QObject
{
    Q_OBJECT

private slots:
    void storesExactlyAndOnce();
    void laterRunOfASlotAddsOnlyWhatIsMissing();
    void failureTakesEverythingBack();
    void rollUpsAgreeWithQuotesInAnyOrder_data();
    void rollUpsAgreeWithQuotesInAnyOrder();
    void rebuildStopsWhenTheSchemaMoves();
    void rejectedEntriesComeBack();
};

namespace {

Price price(const QString &text)
{
    return Price::parse(text).value();
}

const QDateTime Slot = QDateTime::fromString(u"2026-11-20T03:15:00.000Z"_s, Qt::ISODateWithMs);

Quote quote(const QString &coin, const QDateTime &slot, const QString &last)
{
    return {0, coin, slot, price(last), price(last), price(last), {}};
}

Snapshot snapshot(const QDateTime &slot, const QList<Quote> &quotes)
{
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = slot;
    snapshot.run.startedAt = slot.addSecs(3);
    snapshot.run.status = RunStatus::Ok;
    snapshot.run.attempts = 1;
    snapshot.run.received = int(quotes.size());
    snapshot.quotes = quotes;
    return snapshot;
}

QStringList bars(const ScratchDatabase &scratch)
{
    return scratch.column(
            u"SELECT symbol || ' ' || bar_interval || ' ' || time || ' ' || open || ' ' "
            "|| high || ' ' || low || ' ' || close FROM intraday_data ORDER BY 1"_s);
}

} // namespace

void TestSnapshotStore::storesExactlyAndOnce()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    SnapshotStore store{scratch.connection()};
    const QStringList extremes{u"999999999999.99999999"_s, u"0.00000001"_s,
                               u"123456789012.12345678"_s, u"100000000000.00000001"_s};
    QList<Quote> quotes;
    for (int i = 0; i < extremes.size(); ++i)
        quotes.append(quote(u"c%1"_s.arg(i), Slot, extremes[i]));

    const Result<CollectionRun> run = store.store(snapshot(Slot, quotes), Slot.addSecs(4));
    QVERIFY(run);
    QCOMPARE(run->stored, 4);
    QCOMPARE(run->duplicates, 0);
    const Result<CollectionRun> again = store.store(snapshot(Slot, quotes), Slot.addSecs(9));
    QVERIFY(again);
    QCOMPARE(again->stored, 0);
    QCOMPARE(again->duplicates, 4);

    const Result<QList<Quote>> latest = QuoteStore{scratch.connection()}.latest();
    QVERIFY(latest);
    QCOMPARE(latest->size(), 4);
    for (int i = 0; i < extremes.size(); ++i) {
        QCOMPARE(latest->at(i).last.toString(), extremes[i]);
        QCOMPARE(latest->at(i).createdAt, Slot.addSecs(4));
    }
    QCOMPARE(scratch.value(u"SELECT COUNT(*) FROM collection_runs"_s), u"1"_s);
    QCOMPARE(scratch.value(u"SELECT COUNT(*) FROM assets WHERE exchange = 'COINSPOT'"_s), u"4"_s);
}

void TestSnapshotStore::laterRunOfASlotAddsOnlyWhatIsMissing()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    SnapshotStore store{scratch.connection()};
    QVERIFY(store.store(snapshot(Slot, {quote(u"btc"_s, Slot, u"100"_s)}), Slot.addSecs(4)));
    Snapshot later =
            snapshot(Slot, {quote(u"btc"_s, Slot, u"200"_s), quote(u"eth"_s, Slot, u"5"_s)});
    later.run.startedAt = Slot.addSecs(100);
    const Result<CollectionRun> run = store.store(later, Slot.addSecs(101));
    QVERIFY(run);
    QCOMPARE(run->stored, 1);
    QCOMPARE(run->duplicates, 1);
    QCOMPARE(scratch.value(u"SELECT last FROM price_data_5min WHERE coin_type = 'btc'"_s),
             u"100.00000000"_s);
    QCOMPARE(scratch.value(u"SELECT high FROM intraday_data WHERE symbol = 'BTC.COINSPOT' AND "
                           "bar_interval = '1h'"_s),
             u"100.00000000"_s);
    QCOMPARE(scratch.value(u"SELECT created_at FROM price_data_5min WHERE coin_type = 'eth'"_s),
             QString::number(Slot.addSecs(101).toMSecsSinceEpoch()));
}

void TestSnapshotStore::failureTakesEverythingBack()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    // The second coin's bar is refused, after the first coin was written.
    QVERIFY(scratch.run(u"CREATE TRIGGER refuse BEFORE INSERT ON intraday_data WHEN NEW.symbol = "
                        "'ETH.COINSPOT' BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
    SnapshotStore store{scratch.connection()};
    const Snapshot both =
            snapshot(Slot, {quote(u"btc"_s, Slot, u"100"_s), quote(u"eth"_s, Slot, u"5"_s)});
    QVERIFY(!store.store(both, Slot.addSecs(4)));
    for (const QString &table :
         {u"price_data_5min"_s, u"intraday_data"_s, u"collection_runs"_s, u"assets"_s})
        QCOMPARE(scratch.value(u"SELECT COUNT(*) FROM "_s + table), u"0"_s);

    QVERIFY(scratch.run(u"DROP TRIGGER refuse"_s));
    QVERIFY(store.store(both, Slot.addSecs(5))); // the connection is usable again
    QCOMPARE(scratch.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"2"_s);
}

void TestSnapshotStore::rollUpsAgreeWithQuotesInAnyOrder_data()
{
    QTest::addColumn<int>("seed"); // 0: in order of time
    for (int seed = 0; seed < 8; ++seed)
        QTest::addRow("order %d", seed) << seed;
}

void TestSnapshotStore::rollUpsAgreeWithQuotesInAnyOrder()
{
    QFETCH(const int, seed);
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    SnapshotStore store{scratch.connection()};
    std::mt19937 random{static_cast<unsigned>(seed)};
    QList<int> order(400); // a day and a half of slots, with holes
    std::iota(order.begin(), order.end(), 0);
    order.removeIf([&](int) { return random() % 7 == 0; });
    if (seed > 0)
        std::shuffle(order.begin(), order.end(), random);
    for (const int i : order) {
        const QDateTime slot = Slot.addSecs(300 * i);
        // Values such as 9.5 and 10 also tell a comparison of text from one of numbers.
        const QString last = u"%1.%2"_s.arg(random() % 20).arg(1 + random() % 99);
        QVERIFY(store.store(snapshot(slot, {quote(u"btc"_s, slot, last)}), slot));
    }
    const QStringList kept = bars(scratch);
    QVERIFY(kept.size() > 33);
    QVERIFY(scratch.run(u"DELETE FROM intraday_data"_s));
    const Result<RebuildReport> report = rebuildBars(scratch.connection(), RebuildScope::All);
    QVERIFY(report);
    QCOMPARE(report->bars, kept.size());
    QCOMPARE(bars(scratch), kept);
}

// A migration of MariaDB that died goes on from the rows that it left: whoever writes meanwhile
// makes its proof fail.
void TestSnapshotStore::rebuildStopsWhenTheSchemaMoves()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    const QList<Quote> both{quote(u"btc"_s, Slot, u"100"_s), quote(u"eth"_s, Slot, u"5"_s)};
    QVERIFY(SnapshotStore{scratch.connection()}.store(snapshot(Slot, both), Slot));
    QVERIFY(scratch.run(u"DELETE FROM intraday_data"_s));
    QVERIFY(scratch.run(u"DELETE FROM assets"_s));
    const Result<RebuildReport> moved =
            rebuildBars(scratch.connection(), RebuildScope::All, [&](int, int) {
                return scratch.run(
                        u"UPDATE tidemark_migrations SET version = 99 WHERE version = %1"_s.arg(
                                headVersion()));
            });
    QVERIFY(!moved);
    QCOMPARE(moved.error().kind, Error::Kind::Refused);
    const QString symbols = u"SELECT DISTINCT symbol FROM intraday_data"_s;
    QCOMPARE(scratch.column(symbols), QStringList{u"BTC.COINSPOT"_s});

    QVERIFY(scratch.run(u"DELETE FROM intraday_data"_s));
    QVERIFY(scratch.run(u"DELETE FROM assets"_s));
    QVERIFY(scratch.run(u"INSERT INTO tidemark_migration_steps (version, direction, step_no, "
                        "sql_sha256, state, schema_before, started_at) VALUES (7, 'up', 1, "
                        "printf('%064d', 0), 'running', '', 0)"_s));
    const Result<RebuildReport> unfinished = rebuildBars(scratch.connection(), RebuildScope::All);
    QVERIFY(!unfinished);
    QCOMPARE(unfinished.error().kind, Error::Kind::Refused);
    QCOMPARE(scratch.column(symbols), QStringList{});
    QCOMPARE(scratch.value(u"SELECT COUNT(*) FROM assets"_s), u"0"_s);
}

void TestSnapshotStore::rejectedEntriesComeBack()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    Snapshot partial = snapshot(Slot, {quote(u"btc"_s, Slot, u"100"_s)});
    partial.run.status = RunStatus::Partial;
    partial.run.rejected = 1;
    partial.run.rejectedEntries = {{u"gas"_s, u"ask is \"NaN\", not a number"_s}};
    partial.run.attemptLog = {{Slot.addSecs(3), 84, u"connection reset"_s, 5100},
                              {Slot.addSecs(9), 90, u"200 OK, 1.3 KB"_s, 0}};
    partial.gaps = {{0, u"coinspot"_s, {}, Slot.addSecs(-600), Slot, GapCause::Asleep}};
    QVERIFY(SnapshotStore{scratch.connection()}.store(partial, Slot.addSecs(10)));

    RunStore runs{scratch.connection()};
    const auto newest = runs.newest(u"coinspot"_s);
    QVERIFY(newest && *newest);
    QCOMPARE((*newest)->status, RunStatus::Partial);
    QCOMPARE((*newest)->rejectedEntries, partial.run.rejectedEntries);
    QCOMPARE((*newest)->attemptLog.size(), 2);
    QCOMPARE((*newest)->attemptLog[0].waitedMs, 5100);
    const auto gaps = runs.gaps(u"coinspot"_s, Slot.addSecs(-3600), Slot);
    QVERIFY(gaps);
    QCOMPARE(gaps->size(), 1);
    QCOMPARE(gaps->constFirst().cause, GapCause::Asleep);
}

QTEST_GUILESS_MAIN(TestSnapshotStore)
#include "tst_snapshotstore.moc"
