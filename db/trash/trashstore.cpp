// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashstore.h"

#include "db/actor.h"
#include "db/alerts/rulebin.h"
#include "db/events/eventstore.h"
#include "db/transaction.h"
#include "db/trash/idchunks.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct TrashStoreText {
    Q_DECLARE_TR_FUNCTIONS(TrashStoreText)
};

TrashSlice sliceOfQuotes(int count)
{
    TrashSlice slice;
    if (count > 0)
        slice.counts.insert(trashTableName(TrashKind::Quote), count);
    return slice;
}

TrashSlice sliceOfRows(const QList<RestoredRow> &rows)
{
    return {countsByTable(rows), rows};
}

} // namespace

QJsonObject countsByTable(const QList<RestoredRow> &rows)
{
    QJsonObject counts;
    for (const RestoredRow &row : rows) {
        const QString table = trashTableName(row.key.kind);
        counts.insert(table, counts.value(table).toInt() + 1);
    }
    return counts;
}

TrashStore::TrashStore(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_schema{connection, version}
    , m_statements{connection}
    , m_rows{connection}
{}

template <typename Work> auto TrashStore::inTransaction(const Work &work)
{
    using Done = decltype(work());
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return Done{fail(ready.error())};
    Done done = work();
    if (!done)
        return done;
    if (const Result<> committed = transaction.commit(); !committed)
        return Done{fail(committed.error())};
    return done;
}

Result<> TrashStore::note(const QString &event, const QDateTime &now, QJsonObject details)
{
    details.insert(u"by"_s, Actor::current().name());
    return EventStore{m_connection}.append(EventStore::Level::Info, u"trash"_s, event, now,
                                           details);
}

Result<qint64> TrashStore::instrumentOf(const QString &symbol)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT instrument_id FROM assets WHERE symbol = ?"_s, {symbol});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::NotFound,
                    TrashStoreText::tr("'tidemarkctl assets list' lists what is there"), symbol);
    return rows->integer(0);
}

Result<QList<qint64>> TrashStore::quotesOf(const QuoteRange &range)
{
    const Result<qint64> instrument = instrumentOf(range.symbol);
    if (!instrument)
        return fail(instrument.error());
    QString condition = u"instrument_id = ? AND deleted_at IS NULL"_s;
    std::vector<SqlValue> values{SqlValue{*instrument}};
    if (range.from.isValid()) {
        condition += u" AND timestamp >= ?"_s;
        values.emplace_back(range.from);
    }
    if (range.to.isValid()) {
        condition += u" AND timestamp < ?"_s;
        values.emplace_back(range.to);
    }
    // Once for the whole act: to look for each slice anew would cost as much as all of them.
    Result<Rows> rows = m_statements.run(
            u"SELECT id FROM market_data WHERE "_s + condition + u" ORDER BY id"_s, values);
    if (!rows)
        return fail(rows.error());
    QList<qint64> ids;
    while (rows->next())
        ids.append(rows->integer(0));
    return rows->end().transform([&] { return std::move(ids); });
}

Result<QuotesOfBatch> TrashStore::quotesOfBatch(const QString &batch)
{
    QuotesOfBatch found;
    {
        Result<Rows> rows = m_statements.run(u"SELECT MAX(id) FROM market_data"_s);
        if (!rows)
            return fail(rows.error());
        found.checkedUpTo = rows->next() ? rows->integer(0) : 0;
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    {
        Result<Rows> rows = m_statements.run(
                u"SELECT id, instrument_id, timestamp FROM market_data WHERE delete_batch = ? "
                "AND deleted_at IS NOT NULL ORDER BY instrument_id, timestamp, id"_s,
                {batch});
        if (!rows)
            return fail(rows.error());
        while (rows->next())
            found.quotes.append({rows->integer(0), {rows->integer(1), rows->timeMs(2)}});
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    return m_rows.checkPlaces(found.quotes).transform([&] { return std::move(found); });
}

Result<QList<TrashKey>> TrashStore::keysOfBatch(TrashKind kind, const QString &batch)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT id FROM %1 WHERE delete_batch = ? "
                             "AND deleted_at IS NOT NULL ORDER BY id"_s.arg(trashTableName(kind)),
                             {batch});
    if (!rows)
        return fail(rows.error());
    QList<TrashKey> keys;
    while (rows->next())
        keys.append({kind, rows->integer(0)});
    return rows->end().transform([&] { return std::move(keys); });
}

// work() returns what it did.
template <typename Work> Result<TrashSlice> TrashStore::asSlice(const Work &work)
{
    QElapsedTimer timer;
    return inTransaction([&] {
               timer.start(); // the lock is there by now
               return work();
           })
            .transform([&](TrashSlice &&slice) {
                slice.took = std::chrono::microseconds{timer.nsecsElapsed() / 1000};
                return std::move(slice);
            });
}

Result<TrashSlice> TrashStore::removeSlice(std::span<const qint64> quotes, const QDateTime &now,
                                           const Deleter &deleter)
{
    return asSlice(
            [&] { return m_rows.removeQuotes(quotes, now, deleter).transform(&sliceOfQuotes); });
}

Result<TrashSlice> TrashStore::restoreSlice(const QList<BinnedQuote> &quotes, const QString &batch,
                                            qint64 checkedUpTo)
{
    return asSlice([&] {
        return m_rows.restoreQuotes(quotes, batch, checkedUpTo).transform(&sliceOfRows);
    });
}

Result<TrashSlice> TrashStore::restoreSlice(const QList<TrashKey> &keys, const QDateTime &now,
                                            const QList<RestoredRow> &act)
{
    return asSlice([&] { return restoreRows(keys, now, act).transform(&sliceOfRows); });
}

Result<TrashSlice> TrashStore::putBackSlice(std::span<const RestoredRow> rows, const QDateTime &now)
{
    return asSlice([&] {
        return putBackRows(rows, now).transform([&] {
            return TrashSlice{countsByTable({rows.begin(), rows.end()})};
        });
    });
}

Result<> TrashStore::noteAct(const QString &event, const QDateTime &now, const QJsonObject &details)
{
    return inTransaction([&] { return note(event, now, details); });
}

Result<QList<qint64>> TrashStore::removeRules(const QList<qint64> &ids, bool withLogs,
                                              const QDateTime &now, const Deleter &deleter)
{
    return inTransaction([&] {
        RuleBin bin{m_connection};
        return removeEach(TrashKind::Rule, ids, now, deleter,
                          [&](qint64 id) { return bin.remove(id, withLogs, now, deleter); });
    });
}

Result<QList<qint64>> TrashStore::removeLogs(const QList<qint64> &ids, const QDateTime &now,
                                             const Deleter &deleter)
{
    return inTransaction([&] {
        return removeEach(TrashKind::Log, ids, now, deleter, [&](qint64 id) {
            return m_rows.remove({TrashKind::Log, id}, now, deleter);
        });
    });
}

// Of the rules, or of the rules that logged these; of many only the first ones.
Result<QJsonArray> TrashStore::namesOf(TrashKind kind, const QList<qint64> &ids)
{
    const std::span<const qint64> first{
            ids.data(), std::min(IdChunkSize, static_cast<std::size_t>(ids.size()))};
    const QString rules =
            kind == TrashKind::Log
                    ? u"(SELECT rule_id FROM alert_logs WHERE id IN "_s + idPlaceholders() + u')'
                    : idPlaceholders();
    Result<Rows> rows = m_statements.run(u"SELECT DISTINCT name FROM alert_rules WHERE id IN "_s +
                                                 rules + u" ORDER BY name"_s,
                                         withIds({}, first));
    if (!rows)
        return fail(rows.error());
    QJsonArray names;
    while (rows->next())
        names.append(rows->text(0));
    return rows->end().transform([&] { return names; });
}

template <typename Remove>
Result<QList<qint64>> TrashStore::removeEach(TrashKind kind, const QList<qint64> &ids,
                                             const QDateTime &now, const Deleter &deleter,
                                             const Remove &remove)
{
    QList<qint64> changed;
    for (const qint64 id : ids) {
        const Result<bool> removed = remove(id);
        if (!removed)
            return fail(removed.error());
        if (*removed)
            changed.append(id);
    }
    if (changed.isEmpty())
        return changed;
    return RuleBin{m_connection}
            .finish(now)
            .and_then([&] { return namesOf(kind, changed); })
            .and_then([&](const QJsonArray &names) {
                return note(u"deleted"_s, now,
                            {{trashTableName(kind), changed.size()},
                             {u"names"_s, names},
                             {u"reason"_s, deleter.reason},
                             {u"batch"_s, deleter.batch}});
            })
            .transform([&] { return changed; });
}

Result<QList<RestoredRow>> TrashStore::restore(const QList<TrashKey> &keys, const QDateTime &now)
{
    return inTransaction([&] {
        return restoreRows(keys, now)
                .map_error([](Error error) {
                    if (error.kind == Error::Kind::Refused)
                        error.detail =
                                TrashStoreText::tr("%1 Nothing was restored.").arg(error.detail);
                    return error;
                })
                .and_then([&](const QList<RestoredRow> &restored) -> Result<QList<RestoredRow>> {
                    if (restored.isEmpty())
                        return restored;
                    return note(u"restored"_s, now, countsByTable(restored)).transform([&] {
                        return restored;
                    });
                });
    });
}

Result<QList<RestoredRow>> TrashStore::restoreRows(const QList<TrashKey> &keys,
                                                   const QDateTime &now,
                                                   const QList<RestoredRow> &act)
{
    QList<RestoredRow> restored = act;
    QSet<qint64> logs; // that came with their rules
    RuleBin bin{m_connection};
    // Rules first: their logs come with them, and may be among the keys, too.
    for (const bool areRules : {true, false}) {
        for (const TrashKey &key : keys) {
            if ((key.kind == TrashKind::Rule) != areRules ||
                (key.kind == TrashKind::Log && logs.contains(key.id)))
                continue;
            const Result<QList<RestoredRow>> rows =
                    areRules ? bin.restore(key.id, now) : m_rows.restore(key, restored);
            if (!rows)
                return fail(rows.error());
            for (const qint64 id : idsOf(TrashKind::Log, *rows))
                logs.insert(id);
            restored += *rows;
        }
    }
    restored.remove(0, act.size());
    if (restored.isEmpty())
        return restored;
    return bin.finish(now).transform([&] { return restored; });
}

Result<> TrashStore::putBack(const QList<RestoredRow> &rows, const QDateTime &now)
{
    // A rule ends what is open and does not go along, so its logs go first.
    const QList<RestoredRow> back{rows.crbegin(), rows.crend()};
    return inTransaction([&] {
        return putBackRows(back, now).and_then(
                [&] { return note(u"restore_undone"_s, now, countsByTable(rows)); });
    });
}

Result<> TrashStore::putBackRows(std::span<const RestoredRow> rows, const QDateTime &now)
{
    RuleBin bin{m_connection};
    while (!rows.empty()) {
        const auto [key, mark] = rows.front();
        const auto end = key.kind == TrashKind::Rule
                                 ? rows.begin() + 1
                                 : std::ranges::find_if(rows, [&](const RestoredRow &row) {
                                       return row.key.kind != key.kind || row.mark != mark;
                                   });
        QList<qint64> ids;
        for (const RestoredRow &row : std::span{rows.begin(), end})
            ids.append(row.key.id);
        const Result<> back = key.kind == TrashKind::Rule ? bin.putBack(rows.front(), now)
                                                          : m_rows.putBack(key.kind, ids, mark);
        if (!back)
            return back;
        rows = rows.subspan(std::size_t(ids.size()));
    }
    return bin.finish(now);
}
