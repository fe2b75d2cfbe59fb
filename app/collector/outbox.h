// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"

#include <QString>
#include <QStringList>

// Where snapshots wait while their database cannot be written: a folder with one file a snapshot,
// written beside, synced and renamed, so that a file is whole or not there. Several programs may
// share it: storing is idempotent, so the worst that a race brings is a duplicate that is refused.
class Outbox final
{
public:
    explicit Outbox(QString folder)
        : m_folder{std::move(folder)}
    {}

    // The folder for this database below the user's data folder.
    [[nodiscard]] static QString folderFor(const QString &dataFolder,
                                           const QString &databaseLocation);

    [[nodiscard]] Result<> keep(const Snapshot &snapshot);
    [[nodiscard]] QStringList entries() const; // oldest slot first
    // Of what can be read; invalid: nothing waits.
    [[nodiscard]] QDateTime oldestSlot() const;
    [[nodiscard]] int count() const { return static_cast<int>(entries().size()); }

    // A file that cannot be read is set aside.
    [[nodiscard]] Result<Snapshot> load(const QString &entry);
    [[nodiscard]] Result<> remove(const QString &entry);
    // Out of the way under the ending .unreadable, never deleted.
    void setAside(const QString &entry);

private:
    QString m_folder;
};
