// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/speedchanges.h"

using namespace Qt::Literals::StringLiterals;

QList<ShapeChange> speedChanges(const MigrationSet &migrations)
{
    using Work = ShapeComparison::Work;
    QList<ShapeChange> changes{{5, u"market_data"_s, Work::Insert},
                               {6, u"alert_logs"_s, Work::Insert},
                               {7, u"market_data"_s, Work::Calculation}};
    for (ShapeChange &change : changes) {
        for (int version = 1; version <= change.version; ++version) {
            const QList<SqlStatement> statements = migrations.at(version).up.statements();
            for (const SqlStatement &statement : statements) {
                change.after.append(statement.sql);
                if (version < change.version)
                    change.before.append(statement.sql);
            }
        }
    }
    return changes;
}
