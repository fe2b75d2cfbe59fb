// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/backuphook.h"

#include "migrations/backups/backupstore.h"

#include <QCryptographicHash>
#include <QDir>

using namespace Qt::Literals::StringLiterals;

BackupHook backUpInto(const Connection &connection, const QString &folder,
                      const std::function<bool()> &goesOn)
{
    return [&connection, folder, goesOn](const QString &reason,
                                         LossPolicy policy) -> Result<QString> {
        if (connection.location() == ":memory:"_L1)
            return QString{};
        const BackupStore store{folder};
        const BackupReason why{reason, policy == LossPolicy::Accept};
        const Result<Backup> backup = store.make(
                connection, why, [&](const CopyProgress &) { return !goesOn || goesOn(); });
        if (!backup)
            return fail(backup.error());
        // An old backup that cannot be deleted is no reason not to go on.
        static_cast<void>(store.prune());
        return backup->file;
    };
}

QString backupFolderFor(const QString &dataFolder, const QString &location)
{
    const QByteArray hash = QCryptographicHash::hash(location.toUtf8(), QCryptographicHash::Sha256);
    return QDir{dataFolder}.filePath(u"backups/"_s + QString::fromLatin1(hash.toHex().left(16)));
}
