// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/steps/migrationstep.h"
#include "migrations/steps/stepjournal.h"

#include <QCoreApplication>

// A step on an engine that commits each statement by itself. Every statement is written down before
// it runs and after, with what the schema looked like before; so whoever comes after a crash knows
// from the database itself whether a statement was done. The tables that the script drops at its
// end go only after the proof. The caller holds the write lock. Thread: the connection's.
class JournalledStep final
{
    Q_DECLARE_TR_FUNCTIONS(JournalledStep)

public:
    JournalledStep(const MigrationStep &step, const MigrationHistory &history)
        : m_step{step}
        , m_history{history}
        , m_journal{step.connection}
        , m_statements{step.statements()}
    {}

    // Runs it whole. When it fails or is cancelled, what was done is taken back, statement by
    // statement; where a statement cannot be taken back, the step stays unfinished and is gone on
    // with at the next start. Refused: a script that changes rows of a table that it did not make.
    [[nodiscard]] Result<StepOutcome> run();

    // Goes on with a step that somebody began: to its end, or back to its beginning when it was
    // being taken back (then Cancelled, with nothing left to do). Refused when it was begun by
    // another script.
    enum class Way { OnOrBack, Back };
    [[nodiscard]] Result<StepOutcome> resume(const QList<StepJournal::Entry> &entries, Way way);

private:
    [[nodiscard]] Result<> checkTakenBack() const;
    [[nodiscard]] Result<> checkScript(const QList<StepJournal::Entry> &entries) const;
    // What the statement and what takes it back are about, as it stands now.
    [[nodiscard]] Result<QString> fingerprint(const SqlStatement &statement) const;
    // That the statements made what they should have made.
    [[nodiscard]] Result<> checkMade() const;
    // That nobody wrote into a table that was replaced, and is dropped next, after it was read.
    [[nodiscard]] Result<> checkReplaced(const StepProof &proof) const;
    [[nodiscard]] Result<StepOutcome> goOn(int firstStatement, const StepProof &proof);
    [[nodiscard]] Result<> runStatement(int index);
    [[nodiscard]] Result<> runData(const StepJournal::Entry &entry, const QString &sql);
    [[nodiscard]] Result<> prove(const StepProof &proof, StepOutcome &outcome) const;
    [[nodiscard]] Result<> takeBack();
    [[nodiscard]] Result<> takeBackStatement(StepJournal::Entry entry);
    [[nodiscard]] Result<bool> wasDone(const StepJournal::Entry &entry) const;
    // Empty when the statement cannot be taken back, "none" when it need not be.
    [[nodiscard]] QString undoOf(const SqlStatement &statement) const;
    [[nodiscard]] bool goesOn(MigrationProgress::Phase phase, int statement) const;
    // The first of the DROP TABLEs at the end.
    [[nodiscard]] int firstTrailingDrop() const;

    MigrationStep m_step;
    const MigrationHistory &m_history;
    StepJournal m_journal;
    QList<SqlStatement> m_statements;
};
