// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"
#include "migrations/shape/schemamodel.h"
#include "migrations/steps/stepjournal.h"

#include <optional>

// What was found in a database.
struct MigrationState {
    QList<AppliedMigration> applied;
    bool isEmpty = true; // no tables or views but the history's
    int current = 0;
    QList<StepJournal::Entry> unfinished; // of a migration that was begun, by step
};

// A database and the versions that this program knows for it. Thread: the connection's.
class VersionedDatabase final
{
public:
    VersionedDatabase(const Connection &connection, MigrationSet migrations,
                      Actor actor = Actor::current());

    [[nodiscard]] const Connection &connection() const { return m_connection; }
    [[nodiscard]] const MigrationSet &migrations() const { return m_migrations; }
    [[nodiscard]] const MigrationHistory &history() const { return m_history; }
    [[nodiscard]] int head() const { return m_migrations.head(); }

    // Read anew at each call: others may move the database meanwhile.
    [[nodiscard]] Result<MigrationState> state() const;

    // What each version looks like; made at the first call, and lives as long as this does.
    [[nodiscard]] Result<const SchemaModel *> model() const;

private:
    [[nodiscard]] Result<QList<StepJournal::Entry>> readJournal() const;

    const Connection &m_connection;
    MigrationSet m_migrations;
    MigrationHistory m_history;
    mutable std::optional<SchemaModel> m_model;
};
