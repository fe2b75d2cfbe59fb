// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashpurgestore.h"

#include "db/actor.h"
#include "db/events/eventstore.h"
#include "db/transaction.h"
#include "db/trash/idchunks.h"
#include "db/trash/rulechildren.h"

#include <QElapsedTimer>
#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

Result<PurgedSlice> TrashPurgeStore::purge(qint64 exportId, TrashKind kind,
                                           std::span<const ExportedRow> rows)
{
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return fail(ready.error());
    QElapsedTimer timer;
    timer.start();
    PurgedSlice slice;
    for (std::size_t first = 0; first < rows.size(); first += IdChunkSize) {
        const auto chunk = rows.subspan(first, std::min(IdChunkSize, rows.size() - first));
        if (const Result<> purged = purgeChunk(kind, chunk, slice); !purged)
            return fail(purged.error());
    }
    return m_statements
            .change(u"UPDATE trash_exports SET purged_count = purged_count + ? WHERE id = ?"_s,
                    {slice.purged, exportId})
            .and_then([&](int) { return transaction.commit(); })
            .transform([&] {
                slice.took = std::chrono::microseconds{timer.nsecsElapsed() / 1000};
                return slice;
            });
}

Result<> TrashPurgeStore::purgeChunk(TrashKind kind, std::span<const ExportedRow> rows,
                                     PurgedSlice &slice)
{
    Result<QList<qint64>> ids = stillThere(kind, rows, slice);
    if (!ids)
        return fail(ids.error());
    if (kind == TrashKind::Rule) {
        if (const Result<> held = holdRules(*ids, slice); !held)
            return held;
        for (const RuleChild &child : RuleChildren) {
            if (const Result<int> gone = removeWhere(child.table, u"rule_id"_s, *ids); !gone)
                return fail(gone.error());
        }
    }
    return removeWhere(trashTableName(kind), u"id"_s, *ids).map([&](int gone) {
        slice.purged += gone;
    });
}

Result<int> TrashPurgeStore::countThere(TrashKind kind, std::span<const ExportedRow> rows)
{
    PurgedSlice others;
    int there = 0;
    for (std::size_t first = 0; first < rows.size(); first += IdChunkSize) {
        const Result<QList<qint64>> ids = stillThere(
                kind, rows.subspan(first, std::min(IdChunkSize, rows.size() - first)), others);
        if (!ids)
            return fail(ids.error());
        there += int(ids->size());
    }
    return there;
}

Result<QList<qint64>> TrashPurgeStore::stillThere(TrashKind kind, std::span<const ExportedRow> rows,
                                                  PurgedSlice &slice)
{
    QHash<qint64, qint64> deletedAt;
    QList<qint64> wanted;
    for (const ExportedRow &row : rows) {
        deletedAt.insert(row.id, row.deletedAtMs);
        wanted.append(row.id);
    }
    Result<Rows> found = m_statements.run(
            u"SELECT id, deleted_at FROM %1 WHERE id IN "_s.arg(trashTableName(kind)) +
                    idPlaceholders(),
            withIds({}, wanted));
    if (!found)
        return fail(found.error());
    QList<qint64> ids;
    while (found->next()) {
        const qint64 id = found->integer(0);
        if (!found->isNull(1) && found->timeMs(1) == deletedAt.value(id))
            ids.append(id);
        else
            ++slice.kept;
    }
    return found->end().transform([&] { return std::move(ids); });
}

// The foreign keys restrict: asked before, they need not fail.
Result<> TrashPurgeStore::holdRules(QList<qint64> &ids, PurgedSlice &slice)
{
    if (ids.isEmpty())
        return {};
    Result<Rows> rows = m_statements.run(
            u"SELECT r.id, MIN(r.name), COUNT(*), COUNT(l.deleted_at) FROM alert_logs l "
            "JOIN alert_rules r ON r.id = l.rule_id WHERE l.rule_id IN "_s +
                    idPlaceholders() + u" GROUP BY r.id ORDER BY r.id"_s,
            withIds({}, ids));
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const HeldRule held{rows->integer(0), rows->text(1), int(rows->integer(2)),
                            int(rows->integer(3))};
        slice.held.append(held);
        ids.removeAll(held.id);
    }
    return rows->end();
}

Result<int> TrashPurgeStore::removeWhere(const QString &table, const QString &column,
                                         const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return 0;
    return m_statements.change(u"DELETE FROM %1 WHERE %2 IN "_s.arg(table, column) +
                                       idPlaceholders(),
                               withIds({}, ids));
}

Result<> TrashPurgeStore::noteBegun(qint64 exportId, const QDateTime &now)
{
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([&] { return m_schema.check(); })
            .and_then([&] { return note(u"purge_begun"_s, exportId, now, {}); })
            .and_then([&] { return transaction.commit(); });
}

Result<> TrashPurgeStore::finish(qint64 exportId, const PurgedSlice &total, const QDateTime &now)
{
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([&] { return m_schema.check(); })
            // A rule that is held may go later, once its logs are gone.
            .and_then([&]() -> Result<int> {
                if (!total.held.isEmpty())
                    return 0;
                return m_statements.change(u"UPDATE trash_exports SET purged_at = ? WHERE id = ?"_s,
                                           {now, exportId});
            })
            .and_then([&](int) {
                return note(u"purged"_s, exportId, now,
                            {{u"rows"_s, total.purged},
                             {u"kept"_s, total.kept},
                             {u"held_rules"_s, total.held.size()}});
            })
            .and_then([&] { return transaction.commit(); });
}

Result<> TrashPurgeStore::note(const QString &event, qint64 exportId, const QDateTime &now,
                               QJsonObject details)
{
    details.insert(u"export"_s, exportId);
    details.insert(u"by"_s, Actor::current().name());
    return EventStore{m_connection}.append(EventStore::Level::Info, u"trash"_s, event, now,
                                           details);
}
