// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "migrations/migration.h"

// How far a migration has come that is not one transaction: table tidemark_migration_steps, one row
// a statement that was begun. Empty when no migration is under way. Thread: the connection's.
class StepJournal final
{
public:
    enum class State { Running, Done, Undoing };
    struct Entry {
        int version = 0;
        Direction direction = Direction::Up;
        int step = 0; // from 1
        State state = State::Running;
        QString schemaBefore;   // fingerprint of what the statement is about, before it
        QString sqlSha256 = {}; // of the statement, as begin() wrote it
    };

    explicit StepJournal(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<QList<Entry>> entries(); // by step
    [[nodiscard]] Result<> begin(const Entry &entry, const SqlStatement &statement);
    [[nodiscard]] Result<> set(const Entry &entry, State state);
    [[nodiscard]] Result<> remove(const Entry &entry);
    [[nodiscard]] Result<> clear();

    // Tells statements of different scripts apart.
    [[nodiscard]] static QString sha256Of(const SqlStatement &statement);

private:
    Statements m_statements;
};
