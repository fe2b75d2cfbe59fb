// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/eventwords.h"
#include "models/cellrole.h"

#include <QLocale>

// What events are called in the window besides eventwords.h. Times are local.

[[nodiscard]] CellState eventState(const QString &level);

// "20 Nov, 14:30:01"; with the year when it is not the present one.
[[nodiscard]] QString eventTimeText(const QDateTime &time, const QDateTime &now,
                                    const QLocale &locale);

// Everything about an event as plain text, exact, times UTC: for the clipboard.
[[nodiscard]] QString eventAsText(const SystemEvent &event);
// The symbol or coin that an event is about, as its details have it; empty: none.
[[nodiscard]] QString eventSymbol(const SystemEvent &event);
