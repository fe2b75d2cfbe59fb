// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/snapshotstore.h"

#include "db/transaction.h"

SnapshotStore::SnapshotStore(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_schema{connection, version}
    , m_quotes{connection}
    , m_assets{connection}
    , m_rollUp{connection, m_quotes}
    , m_partitions{connection, BarPartitions::Table::Intraday}
    , m_runs{connection}
    , m_backlog{connection}
{}

Result<CollectionRun> SnapshotStore::store(const Snapshot &snapshot, const QDateTime &now)
{
    if (const Result<> room = m_partitions.ensure(snapshot.run.slot); !room)
        return fail(room.error());
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return fail(ready.error());

    CollectionRun run = snapshot.run;
    run.finishedAt = now;
    run.stored = 0;
    for (const Quote &quote : snapshot.quotes) {
        const Result<bool> inserted = m_quotes.insert(quote, now);
        if (!inserted)
            return fail(inserted.error());
        if (!*inserted)
            continue;
        ++run.stored;
        const Result<> kept = m_assets.registerCoin(quote.coin, now).and_then([&] {
            return m_rollUp.add(quote);
        });
        if (!kept)
            return fail(kept.error());
    }
    if (run.stored > 0) {
        if (const Result<> noted = m_backlog.note({}, run.slot); !noted)
            return fail(noted.error());
    }
    run.duplicates = static_cast<int>(snapshot.quotes.size()) - run.stored;
    const Result<bool> recorded = m_runs.insert(run);
    if (!recorded)
        return fail(recorded.error());
    if (*recorded && run.status != RunStatus::Failed) {
        const QDateTime end = run.slot.addMSecs(snapshot.slotLength.count());
        if (const Result<> trimmed = m_runs.removeFromGaps(run.source, run.slot, end); !trimmed)
            return fail(trimmed.error());
        for (const DataGap &gap : snapshot.gaps) {
            if (const Result<> inserted = m_runs.insertGap(gap); !inserted)
                return fail(inserted.error());
        }
    }
    return transaction.commit().transform([&] { return run; });
}
