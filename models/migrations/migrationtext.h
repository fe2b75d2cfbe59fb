// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"
#include "models/migrations/migrationsstate.h"

#include <QLocale>

// What the migrations of a database are called where people read. Times are shown in the local
// zone.

// The one thing that a person should know about the migrations now.
struct MigrationNotice {
    enum class Kind {
        None, // nothing was read yet
        UpToDate,
        Empty,
        Pending,
        Rehearsed,
        RehearsalFailed,
        Changed,
        Missing,
        Drift,
        Newer,
        OldServer,
        Unfinished,
    };

    Kind kind = Kind::None;
    QString headline;
    QString text;
};

[[nodiscard]] MigrationNotice migrationNotice(const MigrationsState &state, const QDateTime &now,
                                              const QLocale &locale);

// What a cancelled change left.
[[nodiscard]] QString cancelledText(const MigrationStatus &found);

// "12 Nov 2026, 18:40"
[[nodiscard]] QString momentText(const QDateTime &at, const QLocale &locale);
// "0.02 s", "2 min 5 s"; "–" for nothing.
[[nodiscard]] QString runTimeText(qint64 ms, const QLocale &locale);
// "9.8 MB", "61 GB"
[[nodiscard]] QString bytesText(qint64 bytes, const QLocale &locale);
// "+9.8 MB", "−3 KB", "0 bytes"
[[nodiscard]] QString byteChangeText(qint64 bytes, const QLocale &locale);
// The first digits of a checksum in groups of four: "41c8 a2f0".
[[nodiscard]] QString shortChecksum(const QString &hex, int digits = 8);

// What a preview says: a word, and what it is about. "Statements", "12".
struct MigrationFact {
    QString name;
    QString value;
};
// In one line each, for under the SQL.
[[nodiscard]] QList<MigrationFact> previewFacts(const MigrationPreview &preview,
                                                const QLocale &locale);
// The same in sentences.
[[nodiscard]] QList<MigrationFact> previewSentences(const MigrationPreview &preview,
                                                    const QLocale &locale);

[[nodiscard]] QString stageText(const RehearsalStage &stage); // "Up to 9"
[[nodiscard]] CellState stageState(RehearsalStage::State state);
[[nodiscard]] QString stageStateText(RehearsalStage::State state); // "done"

// Quotes that came while the database was not theirs to write to.
struct BufferedQuotes {
    int waiting = 0; // in the outbox still
    int stored = 0;  // in the database since

    friend bool operator==(const BufferedQuotes &, const BufferedQuotes &) = default;
};
// "0 quotes lost, 2 buffered and stored"
[[nodiscard]] QString quotesText(const BufferedQuotes &quotes, const QLocale &locale);
