// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/dropguard.h"

#include "db/tuning/rules/indexadvice.h"

#include <algorithm>

QString whyKept(const TableDef &table, const IndexDef &index)
{
    if (index.constraint != IndexDef::Constraint::None || index.isUnique)
        return IndexAdvice::tr("%1 keeps rows of %2 unique, so it stays.")
                .arg(index.name, table.name);
    if (index.isReferenced)
        return IndexAdvice::tr("A foreign key refers to %1, so it stays.").arg(index.name);
    if (index.isReplicaIdentity || index.isClustered)
        return IndexAdvice::tr("%1 says how %2 is replicated or laid out, so it stays.")
                .arg(index.name, table.name);
    if (!index.parent.isEmpty())
        return IndexAdvice::tr("%1 is a part of %2, so it stays as long as that does.")
                .arg(index.name, index.parent);
    for (const KeyNeed &need : table.needs) {
        const bool isTheLast = need.isMetBy(index) &&
                               std::ranges::none_of(table.indexes, [&](const IndexDef &other) {
                                   return other.name != index.name && need.isMetBy(other);
                               });
        if (isTheLast)
            return IndexAdvice::tr("The foreign key %1 needs %2, so it stays.")
                    .arg(need.constraint.isEmpty() ? need.columns.join(QStringLiteral(", "))
                                                   : need.constraint,
                         index.name);
    }
    if (index.createSql.isEmpty() || index.dropSql.isEmpty())
        return IndexAdvice::tr("%1 belongs to the table %2 itself, so it stays.")
                .arg(index.name, table.name);
    return {};
}
