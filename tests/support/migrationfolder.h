// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migration.h"

#include <QTemporaryDir>

// A folder of migrations for a test, with the history that is shipped.
class MigrationFolder final
{
public:
    // The same for every engine.
    struct Step {
        QString up;
        QString down;
    };

    explicit MigrationFolder(const QList<Step> &steps);

    // Writes or replaces a file of version n, such as "up.mariadb.sql".
    void write(int version, const QString &file, const QString &text) const;

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] MigrationSet set(Engine engine) const;

private:
    QTemporaryDir m_folder;
};
