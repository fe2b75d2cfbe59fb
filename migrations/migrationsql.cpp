// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrationsql.h"

#include "migrations/shape/storagevariant.h"
#include "migrations/state/preconditions.h"

using namespace Qt::Literals::StringLiterals;

Result<QString> sqlBetween(const VersionedDatabase &database, int from, int to)
{
    for (const int version : {from, to}) {
        if (const Result<> known = checkTarget(database, version); !known)
            return fail(known.error());
    }
    const Result<QString> variant = storageVariant(database.connection());
    if (!variant)
        return fail(variant.error());
    const MigrationSet &migrations = database.migrations();
    const bool isUp = from <= to;
    QStringList texts;
    for (int at = from; at != to; at += isUp ? 1 : -1) {
        const Migration &migration = migrations.at(isUp ? at + 1 : at);
        const Direction direction = isUp ? Direction::Up : Direction::Down;
        texts.append(u"-- %1 %2, %3, %4\n%5"_s.arg(migration.version)
                             .arg(migration.name, directionName(direction),
                                  engineName(migrations.engine()),
                                  migration.script(direction, *variant).text().trimmed()));
    }
    return texts.join(u"\n\n"_s) + u'\n';
}
