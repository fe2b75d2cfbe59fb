// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

// One row of system_events.
struct SystemEvent {
    qint64 id = 0;
    QDateTime time;
    QString level;     // "info", "warning", "error"
    QString component; // "collector"
    QString event;     // "outbox_drained"
    QString details;   // JSON; empty: none

    friend bool operator==(const SystemEvent &, const SystemEvent &) = default;
};

// Which events are asked for, a page at a time.
struct EventRequest {
    enum class Levels { All, WarningsAndErrors, Errors };
    struct Key {
        QDateTime time;
        qint64 id = 0;
    };

    QDateTime from; // invalid: from the first on
    QDateTime to;   // invalid: to the newest; else without this moment itself
    Levels levels = Levels::All;
    QString component;             // empty: all
    QString text;                  // anywhere in component, event and details; empty: all
    std::optional<Key> after = {}; // the last event already held; none asks for the newest page
    int limit = 200;
};

struct EventPage {
    QList<SystemEvent> rows; // newest first
    bool hasMore = false;
    QStringList components; // all that there are; with the newest page alone
};

Q_DECLARE_METATYPE(EventRequest)
Q_DECLARE_METATYPE(EventPage)
