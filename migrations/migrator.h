// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"
#include "migrations/migrationstep.h"

#include <QCoreApplication>

#include <optional>

// What stands in a database and what this program would make of it.
struct MigrationStatus {
    QString engine;  // "sqlite"
    int current = 0; // 0: nothing of Tidemark's
    int head = 0;
    QList<Migration> pending; // in the order they would run
    QList<AppliedMigration> applied;
    QStringList drift; // translated sentences, one a difference; empty: all as it should be
};

struct MigrationStepReport {
    int version = 0;
    QString name;
    Direction direction = Direction::Up;
    qint64 durationMs = 0;
    qint64 rowsChecked = 0;
};

// What one call did. Steps that another program did meanwhile are not among them.
struct MigrationReport {
    int from = 0;
    int to = 0;
    QList<MigrationStepReport> steps = {};
    bool verified = true; // every step proved that it kept its rows, or there was none
};

// Whether a step down may drop rows and columns.
enum class LossPolicy { Refuse, Accept };

// Moves a database between versions, one transaction each. Two programs may do so at once: each
// looks again at what is there once it holds the write lock. Lives on the connection's thread;
// calls take as long as the work and run no event loop. Errors: Refused with a translated sentence
// as detail, Cancelled, and what the database says (Busy, DiskFull, ...); a failed proof is
// Database with the table as subject. After any error the database is as the last whole step left
// it.
class Migrator final
{
    Q_DECLARE_TR_FUNCTIONS(Migrator)

public:
    Migrator(const Connection &connection, MigrationSet migrations, ProgressHandler progress = {},
             Actor actor = Actor::current());

    // Works at any version, read-only, without a history, and on databases that are not ours.
    [[nodiscard]] Result<MigrationStatus> status() const;

    // To the head unless a version is named; nothing to do when the database is there or beyond.
    [[nodiscard]] Result<MigrationReport> up(std::optional<int> target = {}) const;

    // Back to a version; 0 takes everything away. Asks about losses of the whole way before the
    // first step. A price is never narrowed, whatever the policy.
    [[nodiscard]] Result<MigrationReport> down(int target, LossPolicy policy) const;

    // What a command that writes data calls first: a database without any tables goes to the head
    // in one transaction, one at the head is left alone, any other is Refused (subject: the command
    // that helps).
    [[nodiscard]] Result<MigrationReport> bringEmptyToHead() const;

    // What a command that reads data calls first: ok at the head. NotFound for a database without
    // any tables, Refused for any other.
    [[nodiscard]] Result<> requireHead() const;

private:
    struct State {
        QList<AppliedMigration> applied;
        bool isEmpty = true; // no tables or views but the history's
        int current = 0;
    };

    [[nodiscard]] Result<State> readState() const;
    // False for an empty database; Refused for one that is neither empty nor at the head.
    [[nodiscard]] Result<bool> isAtHead(const State &state) const;
    [[nodiscard]] Result<> checkOurs(const State &state) const;
    [[nodiscard]] Result<> checkHistory(const State &state) const;
    [[nodiscard]] Result<> checkTarget(int version) const;
    [[nodiscard]] Result<> checkLoss(int from, int to, LossPolicy policy) const;
    [[nodiscard]] QStringList historyDrift(const QList<AppliedMigration> &applied) const;
    [[nodiscard]] Result<std::optional<MigrationStepReport>>
    stepTowards(int target, Direction direction, LossPolicy policy) const;
    [[nodiscard]] Result<MigrationStepReport> runAndRecord(int version, Direction direction) const;
    [[nodiscard]] Result<MigrationReport> walk(int target, Direction direction,
                                               LossPolicy policy) const;
    void recordFailure(int version, Direction direction, const Error &error) const;

    const Connection &m_connection;
    MigrationSet m_migrations;
    MigrationHistory m_history;
    ProgressHandler m_progress;
};
