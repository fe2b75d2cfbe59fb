// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/assetstore.h"

#include "db/domain/coin.h"

using namespace Qt::Literals::StringLiterals;

Result<> AssetStore::registerCoin(const QString &coin, const QDateTime &now)
{
    const QString symbol = symbolOfCoin(coin);
    Result<Rows> found = m_statements.run(u"SELECT 1 FROM assets WHERE symbol = ?"_s, {symbol});
    if (!found)
        return fail(found.error());
    if (found->next())
        return {};
    return m_statements
            .change(u"INSERT INTO assets (symbol, name, exchange, asset_type, currency, is_active, "
                    "sync_state, created_at, updated_at) "
                    "VALUES (?, ?, 'COINSPOT', 'crypto', ?, TRUE, 'idle', ?, ?)"_s,
                    {symbol, coin, currencyOfCoin(coin), now, now})
            .map([](int) {});
}
