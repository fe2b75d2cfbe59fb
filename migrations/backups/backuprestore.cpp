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

using namespace Qt::Literals::StringLiterals;

namespace {

struct BackupText {
    Q_DECLARE_TR_FUNCTIONS(BackupText)
};

constexpr std::chrono::milliseconds Patience{30'000};

Result<> replaceRows(const Connection &source, const Connection &target, const Backup &backup,
                     const QList<PlannedTable> &plan, const CopyProgressHandler &progress)
{
    Transaction transaction{target};
    if (Result<> begun = transaction.begin(); !begun)
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
    return proveBackedUp(target, backup.tables, progress).and_then([&] {
        return transaction.commit();
    });
}

// That of the target; an empty one is first brought to the backup's.
Result<int> versionToFill(const Connection &target, const Backup &backup)
{
    const Result<QList<AppliedMigration>> applied =
            MigrationHistory{target, Actor::current()}.applied();
    if (!applied)
        return fail(applied.error());
    if (!applied->isEmpty())
        return applied->constLast().version;
    return MigrationSet::shipped(target.engine())
            .and_then([&](const MigrationSet &migrations) {
                return Migrator{target, migrations}.up(backup.version);
            })
            .transform([&](const MigrationReport &) { return backup.version; });
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
    const auto told = [&](qint64 done, qint64) {
        return !progress || progress({CopyProgress::Phase::Copying, {}, 0, 0, done});
    };
    return copySqliteFile(backup.file, target.path, Patience, told).and_then([&] {
        return proveBackedUp(**connection, backup.tables, progress);
    });
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
    const Result<int> version = versionToFill(**connection, backup);
    if (!version)
        return fail(version.error());
    if (*version != backup.version)
        return fail(Error::Kind::Refused,
                    BackupText::tr("The backup is of version %1 and the database is at version %2. "
                                   "Bring it to version %1 first: 'tidemarkctl migrate down %1' or "
                                   "'tidemarkctl migrate up %1'.")
                            .arg(backup.version)
                            .arg(*version),
                    target.location());
    const Result<QList<PlannedTable>> plan = copyPlan(**source, backup.version);
    if (!plan)
        return fail(plan.error());
    return extendPartitions(**source, **connection, *plan)
            .and_then([&] { return replaceRows(**source, **connection, backup, *plan, progress); })
            .and_then([&] { return raiseRowNumbers(**source, **connection, *plan); });
}
