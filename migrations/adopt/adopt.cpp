// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/adopt.h"

#include "db/statements.h"
#include "db/transaction.h"
#include "migrations/adopt/adoptedrows.h"
#include "migrations/migrationlock.h"
#include "migrations/shape/storagevariant.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonObject>

#include <ranges>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds PatienceForMigrations{5};

Result<> executeAll(const Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (Result<> done = connection.execute(statement); !done)
            return done;
    }
    return {};
}

// The names of its indexes and of its sequence are those that our scripts want to give. The chunks
// of a hypertable have theirs in a schema of their own and stay with it.
Result<> setTableAside(const Connection &connection, const QString &table)
{
    const Result<QStringList> names = firstColumn(
            connection,
            u"SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = current_schema() AND (c.oid IN (SELECT i.indexrelid FROM pg_index i"
            " JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = n.oid WHERE t.relname = ?)"
            " OR (c.relkind = 'S' AND c.oid IN (SELECT d.objid FROM pg_depend d JOIN pg_class t"
            " ON t.oid = d.refobjid AND t.relnamespace = n.oid WHERE t.relname = ?"
            " AND d.deptype IN ('a', 'i'))))"_s,
            {table, table});
    if (!names)
        return fail(names.error());
    QStringList statements;
    // ALTER TABLE renames indexes and sequences too.
    for (const QString &name : *names + QStringList{table})
        statements.append(u"ALTER TABLE %1 RENAME TO %2"_s.arg(quotedName(name),
                                                               quotedName(setAsideName(name))));
    return executeAll(connection, statements);
}

// Numbers that were given to rows are never given again, also those of rows that are gone.
Result<> continueNumbers(const Connection &connection, const QString &table)
{
    const Result<QStringList> old = firstColumn(
            connection, u"SELECT pg_get_serial_sequence(?, 'id')"_s, {setAsideName(table)});
    if (!old)
        return fail(old.error());
    QString last = u"0"_s;
    if (!old->constFirst().isEmpty()) {
        const Result<QStringList> given = firstColumn(
                connection, u"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "_s +
                                    old->constFirst());
        if (!given)
            return fail(given.error());
        last = given->constFirst();
    }
    return connection.execute(
            u"SELECT setval(pg_get_serial_sequence('%1', 'id'), greatest(coalesce(max(id), 0), %2)"
            " + 1, false) FROM %1"_s.arg(table, last));
}

// A partition for each year that has rows; upkeep adds what is collected later.
Result<> addYears(const Connection &connection, const RowMove &move, const QString &oldTable)
{
    constexpr int FirstAfterTheOldest = 2020; // daily_data_before_2020
    const Result<QStringList> years = firstColumn(
            connection, u"SELECT DISTINCT EXTRACT(YEAR FROM time AT TIME ZONE 'UTC') FROM (%1) AS"
                        " bars WHERE EXISTS (SELECT FROM pg_class WHERE oid ="
                        " 'daily_data'::regclass AND relkind = 'p')"_s.arg(move.query(oldTable)));
    if (!years)
        return fail(years.error());
    QStringList statements;
    for (const QString &text : *years) {
        const int year = text.toInt();
        if (year >= FirstAfterTheOldest)
            statements.append(u"CREATE TABLE daily_data_%1 PARTITION OF daily_data FOR VALUES FROM"
                              " ('%1-01-01 00:00:00+00') TO ('%2-01-01 00:00:00+00')"_s.arg(year)
                                      .arg(year + 1));
    }
    return executeAll(connection, statements);
}

Result<> moveAllRows(const Connection &connection, const AlembicRevision &revision,
                     const QString &file)
{
    const QList<RowMove> moves = RowMove::of(revision);
    for (const RowMove &move : moves) {
        const QString old = setAsideName(move.from);
        Result<> moved = move.to == u"daily_data" ? addYears(connection, move, old) : Result<>{};
        if (moved && !move.keptOut.isEmpty() && !file.isEmpty())
            moved = exportKeptOut(connection, move, old, file);
        if (moved)
            moved = moveRows(connection, move, old);
        if (moved && revision.version == 2)
            moved = continueNumbers(connection, move.from);
        if (!moved)
            return moved;
    }
    return {};
}

// Inside the caller's transaction and on no rows, so there is nothing to prove.
Result<> makeVersions(const Connection &connection, const MigrationSet &migrations, int version)
{
    const Result<QString> variant = storageVariant(connection);
    if (!variant)
        return fail(variant.error());
    for (int at = 1; at <= version; ++at) {
        const SqlScript script = migrations.at(at).script(Direction::Up, *variant);
        for (const SqlStatement &statement : script.statements()) {
            if (Result<> done = connection.execute(statement.sql); !done)
                return done;
        }
    }
    return {};
}

// Our tables beside those that were set aside, then the rows.
Result<> rebuild(const Connection &connection, const MigrationSet &migrations,
                 const AlembicRevision &revision, const QString &file)
{
    for (const AlembicTable &table : revision.tables) {
        if (Result<> aside = setTableAside(connection, table.name); !aside)
            return aside;
    }
    const Result<> made = makeVersions(connection, migrations, revision.ourVersion());
    if (!made)
        return made;
    if (Result<> moved = moveAllRows(connection, revision, file); !moved)
        return moved;
    // Those that refer to others first, and each by itself: TimescaleDB drops no hypertable
    // together with another table.
    QStringList drops;
    for (const AlembicTable &table : std::ranges::reverse_view{revision.tables})
        drops.append(u"DROP TABLE "_s + quotedName(setAsideName(table.name)));
    return executeAll(connection, drops);
}

// Rows of the history without a run: what stands here is what these versions make.
Result<> stamp(const Connection &connection, const MigrationSet &migrations, int version,
               const Actor &actor, const QJsonObject &details)
{
    const MigrationHistory history{connection, actor};
    if (Result<> made = history.create(migrations.history()); !made)
        return made;
    Statements statements{connection};
    for (int at = 1; at <= version; ++at) {
        const Migration &migration = migrations.at(at);
        const Result<> recorded =
                statements
                        .change(u"INSERT INTO tidemark_migrations (version, name, checksum,"
                                " applied_at, duration_ms, app_version, host, applied_by)"
                                " VALUES (?, ?, ?, ?, 0, ?, ?, ?)"_s,
                                {at, migration.name, migration.checksum,
                                 QDateTime::currentDateTimeUtc(),
                                 actor.appVersion.isNull() ? u""_s : actor.appVersion, actor.host,
                                 actor.user})
                        .and_then([&](int) {
                            return history.recordEvent(u"baseline"_s, migration, details);
                        });
        if (!recorded)
            return recorded;
    }
    QJsonObject named = details;
    named.insert(u"version"_s, version);
    return history.announce(u"adopt"_s, named);
}

// What was counted stays true until the transaction ends.
Result<> lockTables(const Connection &connection, const AlembicRevision &revision)
{
    QStringList names;
    for (const AlembicTable &table : revision.tables)
        names.append(quotedName(table.name));
    return connection.execute(u"LOCK TABLE %1 IN ACCESS EXCLUSIVE MODE"_s.arg(names.join(u", "_s)));
}

Result<AdoptionPlan> possiblePlan(const Connection &connection, const MigrationSet &migrations)
{
    Result<AdoptionPlan> plan = planAdoption(connection, migrations);
    if (plan && !plan->isPossible())
        return fail(Error::Kind::Refused, (plan->differences + plan->refusedRows).join(u' '),
                    u"tidemarkctl migrate adopt --dry-run"_s);
    return plan;
}

Result<AdoptionReport> adoptLocked(const Connection &connection, const MigrationSet &migrations,
                                   const QString &file, const Actor &actor)
{
    const Result<AdoptionPlan> plan = possiblePlan(connection, migrations);
    if (!plan)
        return fail(plan.error());
    AdoptionReport report{*plan, plan->version, plan->keptOut > 0 ? file : QString{}};
    if (const auto revision = AlembicRevision::known(plan->revision)) {
        report.version = revision->ourVersion();
        const Result<> rebuilt = rebuild(connection, migrations, *revision, report.file);
        if (!rebuilt)
            return fail(rebuilt.error());
    }
    const QJsonObject details{{u"revision"_s, plan->revision},
                              {u"rows"_s, plan->rows},
                              {u"rounded"_s, plan->rounded},
                              {u"kept_out"_s, plan->keptOut},
                              {u"file"_s, report.file}};
    return stamp(connection, migrations, report.version, actor, details).transform([&] {
        return report;
    });
}

} // namespace

Result<AdoptionReport> adopt(const Connection &connection, const MigrationSet &migrations,
                             const QString &exportFolder, const BackupHook &backup,
                             const Actor &actor)
{
    // Before anybody has to wait for the lock.
    const Result<AdoptionPlan> plan = possiblePlan(connection, migrations);
    if (!plan)
        return fail(plan.error());
    const QString file = QDir{exportFolder}.filePath(u"adopted-market_data-%1.csv"_s.arg(
            QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s)));
    MigrationLock lock{connection};
    Result<> ready = lock.take(PatienceForMigrations);
    Result<QString> before;
    if (ready && backup) { // kept for good: nothing else has the rows as they were found
        before = backup(u"before the adoption"_s, LossPolicy::Accept);
        ready = before.map([](const QString &) {});
    }
    // Where DDL commits whatever is open, the rows of the history are one transaction only when its
    // tables are there before. Empty tables say nothing.
    if (ready && !connection.dialect().hasTransactionalDdl())
        ready = MigrationHistory{connection, actor}.create(migrations.history());
    Transaction transaction{connection};
    if (ready)
        ready = transaction.begin();
    if (const auto revision = AlembicRevision::known(plan->revision); ready && revision)
        ready = lockTables(connection, *revision);
    if (!ready)
        return fail(ready.error());
    Result<AdoptionReport> report = adoptLocked(connection, migrations, file, actor);
    if (report) {
        report->backup = *before;
        if (const Result<> committed = transaction.commit(); !committed)
            report = fail(committed.error());
    }
    // Without the answer to a commit it is not known that the rows are still in their tables.
    if (!report && report.error().kind != Error::Kind::Lost)
        QFile::remove(file);
    return report;
}
