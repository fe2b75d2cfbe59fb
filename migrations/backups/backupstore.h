// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/backups/backup.h"
#include "migrations/copy/databasecopy.h"

#include <QCoreApplication>

struct BackupReason {
    QString text;            // "before 7 to 8"
    bool beforeLoss = false; // such a backup is kept for good
};

// The backups in a folder. An SQLite database is copied by the online backup, one on a server row
// by row into an SQLite file; each is proven before it counts. Files and the folder are their
// owner's alone. Works on any version. Thread: the connection's; takes as long as it takes.
class BackupStore final
{
    Q_DECLARE_TR_FUNCTIONS(BackupStore)

public:
    explicit BackupStore(QString folder);

    // No transaction may be open. Refused (translated) when the disk has too little room. A backup
    // that was not finished, for whatever reason, is never listed.
    [[nodiscard]] Result<Backup> make(const Connection &connection, const BackupReason &reason,
                                      const CopyProgressHandler &progress = {}) const;

    // Newest first. What is no backup is passed over.
    [[nodiscard]] Result<QList<Backup>> list() const;

    // Reads the whole file and compares it with the manifest: Corrupt (subject: the file) for any
    // difference, NotFound when it has gone.
    [[nodiscard]] Result<> verify(const Backup &backup,
                                  const CopyProgressHandler &progress = {}) const;

    // Puts everything back, verified before and after. SQLite's own backup replaces an SQLite file
    // in one transaction, also while others have it open. Between any other engines an empty
    // database is filled, and one at the backup's version gets its rows in one transaction; another
    // version is Refused, and so is a backup of what was not ours yet.
    [[nodiscard]] Result<> restore(const Backup &backup, const ConnectionSpec &target,
                                   const CopyProgressHandler &progress = {}) const;

    // Deletes what is neither among the newest three of its database nor kept for good. Returns the
    // files that went.
    [[nodiscard]] Result<QStringList> prune() const;

private:
    [[nodiscard]] Result<> checkSpace(const Connection &connection) const;
    [[nodiscard]] Result<Backup> makeFile(const Connection &connection, const QString &path,
                                          const CopyProgressHandler &progress) const;

    QString m_folder;
};
