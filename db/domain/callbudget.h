// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/asset.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QMetaType>

#include <algorithm>

// EODHD's calls of one day, which ends at 00:00 GMT (market-apis.md 2.4).
struct CallBudget {
    static constexpr int FreePlan = 20;
    static constexpr int PaidPlan = 100'000;

    int limit = FreePlan;   // calls a day, by the plan
    int used = 0;           // of day
    QDate day;              // GMT
    QDateTime blockedUntil; // the provider said that the day's calls are gone; invalid: it did not

    // Of the day that it is now: what was used before counts no more.
    [[nodiscard]] CallBudget onDay(const QDate &today) const;
    // After a call that asked the provider for the plan, of the same day. toldLimit: 0 where it
    // does not say. toldUsed: by every program that has the token, with or without this call.
    [[nodiscard]] CallBudget afterPlan(int toldLimit, int toldUsed) const;
    [[nodiscard]] bool isBlocked(const QDateTime &now) const
    {
        return blockedUntil.isValid() && blockedUntil > now;
    }
    [[nodiscard]] int left() const { return std::max(0, limit - used); }

    friend bool operator==(const CallBudget &, const CallBudget &) = default;
};

// How an asset stands in the queue.
struct AssetRow {
    Asset asset;
    qint64 rows = 0;    // stored: daily bars of a stock, quotes of a coin
    QDateTime nextDue;  // in the past: due now; invalid: paused, or a coin without a collector
    int extraCalls = 0; // that its next sync costs beside the one for the bars, as far as is known
    int place = 0;      // among those that are due now, from 1; 0: not due
    QDate missing;      // of a late one: the newest day that it lacks; invalid: not known
};

// One day of the forecast.
struct ForecastDay {
    QDate day;        // GMT
    int used = 0;     // calls, today only
    int expected = 0; // further calls
};

// What the panel of assets shows.
struct AssetBoard {
    QDateTime asOf;       // UTC
    QList<AssetRow> rows; // by symbol
    CallBudget budget;
    QList<ForecastDay> forecast; // today and the six days after it
    // So many days pass until every active stock was synced: 1 where the calls of a day are
    // enough, 0 without any.
    int daysPerRound = 0;
};

Q_DECLARE_METATYPE(CallBudget)
Q_DECLARE_METATYPE(AssetBoard)
