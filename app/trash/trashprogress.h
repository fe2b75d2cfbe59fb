// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <functional>

// How far an export, a purge or its undo is, or a deletion, a restore or its undo.
struct TrashProgress {
    enum class Phase { Exporting, Checking, Purging, Returning, Deleting };

    Phase phase = Phase::Exporting;
    QString table;
    qint64 done = 0; // rows, in all tables
    qint64 total = 0;
};

// Told now and then; false ends the work in good order.
using TrashProgressHandler = std::function<bool(const TrashProgress &)>;

Q_DECLARE_METATYPE(TrashProgress)
