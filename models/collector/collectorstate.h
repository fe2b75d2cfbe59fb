// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

// What the collector is doing, for those who show it.
struct CollectorState {
    enum class Activity {
        Running, // waits for the next slot
        Working, // a run is under way
        Paused,  // by the user
        Blocked, // by the source or the network for a while: message says until when
        Standby, // another program collects into this database
    };

    Activity activity = Activity::Running;
    QDateTime nextSlot;      // UTC; invalid when none is planned
    int attempt = 0;         // of the request under way, from 1; 0 when none is
    int waitingInOutbox = 0; // snapshots that wait to be stored
    QString message;         // what a person should know now; empty when all is well
    QString collectedBy{};   // Standby: the other program's host; empty when it is not known

    friend bool operator==(const CollectorState &, const CollectorState &) = default;
};

Q_DECLARE_METATYPE(CollectorState)
