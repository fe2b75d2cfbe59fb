// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QLatin1StringView>

// What SQLite needs before a table may be rebuilt, for as long as this lives; other engines need
// nothing. Foreign keys off:
// with them on, DROP TABLE deletes the rows of child tables by ON DELETE CASCADE and nothing fails.
// Old rename rules: with the new ones a view on the table stops the rename. SQLite ignores both
// inside a transaction, so enter() comes before it.
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
