// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashreturnstore.h"

#include "db/actor.h"
#include "db/events/eventstore.h"
#include "db/transaction.h"
#include "db/trash/idchunks.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// What tells a row from another one with its id, and never changes: a number and a time.
std::pair<QString, QString> markOf(TrashKind kind)
{
    switch (kind) {
    case TrashKind::Quote:
        return {u"instrument_id"_s, u"timestamp"_s};
    case TrashKind::Log:
        return {u"rule_id"_s, u"timestamp"_s};
    case TrashKind::Rule:
        break;
    }
    return {u"instrument_id"_s, u"created_at"_s};
}

} // namespace

void addLeft(QList<LeftRows> &sum, const LeftRows &more)
{
    const auto same = std::ranges::find_if(sum, [&](const LeftRows &each) {
        return each.kind == more.kind && each.why == more.why;
    });
    if (same == sum.end())
        sum.append(more);
    else
        same->rows += more.rows;
}

Result<ReturnedSlice> TrashReturnStore::putBack(qint64 exportId, TrashKind kind,
                                                const FiledRows &rows,
                                                const std::vector<FiledRows> &children,
                                                const QDateTime &now)
{
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return fail(ready.error());
    QElapsedTimer timer;
    timer.start();
    ReturnedSlice slice;
    const Result<Wanted> wanted = missing(kind, rows, slice);
    if (!wanted)
        return fail(wanted.error());
    slice.returned = int(wanted->size());
    return load(rows, *wanted)
            .and_then([&] { return loadChildren(rows, *wanted, children); })
            .and_then([&] { return count(exportId, slice, now); })
            .and_then([&] { return transaction.commit(); })
            .transform([&] {
                m_hasBegun = m_hasBegun || slice.returned > 0;
                slice.took = std::chrono::microseconds{timer.nsecsElapsed() / 1000};
                return slice;
            });
}

Result<TrashReturnStore::Wanted> TrashReturnStore::missing(TrashKind kind, const FiledRows &rows,
                                                           ReturnedSlice &slice)
{
    Wanted wanted;
    for (std::size_t first = 0; first < rows.rows.size(); first += IdChunkSize) {
        const std::span<const FiledRow> chunk = std::span{rows.rows}.subspan(
                first, std::min(IdChunkSize, rows.rows.size() - first));
        const Result<> sorted = sortOut(kind, rows, chunk, wanted, slice);
        if (!sorted)
            return fail(sorted.error());
    }
    const Result<> withAssets = keepWithParent(kind, rows, wanted, u"instrument_id"_s, u"assets"_s,
                                               u"instrument_id"_s, LeftRows::Why::NoAsset, slice);
    if (!withAssets)
        return fail(withAssets.error());
    if (kind == TrashKind::Log) {
        const Result<> withRules =
                keepWithParent(kind, rows, wanted, u"rule_id"_s, trashTableName(TrashKind::Rule),
                               u"id"_s, LeftRows::Why::NoRule, slice);
        if (!withRules)
            return fail(withRules.error());
    }
    return wanted;
}

Result<> TrashReturnStore::sortOut(TrashKind kind, const FiledRows &rows,
                                   std::span<const FiledRow> chunk, Wanted &wanted,
                                   ReturnedSlice &slice)
{
    struct Standing {
        qint64 number;
        qint64 timeMs;
        std::optional<qint64> deletedMs;
    };
    const auto [number, time] = markOf(kind);
    QList<qint64> ids;
    for (const FiledRow &row : chunk)
        ids.append(rows.number(row, u"id"_s));
    QHash<qint64, Standing> there;
    Result<Rows> found = m_statements.run(
            u"SELECT id, %1, %2, deleted_at FROM %3 WHERE id IN "_s.arg(number, time, rows.table) +
                    idPlaceholders(),
            withIds({}, ids));
    if (!found)
        return fail(found.error());
    while (found->next())
        there.insert(found->integer(0),
                     {found->integer(1), found->timeMs(2),
                      found->isNull(3) ? std::nullopt : std::optional{found->timeMs(3)}});
    for (const FiledRow &row : chunk) {
        const qint64 id = rows.number(row, u"id"_s);
        const auto other = there.constFind(id);
        if (other == there.cend())
            wanted.push_back(&row);
        else if (other->number != rows.number(row, number) ||
                 other->timeMs != rows.cell(row, time).integer)
            addLeft(slice.left, {kind, LeftRows::Why::IdTaken, 1, id});
        else if (other->deletedMs.value_or(rows.cell(row, u"deleted_at"_s).integer) !=
                 rows.cell(row, u"deleted_at"_s).integer)
            addLeft(slice.left, {kind, LeftRows::Why::OtherDeletion, 1, id});
        else
            ++slice.present;
    }
    return found->end();
}

// The foreign keys restrict: asked before, they need not fail.
Result<> TrashReturnStore::keepWithParent(TrashKind kind, const FiledRows &rows, Wanted &wanted,
                                          const QString &column, const QString &parents,
                                          const QString &key, LeftRows::Why why,
                                          ReturnedSlice &slice)
{
    QSet<qint64> asked;
    for (const FiledRow *row : wanted)
        asked.insert(rows.number(*row, column));
    const QList<qint64> ids = asked.values();
    QSet<qint64> there;
    for (qsizetype first = 0; first < ids.size(); first += qsizetype(IdChunkSize)) {
        const qsizetype size = std::min(qsizetype(IdChunkSize), ids.size() - first);
        Result<Rows> found = m_statements.run(
                u"SELECT %1 FROM %2 WHERE %1 IN "_s.arg(key, parents) + idPlaceholders(),
                withIds({}, ids.sliced(first, size)));
        if (!found)
            return fail(found.error());
        while (found->next())
            there.insert(found->integer(0));
        if (const Result<> end = found->end(); !end)
            return end;
    }
    std::erase_if(wanted, [&](const FiledRow *row) {
        if (there.contains(rows.number(*row, column)))
            return false;
        addLeft(slice.left, {kind, why, 1, rows.number(*row, u"id"_s)});
        return true;
    });
    return {};
}

Result<> TrashReturnStore::load(const FiledRows &rows, const Wanted &wanted)
{
    if (wanted.empty())
        return {};
    const Result<std::unique_ptr<RowLoader>> loader = m_connection.loader(rows.table, rows.columns);
    if (!loader)
        return fail(loader.error());
    for (const FiledRow *row : wanted) {
        if (Result<> appended = (*loader)->append(row->cells); !appended)
            return appended;
    }
    return (*loader)->finish().map([](qint64) {});
}

Result<> TrashReturnStore::loadChildren(const FiledRows &rows, const Wanted &wanted,
                                        const std::vector<FiledRows> &children)
{
    QSet<qint64> rules;
    for (const FiledRow *row : wanted)
        rules.insert(rows.number(*row, u"id"_s));
    for (const FiledRows &each : children) {
        Wanted own;
        for (const FiledRow &row : each.rows) {
            if (rules.contains(each.number(row, u"rule_id"_s)))
                own.push_back(&row);
        }
        if (const Result<> loaded = load(each, own); !loaded)
            return loaded;
    }
    return {};
}

// What came back may be purged by the same export again.
Result<> TrashReturnStore::count(qint64 exportId, const ReturnedSlice &slice, const QDateTime &now)
{
    if (slice.returned == 0)
        return {};
    return m_statements
            .change(u"UPDATE trash_exports SET purged_at = NULL, purged_count = CASE "
                    "WHEN purged_count > ? THEN purged_count - ? ELSE 0 END WHERE id = ?"_s,
                    {slice.returned, slice.returned, exportId})
            .and_then([&](int) {
                return m_hasBegun ? Result<>{} : note(u"purge_undo_begun"_s, exportId, now, {});
            });
}

Result<> TrashReturnStore::finish(qint64 exportId, qint64 rows, const QDateTime &now)
{
    const Result<bool> isOpen = m_hasBegun ? Result<bool>{true} : hasOpenUndo(exportId);
    if (!isOpen)
        return fail(isOpen.error());
    if (!*isOpen)
        return {};
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([&] { return m_schema.check(); })
            .and_then([&] {
                return note(u"purge_undone"_s, exportId, now, {{u"rows"_s, rows}});
            })
            .and_then([&] { return transaction.commit(); });
}

// One that was killed behind its last row is over with the next run, which finds all there.
Result<bool> TrashReturnStore::hasOpenUndo(qint64 exportId)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT event, details FROM system_events WHERE component = 'trash' AND event IN "
            "('purge_begun', 'purged', 'purge_undo_begun', 'purge_undone') ORDER BY id DESC"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const QJsonDocument details = QJsonDocument::fromJson(rows->text(1).toUtf8());
        if (details[u"export"].toInteger() == exportId)
            return rows->text(0) == u"purge_undo_begun";
    }
    return rows->end().transform([] { return false; });
}

Result<> TrashReturnStore::note(const QString &event, qint64 exportId, const QDateTime &now,
                                QJsonObject details)
{
    details.insert(u"export"_s, exportId);
    details.insert(u"by"_s, Actor::current().name());
    return EventStore{m_connection}.append(EventStore::Level::Info, u"trash"_s, event, now,
                                           details);
}
