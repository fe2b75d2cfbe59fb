// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrationstep.h"

#include "db/statements.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct MigrationStep {
    Q_DECLARE_TR_FUNCTIONS(MigrationStep)
};

Result<qint64> countRows(const Connection &connection, const QString &sql)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(sql);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::Database, u"the count has no row"_s);
    return rows->integer(0);
}

const SchemaObject *findTable(const Schema &schema, const QString &table)
{
    return schema.find(SchemaObject::Kind::Table, table);
}

bool isReplaced(const Migration &migration, const QString &table, const QString &column)
{
    return migration.replaced.contains(table + u'.' + column);
}

// The columns of each table that the step must leave as they are: all that stand there now, apart
// from what its shape gives up and what it replaces by design. So a column that somebody added by
// hand counts, and a step that would drop it fails.
QList<TableProof> proofPlan(const Schema &live, const Schema &from, const Schema &to,
                            const Migration &migration)
{
    QList<TableProof> plan;
    for (const SchemaObject &table : live.tables()) {
        const SchemaObject *known = findTable(from, table.name);
        const SchemaObject *next = findTable(to, table.name);
        if (known && !next)
            continue;
        QStringList columns;
        std::ranges::copy_if(table.columns, std::back_inserter(columns),
                             [&](const QString &column) {
                                 const bool goes = known && known->columns.contains(column) &&
                                                   !next->columns.contains(column);
                                 return !goes && !isReplaced(migration, table.name, column);
                             });
        plan.append({table.name, columns});
    }
    return plan;
}

// Indexes, triggers and views that somebody else made go away with a table that is rebuilt.
Result<> restoreForeignObjects(const Connection &connection, const Schema &before,
                               const Schema &known, const Schema &after)
{
    for (const SchemaObject &object : before.objects) {
        if (object.kind == SchemaObject::Kind::Table || known.find(object.kind, object.name) ||
            after.find(object.kind, object.name) ||
            (object.kind != SchemaObject::Kind::View && !findTable(after, object.table)))
            continue;
        if (const Result<> made = connection.execute(object.sql); !made)
            return fail(
                    Error::Kind::Refused,
                    MigrationStep::tr(
                            "%1 is not known to Tidemark and does not fit the new schema. Drop it, "
                            "then try again.")
                            .arg(object.name),
                    object.name);
    }
    return {};
}

Result<> checkProof(const TableProof &before, const TableProof &after)
{
    if (before.rows == after.rows && before.checksum == after.checksum)
        return {};
    const auto told = [](const TableProof &proof) {
        return u"%1 rows with checksum %2"_s.arg(proof.rows)
                .arg(proof.checksum.toHex());
    };
    return fail(
            Error::Kind::Database,
            u"the proof of %1 failed: %2 became %3"_s.arg(before.table, told(before), told(after)),
            before.table);
}

Result<> checkColumnsSurvived(const QList<TableProof> &plan, const Schema &after)
{
    for (const TableProof &proof : plan) {
        const SchemaObject *table = findTable(after, proof.table);
        for (const QString &column : proof.columns) {
            if (!table || !table->columns.contains(column))
                return fail(
                        Error::Kind::Refused,
                        MigrationStep::tr(
                                "Column %1 of table %2 is not known to Tidemark and would be lost. "
                                "Move it to a table of its own, then try again.")
                                .arg(column, proof.table),
                        proof.table);
        }
    }
    return {};
}

} // namespace

Result<Schema> expectedSchema(const MigrationSet &migrations, int version)
{
    const Result<std::unique_ptr<Connection>> connection =
            Connection::open(ConnectionSpec::file(u":memory:"_s));
    if (!connection)
        return fail(connection.error());
    for (int at = 1; at <= version; ++at) {
        for (const QString &statement : migrations.at(at).up.statements()) {
            if (const Result<> done = (*connection)->execute(statement); !done)
                return fail(done.error());
        }
    }
    return inspectSchema(**connection);
}

Result<QList<MigrationLoss>> lossOnTheWayDown(const Connection &connection,
                                              const MigrationSet &migrations, int from, int to)
{
    const Result<Schema> live = inspectSchema(connection);
    if (!live)
        return fail(live.error());
    const Result<Schema> before = expectedSchema(migrations, from);
    if (!before)
        return fail(before.error());
    const Result<Schema> after = expectedSchema(migrations, to);
    if (!after)
        return fail(after.error());

    QList<MigrationLoss> losses;
    for (const SchemaObject &table : before->tables()) {
        if (!findTable(*live, table.name))
            continue;
        const Result<qint64> rows =
                countRows(connection, u"SELECT COUNT(*) FROM %1"_s.arg(quotedName(table.name)));
        if (!rows)
            return fail(rows.error());
        const SchemaObject *kept = findTable(*after, table.name);
        MigrationLoss loss{table.name, {}, *rows};
        if (kept) {
            for (const QString &column : table.columns) {
                bool replaced = false;
                for (int at = from; at > to && !replaced; --at)
                    replaced = isReplaced(migrations.at(at), table.name, column);
                if (replaced || !kept->columns.contains(column))
                    loss.columns.append(column);
            }
        }
        if (*rows > 0 && (!kept || !loss.columns.isEmpty()))
            losses.append(loss);
    }
    return losses;
}

Result<> askGuard(const Connection &connection, const Migration &migration, Direction direction)
{
    constexpr int named = 5;

    const QString &guard = migration.guard(direction);
    if (guard.isEmpty())
        return {};
    Statements statements{connection};
    Result<Rows> answer = statements.run(guard);
    if (!answer)
        return fail(answer.error());
    QStringList first;
    int rows = 0;
    while (answer->next()) {
        if (++rows <= named)
            first.append(answer->text(0));
    }
    if (const Result<> end = answer->end(); !end)
        return end;
    if (rows == 0)
        return {};
    if (rows > named)
        first.append(MigrationStep::tr("and %1 more").arg(rows - named));
    const QString sentence =
            direction == Direction::Up
                    ? MigrationStep::tr("Migration %1 cannot be applied: these rows, %2 in all, "
                                        "do not fit the new schema: "
                                        "%3. Nothing was changed.")
                    : MigrationStep::tr("Migration %1 cannot be undone: these rows, %2 in all, "
                                        "do not fit the older "
                                        "schema: %3. Nothing was changed.");
    return fail(Error::Kind::Refused,
                sentence.arg(migration.version).arg(rows).arg(first.join(u"; "_s)), migration.name);
}

Result<qint64> runStep(const Connection &connection, const MigrationSet &migrations, int version,
                       Direction direction, const ProgressHandler &progress)
{
    const Migration &migration = migrations.at(version);
    const QStringList &statements = migration.script(direction).statements();
    MigrationProgress state{version, direction, MigrationProgress::Phase::Checking, 0,
                            int(statements.size())};
    const auto goesOn = [&] { return !progress || progress(state); };

    if (const Result<> asked = askGuard(connection, migration, direction); !asked)
        return fail(asked.error());
    const Result<Schema> live = inspectSchema(connection);
    if (!live)
        return fail(live.error());
    const bool isUp = direction == Direction::Up;
    const Result<Schema> from = expectedSchema(migrations, isUp ? version - 1 : version);
    if (!from)
        return fail(from.error());
    const Result<Schema> to = expectedSchema(migrations, isUp ? version : version - 1);
    if (!to)
        return fail(to.error());

    const QList<TableProof> plan = proofPlan(*live, *from, *to, migration);
    QList<TableProof> before;
    for (const TableProof &table : plan) {
        const Result<TableProof> proof = proveTable(connection, table.table, table.columns, goesOn);
        if (!proof)
            return fail(proof.error());
        before.append(*proof);
    }
    const QString orphans = u"SELECT COUNT(*) FROM pragma_foreign_key_check"_s;
    const Result<qint64> orphansBefore = countRows(connection, orphans);
    if (!orphansBefore)
        return fail(orphansBefore.error());

    state.phase = MigrationProgress::Phase::Running;
    for (const QString &statement : statements) {
        if (!goesOn())
            return fail(Error::Kind::Cancelled, {});
        if (const Result<> done = connection.execute(statement); !done)
            return fail(done.error());
        ++state.statement;
    }

    state.phase = MigrationProgress::Phase::Verifying;
    if (!goesOn())
        return fail(Error::Kind::Cancelled, {});
    const Result<> restored = inspectSchema(connection).and_then([&](const Schema &after) {
        return checkColumnsSurvived(plan, after).and_then([&] {
            return restoreForeignObjects(connection, *live, *from, after);
        });
    });
    if (!restored)
        return fail(restored.error());
    qint64 rows = 0;
    for (const TableProof &table : before) {
        const Result<TableProof> after = proveTable(connection, table.table, table.columns, goesOn);
        if (!after)
            return fail(after.error());
        if (const Result<> proven = checkProof(table, *after); !proven)
            return fail(proven.error());
        rows += after->rows;
    }
    const Result<qint64> orphansAfter = countRows(connection, orphans);
    if (!orphansAfter)
        return fail(orphansAfter.error());
    if (*orphansAfter > *orphansBefore)
        return fail(Error::Kind::Database, u"%1 rows lost the row that they refer to"_s.arg(
                                                   *orphansAfter - *orphansBefore));
    return rows;
}
