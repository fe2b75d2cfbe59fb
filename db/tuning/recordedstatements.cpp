// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "db/schema/inspection.h"
#include "db/tuning/indexusagestore.h"
#include "db/tuning/usagecounters.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype ShownOfId = 8; // as 'index queries' lists them

// Nothing at a version without the record, and on somebody else's database.
Result<QList<RecordedQuery>> recordedQueries(const Connection &connection, const QDateTime &from)
{
    return tableExists(connection, u"statement_uses"_s)
            .and_then([&](bool isThere) -> Result<QList<RecordedQuery>> {
                if (!isThere)
                    return QList<RecordedQuery>{};
                return QueryStore{connection}.list(from.toUTC().date());
            });
}

// The table whose rows a statement writes; nothing for any other statement.
QString writtenTable(const QString &text)
{
    static const QRegularExpression change{
            uR"(^\s*(?:INSERT\s+(?:(?:OR\s+\w+|IGNORE)\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM))"
            uR"(\s+["`]?(\w+))"_s,
            QRegularExpression::CaseInsensitiveOption};
    return change.match(text).captured(1);
}

QHash<QString, qint64> writtenRows(const QList<RecordedQuery> &queries)
{
    QHash<QString, qint64> rows;
    for (const RecordedQuery &query : queries) {
        if (const QString table = writtenTable(query.text); !table.isEmpty())
            rows[table] += query.rows;
    }
    return rows;
}

// Where no engine counts what was written, what this program wrote is known.
Result<UsageEvidence> withRecordedWrites(const Connection &connection, UsageEvidence usage,
                                         const QDateTime &from)
{
    if (!usage.writes.isEmpty())
        return usage;
    const Result<QList<RecordedQuery>> queries = recordedQueries(connection, from);
    if (!queries)
        return fail(queries.error());
    if (queries->isEmpty())
        return usage;
    const QDateTime first =
            std::max(from, std::ranges::min(*queries, {}, &RecordedQuery::firstUsedAt).firstUsedAt);
    const QDateTime last = std::ranges::max(*queries, {}, &RecordedQuery::lastUsedAt).lastUsedAt;
    usage.writes = writtenRows(*queries);
    usage.writtenDays = std::max(double(first.msecsTo(last)) / 86'400'000.0, 1.0);
    return usage;
}

} // namespace

Result<UsageEvidence> evidenceByPlans(const Connection &connection, const QDateTime &from)
{
    const Result<QList<RecordedQuery>> queries = recordedQueries(connection, from);
    if (!queries)
        return fail(queries.error());
    const bool isComplete = std::ranges::all_of(
            *queries, [](const RecordedQuery &query) { return query.plannedAt.isValid(); });
    if (queries->isEmpty() || !isComplete)
        return UsageEvidence{};
    const Result<Schema> schema = inspectSchema(connection);
    if (!schema)
        return fail(schema.error());
    IndexEvidence none;
    none.from =
            std::max(from, std::ranges::min(*queries, {}, &RecordedQuery::firstUsedAt).firstUsedAt);
    none.to = std::ranges::max(*queries, {}, &RecordedQuery::lastUsedAt).lastUsedAt;
    const Result<UsageEvidence> seen = IndexUsageStore{connection}.evidence(from);
    if (!seen)
        return fail(seen.error());
    UsageEvidence evidence;
    evidence.source = OwnRecord;
    for (const SchemaObject &object : schema->objects) {
        if (object.kind != SchemaObject::Kind::Index)
            continue;
        const std::optional<IndexEvidence> known = seen->of(object.table, object.name);
        IndexEvidence index = none;
        index.firstSeen = known ? known->firstSeen : QDateTime{};
        evidence.indexes.insert({object.table, object.name}, index);
    }
    evidence.writes = writtenRows(*queries);
    for (const RecordedQuery &query : *queries) {
        if (!query.plan)
            continue;
        for (const IndexName &name : query.plan->usedIndexes) {
            IndexEvidence index = evidence.indexes.value(name, none);
            index.scans += query.executions;
            if (!index.lastUse.isValid() || query.lastUsedAt > index.lastUse)
                index.lastUse = query.lastUsedAt;
            evidence.indexes.insert(name, index);
        }
    }
    return evidence;
}

Result<UsageEvidence> recordedUsage(const Connection &connection, const QDateTime &from)
{
    const Result<bool> isThere = tableExists(connection, u"index_usage_samples"_s);
    if (!isThere)
        return fail(isThere.error());
    if (*isThere) {
        Result<UsageEvidence> evidence = connection.engine() == Engine::Sqlite
                                                 ? evidenceByPlans(connection, from)
                                                 : IndexUsageStore{connection}.evidence(from);
        if (!evidence)
            return evidence;
        if (!evidence->source.isEmpty())
            return withRecordedWrites(connection, std::move(*evidence), from);
    }
    return readUsageCounters(connection).and_then([&](const UsageEvidence &usage) {
        return withRecordedWrites(connection, usage, from);
    });
}

Result<QList<CataloguedStatement>> withRecorded(const Connection &connection,
                                                QList<CataloguedStatement> catalogue,
                                                const QDateTime &from, const QDateTime &now)
{
    const Result<QList<RecordedQuery>> queries = recordedQueries(connection, from);
    if (!queries)
        return fail(queries.error());
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < catalogue.size(); ++i)
        places.insert(statementShape(catalogue.at(i).text), i);
    for (const RecordedQuery &query : *queries) {
        if (query.purpose.startsWith(u"tuning/"_s)) // what this program asks about indexes
            continue;
        const qint64 ms = std::max(from, query.firstUsedAt).msecsTo(now);
        const double days = std::max(double(ms) / 86'400'000.0, 1.0);
        if (!places.contains(query.id)) {
            CataloguedStatement statement;
            statement.id = u"recorded."_s + query.id.left(ShownOfId);
            statement.text = query.text;
            statement.purpose = query.purpose;
            places.insert(query.id, catalogue.size());
            catalogue.append(statement);
        }
        CataloguedStatement &statement = catalogue[places.value(query.id)];
        if (query.plan)
            statement.plannedIndexes = query.plan->usedIndexes;
        statement.perDay = double(query.executions) / days;
        statement.msEach =
                double(query.totalUs) / 1000.0 / double(std::max(query.executions, qint64{1}));
    }
    return catalogue;
}
