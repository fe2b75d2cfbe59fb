// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"
#include "migrations/migrationlock.h"
#include "migrations/proof/migrationloss.h"
#include "migrations/steps/steprunner.h"
#include "migrations/validation.h"

#include <QCoreApplication>

#include <optional>

// A migration that is not one transaction and was begun.
struct UnfinishedMigration {
    int version = 0;
    Direction direction = Direction::Up;
    int statement = 0; // the last that was begun, from 1
    int statements = 0;
    QString reason; // part of a sentence: why it stopped, if somebody lived to tell
    QString advice; // part of a sentence: "Free some space"; empty: nothing has to be done first
    QString detail = {}; // what the engine said, in its own words
};

// What stands in a database and what this program would make of it.
struct MigrationStatus {
    QString engine;  // "sqlite"
    int current = 0; // 0: nothing of Tidemark's
    int head = 0;
    QList<Migration> pending; // in the order they would run
    QList<AppliedMigration> applied;
    QStringList drift; // translated sentences, one a difference; empty: all as it should be
    std::optional<UnfinishedMigration> unfinished;
};

// What one call did. Steps that another program did meanwhile are not among them.
struct MigrationReport {
    int from = 0;
    int to = 0;
    QList<MigrationStepReport> steps = {};
    bool verified = true; // every step proved that it kept its rows, or there was none
    QString backup = {};  // where the backup of before is; empty: none was made
};

// Whether a step down may drop rows and columns.
enum class LossPolicy { Refuse, Accept };

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

    // Works at any version, read-only, without a history, and on databases that are not ours.
    [[nodiscard]] Result<MigrationStatus> status() const;

    // All that is not as it should be; empty when a change may be made.
    [[nodiscard]] Result<QList<ValidationFinding>> validate() const;

    // To the head unless a version is named; nothing to do when the database is there or beyond.
    [[nodiscard]] Result<MigrationReport> up(std::optional<int> target = {}) const;

    // Back to a version; 0 takes everything away. Asks about losses of the whole way before the
    // first step. A price is never narrowed, whatever the policy.
    [[nodiscard]] Result<MigrationReport> down(int target, LossPolicy policy) const;

    // Goes on with an unfinished migration, or takes it back where that can be done. Nothing when
    // there is none.
    [[nodiscard]] Result<MigrationReport> resume(JournalledStep::Way way) const;

    // Whether up or down to this version would be refused, and why; changes nothing.
    [[nodiscard]] Result<> checkWay(int target, LossPolicy policy) const;

    // The scripts of the way from one version to another, as one text for people: what up and down
    // would run, without the history's own rows.
    [[nodiscard]] Result<QString> sqlBetween(int from, int to) const;

    // What a command that writes data calls first: an unfinished migration is gone on with, a
    // database without any tables goes to the head, one at the head is left alone, any other is
    // Refused (subject: the command that helps).
    [[nodiscard]] Result<MigrationReport> bringEmptyToHead() const;

    // What a command that reads data calls first: ok at the head. NotFound for a database without
    // any tables, Refused for any other.
    [[nodiscard]] Result<> requireHead() const;

private:
    struct State {
        QList<AppliedMigration> applied;
        bool isEmpty = true; // no tables or views but the history's
        int current = 0;
        QList<StepJournal::Entry> unfinished;
    };

    [[nodiscard]] Result<State> readState() const;
    [[nodiscard]] Result<QList<StepJournal::Entry>> readJournal() const;
    // False for an empty database; Refused for one that is neither empty nor at the head.
    [[nodiscard]] Result<bool> isAtHead(const State &state) const;
    // Whether somebody died between two steps of bringing an empty database to the head.
    [[nodiscard]] Result<bool> isFirstStart(const State &state) const;
    [[nodiscard]] Result<> checkOurs(const State &state) const;
    [[nodiscard]] Result<> checkHistory(const State &state) const;
    [[nodiscard]] Result<> checkTarget(int version) const;
    [[nodiscard]] Result<> checkLoss(int from, int to, LossPolicy policy) const;
    [[nodiscard]] QStringList historyDrift(const QList<AppliedMigration> &applied) const;
    [[nodiscard]] Result<const SchemaModel *> model() const;
    [[nodiscard]] UnfinishedMigration
    unfinishedFrom(const QList<StepJournal::Entry> &entries) const;

    [[nodiscard]] Result<StepRunner> runner() const;
    // Makes the tables of the history where they are not there yet: a journal needs them first.
    [[nodiscard]] Result<> makeHistory() const;
    [[nodiscard]] Result<> takeLock(MigrationLock &lock, std::chrono::milliseconds patience) const;
    [[nodiscard]] Result<> resumeUnfinished(MigrationReport &report, JournalledStep::Way way) const;
    [[nodiscard]] Result<> backUp(int from, int to, LossPolicy policy,
                                  MigrationReport &report) const;
    [[nodiscard]] Result<MigrationReport> walk(int target, Direction direction,
                                               LossPolicy policy) const;
    [[nodiscard]] Result<> stepsTowards(int target, Direction direction, LossPolicy policy,
                                        MigrationReport &report) const;
    [[nodiscard]] Result<> allStepsInside(MigrationReport &report) const;

    const Connection &m_connection;
    MigrationSet m_migrations;
    MigrationHistory m_history;
    ProgressHandler m_progress;
    BackupHook m_backup;
    bool m_isProven = true;
    mutable std::optional<SchemaModel> m_model; // made when it is first needed
};
