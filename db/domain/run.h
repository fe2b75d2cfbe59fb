// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/gap.h"
#include "db/domain/quote.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>

// How a run ended, as column status of collection_runs says it. Outbox: the snapshot was kept while
// the database could not be written; a stored run of this status went in later.
enum class RunStatus { Ok, Partial, Failed, Outbox };

[[nodiscard]] QString runStatusName(RunStatus status);       // "ok", "partial", "failed", "outbox"
[[nodiscard]] RunStatus runStatusFromName(QStringView name); // Failed for what it does not know

// One request of a run.
struct Attempt {
    QDateTime at; // when it left, UTC
    qint64 durationMs = 0;
    QString outcome;     // "200 OK, 1.3 KB", "connection reset"
    qint64 waitedMs = 0; // before the next attempt; 0 for the last one
};

// One row of collection_runs.
struct CollectionRun {
    qint64 id = 0;
    QString source; // "coinspot"
    QDateTime slot;
    QDateTime startedAt;
    QDateTime finishedAt; // invalid when it never finished
    RunStatus status = RunStatus::Failed;
    int attempts = 0;
    int received = 0;
    int stored = 0;
    int duplicates = 0;
    int rejected = 0;
    int rounded = 0; // rows whose price or volume had more decimals than their column holds
    QList<RejectedEntry> rejectedEntries;
    QString error; // a sentence; empty when all went well
    qint64 durationMs = 0;
    GapCause cause = GapCause::Unknown; // of a failed run: why its slot stays empty
    QList<Attempt> attemptLog;          // kept for runs that needed more than one, or failed
};

// Everything that a run hands over to be stored, at once or from the outbox.
struct Snapshot {
    CollectionRun run;
    QList<Quote> quotes; // timestamp = run.slot
    QList<DataGap> gaps; // slots before this one that were found missed
    std::chrono::milliseconds slotLength = std::chrono::minutes{5};
};

Q_DECLARE_METATYPE(CollectionRun)
