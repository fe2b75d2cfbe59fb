// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"

// A watchlist as it may be on Friday, 20 November 2026, 03:20 UTC.
struct SampleWatchlist {
    [[nodiscard]] static QDateTime now()
    {
        return QDateTime{QDate{2026, 11, 20}, QTime{3, 20}, Qt::UTC};
    }

    // target, price and dayAgo: empty for none.
    [[nodiscard]] static WatchedPrice row(const QString &symbol, QStringView target,
                                          QStringView price, QStringView dayAgo,
                                          const QDateTime &pricedAt)
    {
        const auto parsed = [](QStringView text) {
            return text.isEmpty() ? std::nullopt : std::optional{Price::parse(text).value()};
        };
        WatchedPrice row;
        row.watched.symbol = symbol;
        row.watched.target = parsed(target);
        row.watched.createdAt = row.watched.updatedAt = now().addDays(-7);
        row.currency = QStringLiteral("AUD");
        row.price = parsed(price);
        row.pricedAt = row.price ? pricedAt : QDateTime{};
        row.dayAgo = parsed(dayAgo);
        return row;
    }

    [[nodiscard]] static QList<WatchedPrice> all()
    {
        const QDateTime slot = now().addSecs(-180);
        const QDateTime day{QDate{2026, 11, 19}, QTime{0, 0}, Qt::UTC};
        WatchedPrice bhp = row(QStringLiteral("BHP.AU"), u"40", u"45", u"44", day);
        bhp.isDaily = true;
        bhp.name = QStringLiteral("BHP Group");
        bhp.watched.note = QStringLiteral("Grandma's");
        WatchedPrice btc =
                row(QStringLiteral("BTC.COINSPOT"), u"150000", u"142310.5", u"140000", slot);
        btc.name = QStringLiteral("btc");
        return {bhp,
                btc,
                row(QStringLiteral("DOGE.COINSPOT"), u"0.36", u"0.36", u"0.37", slot),
                row(QStringLiteral("ETH.COINSPOT"), {}, u"4000", u"4000", slot),
                row(QStringLiteral("NEAR.COINSPOT"), u"4.0001", u"4", {}, slot),
                row(QStringLiteral("SHIB.COINSPOT"), u"999999999999", u"0.00000001", {},
                    slot.addDays(-1)),
                row(QStringLiteral("XYZ.COINSPOT"), u"3", {}, {}, {})};
    }
};
