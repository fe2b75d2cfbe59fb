// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashreader.h"

#include "db/domain/dailybar.h"
#include "db/trash/trashcondition.h"

#include <algorithm>
#include <span>

using namespace Qt::Literals::StringLiterals;

namespace {

// x is the row; of each kind the same columns.
QString selectOf(TrashKind kind)
{
    switch (kind) {
    case TrashKind::Quote:
        return u"SELECT x.id, x.deleted_at, x.deleted_by, x.deleted_reason, x.delete_batch, "
               "a.symbol, x.timestamp, x.price, NULL, NULL, NULL, 0, 0, 0, 0 "_s;
    case TrashKind::Log:
        return u"SELECT x.id, x.deleted_at, x.deleted_by, x.deleted_reason, x.delete_batch, "
               "a.symbol, x.timestamp, x.trigger_value, x.trigger_exact, r.name, x.message, 0, "
               "x.rule_id, 0, 0 "_s;
    case TrashKind::Rule:
        break;
    }
    return u"SELECT x.id, x.deleted_at, x.deleted_by, x.deleted_reason, x.delete_batch, "
           "a.symbol, x.created_at, NULL, x.threshold_value, x.name, x.rule_condition, "
           "(SELECT COUNT(*) FROM alert_logs c WHERE c.rule_id = x.id "
           "AND c.delete_batch = x.delete_batch AND c.deleted_at IS NOT NULL), x.id, "
           "(SELECT COUNT(*) FROM alert_logs c WHERE c.rule_id = x.id), "
           "(SELECT COUNT(c.deleted_at) FROM alert_logs c WHERE c.rule_id = x.id) "_s;
}

// The rows behind a place: at equal times by kind, then by falling id.
void addPlace(TrashCondition &condition, TrashKind kind, const TrashRequest::Place &place)
{
    if (kind < place.key.kind)
        condition.add(u" AND x.deleted_at < ?"_s, {place.deletedAt});
    else if (kind > place.key.kind)
        condition.add(u" AND x.deleted_at <= ?"_s, {place.deletedAt});
    else
        condition.add(u" AND x.deleted_at <= ? AND (x.deleted_at < ? OR x.id < ?)"_s,
                      {place.deletedAt, place.deletedAt, place.key.id});
}

QString textOrNull(const Rows &rows, int column)
{
    return rows.isNull(column) ? QString{} : rows.text(column);
}

// Exact where the row has it, else the four decimals that are meant of a FLOAT.
Result<std::optional<Price>> priceOf(const Rows &rows, int real, int exact)
{
    if (!rows.isNull(exact))
        return rows.price(exact).transform([](Price price) { return std::optional{price}; });
    if (rows.isNull(real))
        return std::optional<Price>{};
    return Price::parse(QString::number(rows.real(real), 'f', DailyDecimals))
            .transform([](Price price) { return std::optional{price}; });
}

bool isBefore(const TrashEntry &left, const TrashEntry &right)
{
    if (left.mark.deletedAt != right.mark.deletedAt)
        return left.mark.deletedAt > right.mark.deletedAt;
    if (left.key.kind != right.key.kind)
        return left.key.kind < right.key.kind;
    return left.key.id > right.key.id;
}

} // namespace

Result<QList<TrashEntry>> TrashReader::read(TrashKind kind, const TrashRequest &request)
{
    TrashCondition condition = trashCondition(kind, request, m_statements.dialect().engine());
    if (request.after)
        addPlace(condition, kind, *request.after);
    condition.add(u" ORDER BY x.deleted_at DESC, x.id DESC LIMIT ?"_s, {request.limit + 1});
    Result<Rows> rows = m_statements.run(selectOf(kind) + condition.sql, condition.values);
    if (!rows)
        return fail(rows.error());
    QList<TrashEntry> entries;
    while (rows->next()) {
        TrashEntry entry;
        entry.key = {kind, rows->integer(0)};
        entry.mark = {rows->time(1), textOrNull(*rows, 2), textOrNull(*rows, 3),
                      textOrNull(*rows, 4)};
        entry.symbol = rows->text(5);
        entry.timestamp = rows->time(6);
        const Result<std::optional<Price>> price = priceOf(*rows, 7, 8);
        if (!price)
            return fail(Error::Kind::Corrupt,
                        u"row %1 of %2 holds a price that is not a number"_s.arg(entry.key.id)
                                .arg(trashTableName(kind)));
        entry.price = *price;
        entry.rule = textOrNull(*rows, 9);
        entry.text = textOrNull(*rows, 10);
        entry.children = int(rows->integer(11));
        entry.ruleId = rows->integer(12);
        entry.logs = int(rows->integer(13));
        entry.deletedLogs = int(rows->integer(14));
        entries.append(entry);
    }
    return rows->end().transform([&] { return std::move(entries); });
}

Result<TrashPage> TrashReader::page(const TrashRequest &request)
{
    // One table after the other, each by its own index, and merged here: sorting all of them
    // together would read the whole bin for each page.
    QList<TrashEntry> entries;
    for (const TrashKind kind : AllTrashKinds) {
        if (!request.asksFor(kind))
            continue;
        const Result<QList<TrashEntry>> own = read(kind, request);
        if (!own)
            return fail(own.error());
        entries += *own;
    }
    std::ranges::sort(entries, &isBefore);
    const bool hasMore = entries.size() > request.limit;
    if (hasMore)
        entries.resize(request.limit);
    return TrashPage{entries, hasMore};
}

Result<TrashCounts> TrashReader::counts(const TrashRequest &request)
{
    TrashCounts counts;
    for (const TrashKind kind : AllTrashKinds) {
        if (!request.asksFor(kind))
            continue;
        const TrashCondition condition =
                trashCondition(kind, request, m_statements.dialect().engine());
        Result<Rows> rows =
                m_statements.run(u"SELECT COUNT(*) "_s + condition.sql, condition.values);
        if (!rows)
            return fail(rows.error());
        counts.of(kind) = rows->next() ? rows->integer(0) : 0;
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    if (counts.rules == 0)
        return counts;
    return held(request).transform([&](const QList<HeldRule> &rules) {
        counts.held = rules;
        return counts;
    });
}

Result<QList<HeldRule>> TrashReader::held(const TrashRequest &request)
{
    const Engine engine = m_statements.dialect().engine();
    const TrashCondition rules = trashCondition(TrashKind::Rule, request, engine);
    QString sql =
            u"SELECT k.id, k.name, COUNT(*), COUNT(l.deleted_at) FROM (SELECT x.id, x.name "_s +
            rules.sql + u") k JOIN alert_logs l ON l.rule_id = k.id"_s;
    std::vector<SqlValue> values = rules.values;
    // The logs that are asked for go before their rules.
    if (!request.kind && !request.isNarrowed()) {
        sql += u" WHERE l.deleted_at IS NULL"_s;
    } else if (request.asksFor(TrashKind::Log)) {
        const TrashCondition logs = trashCondition(TrashKind::Log, request, engine);
        sql += u" WHERE NOT EXISTS (SELECT 1 %1 AND x.id = l.id)"_s.arg(logs.sql);
        values.insert(values.end(), logs.values.begin(), logs.values.end());
    }
    Result<Rows> rows = m_statements.run(sql + u" GROUP BY k.id, k.name ORDER BY k.id"_s, values);
    if (!rows)
        return fail(rows.error());
    QList<HeldRule> held;
    while (rows->next())
        held.append(
                {rows->integer(0), rows->text(1), int(rows->integer(2)), int(rows->integer(3))});
    return rows->end().transform([&] { return std::move(held); });
}

Result<QStringList> TrashReader::deleters()
{
    QStringList names;
    for (const TrashKind kind : AllTrashKinds) {
        Result<Rows> rows =
                m_statements.run(u"SELECT DISTINCT deleted_by FROM %1 WHERE deleted_at IS NOT NULL "
                                 "AND deleted_by IS NOT NULL"_s.arg(trashTableName(kind)));
        if (!rows)
            return fail(rows.error());
        while (rows->next()) {
            if (const QString name = rows->text(0); !names.contains(name))
                names.append(name);
        }
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    names.sort();
    return names;
}
