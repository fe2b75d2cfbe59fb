// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/evidence.h"
#include "db/tuning/rules/finding.h"
#include "db/tuning/rules/statement.h"

// What was measured comes before what structure and plans let expect. A drop that slows statements
// down by a millisecond or more is no proposal any more. An index that is missing is proposed when
// it saves a second a day or more, and five times what it costs the rows of a day
// (docs/index-tuning.md). Findings of what nobody measured stay as they are.
void weighMeasured(const MeasuredIndexes &measured, const UsageEvidence &usage,
                   const QList<CataloguedStatement> &statements, QList<IndexFinding> &findings);
