// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof/migrationloss.h"

#include "db/statements.h"
#include "migrations/proof/stepproof.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct MigrationLossText {
    Q_DECLARE_TR_FUNCTIONS(MigrationLossText)
};

Result<qint64> countRows(const Connection &connection, const QString &table,
                         const QStringList &columns)
{
    QStringList conditions;
    for (const QString &column : columns)
        conditions.append(quotedName(column) + u" IS NOT NULL"_s);
    QString sql = u"SELECT COUNT(*) FROM %1"_s.arg(quotedName(table));
    // Every step writes there what the history keeps, too.
    if (table == "system_events"_L1)
        conditions = {u"component <> 'migrations'"_s};
    if (!conditions.isEmpty())
        sql += u" WHERE "_s + conditions.join(u" OR "_s);
    Statements statements{connection};
    Result<Rows> rows = statements.run(sql);
    if (!rows)
        return fail(rows.error());
    return rows->next() ? rows->integer(0) : 0;
}

// Columns of the table that do not come back as they are.
QStringList columnsGivenUp(const MigrationSet &migrations, const SchemaObject &table,
                           const SchemaObject &kept, int from, int to)
{
    QStringList columns;
    for (const QString &column : table.columns) {
        bool isReplaced = false;
        for (int at = from; at > to && !isReplaced; --at) {
            const QString name = table.name + u'.' + column;
            isReplaced = migrations.at(at).replaced.contains(name) &&
                         !migrations.at(at).conversion.columns.contains(name);
        }
        if (isReplaced || !kept.columns.contains(column))
            columns.append(column);
    }
    return columns;
}

} // namespace

Result<QList<MigrationLoss>> lossOnTheWayDown(const Connection &connection,
                                              const MigrationSet &migrations,
                                              const SchemaModel &model, int from, int to)
{
    const Result<Schema> live = inspectSchema(connection);
    if (!live)
        return fail(live.error());
    QList<MigrationLoss> losses;
    for (const SchemaObject &table : model.at(from).tables()) {
        if (!findTable(*live, table.name))
            continue;
        const SchemaObject *kept = findTable(model.at(to), table.name);
        MigrationLoss loss{table.name, {}, 0, false};
        if (kept) {
            loss.columns = columnsGivenUp(migrations, table, *kept, from, to);
            for (int at = from; at > to; --at) {
                const Result<qint64> rows =
                        rowsLosingDigits(connection, migrations.at(at), table.name);
                if (!rows)
                    return fail(rows.error());
                if (*rows > 0)
                    losses.append({table.name, {}, *rows, true});
            }
            if (loss.columns.isEmpty())
                continue;
        }
        const Result<qint64> rows = countRows(connection, table.name, loss.columns);
        if (!rows)
            return fail(rows.error());
        loss.rows = *rows;
        if (loss.rows > 0)
            losses.append(loss);
    }
    return losses;
}

Result<qint64> rowsLostWith(const Connection &connection, const QString &table)
{
    return countRows(connection, table, {});
}

QList<MigrationLoss> lossesBeyond(const QList<MigrationLoss> &named,
                                  const QList<MigrationLoss> &losses)
{
    QList<MigrationLoss> beyond;
    std::ranges::copy_if(losses, std::back_inserter(beyond), [&](const MigrationLoss &loss) {
        return std::ranges::none_of(named, [&](const MigrationLoss &each) {
            return each.table == loss.table && each.columns == loss.columns &&
                   each.isPrecision == loss.isPrecision;
        });
    });
    return beyond;
}

QString lossText(const MigrationLoss &loss)
{
    if (loss.isPrecision)
        return MigrationLossText::tr("digits after the fourth decimal in table %1 (rows: %2)")
                .arg(loss.table)
                .arg(loss.rows);
    return loss.columns.isEmpty()
                   ? MigrationLossText::tr("table %1 (rows: %2)").arg(loss.table).arg(loss.rows)
                   : MigrationLossText::tr("%1 of table %2 (rows: %3)")
                             .arg(loss.columns.join(u", "_s), loss.table)
                             .arg(loss.rows);
}
