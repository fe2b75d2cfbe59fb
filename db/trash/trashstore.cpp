// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashstore.h"

#include "db/actor.h"
#include "db/alerts/rulebin.h"
#include "db/events/eventstore.h"
#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace {

struct TrashStoreText {
    Q_DECLARE_TR_FUNCTIONS(TrashStoreText)
};

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

TrashStore::RangeCondition TrashStore::conditionOf(const QuoteRange &range, qint64 instrument)
{
    RangeCondition condition{u"instrument_id = ? AND deleted_at IS NULL"_s, {SqlValue{instrument}}};
    if (range.from.isValid()) {
        condition.sql += u" AND timestamp >= ?"_s;
        condition.values.emplace_back(range.from);
    }
    if (range.to.isValid()) {
        condition.sql += u" AND timestamp < ?"_s;
        condition.values.emplace_back(range.to);
    }
    return condition;
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

Result<qint64> TrashStore::countQuotes(const QuoteRange &range)
{
    const Result<qint64> instrument = instrumentOf(range.symbol);
    if (!instrument)
        return instrument;
    const RangeCondition condition = conditionOf(range, *instrument);
    Result<Rows> rows = m_statements.run(
            u"SELECT COUNT(*) FROM market_data WHERE "_s + condition.sql, condition.values);
    if (!rows)
        return fail(rows.error());
    const qint64 count = rows->next() ? rows->integer(0) : 0;
    return rows->end().transform([&] { return count; });
}

Result<int> TrashStore::removeQuotes(const QuoteRange &range, const QDateTime &now,
                                     const Deleter &deleter, int limit)
{
    return inTransaction([&]() -> Result<int> {
        const Result<qint64> instrument = instrumentOf(range.symbol);
        if (!instrument)
            return fail(instrument.error());
        const RangeCondition condition = conditionOf(range, *instrument);
        const Result<std::optional<qint64>> last = lastOfSlice(condition, limit);
        if (!last)
            return fail(last.error());
        std::vector<SqlValue> values{now, deleter.name, deleter.reason, deleter.batch};
        values.insert(values.end(), condition.values.begin(), condition.values.end());
        QString sql = u"UPDATE market_data SET deleted_at = ?, deleted_by = ?, deleted_reason = ?, "
                      "delete_batch = ? WHERE "_s +
                      condition.sql;
        if (*last) {
            sql += u" AND id <= ?"_s;
            values.emplace_back(**last);
        }
        const Result<int> removed = m_statements.change(sql, values);
        if (!removed || *removed == 0)
            return removed;
        return note(u"deleted"_s, now,
                    {{trashTableName(TrashKind::Quote), *removed},
                     {u"symbol"_s, range.symbol},
                     {u"reason"_s, deleter.reason},
                     {u"batch"_s, deleter.batch}})
                .transform([&] { return *removed; });
    });
}

// The id up to which there are so many rows; nothing when there are no more than that.
Result<std::optional<qint64>> TrashStore::lastOfSlice(const RangeCondition &condition, int limit)
{
    std::vector<SqlValue> values = condition.values;
    values.emplace_back(limit - 1);
    Result<Rows> rows = m_statements.run(u"SELECT id FROM market_data WHERE "_s + condition.sql +
                                                 u" ORDER BY id LIMIT 1 OFFSET ?"_s,
                                         values);
    if (!rows)
        return fail(rows.error());
    std::optional<qint64> last;
    if (rows->next())
        last = rows->integer(0);
    return rows->end().transform([&] { return last; });
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
            .and_then([&] {
                return note(u"deleted"_s, now,
                            {{trashTableName(kind), changed.size()},
                             {u"reason"_s, deleter.reason},
                             {u"batch"_s, deleter.batch}});
            })
            .transform([&] { return changed; });
}

Result<QList<RestoredRow>> TrashStore::restore(const QList<TrashKey> &keys, const QDateTime &now)
{
    return inTransaction([&]() -> Result<QList<RestoredRow>> {
        QList<RestoredRow> restored;
        RuleBin bin{m_connection};
        // Rules first: their logs come with them, and may be among the keys, too.
        for (const bool areRules : {true, false}) {
            for (const TrashKey &key : keys) {
                const bool isThere = std::ranges::any_of(
                        restored, [&](const auto &row) { return row.key == key; });
                if ((key.kind == TrashKind::Rule) != areRules || isThere)
                    continue;
                const Result<QList<RestoredRow>> rows =
                        areRules ? bin.restore(key.id, now) : m_rows.restore(key);
                if (!rows)
                    return fail(rows.error());
                restored += *rows;
            }
        }
        if (restored.isEmpty())
            return restored;
        return bin.finish(now)
                .and_then([&] { return note(u"restored"_s, now, countsByTable(restored)); })
                .transform([&] { return restored; });
    });
}

Result<> TrashStore::putBack(const QList<RestoredRow> &rows, const QDateTime &now)
{
    return inTransaction([&]() -> Result<> {
        for (const RestoredRow &row : rows) {
            if (const Result<> back = m_rows.putBack(row); !back)
                return back;
        }
        return RuleBin{m_connection}.finish(now).and_then(
                [&] { return note(u"restore_undone"_s, now, countsByTable(rows)); });
    });
}
