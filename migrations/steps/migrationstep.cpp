// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/migrationstep.h"

#include "db/statements.h"
#include "migrations/steps/foreignobjects.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct MigrationStepText {
    Q_DECLARE_TR_FUNCTIONS(MigrationStepText)
};

// Rows of SQLite whose parent is missing; other engines never let go of a foreign key.
Result<qint64> countOrphans(const Connection &connection)
{
    if (connection.engine() != Engine::Sqlite)
        return 0;
    Statements statements{connection};
    Result<Rows> rows = statements.run(u"SELECT COUNT(*) FROM pragma_foreign_key_check"_s);
    if (!rows)
        return fail(rows.error());
    return rows->next() ? rows->integer(0) : 0;
}

// Another user's tables and those of other servers may not be locked, and change meanwhile.
Result<QStringList> tablesOfOthers(const Connection &connection)
{
    QStringList tables;
    if (connection.engine() != Engine::PostgreSql)
        return tables;
    Statements statements{connection};
    Result<Rows> rows = statements.run(
            u"SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            " AND relkind IN ('r', 'p', 'f')"
            " AND (relkind = 'f' OR NOT pg_has_role(relowner, 'USAGE'))"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next())
        tables.append(rows->text(0));
    return rows->end().transform([&] { return tables; });
}

} // namespace

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
        first.append(MigrationStepText::tr("and %1 more").arg(rows - named));
    const QString sentence =
            direction == Direction::Up
                    ? MigrationStepText::tr("Migration %1 cannot be applied: these rows, %2 in "
                                            "all, do not fit the new schema: %3. Nothing was "
                                            "changed.")
                    : MigrationStepText::tr("Migration %1 cannot be undone: these rows, %2 in "
                                            "all, do not fit the older schema: %3. Nothing was "
                                            "changed.");
    return fail(Error::Kind::Refused,
                sentence.arg(migration.version).arg(rows).arg(first.join(u"; "_s)), migration.name);
}

Result<StepProof> checkBefore(const MigrationStep &step)
{
    if (const Result<> asked = askGuard(step.connection, step.migration, step.direction); !asked)
        return fail(asked.error());
    const Result<Schema> live = inspectSchema(step.connection);
    if (!live)
        return fail(live.error());
    if (const Result<> kept = refuseForeignObjects(step, *live); !kept)
        return fail(kept.error());
    const Result<QStringList> others = tablesOfOthers(step.connection);
    if (!others)
        return fail(others.error());
    Schema ours = *live;
    ours.objects.removeIf([&](const SchemaObject &object) {
        return others->contains(object.table) && !findTable(step.from, object.table);
    });
    StepProof proof = StepProof::plan(ours, step.from, step.to, step.migration, step.direction);
    const QStringList tables = proof.tables();
    // Somebody else's rows, too, must stay as they are from the first reading to the last.
    if (step.connection.engine() == Engine::PostgreSql && !tables.isEmpty()) {
        QStringList names;
        for (const QString &table : tables)
            names.append(quotedName(table));
        const Result<> locked =
                step.connection.execute(u"LOCK TABLE %1 IN SHARE MODE"_s.arg(names.join(u", "_s)));
        if (!locked)
            return fail(locked.error());
    }
    if (!step.isProven)
        return proof;
    MigrationProgress state{step.migration.version, step.direction,
                            MigrationProgress::Phase::Checking, 0, 0};
    return proof.takeBefore(step.connection, [&] { return !step.progress || step.progress(state); })
            .map([&] { return proof; });
}

Result<> checkShapeAfter(const MigrationStep &step, const Schema &live, const StepProof &proof)
{
    return inspectSchema(step.connection).and_then([&](const Schema &after) {
        return proof.checkShape(after).and_then(
                [&] { return restoreForeignObjects(step, live, after); });
    });
}

Result<StepOutcome> runInTransaction(const MigrationStep &step)
{
    const QList<SqlStatement> statements = step.statements();
    MigrationProgress state{step.migration.version, step.direction,
                            MigrationProgress::Phase::Checking, 0, int(statements.size())};
    const auto goesOn = [&] { return !step.progress || step.progress(state); };

    const Result<Schema> live = inspectSchema(step.connection);
    if (!live)
        return fail(live.error());
    const Result<StepProof> proof = checkBefore(step);
    if (!proof)
        return fail(proof.error());
    const Result<QStringList> rights = foreignRights(step);
    if (!rights)
        return fail(rights.error());
    const Result<qint64> orphansBefore = countOrphans(step.connection);
    if (!orphansBefore)
        return fail(orphansBefore.error());

    state.phase = MigrationProgress::Phase::Running;
    for (const SqlStatement &statement : statements) {
        if (!goesOn())
            return fail(Error::Kind::Cancelled, {});
        if (const Result<> done = step.connection.execute(statement.sql); !done)
            return fail(done.error());
        ++state.statement;
    }

    state.phase = MigrationProgress::Phase::Verifying;
    if (!goesOn())
        return fail(Error::Kind::Cancelled, {});
    const Result<> shape = checkShapeAfter(step, *live, *proof).and_then([&] {
        return restoreForeignRights(step, *rights);
    });
    if (!shape)
        return fail(shape.error());
    StepOutcome outcome;
    if (step.isProven) {
        const Result<qint64> rows = proof->checkAfter(step.connection, goesOn);
        if (!rows)
            return fail(rows.error());
        outcome.rowsChecked = *rows;
        outcome.proof = proof->lines();
    }
    const Result<qint64> orphansAfter = countOrphans(step.connection);
    if (!orphansAfter)
        return fail(orphansAfter.error());
    if (*orphansAfter > *orphansBefore)
        return fail(Error::Kind::Database, u"%1 rows lost the row that they refer to"_s.arg(
                                                   *orphansAfter - *orphansBefore));
    return outcome;
}
