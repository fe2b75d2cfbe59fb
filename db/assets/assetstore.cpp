// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/assetstore.h"

#include "db/domain/coin.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AssetText {
    Q_DECLARE_TR_FUNCTIONS(AssetText)
};

constexpr auto Columns = "symbol, instrument_id, name, exchange, asset_type, currency, is_active, "
                         "last_synced, sync_state, sync_error, created_at, updated_at"_L1;

SqlValue textOrNull(const QString &text)
{
    return text.isEmpty() ? SqlValue{} : SqlValue{text};
}

// A null text would be bound as NULL, which these columns refuse.
SqlValue textOrEmpty(const QString &text)
{
    return text.isNull() ? SqlValue{u""_s} : SqlValue{text};
}

Asset assetFrom(const Rows &rows)
{
    Asset asset;
    asset.symbol = rows.text(0);
    asset.instrumentId = rows.integer(1);
    asset.name = rows.text(2);
    asset.exchange = rows.text(3);
    asset.type = rows.text(4);
    asset.currency = rows.text(5);
    asset.isActive = rows.integer(6) != 0;
    asset.lastSynced = rows.time(7);
    asset.state = syncStateFromName(rows.text(8));
    asset.error = rows.text(9);
    asset.createdAt = rows.time(10);
    asset.updatedAt = rows.time(11);
    return asset;
}

} // namespace

Result<> AssetStore::registerCoin(const QString &coin, const QDateTime &now)
{
    Asset asset;
    asset.symbol = symbolOfCoin(coin);
    asset.name = coin;
    asset.exchange = u"COINSPOT"_s;
    asset.type = u"crypto"_s;
    asset.currency = currencyOfCoin(coin);
    asset.createdAt = now;
    return add(asset).map([](bool) {});
}

Result<qint64> AssetStore::instrumentOf(const QString &symbol, const QDateTime &now)
{
    if (const QString coin = coinOfSymbol(symbol); !coin.isEmpty()) {
        if (const Result<> registered = registerCoin(coin, now); !registered)
            return fail(registered.error());
    }
    Result<Rows> rows =
            m_statements.run(u"SELECT instrument_id FROM assets WHERE symbol = ?"_s, {symbol});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::NotFound,
                    AssetText::tr("'tidemarkctl assets add %1' registers it").arg(symbol), symbol);
    return rows->integer(0);
}

Result<QList<Asset>> AssetStore::list()
{
    Result<Rows> rows = m_statements.run(u"SELECT %1 FROM assets ORDER BY symbol"_s.arg(Columns));
    if (!rows)
        return fail(rows.error());
    QList<Asset> assets;
    while (rows->next())
        assets.append(assetFrom(*rows));
    return rows->end().transform([&] { return std::move(assets); });
}

Result<std::optional<Asset>> AssetStore::find(const QString &symbol)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT %1 FROM assets WHERE symbol = ?"_s.arg(Columns), {symbol});
    if (!rows)
        return fail(rows.error());
    std::optional<Asset> asset;
    if (rows->next())
        asset = assetFrom(*rows);
    return rows->end().transform([&] { return std::move(asset); });
}

Result<PriceRowsBySymbol> AssetStore::priceRows()
{
    PriceRowsBySymbol counts;
    const auto read = [&](const QString &sql, auto symbolOf) -> Result<> {
        Result<Rows> rows = m_statements.run(sql);
        if (!rows)
            return fail(rows.error());
        while (rows->next())
            counts.insert(symbolOf(rows->text(0)), {rows->integer(1), rows->time(2)});
        return rows->end();
    };
    const auto asItIs = [](const QString &symbol) { return symbol; };
    return read(u"SELECT symbol, COUNT(*), MAX(time) FROM daily_data GROUP BY symbol"_s, asItIs)
            .and_then([&] {
                return read(u"SELECT d.symbol, COUNT(*), MAX(d.time) FROM assets a "
                            "JOIN intraday_data d ON d.symbol = a.symbol "
                            "WHERE a.exchange IN ('FOREX', 'CC') AND d.bar_interval = '1d' "
                            "GROUP BY d.symbol"_s,
                            asItIs);
            })
            .and_then([&] {
                return read(
                        u"SELECT coin_type, COUNT(*), MAX(timestamp) FROM price_data_5min GROUP BY coin_type"_s,
                        [](const QString &coin) { return symbolOfCoin(coin); });
            })
            .transform([&] { return std::move(counts); });
}

Result<bool> AssetStore::add(const Asset &asset)
{
    // Asked first: an INSERT that is left out would use up an instrument_id each time.
    Result<Rows> known =
            m_statements.run(u"SELECT 1 FROM assets WHERE symbol = ?"_s, {asset.symbol});
    if (!known)
        return fail(known.error());
    if (known->next())
        return false;
    return m_statements
            .change(u"INSERT INTO assets (symbol, name, exchange, asset_type, currency, is_active, "
                    "last_synced, sync_state, sync_error, created_at, updated_at) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                    {asset.symbol, textOrEmpty(asset.name), asset.exchange, textOrEmpty(asset.type),
                     textOrNull(asset.currency), int(asset.isActive), asset.lastSynced,
                     syncStateName(asset.state), textOrNull(asset.error), asset.createdAt,
                     asset.createdAt})
            .transform([](int) { return true; });
}

Result<Asset> AssetStore::registered(const QString &symbol)
{
    return find(symbol).and_then([&](const std::optional<Asset> &asset) -> Result<Asset> {
        if (!asset)
            return fail(Error::Kind::NotFound, AssetText::tr("it is not registered"), symbol);
        return *asset;
    });
}

Result<> AssetStore::edit(const QString &symbol, const AssetEdit &edit, const QDateTime &now)
{
    const Result<Asset> asset = registered(symbol);
    if (!asset)
        return fail(asset.error());
    if (edit.isActive && asset->isCoin())
        return fail(Error::Kind::Usage,
                    AssetText::tr("Coins come all with one answer, so %1 cannot "
                                  "be paused alone.")
                            .arg(symbol));
    return m_statements
            .change(u"UPDATE assets SET name = ?, asset_type = ?, currency = ?, is_active = ?, "
                    "updated_at = ? WHERE symbol = ?"_s,
                    {textOrEmpty(edit.name.value_or(asset->name)),
                     textOrEmpty(edit.type.value_or(asset->type)),
                     textOrNull(edit.currency.value_or(asset->currency)),
                     int(edit.isActive.value_or(asset->isActive)), now, symbol})
            .map([](int) {});
}

Result<AssetStore::Hanging> AssetStore::rowsOf(const Asset &asset, QLatin1StringView table)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT COUNT(*), COUNT(deleted_at) FROM %1 WHERE instrument_id = ?"_s.arg(table),
            {asset.instrumentId});
    if (!rows)
        return fail(rows.error());
    Hanging hanging;
    if (rows->next()) {
        hanging.deleted = int(rows->integer(1));
        hanging.live = int(rows->integer(0)) - hanging.deleted;
    }
    return rows->end().transform([&] { return hanging; });
}

Result<> AssetStore::checkHanging(const QString &symbol, const Hanging &quotes,
                                  const Hanging &rules, const Hanging &alerts)
{
    const auto words = [&](int Hanging::*which) {
        QStringList words;
        if (quotes.*which > 0)
            words.append(AssetText::tr("%n delayed quote(s)", nullptr, quotes.*which));
        if (rules.*which > 0)
            words.append(AssetText::tr("%n alert rule(s)", nullptr, rules.*which));
        if (alerts.*which > 0)
            words.append(AssetText::tr("%n logged alert(s)", nullptr, alerts.*which));
        return words.join(u", "_s);
    };
    const QString live = words(&Hanging::live);
    const QString deleted = words(&Hanging::deleted);
    if (live.isEmpty() && deleted.isEmpty())
        return {};
    if (live.isEmpty())
        return fail(Error::Kind::Refused,
                    AssetText::tr("%1 cannot be removed, because rows in the recycle bin refer to "
                                  "it: %2. Export and purge them there first, or pause it: then it "
                                  "is asked for no more. Nothing was removed.")
                            .arg(symbol, deleted));
    return fail(Error::Kind::Refused,
                AssetText::tr("%1 cannot be removed, because other rows refer to it: %2. Pause "
                              "it instead: then it is asked for no more. Nothing was removed.")
                        .arg(symbol, deleted.isEmpty()
                                             ? live
                                             : AssetText::tr("%1, and in the recycle bin: %2")
                                                       .arg(live, deleted)));
}

Result<Asset> AssetStore::remove(const QString &symbol)
{
    const Result<Asset> asset = registered(symbol);
    if (!asset)
        return asset;
    if (asset->isCoin())
        return fail(Error::Kind::Refused,
                    AssetText::tr("%1 comes from CoinSpot with every run of the collector, so it "
                                  "would be back at once. Nothing was removed.")
                            .arg(symbol));
    // Also those in the recycle bin: the foreign keys count them.
    const Result<Hanging> quotes = rowsOf(*asset, "market_data"_L1);
    const Result<Hanging> rules = rowsOf(*asset, "alert_rules"_L1);
    const Result<Hanging> alerts = rowsOf(*asset, "alert_logs"_L1);
    if (!quotes || !rules || !alerts)
        return fail(!quotes ? quotes.error() : !rules ? rules.error() : alerts.error());
    if (const Result<> free = checkHanging(symbol, *quotes, *rules, *alerts); !free)
        return fail(free.error());
    return m_statements.change(u"DELETE FROM assets WHERE symbol = ?"_s, {symbol})
            .transform([&](int) { return *asset; });
}

Result<> AssetStore::noteSync(const Asset &asset, const QDateTime &now)
{
    return m_statements
            .change(u"UPDATE assets SET sync_state = ?, sync_error = ?, last_synced = ?, "
                    "updated_at = ? WHERE symbol = ?"_s,
                    {syncStateName(asset.state), textOrNull(asset.error), asset.lastSynced, now,
                     asset.symbol})
            .map([](int) {});
}
