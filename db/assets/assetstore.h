// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/asset.h"
#include "db/domain/assetedit.h"
#include "db/statements.h"

#include <QHash>

#include <optional>

// How many rows of prices a symbol has: daily bars of what EODHD serves, quotes of a coin of
// CoinSpot. newest: of what time the last one is.
struct PriceRows {
    qint64 count = 0;
    QDateTime newest;
};
using PriceRowsBySymbol = QHash<QString, PriceRows>;

// Table assets. What writes runs inside the caller's transaction. Thread: the connection's.
class AssetStore final
{
public:
    explicit AssetStore(const Connection &connection)
        : m_statements{connection}
    {}

    // Sees to it that the coin is registered (exchange COINSPOT).
    [[nodiscard]] Result<> registerCoin(const QString &coin, const QDateTime &now);
    // The instrument of a symbol that something is to be kept for: a coin is registered with it,
    // NotFound (translated) for another one that is not.
    [[nodiscard]] Result<qint64> instrumentOf(const QString &symbol, const QDateTime &now);

    [[nodiscard]] Result<QList<Asset>> list(); // by symbol
    [[nodiscard]] Result<std::optional<Asset>> find(const QString &symbol);
    [[nodiscard]] Result<PriceRowsBySymbol> priceRows(); // reads every one of them

    // False when the symbol is registered already: nothing changes then.
    [[nodiscard]] Result<bool> add(const Asset &asset);
    // Changes what the edit names. NotFound for a symbol that is not registered; a coin cannot be
    // paused (Usage).
    [[nodiscard]] Result<> edit(const QString &symbol, const AssetEdit &edit, const QDateTime &now);
    // Takes the row away and returns it as it stood; what is stored under the symbol stays. Refused
    // (translated) for a coin, and where rows hang on the asset's number, also in the recycle bin:
    // delayed quotes and alerts.
    [[nodiscard]] Result<Asset> remove(const QString &symbol);

    // How a sync ended: state, lastSynced and error of the asset.
    [[nodiscard]] Result<> noteSync(const Asset &asset, const QDateTime &now);

private:
    [[nodiscard]] Result<Asset> registered(const QString &symbol);
    struct Hanging {
        int live = 0;
        int deleted = 0; // in the recycle bin
    };
    [[nodiscard]] Result<Hanging> rowsOf(const Asset &asset, QLatin1StringView table);
    // Refused where there are any.
    [[nodiscard]] static Result<> checkHanging(const QString &symbol, const Hanging &quotes,
                                               const Hanging &rules, const Hanging &alerts);

    Statements m_statements;
};
