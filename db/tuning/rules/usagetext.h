// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/evidence.h"
#include "db/tuning/rules/indexdef.h"

// What use, or the lack of it, says: translated sentences.
[[nodiscard]] QString unusedText(const IndexEvidence &used, qint64 writes,
                                 const UsageEvidence &usage);
[[nodiscard]] QString samplesText(const IndexEvidence &used);
[[nodiscard]] QString standbysText();
[[nodiscard]] QString expressionStatisticsText(const IndexEvidence &used, bool countsRows);
[[nodiscard]] QString couldUseText(const QStringList &statements);
[[nodiscard]] QString nobodyCouldText();
[[nodiscard]] QString unaskedText(const QString &column);
[[nodiscard]] QString tooWideText(const IndexDef &narrower, const QString &column);
// Of a server that cannot make an index only where it is missing.
[[nodiscard]] QString restoresAlwaysText(const QString &narrower);
// Counters that are there, but not for long enough.
[[nodiscard]] QString shortWindowText(const QString &source, const QDateTime &from);
// Counters that are there for long enough, of indexes that may be younger.
[[nodiscard]] QString unknownAgeText(const QString &source, const QDateTime &from);
// Of these there is not enough yet, while others were judged.
[[nodiscard]] QString notYetText(const QStringList &indexes);
// Of a table of TimescaleDB.
[[nodiscard]] QString hypertableText(const QString &table);
