// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/portfolio/valuation.h"

#include <utility>

// A portfolio as it may be on Friday, 20 November 2026, 03:20 UTC.
struct SamplePositions {
    [[nodiscard]] static QDateTime now()
    {
        return QDateTime{QDate{2026, 11, 20}, QTime{3, 20}, Qt::UTC};
    }

    [[nodiscard]] static ValuedPosition row(qint64 id, const QString &symbol, QStringView quantity,
                                            QStringView cost, QStringView price,
                                            const QDateTime &pricedAt,
                                            const QString &currency = QStringLiteral("AUD"))
    {
        ValuedPosition valued;
        valued.position.id = id;
        valued.position.symbol = symbol;
        valued.position.quantity = *Quantity::parse(quantity);
        if (!cost.isEmpty()) // else nobody knows it
            valued.position.cost = *Quantity::parse(cost);
        valued.position.currency = currency;
        valued.position.source = id < 10 ? PositionSource::Account : PositionSource::Manual;
        valued.priceCurrency = currency;
        if (price.isEmpty())
            return valued;
        valued.price = *Price::parse(price);
        valued.pricedAt = pricedAt;
        valued.value = valueOf(valued.position.quantity, *valued.price);
        if (valued.position.cost && valued.value)
            valued.gain = valued.value->minus(*valued.position.cost);
        return valued;
    }

    [[nodiscard]] static Portfolio all()
    {
        const QDateTime slot = now().addSecs(-180);
        const QDateTime day{QDate{2026, 11, 19}, QTime{0, 0}, Qt::UTC};
        ValuedPosition apple = row(10, QStringLiteral("AAPL.US"), u"12", u"2400", u"187.5", day,
                                   QStringLiteral("USD"));
        apple.name = QStringLiteral("Apple Inc");
        ValuedPosition bhp = row(11, QStringLiteral("BHP.AU"), u"100", u"4000", u"45.1234", day);
        bhp.name = QStringLiteral("BHP Group");
        bhp.position.note = QStringLiteral("Grandma's");
        return of({apple, row(1, QStringLiteral("AUD.COINSPOT"), u"1532.4", {}, u"1", slot), bhp,
                   row(2, QStringLiteral("BTC.COINSPOT"), u"0.01875", {}, u"129001.2748", slot),
                   row(3, QStringLiteral("SHIB.COINSPOT"), u"1250000.5", {}, u"0.00000799",
                       slot.addDays(-1)),
                   row(4, QStringLiteral("XYZ.COINSPOT"), u"3", {}, {}, {}),
                   row(12, QStringLiteral("ZIP.AU"), u"250.125", u"1000", u"3.25", day)});
    }

    [[nodiscard]] static Portfolio of(QList<ValuedPosition> positions)
    {
        Portfolio portfolio;
        for (const ValuedPosition &valued : std::as_const(positions))
            portfolio.unpriced += valued.value ? 0 : 1;
        portfolio.positions = std::move(positions);
        portfolio.totals = totalsOf(portfolio.positions);
        return portfolio;
    }
};
