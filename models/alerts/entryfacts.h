// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"

#include <QLocale>
#include <QPair>
#include <QString>

#include <optional>

// What an alert rests on and what became of it, name and value, as people read them: the values
// that the rule saw, the stored row, the rule's version, who was told, how, and how long that took.
[[nodiscard]] QList<QPair<QString, QString>> entryFacts(const AlertLogEntry &entry,
                                                        const QLocale &locale);

// From the time of the price to the notification: "420 ms", "12.4 s", "1 h 5 min"; "–" while nobody
// was told.
[[nodiscard]] QString delayText(const AlertLogEntry &entry, const QLocale &locale);
