// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QLocale>
#include <QString>

// What the evidence of an alert says (column evidence of alert_logs, see rulejson.h), as people
// read it. Each is empty where the row is from before that was written.

// What each part of the condition saw, a line each.
[[nodiscard]] QString seenWords(const QJsonObject &evidence, const QLocale &locale);
// What it compared the newest price with: the price an hour ago, the high, the averages. A sentence
// and a line each.
[[nodiscard]] QString comparedWords(const QJsonObject &evidence, const QLocale &locale);
// Where the newest price is stored.
[[nodiscard]] QString storedWords(const QJsonObject &evidence, const QLocale &locale);

// "20 Nov 2026, 13:35:00", local.
[[nodiscard]] QString momentWords(const QDateTime &time, const QLocale &locale);
