// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/assetstore.h"
#include "db/bars/actionstore.h"
#include "db/bars/barpartitions.h"
#include "db/bars/dailystore.h"
#include "db/domain/currencymarket.h"
#include "db/transaction.h"

// Puts stocks into a database at the head, through the stores.

[[nodiscard]] inline Result<> addStock(const Connection &connection, const QString &symbol,
                                       const QString &currency, bool isActive = true)
{
    Asset asset;
    asset.symbol = symbol;
    asset.name = symbol + QStringLiteral(" Limited");
    asset.exchange = exchangeOf(symbol);
    asset.type = usualTypeOf(asset.exchange);
    asset.currency = currency;
    asset.isActive = isActive;
    asset.createdAt = QDateTime::currentDateTimeUtc();
    asset.updatedAt = asset.createdAt;
    Transaction transaction{connection};
    return transaction.begin()
            .and_then([&] { return AssetStore{connection}.add(asset); })
            .and_then([&](bool) { return transaction.commit(); });
}

// Bars that are there already are changed.
[[nodiscard]] inline Result<> addDays(const Connection &connection, const QString &symbol,
                                      const QList<DailyBar> &bars)
{
    if (bars.isEmpty())
        return {};
    const QDateTime newest{bars.constLast().day, QTime{}, Qt::UTC};
    if (const Result<> ready = BarPartitions::ensureAll(connection, newest); !ready)
        return ready;
    DailyStore store{connection};
    const Result<QList<DailyBar>> known = store.list(symbol);
    if (!known)
        return fail(known.error());
    QSet<QDate> days;
    for (const DailyBar &bar : *known)
        days.insert(bar.day);
    Transaction transaction{connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return begun;
    for (const DailyBar &bar : bars) {
        const Result<> done =
                days.contains(bar.day) ? store.update(symbol, bar) : store.insert(symbol, bar);
        if (!done)
            return done;
    }
    return transaction.commit();
}

[[nodiscard]] inline Result<> addActions(const Connection &connection, const QString &symbol,
                                         CorporateAction::Type type,
                                         const QList<CorporateAction> &actions)
{
    Transaction transaction{connection};
    return transaction.begin()
            .and_then([&] { return ActionStore{connection}.takeOver(symbol, type, actions); })
            .and_then([&](bool) { return transaction.commit(); });
}

[[nodiscard]] inline CorporateAction splitOn(const QDate &date, int numerator, int denominator)
{
    CorporateAction action;
    action.date = date;
    action.numerator = Price::fromUnits(Price::Units{numerator} * 100'000'000);
    action.denominator = Price::fromUnits(Price::Units{denominator} * 100'000'000);
    return action;
}

[[nodiscard]] inline CorporateAction dividendOn(const QDate &date, QStringView value,
                                                const QString &currency)
{
    CorporateAction action;
    action.date = date;
    action.type = CorporateAction::Type::Dividend;
    action.value = Price::parse(value).value();
    action.currency = currency;
    return action;
}

// A bar whose four prices follow from its close, to four decimals.
[[nodiscard]] inline DailyBar barAt(const QDate &day, qint64 closeInCents, qint64 volume)
{
    const auto cents = [](qint64 count) {
        return Price::fromUnits(Price::Units{count} * 1'000'000);
    };
    const Price close = cents(closeInCents);
    return {day,
            cents(closeInCents - closeInCents / 200),
            cents(closeInCents + closeInCents / 100),
            cents(closeInCents - closeInCents / 100),
            close,
            close,
            volume};
}
