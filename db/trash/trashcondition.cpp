// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashcondition.h"

#include "db/bulk/sqlliteral.h"
#include "db/searchtext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QString tablesOf(TrashKind kind)
{
    QString tables = u"FROM %1 x JOIN assets a ON a.instrument_id = x.instrument_id "_s.arg(
            trashTableName(kind));
    if (kind == TrashKind::Log)
        tables += u"JOIN alert_rules r ON r.id = x.rule_id "_s;
    return tables;
}

QStringList searchedColumns(TrashKind kind)
{
    QStringList columns{u"a.symbol"_s, u"x.deleted_reason"_s};
    if (kind == TrashKind::Log)
        columns += {u"r.name"_s, u"x.message"_s};
    else if (kind == TrashKind::Rule)
        columns += {u"x.name"_s, u"x.rule_condition"_s};
    return columns;
}

// Numbers, and as many as somebody selected: more than an engine takes as bound values.
QString listOf(TrashKind kind, const QList<TrashKey> &keys)
{
    QStringList ids;
    for (const TrashKey &key : keys) {
        if (key.kind == kind)
            ids.append(QString::number(key.id));
    }
    return ids.join(u", "_s);
}

QString literal(const SqlValue &value, Engine engine)
{
    if (const auto *time = std::get_if<SqlValue::Time>(&value.data()))
        return sqlTime(engine, time->ms);
    return sqlText(engine, std::get<QString>(value.data()));
}

} // namespace

QString TrashCondition::inlined(Engine engine) const
{
    const QStringList parts = sql.split(u'?');
    Q_ASSERT(parts.size() == qsizetype(values.size()) + 1);
    QString whole = parts.constFirst();
    for (qsizetype i = 1; i < parts.size(); ++i)
        whole += literal(values[std::size_t(i - 1)], engine) + parts[i];
    return whole;
}

TrashCondition trashCondition(TrashKind kind, const TrashRequest &request, Engine engine)
{
    TrashCondition condition{tablesOf(kind) + u"WHERE x.deleted_at IS NOT NULL"_s, {}};
    const auto contains = [&](const QString &column, const QString &text) {
        condition.values.emplace_back(likePattern(loweredText(text)));
        return lowered(column, engine) + u" LIKE ? ESCAPE '\\'"_s;
    };
    if (!request.keys.isEmpty())
        condition.sql += u" AND x.id IN (%1)"_s.arg(listOf(kind, request.keys));
    if (!request.by.isEmpty()) {
        const QString part = contains(u"x.deleted_by"_s, request.by);
        condition.sql += u" AND "_s + part;
    }
    if (!request.text.isEmpty()) {
        QStringList places;
        for (const QString &column : searchedColumns(kind))
            places.append(contains(column, request.text));
        condition.sql += u" AND ("_s + places.join(u" OR "_s) + u')';
    }
    if (!request.batch.isEmpty())
        condition.add(u" AND x.delete_batch = ?"_s, {request.batch});
    if (request.from.isValid())
        condition.add(u" AND x.deleted_at >= ?"_s, {request.from});
    if (request.to.isValid())
        condition.add(u" AND x.deleted_at < ?"_s, {request.to});
    return condition;
}
