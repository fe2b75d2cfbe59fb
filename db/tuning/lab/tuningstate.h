// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/changes/indexwatch.h"
#include "db/tuning/lab/labreport.h"
#include "db/tuning/rules/finding.h"

#include <QMetaType>

// All that is known of the indexes of a database at one moment.
struct TuningState {
    QList<IndexFinding> findings;
    qsizetype indexes = 0; // that were looked at
    std::optional<LabReport> lab;
    QList<WatchedChange> changes; // the newest first
    bool canTry = false;          // the engine can hide an index
};

Q_DECLARE_METATYPE(TuningState)
Q_DECLARE_METATYPE(LabReport)
