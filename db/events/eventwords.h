// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/systemevent.h"

#include <QList>
#include <QLocale>

// What events are called where people read, in the window and on a terminal.

// How numbers and times of an event are written.
struct EventFormat {
    EventFormat(QLocale numbers, bool isUtcTimes = false)
        : locale{std::move(numbers)}
        , isUtc{isUtcTimes}
    {}

    QLocale locale;
    bool isUtc; // times as ISO 8601, UTC; else local, as the locale has them
};

[[nodiscard]] QString eventLevelText(const QString &level); // "Information", "Warning", "Error"
// "Migrations" for "migrations"; a word that is not known is taken as it is.
[[nodiscard]] QString eventComponentText(const QString &component);
// "Outbox drained" for "outbox_drained"; what was deleted or restored is named.
[[nodiscard]] QString eventText(const SystemEvent &event);

// What the details say, name and value, as people read them: "Duration" "412 ms". What is inside of
// another is named by both: "Rows, checked". Text that is no JSON is one of them.
[[nodiscard]] QList<QPair<QString, QString>> eventFacts(const SystemEvent &event,
                                                        const EventFormat &format);
// The same in a line: "Version 5, Duration 412 ms".
[[nodiscard]] QString eventSummary(const SystemEvent &event, const EventFormat &format);
