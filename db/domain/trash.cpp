// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/trash.h"

using namespace Qt::Literals::StringLiterals;

QString trashKindName(TrashKind kind)
{
    switch (kind) {
    case TrashKind::Quote:
        return u"quote"_s;
    case TrashKind::Log:
        return u"log"_s;
    case TrashKind::Rule:
        break;
    }
    return u"rule"_s;
}

QString trashTableName(TrashKind kind)
{
    switch (kind) {
    case TrashKind::Quote:
        return u"market_data"_s;
    case TrashKind::Log:
        return u"alert_logs"_s;
    case TrashKind::Rule:
        break;
    }
    return u"alert_rules"_s;
}

std::optional<TrashKind> trashKindFromName(QStringView name)
{
    for (const TrashKind kind : AllTrashKinds) {
        const QString own = trashKindName(kind);
        if (name == own || name == own + u's' || name == trashTableName(kind))
            return kind;
    }
    return {};
}

QList<TrashKey> trashKeysOf(TrashKind kind, const QList<qint64> &ids)
{
    QList<TrashKey> keys;
    for (const qint64 id : ids)
        keys.append({kind, id});
    return keys;
}

QList<qint64> idsOf(TrashKind kind, const QList<RestoredRow> &rows)
{
    QList<qint64> ids;
    for (const RestoredRow &row : rows) {
        if (row.key.kind == kind)
            ids.append(row.key.id);
    }
    return ids;
}
