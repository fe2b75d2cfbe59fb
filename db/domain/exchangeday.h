// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>

// The day at the symbol's exchange at this time (ms since 1970, UTC); UTC's where its zone is not
// known.
[[nodiscard]] QDate exchangeDay(const QString &symbol, qint64 timeMs);

// When this day begins at the symbol's exchange, ms since 1970, UTC.
[[nodiscard]] qint64 exchangeDayMs(const QString &symbol, const QDate &day);

// When trading of this day ends, ms since 1970, UTC: at the close, where that is not known at
// 21:00, when currencies stop for the weekend.
[[nodiscard]] qint64 tradingEndMs(const QString &symbol, const QDate &day);

// From when on a stock whose newest bar is of this day is out of date: two hours after the bar of
// the next day of trading should be there. UTC.
[[nodiscard]] QDateTime staleFrom(const QString &symbol, const QDate &day);
