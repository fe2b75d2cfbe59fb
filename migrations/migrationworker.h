// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/backups/backup.h"
#include "migrations/cancellation.h"
#include "migrations/copy/databasecopy.h"
#include "migrations/migrator.h"
#include "migrations/proof/migrationloss.h"
#include "migrations/rehearsal/preview.h"
#include "migrations/rehearsal/rehearsal.h"
#include "migrations/state/migrationstatus.h"

#include <QHash>
#include <QObject>

class StorageLink;

// All that is known about a database's migrations at one moment.
struct MigrationLook {
    MigrationStatus status;
    QList<MigrationPreview> previews;
    QList<int> baselines;              // versions that were adopted as they were found
    QList<ValidationFinding> findings; // about the history and the engine; drift is in the status
    QList<Backup> backups;
};

// Migrates, rehearses and looks after backups on a storage thread, for the window. cancel() and
// allow() may be called from any thread; the rest through the event loop, one thing at a time.
// Whatever was asked for ends in its own signal or in failed().
class MigrationWorker final : public QObject
{
    Q_OBJECT

public:
    explicit MigrationWorker(StorageLink &link)
        : m_link{link}
    {}

    // Before the thread starts: which database, and where its backups and reports are.
    void configure(ConnectionSpec database, QString backupFolder);

    // What runs stops within a second and is taken back; what waits does not begin.
    void cancel();
    // Before anything is asked for that can be cancelled, or a cancel() from before would end it.
    void allow() { m_cancellation->allow(); }

public slots:
    void look();
    void apply(int target);
    // What a way down to this version would give up. Reads whole tables where columns are
    // converted.
    void lookDown(int target);
    // named: what somebody agreed to lose. Refused where it would be more by now.
    void revert(int target, const QList<MigrationLoss> &named);
    void resume(bool back);
    void dryRun(int target);
    void rehearse(int target);
    void verifyBackup(const QString &file);
    void restore(const QString &file);

signals:
    void looked(const MigrationLook &look);
    void progressed(const MigrationProgress &progress);
    void migrated(const MigrationReport &report);
    void lookedDown(const WayDown &way);
    void dryRunDone(const DryRun &dryRun);
    void rehearsed(const RehearsalReport &report); // also while it runs, stage by stage
    void rehearsalEnded(const RehearsalReport &report);
    void backupVerified(const QString &file);
    void restoring(const CopyProgress &progress);
    void restored(const QString &file);
    void failed(const Error &error);

private:
    // What a database must be before its rows are put back: backed up, and on a server at the
    // backup's version.
    [[nodiscard]] Result<> prepareRestore(const Connection &connection, const Backup &backup);
    [[nodiscard]] ProgressHandler teller();
    [[nodiscard]] bool goesOn() const { return m_cancellation->goesOn(); }

    using Walk = std::function<Result<MigrationReport>(const Migrator &)>;

    void migrate(const Walk &walk);
    [[nodiscard]] Result<MigrationLook> lookAt(const Connection &connection) const;
    // A copy to rehearse on, which a cancel reaches, too.
    [[nodiscard]] Result<std::unique_ptr<Connection>> makeCopy(const Connection &connection);
    // A failed rehearsal leaves nothing behind either.
    void discardCopy();
    [[nodiscard]] Result<Backup> backupNamed(const QString &file) const;
    // Lets cancel() reach this connection as long as the work lasts. Cancelled, without the work,
    // when cancel() was faster.
    template <typename Work> auto cancellable(const Connection &connection, const Work &work);

    StorageLink &m_link;
    ConnectionSpec m_database;
    QString m_backupFolder;
    QString m_copy;                                // the rehearsal's, while it runs
    QHash<std::pair<int, int>, qint64> m_measured; // ms by version and direction, rehearsed
    // Shared with a stop that is on its way, which may outlive the worker.
    std::shared_ptr<Cancellation> m_cancellation = std::make_shared<Cancellation>();
};

Q_DECLARE_METATYPE(MigrationLook)
Q_DECLARE_METATYPE(MigrationReport)
Q_DECLARE_METATYPE(MigrationProgress)
Q_DECLARE_METATYPE(RehearsalReport)
Q_DECLARE_METATYPE(DryRun)
Q_DECLARE_METATYPE(WayDown)
Q_DECLARE_METATYPE(CopyProgress)
