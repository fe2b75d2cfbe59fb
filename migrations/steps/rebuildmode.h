// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QLatin1StringView>

// What an engine needs while tables are changed, for as long as this lives. SQLite: foreign keys
// off, or DROP TABLE deletes the rows of child tables by ON DELETE CASCADE and nothing fails; old
// rename rules, or a view on the table stops the rename. It ignores both inside a transaction, so
// enter() comes before it. MariaDB: foreign keys are not checked again, row by row, when one that
// held is made anew; with the check a table is copied for it. The proof sees what was lost.
class RebuildMode final
{
public:
    explicit RebuildMode(const Connection &connection)
        : m_connection{connection}
    {}
    ~RebuildMode();
    RebuildMode(const RebuildMode &) = delete;
    RebuildMode &operator=(const RebuildMode &) = delete;

    // Reads the settings back and refuses (Database) when one did not take.
    [[nodiscard]] Result<> enter();

private:
    [[nodiscard]] Result<int> setting(QLatin1StringView name) const;
    [[nodiscard]] Result<> set(QLatin1StringView name, int value) const;

    const Connection &m_connection;
    bool m_entered = false;
    int m_foreignKeys = 0;
    int m_legacyRename = 0;
};
