// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrationworker.h"

#include "db/storagelink.h"
#include "migrations/backups/backuphook.h"
#include "migrations/backups/backupstore.h"
#include "migrations/backups/restoreversion.h"
#include "migrations/barupkeep.h"
#include "migrations/copy/databasecopy.h"
#include "migrations/migrationsql.h"
#include "migrations/rehearsal/previewmaker.h"
#include "migrations/rehearsal/rehearsalrun.h"
#include "migrations/rehearsal/scratchcopy.h"

#include <QFileInfo>
#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<WayDown> wayDown(const VersionedDatabase &database, int target)
{
    const Result<> known = checkTarget(database, target);
    if (!known)
        return fail(known.error());
    const Result<MigrationState> state = database.state();
    if (!state)
        return fail(state.error());
    const Result<> checked =
            checkHistory(database, *state).and_then([&] { return checkSchema(database, *state); });
    if (!checked)
        return fail(checked.error());
    const Result<const SchemaModel *> model = database.model();
    if (!model)
        return fail(model.error());
    return lossOnTheWayDown(database.connection(), database.migrations(), **model, state->current,
                            target)
            .map([&](const QList<MigrationLoss> &losses) {
                return WayDown{state->current, target, losses};
            });
}

} // namespace

void MigrationWorker::configure(ConnectionSpec database, QString backupFolder)
{
    m_database = std::move(database);
    m_backupFolder = std::move(backupFolder);
}

void MigrationWorker::cancel()
{
    m_cancellation->ask();
    // May take a round trip to the server, and the window does not wait.
    QThreadPool::globalInstance()->start(
            [cancellation = m_cancellation] { cancellation->stopStatements(); });
}

template <typename Work>
auto MigrationWorker::cancellable(const Connection &connection, const Work &work)
{
    using Done = decltype(work());
    m_cancellation->watch(connection.canceller());
    Done result = m_cancellation->isAsked() ? Done(fail(Error::Kind::Cancelled, {})) : work();
    m_cancellation->forgetAll();
    return result;
}

Result<MigrationLook> MigrationWorker::lookAt(const Connection &connection) const
{
    const Result<MigrationSet> migrations = MigrationSet::shipped(connection.engine());
    if (!migrations)
        return fail(migrations.error());
    const Result<MigrationStatus> status = migrationStatus({connection, *migrations});
    if (!status)
        return fail(status.error());
    Result<QList<MigrationPreview>> previews = makePreviews(connection, *migrations);
    if (!previews)
        return fail(previews.error());
    for (MigrationPreview &preview : *previews) {
        const auto measured = m_measured.constFind({preview.version, int(preview.direction)});
        if (measured != m_measured.cend())
            preview.estimatedMs = *measured;
    }
    const Result<QList<Backup>> backups = BackupStore{m_backupFolder}.list();
    MigrationLook look{*status, std::move(*previews), {}, {}, backups.value_or(QList<Backup>{})};
    const Result<QList<int>> baselines = MigrationHistory{connection, Actor::current()}.baselines();
    if (!baselines)
        return fail(baselines.error());
    look.baselines = *baselines;
    look.findings =
            validateHistory(status->applied, *migrations) + validateServer(connection.serverInfo());
    return look;
}

void MigrationWorker::look()
{
    const Result<MigrationLook> look =
            m_link.use([this](const Connection &connection) { return lookAt(connection); });
    if (look)
        emit looked(*look);
    else
        emit failed(look.error());
}

ProgressHandler MigrationWorker::teller()
{
    return [this](const MigrationProgress &progress) {
        emit progressed(progress);
        return goesOn();
    };
}

void MigrationWorker::migrate(const Walk &walk)
{
    const Result<MigrationReport> report = m_link.use([&](const Connection &connection) {
        return MigrationSet::shipped(connection.engine())
                .and_then([&](const MigrationSet &migrations) {
                    Migrator migrator{connection, migrations, teller()};
                    migrator.setBackup(
                            backUpInto(connection, m_backupFolder, [this] { return goesOn(); }));
                    return cancellable(connection, [&] { return walk(migrator); })
                            .and_then([&](const MigrationReport &done) {
                                return keepUpBars(connection, done);
                            });
                });
    });
    if (report)
        emit migrated(*report);
    else
        emit failed(report.error());
    look();
}

void MigrationWorker::apply(int target)
{
    migrate([target](const Migrator &migrator) { return migrator.up(target); });
}

void MigrationWorker::lookDown(int target)
{
    const Result<WayDown> way = m_link.use([&](const Connection &connection) {
        return MigrationSet::shipped(connection.engine())
                .and_then([&](const MigrationSet &migrations) {
                    return wayDown({connection, migrations}, target);
                });
    });
    if (way)
        emit lookedDown(*way);
    else
        emit failed(way.error());
}

void MigrationWorker::revert(int target, const QList<MigrationLoss> &named)
{
    migrate([&](const Migrator &migrator) -> Result<MigrationReport> {
        const Result<WayDown> way = wayDown(migrator.database(), target);
        if (!way)
            return fail(way.error());
        QStringList unnamed;
        for (const MigrationLoss &loss : lossesBeyond(named, way->losses))
            unnamed.append(lossText(loss));
        if (!unnamed.isEmpty())
            return fail(Error::Kind::Refused,
                        tr("More would be lost than was named when you agreed: %1. Nothing was "
                           "changed. Revert again to see all of it.")
                                .arg(unnamed.join(u"; "_s)));
        return migrator.down(target,
                             way->losses.isEmpty() ? LossPolicy::Refuse : LossPolicy::Accept);
    });
}

void MigrationWorker::resume(bool back)
{
    const auto way = back ? JournalledStep::Way::Back : JournalledStep::Way::OnOrBack;
    migrate([way](const Migrator &migrator) { return migrator.resume(way); });
}

void MigrationWorker::dryRun(int target)
{
    const Result<DryRun> asked = m_link.use([&](const Connection &connection) {
        return MigrationSet::shipped(connection.engine())
                .and_then([&](const MigrationSet &migrations) -> Result<DryRun> {
                    const VersionedDatabase database{connection, migrations};
                    const Result<MigrationStatus> status = migrationStatus(database);
                    if (!status)
                        return fail(status.error());
                    const Result<QString> sql = sqlBetween(database, status->current, target);
                    if (!sql)
                        return fail(sql.error());
                    DryRun found{status->current, target, *sql, {}};
                    const Result<> way = checkWay(database, target, LossPolicy::Refuse);
                    if (!way && way.error().kind != Error::Kind::Refused)
                        return fail(way.error());
                    if (!way)
                        found.refusal = way.error().detail;
                    return found;
                });
    });
    if (asked)
        emit dryRunDone(*asked);
    else
        emit failed(asked.error());
}

void MigrationWorker::rehearse(int target)
{
    Result<RehearsalReport> report = m_link.use([&](const Connection &connection) {
        return MigrationSet::shipped(connection.engine())
                .and_then([&](const MigrationSet &migrations) {
                    RehearsalRun run{migrations, m_database.displayName(),
                                     [this](const RehearsalReport &soFar) {
                                         emit rehearsed(soFar);
                                         return goesOn();
                                     }};
                    const auto copy = [&] { return makeCopy(connection); };
                    const auto rehearsed = [&]() -> Result<RehearsalReport> {
                        const Result<MigrationStatus> status =
                                migrationStatus({connection, migrations});
                        if (!status)
                            return fail(status.error());
                        return run.run(copy, status->current, target);
                    };
                    return cancellable(connection, rehearsed)
                            .map([&](const RehearsalReport &report) {
                                m_measured = run.measured();
                                return report;
                            });
                });
    });
    if (report) {
        const Result<> kept = keepReport(*report, m_backupFolder);
        if (!kept)
            report->problem = kept.error().detail;
        emit rehearsalEnded(*report);
    } else {
        emit failed(report.error());
    }
    discardCopy();
    look();
}

Result<std::unique_ptr<Connection>> MigrationWorker::makeCopy(const Connection &connection)
{
    Result<ScratchCopy> begun = beginScratchCopy(connection, m_database);
    if (!begun)
        return fail(begun.error());
    m_copy = begun->name;
    m_cancellation->watch(begun->connection->canceller());
    return fillScratchCopy(connection, *begun, [this] { return goesOn(); }).map([&] {
        return std::move(begun->connection);
    });
}

void MigrationWorker::discardCopy()
{
    if (m_copy.isEmpty())
        return;
    const Result<> gone = m_link.use(
            [this](const Connection &connection) { return dropScratchCopy(connection, m_copy); });
    if (!gone)
        emit failed(gone.error());
    m_copy.clear();
}

Result<Backup> MigrationWorker::backupNamed(const QString &file) const
{
    const Result<QList<Backup>> backups = BackupStore{m_backupFolder}.list();
    if (!backups)
        return fail(backups.error());
    const auto found = std::ranges::find(*backups, file, &Backup::file);
    if (found == backups->cend())
        return fail(Error::Kind::NotFound, {}, file);
    return *found;
}

void MigrationWorker::verifyBackup(const QString &file)
{
    const Result<> verified = backupNamed(file).and_then([this](const Backup &backup) {
        return BackupStore{m_backupFolder}.verify(
                backup, [this](const CopyProgress &) { return goesOn(); });
    });
    if (verified)
        emit backupVerified(file);
    else
        emit failed(verified.error());
}

Result<> MigrationWorker::prepareRestore(const Connection &connection, const Backup &backup)
{
    emit progressed({backup.version, Direction::Down, MigrationProgress::Phase::BackingUp, 0, 0});
    // Nothing is pruned now: it might be the one that is restored.
    const Result<Backup> made =
            BackupStore{m_backupFolder}.make(connection, {u"before restore"_s, true},
                                             [this](const CopyProgress &) { return goesOn(); });
    if (!made)
        return fail(made.error());
    return bringToVersionOf(backup, connection, teller());
}

void MigrationWorker::restore(const QString &file)
{
    const Result<> done = backupNamed(file).and_then([this](const Backup &backup) {
        const BackupStore store{m_backupFolder};
        const CopyProgressHandler told = [this](const CopyProgress &progress) {
            emit restoring(progress);
            return goesOn();
        };
        return m_link
                .use([&](const Connection &connection) {
                    return cancellable(connection, [&] {
                        return backup.checkRestorable()
                                .and_then([&] { return store.verify(backup, told); })
                                .and_then([&] { return prepareRestore(connection, backup); });
                    });
                })
                .and_then([&] { return store.restore(backup, m_database, told); });
    });
    if (done)
        emit restored(file);
    else
        emit failed(done.error());
    look();
}
