// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/evidence.h"
#include "db/tuning/rules/indexdef.h"

// Why an index may go, as translated sentences that name the other one.
[[nodiscard]] QString redundancyText(const QString &rule, const IndexDef &index,
                                     const IndexDef &cover, const TableDef &table);
// What that rests on.
[[nodiscard]] QStringList redundancyEvidence(const IndexDef &index, const IndexDef &cover,
                                             const TableDef &table, const UsageEvidence &usage);

[[nodiscard]] QString invalidText(const IndexDef &index);
[[nodiscard]] QString partialText(const IndexDef &index, const IndexDef &whole);

// E12: the reason that would be, and the part of a sentence that says what stands against it.
[[nodiscard]] QString blockedText(const QString &reason, const QString &blocked);
[[nodiscard]] QString namedText(const QString &statement);
[[nodiscard]] QString replicaText();
[[nodiscard]] QString clusterText();

// "Read 12 times from 2026-11-01 to 2026-11-20."
[[nodiscard]] QString usageText(const IndexEvidence &used, bool countsRows);
