// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/asset.h"
#include "db/domain/callbudget.h"

#include <QDateTime>
#include <QHash>
#include <QTime>

#include <chrono>
#include <optional>

// When stocks are to be asked for. Pure: every function is told the time, UTC.

// When an exchange closes, by its own clock. Of those that are not known a day's bar is asked for a
// day after the last time.
struct ExchangeHours {
    QByteArray zone;
    QTime close;
};
[[nodiscard]] std::optional<ExchangeHours> hoursOf(const QString &exchange);

// What the prices of a symbol are in, as EODHD writes it ("USD", "GBX" for pence), where nothing
// better is known: its exchange's, of a pair of currencies the second; empty where that says none.
[[nodiscard]] QString currencyOf(const QString &symbol);

// A bar of the day is there so long after the close (DESIGN section 6).
inline constexpr std::chrono::hours ReadyAfterClose{3};

// What is remembered of an asset between two syncs, beside its row.
struct SyncRecord {
    int failures = 0;    // in a row
    QDateTime notBefore; // of a failed or late one; invalid: as the exchange's hours say
    bool wantsActions =
            false; // its adjusted prices say that there are splits or dividends to ask for
};

// The last day whose bar an exchange's provider should have by now; where its hours are not known,
// yesterday (UTC), or the last day of trading before it.
[[nodiscard]] QDate lastReadyDay(const QString &exchange, const QDateTime &now);

// When the asset is to be asked for; in the past for what is due. Invalid for a coin and for one
// that is paused.
[[nodiscard]] QDateTime nextDue(const Asset &asset, const SyncRecord &record);

// Puts nextDue and place into the rows: those that are due first are those that were never synced,
// then the oldest.
void placeInQueue(QList<AssetRow> &rows, const QHash<QString, SyncRecord> &records,
                  const QDateTime &now);

// What the queue will ask for today and in the six days after: a call a sync, and what is known to
// come on top of it.
[[nodiscard]] QList<ForecastDay> forecastCalls(const QList<AssetRow> &rows,
                                               const CallBudget &budget, const QDateTime &now);

// How long a failed asset is left alone: 15 min, doubling up to a day; a day for a symbol that the
// provider does not know.
[[nodiscard]] std::chrono::milliseconds pauseAfterFailure(int failures, bool isUnknownSymbol);
