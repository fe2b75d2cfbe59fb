// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/asset.h"

// An asset that a provider offers: a hit of its search, a line of an exchange's list, of a CSV
// file.
struct FoundAsset {
    QString symbol; // "BHP.AU"
    QString name;
    QString type; // "Common Stock", "ETF": an open set
    QString currency;
    QString country; // empty when unknown
    bool isRegistered = false;

    friend bool operator==(const FoundAsset &, const FoundAsset &) = default;
};

// The row that it is registered with. What is not told is what most assets there are: named as the
// symbol, a share, in the exchange's currency.
[[nodiscard]] Asset newAsset(const FoundAsset &found, bool isActive, const QDateTime &now);

// Why it cannot be registered, as a sentence that says what to do; empty when it can. The symbol is
// for stockSymbol().
[[nodiscard]] QString assetFault(const FoundAsset &found);

Q_DECLARE_METATYPE(FoundAsset)
