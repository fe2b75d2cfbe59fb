// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/foundasset.h"

#include "db/domain/assetfields.h"
#include "db/domain/currencymarket.h"
#include "db/domain/syncplan.h"

Asset newAsset(const FoundAsset &found, bool isActive, const QDateTime &now)
{
    Asset asset;
    asset.symbol = found.symbol;
    asset.name = found.name.isEmpty() ? found.symbol : found.name;
    asset.exchange = exchangeOf(found.symbol);
    asset.type = found.type.isEmpty() ? usualTypeOf(asset.exchange) : found.type;
    asset.currency = found.currency.isEmpty() ? currencyOf(asset.symbol) : found.currency;
    asset.isActive = isActive;
    asset.createdAt = now;
    return asset;
}

QString assetFault(const FoundAsset &found)
{
    for (const QString &fault : {assetNameFault(found.name), assetTypeFault(found.type),
                                 assetCurrencyFault(found.currency)}) {
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}
