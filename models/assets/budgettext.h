// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"

#include <QLocale>
#include <QString>

// "of 20 calls used", which stands behind the number.
[[nodiscard]] QString callsUsedText(const CallBudget &budget, const QLocale &locale);

// "7 left", "none left".
[[nodiscard]] QString callsLeftText(const CallBudget &budget, const QLocale &locale);

// "Counter restarts at 11:00 AEDT (00:00 GMT), in 20 h 27 min."; now is UTC. Where the provider
// said that the calls are gone, that too.
[[nodiscard]] QString counterText(const CallBudget &budget, const QDateTime &now,
                                  const QLocale &locale);

// "30 symbols, 20 calls a day: every symbol every two days."
[[nodiscard]] QString roundText(int symbols, int callsADay, int days, const QLocale &locale);

// "Free plan", "Paid plan", "15 calls a day".
[[nodiscard]] QString planText(int callsADay, const QLocale &locale);

// The chart in words: "Fri 20: 13 used, 7 to come; Sat 21: 10 to come; Sun 22: none".
[[nodiscard]] QString forecastText(const QList<ForecastDay> &forecast, const QLocale &locale);

// "Fri 20".
[[nodiscard]] QString forecastDayText(const QDate &day, const QLocale &locale);

// No exchange that EODHD has is open on that day.
[[nodiscard]] bool isClosedDay(const ForecastDay &day);
