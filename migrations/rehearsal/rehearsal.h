// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/proof/proofline.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

// One part of a rehearsal: what is done to the copy, and how long that took.
struct RehearsalStage {
    enum class Kind { CopyAndBackUp, Up, VerifyUp, Down, VerifyDown, UpAgain };
    enum class State { Waiting, Running, Done, Failed };

    Kind kind = Kind::CopyAndBackUp;
    int version = 0; // where Up, Down and UpAgain go to
    qint64 durationMs = 0;
    State state = State::Waiting;

    friend bool operator==(const RehearsalStage &, const RehearsalStage &) = default;
};

// What came of migrating a copy up, down and up again. While it runs, the stages say how far it is.
struct RehearsalReport {
    QDateTime at;     // UTC: when it began
    QString database; // the name of the database that was copied
    int from = 0;
    int to = 0;
    QList<RehearsalStage> stages;
    QList<ProofLine> proof;
    QStringList exceptions; // declared: columns that get other values by design
    int buffered = 0;       // quotes that waited in the outbox meanwhile and were stored after
    bool passed = false;
    QString problem; // a sentence when it failed; empty otherwise
    QString file;    // where the report is kept
    QString sha256;  // of that file, hex

    [[nodiscard]] bool hasEnded() const { return passed || !problem.isEmpty(); }
};
