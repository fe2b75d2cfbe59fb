// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"

#include "db/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto WriterPrefix = "queries/"_L1; // in metadata

QDateTime midnight(const QDate &day)
{
    return day.startOfDay(Qt::UTC);
}

QString compact(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument{array}.toJson(QJsonDocument::Compact));
}

QJsonArray arrayOf(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).array();
}

SqlValue truth(bool isTrue)
{
    return SqlValue{isTrue ? u"1"_s : u"0"_s};
}

QString indexesJson(const StatementPlan &plan)
{
    QJsonArray indexes;
    for (const auto &[table, index] : plan.usedIndexes)
        indexes.append(QJsonArray{table, index});
    return compact(indexes);
}

// Columns of a plan: its text, full scans and indexes.
std::optional<StatementPlan> planOf(const Rows &rows, int column)
{
    if (rows.isNull(column))
        return {};
    StatementPlan plan{rows.text(column), {}, {}};
    for (const QJsonValue &table : arrayOf(rows.text(column + 1)))
        plan.fullScans.append(table.toString());
    for (const QJsonValue &used : arrayOf(rows.text(column + 2)))
        plan.usedIndexes.append({used[0].toString(), used[1].toString()});
    return plan;
}

// Columns of a use: executions, rows, total, longest, histogram, last.
void addUse(RecordedQuery &query, const Rows &rows, int column)
{
    query.executions += rows.integer(column);
    query.rows += rows.integer(column + 1);
    query.totalUs += rows.integer(column + 2);
    query.maxUs = std::max(query.maxUs, rows.integer(column + 3));
    query.times.add(TimeHistogram::fromJson(rows.text(column + 4).toUtf8()));
    const QDateTime last = rows.time(column + 5);
    if (!query.lastUsedAt.isValid() || last > query.lastUsedAt)
        query.lastUsedAt = last;
}

void addUse(RecordedQuery &query, const RecordedUse &use)
{
    query.executions += use.executions;
    query.rows += use.rows;
    query.totalUs += use.totalUs;
    query.maxUs = std::max(query.maxUs, use.maxUs);
    query.times.add(use.times);
    if (!query.lastUsedAt.isValid() || use.lastUsedAt > query.lastUsedAt)
        query.lastUsedAt = use.lastUsedAt;
}

} // namespace

Result<> QueryStore::write(const UseBatch &batch, const QByteArray &salt, const QDateTime &now)
{
    Q_ASSERT(!batch.isHashed || !salt.isEmpty());
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return ready;
    const Result<bool> isNewBatch = isNew(batch, now);
    if (!isNewBatch)
        return fail(isNewBatch.error());
    if (*isNewBatch) {
        Result<QHash<QString, RecordedQuery>> known = daysUses(batch.day);
        if (!known)
            return fail(known.error());
        for (const RecordedUse &use : batch.uses) {
            const Result<> added = add(use, known->value(use.id), batch.day).and_then([&] {
                return storeSamples(use, batch.isHashed ? salt : QByteArray{});
            });
            if (!added)
                return added;
        }
    }
    return transaction.commit();
}

Result<bool> QueryStore::isNew(const UseBatch &batch, const QDateTime &now)
{
    const QString name = WriterPrefix + batch.writer;
    {
        Result<Rows> rows =
                m_statements.run(u"SELECT value FROM metadata WHERE name = ?"_s, {name});
        if (!rows)
            return fail(rows.error());
        if (rows->next() && rows->text(0).toLongLong() >= batch.number)
            return false;
    }
    if (batch.isLast)
        return m_statements.change(u"DELETE FROM metadata WHERE name = ?"_s, {name}).map([](int) {
            return true;
        });
    return m_statements
            .change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, ?, ?)"_s +
                            m_statements.dialect().orUpdate(u"name"_s,
                                                            {u"value"_s, u"updated_at"_s}),
                    {name, QString::number(batch.number), now})
            .map([](int) { return true; });
}

Result<QHash<QString, RecordedQuery>> QueryStore::daysUses(const QDate &day)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT statement_id, executions, rows_total, total_us, max_us, histogram, "
            "last_used_at FROM statement_uses WHERE day = ?"_s,
            {midnight(day)});
    if (!rows)
        return fail(rows.error());
    QHash<QString, RecordedQuery> known;
    while (rows->next())
        addUse(known[rows->text(0)], *rows, 1);
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());
    return known;
}

Result<> QueryStore::add(const RecordedUse &use, RecordedQuery known, const QDate &day)
{
    addUse(known, use);
    return m_statements
            .change(u"INSERT INTO statement_shapes (id, sql_text, purpose, first_used_at) "
                    "VALUES (?, ?, ?, ?)"_s +
                            m_statements.dialect().orNothing(u"id"_s),
                    {use.id, use.text, use.purpose, use.lastUsedAt})
            .and_then([&](int) {
                return m_statements.change(
                        u"INSERT INTO statement_uses (day, statement_id, executions, rows_total, "
                        "total_us, max_us, p50_us, p95_us, histogram, last_used_at) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s +
                                m_statements.dialect().orUpdate(
                                        u"day, statement_id"_s,
                                        {u"executions"_s, u"rows_total"_s, u"total_us"_s,
                                         u"max_us"_s, u"p50_us"_s, u"p95_us"_s, u"histogram"_s,
                                         u"last_used_at"_s}),
                        {midnight(day), use.id, known.executions, known.rows, known.totalUs,
                         known.maxUs, known.p50Us(), known.p95Us(),
                         QString::fromUtf8(known.times.toJson()), known.lastUsedAt});
            })
            .map([](int) {});
}

Result<> QueryStore::storeSamples(const RecordedUse &use, const QByteArray &salt)
{
    if (use.samples.isEmpty())
        return {};
    Result<int> done = m_statements.change(
            u"DELETE FROM statement_samples WHERE statement_id = ?"_s, {use.id});
    for (int i = 0; done && i < int(use.samples.size()); ++i) {
        const StatementSample &sample = use.samples.at(i);
        done = m_statements.change(
                u"INSERT INTO statement_samples (statement_id, ordinal, taken_at, is_hashed, "
                "parameters, duration_us, row_count) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                {use.id, i, sample.takenAt, truth(!salt.isEmpty()),
                 QString::fromUtf8(parametersToJson(sample.values, salt)), sample.durationUs,
                 sample.rows});
    }
    return done.map([](int) {});
}

Result<> QueryStore::tidy(const QDateTime &now)
{
    Transaction transaction{m_connection};
    const QDateTime oldest = midnight(now.date().addDays(-KeptDays));
    return transaction.begin()
            .and_then([this] { return m_schema.check(); })
            .and_then([&] {
                return m_statements.change(u"DELETE FROM statement_uses WHERE day < ?"_s, {oldest});
            })
            .and_then([&](int) {
                return m_statements.change(
                        u"DELETE FROM statement_shapes WHERE first_used_at < ? AND NOT EXISTS "
                        "(SELECT 1 FROM statement_uses u WHERE u.statement_id = "
                        "statement_shapes.id)"_s,
                        {oldest});
            })
            .and_then([&](int) {
                return m_statements.change(u"DELETE FROM statement_samples WHERE taken_at < ?"_s,
                                           {oldest});
            })
            .and_then([&](int) {
                return m_statements.change(
                        u"DELETE FROM metadata WHERE name LIKE 'queries/%' AND updated_at < ?"_s,
                        {now.addDays(-2)});
            })
            .and_then([&](int) { return transaction.commit(); });
}

Result<> QueryStore::forgetSamples(ValueSampling wanted)
{
    if (wanted == ValueSampling::Kept)
        return {};
    QString which = u" FROM statement_samples"_s;
    std::vector<SqlValue> values;
    if (wanted == ValueSampling::Hashed) {
        which += u" WHERE is_hashed = ?"_s;
        values.push_back(truth(false));
    }
    {
        // There is hardly ever one, and whoever writes is not to wait for nothing.
        Result<Rows> rows = m_statements.run(u"SELECT 1"_s + which + u" LIMIT 1"_s, values);
        if (!rows)
            return fail(rows.error());
        if (!rows->next())
            return rows->end();
    }
    return m_statements.change(u"DELETE"_s + which, values).map([](int) {});
}

Result<QList<QueryStore::Unplanned>> QueryStore::unplanned(const QDateTime &before)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, sql_text FROM statement_shapes WHERE planned_at IS NULL OR planned_at < ? "
            "ORDER BY id"_s,
            {before});
    if (!rows)
        return fail(rows.error());
    QList<Unplanned> unplanned;
    while (rows->next())
        unplanned.append({rows->text(0), rows->text(1)});
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());
    return unplanned;
}

Result<>
QueryStore::storePlans(const QList<std::pair<QString, std::optional<StatementPlan>>> &plans,
                       const QDateTime &now)
{
    Transaction transaction{m_connection};
    Result<> done = transaction.begin().and_then([this] { return m_schema.check(); });
    for (qsizetype i = 0; done && i < plans.size(); ++i) {
        const auto &[id, plan] = plans.at(i);
        done = m_statements
                       .change(u"UPDATE statement_shapes SET plan = ?, full_scans = ?, "
                               "used_indexes = ?, planned_at = ? WHERE id = ?"_s,
                               {plan ? plan->text : QString{},
                                plan ? compact(QJsonArray::fromStringList(plan->fullScans))
                                     : QString{},
                                plan ? indexesJson(*plan) : QString{}, now, id})
                       .map([](int) {});
    }
    return done.and_then([&] { return transaction.commit(); });
}

Result<QList<RecordedQuery>> QueryStore::list(const QDate &from)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT s.id, s.sql_text, s.purpose, s.first_used_at, s.plan, s.full_scans, "
            "s.used_indexes, s.planned_at, u.executions, u.rows_total, u.total_us, u.max_us, "
            "u.histogram, u.last_used_at "
            "FROM statement_uses u JOIN statement_shapes s ON s.id = u.statement_id "
            "WHERE u.day >= ?"_s,
            {midnight(from)});
    if (!rows)
        return fail(rows.error());
    QHash<QString, RecordedQuery> queries;
    while (rows->next()) {
        RecordedQuery &query = queries[rows->text(0)];
        if (query.id.isEmpty()) {
            query.id = rows->text(0);
            query.text = rows->text(1);
            query.purpose = rows->text(2);
            query.firstUsedAt = rows->time(3);
            query.plan = planOf(*rows, 4);
            query.plannedAt = rows->time(7);
        }
        addUse(query, *rows, 8);
    }
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());
    QList<RecordedQuery> list = queries.values();
    std::ranges::sort(list, [](const RecordedQuery &left, const RecordedQuery &right) {
        return left.totalUs == right.totalUs ? left.id < right.id : left.totalUs > right.totalUs;
    });
    return list;
}

Result<QList<std::pair<QDate, RecordedQuery>>> QueryStore::days(const QString &id,
                                                                const QDate &from)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT day, executions, rows_total, total_us, max_us, histogram, last_used_at "
            "FROM statement_uses WHERE statement_id = ? AND day >= ? ORDER BY day"_s,
            {id, midnight(from)});
    if (!rows)
        return fail(rows.error());
    QList<std::pair<QDate, RecordedQuery>> days;
    while (rows->next()) {
        RecordedQuery day;
        day.id = id;
        addUse(day, *rows, 1);
        days.append({rows->time(0).date(), day});
    }
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());
    return days;
}

Result<QList<StoredSample>> QueryStore::samples(const QString &id)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT taken_at, is_hashed, parameters, duration_us, row_count "
                             "FROM statement_samples WHERE statement_id = ? ORDER BY ordinal"_s,
                             {id});
    if (!rows)
        return fail(rows.error());
    QList<StoredSample> samples;
    while (rows->next())
        samples.append({rows->time(0), rows->integer(1) != 0, rows->text(2), rows->integer(3),
                        rows->integer(4)});
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());
    return samples;
}
