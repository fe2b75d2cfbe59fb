// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/symboltext.h"

#include "db/domain/coin.h"

QString shortSymbol(const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    return coin.isEmpty() ? symbol : coin;
}
