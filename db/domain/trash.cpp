// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/trash.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PurgeText {
    Q_DECLARE_TR_FUNCTIONS(PurgeText)
};

} // namespace

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

QString heldRuleText(const HeldRule &rule)
{
    const QString refer =
            PurgeText::tr("%n alert log(s) refer to rule %1, '%2'.", nullptr, rule.logs)
                    .arg(rule.id)
                    .arg(rule.name);
    if (rule.deleted == rule.logs)
        return PurgeText::tr(
                       "%1 They are in the recycle bin and not exported yet: export and purge "
                       "them with it, or keep the rule.")
                .arg(refer);
    return PurgeText::tr("%1 Delete them with it, or keep the rule.").arg(refer);
}
