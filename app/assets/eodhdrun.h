// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdanswer.h"
#include "db/domain/run.h"

#include <optional>

// Why a run ended early, for people: of one that was stopped, what became of the calls that it
// made.
[[nodiscard]] QString endText(const CollectionRun &run, const Error &problem);

// The record of one run against EODHD while it goes on: what it asked, got and could not use.
class EodhdRun final
{
public:
    // Partial as long as it goes on, and if it dies.
    void begin(const QDateTime &now);
    void countRequest() { ++m_run.attempts; }
    // symbol: whose answer it is; empty where the rows name it themselves.
    void count(const AnswerTally &tally, const QString &symbol);
    // sentence: for people.
    void countFailure(const QString &symbol, const QString &sentence);
    // What the provider says about the plan; becomes the run's sentence where it has no other.
    void note(const QString &warning);
    void countStored(int stored, int duplicates);
    // hasResult: something of it is in the database. problem: why it ended early.
    void end(const QDateTime &now, bool hasResult, const std::optional<Error> &problem);

    [[nodiscard]] const CollectionRun &run() const { return m_run; }
    // For a store that counts what it takes in the transaction that takes it.
    [[nodiscard]] CollectionRun &run() { return m_run; }

private:
    CollectionRun m_run;
    QString m_warning;
};
