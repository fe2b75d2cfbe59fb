// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"
#include "models/cellrole.h"

#include <QHash>
#include <QLocale>
#include <QString>

// How an asset stands, as the person sees it.
enum class AssetPhase {
    Syncing,
    Paused,
    Failed,
    Late,    // a day is missing that others of its exchange have
    Waiting, // due, and has a place in the queue
    New,     // never synced and not due yet
    Rereads, // its history is to be read again, and it is not due yet
    Synced,
    Collected, // a coin whose prices come
    Stale,     // a coin whose prices do not
};

// What the words about one asset need to know of the others.
struct AssetContext {
    QDateTime now;                // UTC
    QHash<QString, int> progress; // percent by symbol, of syncs under way
    int dueCount = 0;             // how many have a place in the queue
    QDateTime newestCoin;         // when the last quote of any coin came; invalid: none did
    CallBudget budget;
    QList<ForecastDay> forecast;
};

[[nodiscard]] AssetPhase assetPhase(const AssetRow &row, const AssetContext &context);

// "Synced", "Syncing, 64 %", "Next, 1 of 7", "Every 5 min".
[[nodiscard]] QString assetStateText(const AssetRow &row, const AssetContext &context,
                                     const QLocale &locale);
[[nodiscard]] CellState assetCellState(AssetPhase phase);

// "Stock", "Fund", "Coin"; a kind that is none of these as the provider calls it.
[[nodiscard]] QString assetTypeText(const Asset &asset);
[[nodiscard]] QString assetTypeText(const QString &type);

// Local; the zone only where it is not the present one, which the header names: "20 Nov 11:04",
// "2 Oct 2025 11:03 AEST", "never".
[[nodiscard]] QString lastSyncedText(const AssetRow &row, const AssetContext &context,
                                     const QLocale &locale);

// "now", "in 40 min", "14:35", "today", "Mon 23 Nov"; "–" where it is not due at all.
[[nodiscard]] QString nextDueText(const AssetRow &row, const AssetContext &context,
                                  const QLocale &locale);

// What there is to say about it, as a sentence; empty: nothing.
[[nodiscard]] QString assetNoteText(const AssetRow &row, const AssetContext &context,
                                    const QLocale &locale);

struct AssetCounts {
    int stocks = 0;       // and funds, and whatever else EODHD has; paused ones too
    int coins = 0;        // of CoinSpot
    int activeStocks = 0; // and currencies: all that EODHD is asked for
    int due = 0;
    int failed = 0;
    int late = 0; // and stale coins
    int paused = 0;
    int currencies = 0; // of EODHD: pairs and coins

    friend bool operator==(const AssetCounts &, const AssetCounts &) = default;
};

[[nodiscard]] AssetCounts countAssets(const AssetBoard &board, const AssetContext &context);

// "30 stocks and funds, 2 currencies, 10 coins".
[[nodiscard]] QString assetCountText(const AssetCounts &counts);
// "7 due today, 1 failed, 1 late, 2 paused".
[[nodiscard]] QString assetStandText(const AssetCounts &counts);
