// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/backuprestore.h"

#include "db/schema/inspection.h"
#include "db/sqlite/sqlitebackup.h"
#include "db/transaction.h"
#include "migrations/copy/copyplan.h"
#include "migrations/copy/copytarget.h"
#include "migrations/copy/rowcopy.h"
#include "migrations/migrator.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace {

struct BackupText {
    Q_DECLARE_TR_FUNCTIONS(BackupText)
};

constexpr std::chrono::milliseconds Patience{30'000};

// A migration meanwhile would find rows of another version, or leave them.
Result<> takeLock(MigrationLock &lock, const Connection &target,
                  const CopyProgressHandler &progress)
{
    Result<> taken =
            lock.take(MigrationRunner::PatienceOfWriter, [&] { return !progress || progress({}); });
    // Engines whose sessions outlive their clients want to know who this one is.
    if (!taken || target.dialect().hasTransactionalDdl())
        return taken;
    return MigrationHistory{target, Actor::current()}.recordNote(u"lock"_s, lock.owner());
}

// Refused unless the target is whole and at the backup's version.
Result<> checkVersion(const VersionedDatabase &target, const Backup &backup)
{
    const Result<MigrationState> state = target.state();
    if (!state)
        return fail(state.error());
    const QString &location = target.connection().location();
    if (!state->unfinished.isEmpty())
        return fail(Error::Kind::Refused,
                    BackupText::tr("Migration %1 is unfinished. Go on with it first: 'tidemarkctl "
                                   "migrate up'. Nothing was changed.")
                            .arg(state->unfinished.constFirst().version),
                    location);
    if (state->current == backup.version)
        return {};
    return fail(Error::Kind::Refused,
                BackupText::tr("The backup is of version %1 and the database is at version %2. "
                               "Bring it to version %1 first: 'tidemarkctl migrate down %1' or "
                               "'tidemarkctl migrate up %1'.")
                        .arg(backup.version)
                        .arg(state->current),
                location);
}

Result<> record(const MigrationHistory &history, const Backup &backup)
{
    qint64 rows = 0;
    for (const BackedUpTable &table : backup.tables)
        rows += table.rows;
    return history.recordRestored(
            backup.version, {{u"file"_s, QFileInfo{backup.file}.fileName()}, {u"rows"_s, rows}});
}

Result<> replaceRows(const Connection &source, const VersionedDatabase &database,
                     const Backup &backup, const QList<PlannedTable> &plan,
                     const CopyProgressHandler &progress)
{
    const Connection &target = database.connection();
    Transaction transaction{target};
    // Looked at again, now that nobody else writes: not every program asks for the lock.
    Result<> begun = transaction.begin().and_then([&] { return checkVersion(database, backup); });
    if (!begun)
        return begun;
    for (auto table = plan.crbegin(); table != plan.crend(); ++table) {
        Result<> emptied = target.execute(u"DELETE FROM "_s + quotedName(table->name));
        if (!emptied)
            return emptied;
    }
    for (const PlannedTable &table : plan) {
        const Result<TableProof> loaded = copyRows(source, target, table, progress);
        if (!loaded)
            return fail(loaded.error());
    }
    return proveBackedUp(target, backup.tables, progress)
            .and_then([&] { return record(database.history(), backup); })
            .and_then([&] { return transaction.commit(); });
}

// An empty database is first brought to the backup's version.
Result<> fillEmpty(const VersionedDatabase &target, const Backup &backup)
{
    const Result<QList<AppliedMigration>> applied = target.history().applied();
    if (!applied || !applied->isEmpty())
        return applied.map([](const QList<AppliedMigration> &) {});
    return Migrator{target.connection(), target.migrations()}
            .up(backup.version)
            .map([](const MigrationReport &) {});
}

} // namespace

Result<> proveBackedUp(const Connection &connection, const QList<BackedUpTable> &tables,
                       const CopyProgressHandler &progress)
{
    for (const BackedUpTable &table : tables) {
        const auto goesOn = [&] {
            return !progress || progress({CopyProgress::Phase::Proving, table.table, 0, 0, 0});
        };
        if (!goesOn())
            return fail(Error::Kind::Cancelled, {});
        const Result<TableProof> proof = proveTable(connection, table.table, table.columns, goesOn);
        if (!proof)
            return fail(proof.error());
        if (proof->rows != table.rows || proof->checksum.toHex() != table.checksum)
            return fail(Error::Kind::Database,
                        u"table %1 is not as it was backed up"_s.arg(table.table), table.table);
    }
    return {};
}

Result<> restoreToFile(const Backup &backup, const ConnectionSpec &target,
                       const CopyProgressHandler &progress)
{
    // Makes a file that is missing, with its owner's rights alone.
    const auto connection = Connection::open(target);
    if (!connection)
        return fail(connection.error());
    MigrationLock lock{**connection};
    if (Result<> taken = takeLock(lock, **connection, progress); !taken)
        return taken;
    const auto told = [&](qint64 done, qint64) {
        return !progress || progress({CopyProgress::Phase::Copying, {}, 0, 0, done});
    };
    Result<> replaced = copySqliteFile(backup.file, target.path, Patience, told).and_then([&] {
        return proveBackedUp(**connection, backup.tables, progress);
    });
    if (!replaced || backup.version == 0) // it has no history
        return replaced;
    // The history was replaced too, so this comes behind what it tells.
    Transaction transaction{**connection};
    return transaction.begin()
            .and_then([&] {
                return record({**connection, Actor::current()}, backup);
            })
            .and_then([&] { return transaction.commit(); });
}

Result<> restoreRows(const Backup &backup, const ConnectionSpec &target,
                     const CopyProgressHandler &progress)
{
    const auto source = Connection::open(ConnectionSpec::file(backup.file, true));
    if (!source)
        return fail(source.error());
    const auto connection = Connection::open(target);
    if (!connection)
        return fail(connection.error());
    const Result<MigrationSet> migrations = MigrationSet::shipped(target.engine);
    if (!migrations)
        return fail(migrations.error());
    const VersionedDatabase database{**connection, *migrations};
    MigrationLock lock{**connection};
    Result<> ready = fillEmpty(database, backup)
                             .and_then([&] { return takeLock(lock, **connection, progress); })
                             .and_then([&] { return checkVersion(database, backup); });
    if (!ready)
        return ready;
    const Result<QList<PlannedTable>> plan = copyPlan(**source, backup.version);
    if (!plan)
        return fail(plan.error());
    return extendPartitions(**source, **connection, *plan)
            .and_then([&] { return replaceRows(**source, database, backup, *plan, progress); })
            .and_then([&] { return raiseRowNumbers(**source, **connection, *plan); });
}
