// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/systemevent.h"
#include "models/cellrole.h"

#include <QList>
#include <QLocale>

// What events are called where people read. Times are local.

[[nodiscard]] QString eventLevelText(const QString &level); // "Information", "Warning", "Error"
[[nodiscard]] CellState eventState(const QString &level);
// "Migrations" for "migrations"; a word that is not known is taken as it is.
[[nodiscard]] QString eventComponentText(const QString &component);
// "Outbox drained" for "outbox_drained".
[[nodiscard]] QString eventText(const SystemEvent &event);

// "20 Nov, 14:30:01"; with the year when it is not the present one.
[[nodiscard]] QString eventTimeText(const QDateTime &time, const QDateTime &now,
                                    const QLocale &locale);

// What the details say, name and value, as people read them: "Duration" "412 ms". What is inside of
// another is named by both: "Rows, checked". Text that is no JSON is one of them.
[[nodiscard]] QList<QPair<QString, QString>> eventFacts(const SystemEvent &event,
                                                        const QLocale &locale);
// The same in a line: "Version 5, Duration 412 ms".
[[nodiscard]] QString eventSummary(const SystemEvent &event, const QLocale &locale);
// Everything about an event as plain text, exact, times UTC: for the clipboard.
[[nodiscard]] QString eventAsText(const SystemEvent &event);
// The symbol or coin that an event is about, as its details have it; empty: none.
[[nodiscard]] QString eventSymbol(const SystemEvent &event);
