// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>

// The day at the symbol's exchange at this time (ms since 1970, UTC); UTC's where its zone is not
// known.
[[nodiscard]] QDate exchangeDay(const QString &symbol, qint64 timeMs);

// From when on a stock whose newest bar is of this day is out of date: two hours after the bar of
// the next weekday should be there. UTC.
[[nodiscard]] QDateTime staleFrom(const QString &symbol, const QDate &day);
