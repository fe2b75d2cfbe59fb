// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/tuningstate.h"
#include "models/cellrole.h"

#include <QLocale>

// How the window speaks of findings and of what was done about them.
[[nodiscard]] QString findingKindText(IndexFinding::Kind kind); // "Covered"
// The same, and of a question what a lab answered: "Not worth it", "Measured".
[[nodiscard]] QString verdictText(const IndexFinding &finding);
[[nodiscard]] CellState findingState(IndexFinding::Kind kind);
[[nodiscard]] QString certaintyText(IndexFinding::Certainty certainty); // "Proven by structure"
[[nodiscard]] QString insertCostText(const InsertCost &cost, const QLocale &locale);
[[nodiscard]] QString changePhaseText(const IndexChange &change, const QLocale &locale);
// What the recorded statements say, a sentence a line.
[[nodiscard]] QString watchText(const WatchedChange &watched, const QLocale &locale);
