// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationrunner.h"

#include <QCoreApplication>

// Makes a backup before the first step; says where it is. reason: "before 7 to 8" and the like.
using BackupHook = std::function<Result<QString>(const QString &reason, LossPolicy policy)>;

// Moves a database between versions, one at a time: each in one transaction where the engine's DDL
// allows it, journalled statement by statement where not. Several programs may do so at once: one
// runs, the others wait and look again at what is there. Lives on the connection's thread; calls
// take as long as the work and run no event loop. Errors: Refused with a translated sentence as
// detail, Cancelled, and what the database says (Busy, DiskFull, ...); a failed proof is Database
// with the table as subject. After any error the database is as the last whole step left it, or, on
// an engine without transactional DDL, unfinished and gone on with at the next start.
class Migrator final
{
    Q_DECLARE_TR_FUNCTIONS(Migrator)

public:
    Migrator(const Connection &connection, MigrationSet migrations, ProgressHandler progress = {},
             Actor actor = Actor::current());

    // Without a hook no backup is made.
    void setBackup(BackupHook backup) { m_backup = std::move(backup); }
    // Whether rows are compared before and after a step; they are, unless a benchmark says no.
    void setProven(bool isProven) { m_isProven = isProven; }

    // What is moved; lives as long as this does.
    [[nodiscard]] const VersionedDatabase &database() const { return m_database; }

    // To the head unless a version is named; nothing to do when the database is there or beyond.
    [[nodiscard]] Result<MigrationReport> up(std::optional<int> target = {}) const;

    // Back to a version; 0 takes everything away. Asks about losses of the whole way before the
    // first step. A price is never narrowed, whatever the policy.
    [[nodiscard]] Result<MigrationReport> down(int target, LossPolicy policy) const;

    // Goes on with an unfinished migration, or takes it back where that can be done. Nothing when
    // there is none.
    [[nodiscard]] Result<MigrationReport> resume(JournalledStep::Way way) const;

private:
    [[nodiscard]] Result<MigrationReport> walk(int target, Direction direction,
                                               LossPolicy policy) const;
    void takeIndexesUp() const;
    // The state of a database whose history is this program's.
    [[nodiscard]] Result<MigrationState> checkedState() const;
    [[nodiscard]] Result<> checkDown(int current, int target, LossPolicy policy) const;
    [[nodiscard]] Result<> backUp(int from, int to, LossPolicy policy,
                                  MigrationReport &report) const;

    VersionedDatabase m_database;
    ProgressHandler m_progress;
    BackupHook m_backup;
    bool m_isProven = true;
};
