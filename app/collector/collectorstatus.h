// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

// What the collector is doing, for those who show it.
struct CollectorStatus {
    enum class Phase {
        Stopped,
        Idle,
        Fetching,
        Waiting,
        Paused,
        Blocked,
        Standby, // another program collects
    };

    Phase phase = Phase::Stopped;
    QDateTime nextSlot;  // UTC; invalid while nothing is planned
    int attempt = 0;     // of the run under way
    QDateTime until;     // Waiting: the next attempt; Blocked: the next try
    QString collectedBy; // Standby: the other program's host; empty when it is not known
    int waitingInOutbox = 0;
    QString problem; // a sentence; empty when all is well
};

// The sentence of Phase::Standby.
[[nodiscard]] QString standbyText(const QString &host);

Q_DECLARE_METATYPE(CollectorStatus)
