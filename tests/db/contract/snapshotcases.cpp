// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/assetstore.h"
#include "db/collector/snapshotstore.h"
#include "db/events/eventstore.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime Slot = at("2026-11-20T03:15:00.000Z");

Snapshot snapshotAt(const QDateTime &slot, const QStringList &coins, const char *last = "100")
{
    Snapshot snapshot;
    snapshot.run = runAt(slot);
    snapshot.run.received = static_cast<int>(coins.size());
    for (const QString &coin : coins)
        snapshot.quotes.append(quote(coin, slot, last));
    return snapshot;
}

// Cells of a table that no store reads yet: s a text, i a number, t a time.
QStringList cells(const Connection &connection, const QString &sql, QByteArrayView kinds)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(sql);
    if (!rows)
        return {line(rows.error())};
    QStringList answers;
    while (rows->next()) {
        QStringList row;
        for (int column = 0; column < kinds.size(); ++column) {
            if (rows->isNull(column))
                row.append(u"NULL"_s);
            else if (kinds[column] == 'i')
                row.append(QString::number(rows->integer(column)));
            else
                row.append(kinds[column] == 't' ? line(rows->time(column)) : rows->text(column));
        }
        answers.append(row.join(u'|'));
    }
    return answers + QStringList{line(rows->end())};
}

QStringList assetsOf(const Connection &connection)
{
    return cells(connection,
                 u"SELECT symbol, name, exchange, asset_type, currency, is_active, last_synced, "
                 "sync_state, sync_error, created_at, updated_at FROM assets ORDER BY symbol"_s,
                 "sssssitsstt");
}

QStringList everything(const Connection &connection)
{
    RunStore runs{connection};
    QuoteStore quotes{connection};
    const Result<RunsPage> page = runs.page({});
    QStringList answers = page ? lines(page->rows) : QStringList{line(page.error())};
    answers += lines(quotes.latest()) + assetsOf(connection);
    answers += lines(runs.gaps(u"coinspot"_s, Slot.addDays(-10), Slot.addDays(10)));
    BarStore bars{connection};
    for (const BarInterval interval : {BarInterval::Hour, BarInterval::Day})
        answers.append(
                line(bars.read(u"BTC.COINSPOT"_s, interval, std::numeric_limits<qint64>::min(),
                               std::numeric_limits<qint64>::max(),
                               [&](const Bar &bar) { answers.append(line(bar)); })));
    return answers;
}

QStringList storesASnapshot(const Connection &connection)
{
    SnapshotStore store{connection};
    Snapshot snapshot = snapshotAt(Slot, {u"btc"_s, u"eth"_s, u"btc_usdt"_s, u"Btc"_s});
    snapshot.run.rejectedEntries = {{u"gas"_s, u"bid is missing"_s}};
    snapshot.run.rejected = 1;
    snapshot.run.status = RunStatus::Partial;
    snapshot.gaps = {{0, u"coinspot"_s, {}, Slot.addSecs(-900), Slot, GapCause::Asleep}};
    return QStringList{line(store.store(snapshot, Slot.addMSecs(7'123)))} + everything(connection);
}

QStringList storesItTwice(const Connection &connection)
{
    SnapshotStore store{connection};
    const Snapshot snapshot = snapshotAt(Slot, {u"btc"_s, u"eth"_s});
    Snapshot more = snapshotAt(Slot, {u"eth"_s, u"btc"_s, u"doge"_s}, "200");
    more.run.startedAt = Slot.addSecs(60);
    return QStringList{line(store.store(snapshot, Slot.addSecs(7))),
                       line(store.store(snapshot, Slot.addSecs(70))),
                       line(store.store(more, Slot.addSecs(80)))} +
           everything(connection);
}

QStringList storesAllOrNothing(const Connection &connection)
{
    SnapshotStore store{connection};
    const Snapshot good = snapshotAt(Slot, {u"btc"_s});
    Snapshot bad = snapshotAt(Slot.addSecs(300), {u"btc"_s, u"eth"_s});
    bad.quotes.append(quote(u"123456789012345678901"_s, bad.run.slot, "1"));
    return QStringList{line(store.store(good, Slot.addSecs(7))),
                       line(store.store(bad, Slot.addSecs(307)))} +
           everything(connection) +
           QStringList{
                   line(store.store(snapshotAt(Slot.addSecs(300), {u"btc"_s}), Slot.addSecs(310)))};
}

QStringList fillsAGapFromTheOutbox(const Connection &connection)
{
    SnapshotStore store{connection};
    Snapshot later = snapshotAt(Slot.addSecs(3'000), {u"btc"_s}, "103");
    later.gaps = {{0, u"coinspot"_s, {}, Slot, Slot.addSecs(3'000), GapCause::Unknown}};
    Snapshot kept = snapshotAt(Slot.addSecs(1'200), {u"btc"_s}, "97");
    kept.run.status = RunStatus::Outbox;
    return QStringList{line(store.store(later, Slot.addSecs(3'007))),
                       line(store.store(kept, Slot.addSecs(3'010)))} +
           everything(connection);
}

QStringList storesAFailure(const Connection &connection)
{
    SnapshotStore store{connection};
    Snapshot snapshot;
    snapshot.run = runAt(Slot, RunStatus::Failed);
    snapshot.run.cause = GapCause::Offline;
    snapshot.run.error = u"There is no network."_s;
    return QStringList{line(store.store(snapshot, Slot.addSecs(7)))} + everything(connection);
}

QStringList storesManyCoins(const Connection &connection)
{
    QStringList coins;
    for (int i = 0; i < 500; ++i)
        coins.append(u"coin%1"_s.arg(i, 4, 10, QChar{u'0'}));
    SnapshotStore store{connection};
    const Snapshot snapshot = snapshotAt(Slot, coins, "0.02");
    return QStringList{line(store.store(snapshot, Slot.addSecs(7))),
                       line(store.store(snapshot, Slot.addSecs(8)))} +
           everything(connection);
}

QStringList registersCoins(const Connection &connection)
{
    AssetStore assets{connection};
    QStringList answers;
    for (const QString &coin :
         {u"btc"_s, u"btc"_s, u"BTC"_s, u"btc_usdt"_s, u"_x"_s, u"x_"_s, u"=btc"_s, u"b'c\\%"_s})
        answers.append(line(assets.registerCoin(coin, Slot)));
    return answers + QStringList{line(assets.registerCoin(u"btc"_s, Slot.addSecs(60)))} +
           assetsOf(connection);
}

QStringList appendsEvents(const Connection &connection)
{
    EventStore events{connection};
    const QJsonObject details{{u"rows"_s, 12},
                              {u"text"_s, u"quote ' \" \\ % \u20ac \U0001F680 \u0001"_s},
                              {u"nested"_s, QJsonObject{{u"empty"_s, QJsonValue{}}}}};
    return QStringList{line(events.append(EventStore::Level::Info, u"migrations"_s, u"applied"_s,
                                          Slot)),
                       line(events.append(EventStore::Level::Warning, u"collector"_s,
                                          u"outbox_drained"_s, Slot.addMSecs(1), details)),
                       line(events.append(EventStore::Level::Error, u"collector"_s, u"failed"_s,
                                          at("1969-12-31T23:59:59.999Z")))} +
           cells(connection,
                 u"SELECT time, level, component, event, details FROM system_events "
                 "WHERE component <> 'migrations' OR event = 'applied' ORDER BY time, event"_s,
                 "tssss");
}

// Another program migrates, or has migrated, while this one has the database open.
QStringList refusesAnotherSchema(const Connection &connection)
{
    SnapshotStore store{connection};
    Statements statements{connection};
    const auto stored = [&](int minutes) {
        const auto run = store.store(snapshotAt(Slot.addSecs(60 * minutes), {u"btc"_s}), Slot);
        if (!run)
            return run.error().kind == Error::Kind::Refused ? u"refused"_s : line(run.error());
        return u"%1 stored"_s.arg(run->stored);
    };
    const auto change = [&](const QString &sql, const std::vector<SqlValue> &values) {
        return line(statements.change(sql, values).map([](int) {}));
    };
    QStringList answers{stored(0)};
    answers.append(change(u"INSERT INTO tidemark_migration_steps (version, direction, step_no, "
                          "sql_sha256, state, schema_before, started_at) VALUES (9999, 'up', 1, ?, "
                          "'running', '', ?)"_s,
                          {QString(64, u'0'), Slot}));
    answers.append(stored(5));
    answers.append(change(u"DELETE FROM tidemark_migration_steps"_s, {}));
    answers.append(stored(5));
    answers.append(change(u"INSERT INTO tidemark_migrations (version, name, checksum, applied_at, "
                          "duration_ms, app_version, host, applied_by) VALUES (9999, 'next', ?, ?, "
                          "1, '2', 'host', 'user')"_s,
                          {QString(64, u'0'), Slot}));
    answers.append(stored(10));
    answers.append(change(u"DELETE FROM tidemark_migrations WHERE version = 9999"_s, {}));
    return answers + cells(connection, u"SELECT COUNT(*) FROM price_data_5min"_s, "i");
}

} // namespace

QList<StoreCase> snapshotCases()
{
    return {{"snapshots: whole", &storesASnapshot},
            {"snapshots: twice", &storesItTwice},
            {"snapshots: all or nothing", &storesAllOrNothing, {}, true},
            {"snapshots: out of the outbox", &fillsAGapFromTheOutbox},
            {"snapshots: a failure", &storesAFailure},
            {"snapshots: many coins", &storesManyCoins},
            {"snapshots: another schema",
             &refusesAnotherSchema,
             {u"1 stored"_s, u"done"_s, u"refused"_s, u"done"_s, u"1 stored"_s, u"done"_s,
              u"refused"_s, u"done"_s, u"2"_s, u"done"_s}},
            {"assets: registered once", &registersCoins},
            {"events: appended", &appendsEvents}};
}
