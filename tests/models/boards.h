// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/board.h"

#include <QTimeZone>

// What tests of the price table start from: half past two on a Friday in Sydney.
inline QDateTime boardTime()
{
    return QDateTime{QDate{2026, 11, 20}, QTime{3, 30}, Qt::UTC};
}

inline Price exactly(QStringView text)
{
    return Price::parse(text).value();
}

// One coin, its quote two minutes old; bid and ask are the last price.
inline BoardRow boardRow(const QString &coin, QStringView last,
                         const QDateTime &slot = boardTime().addSecs(-120))
{
    const Price price = exactly(last);
    return {Quote{1, coin, slot, price, price, price, slot.addSecs(1)}, {}, {}, {}, {}};
}

// One stock, the close of a day; the day and week before as given.
inline BoardRow stockRow(const QString &symbol, QStringView close, const QDate &day,
                         QStringView dayAgo, QStringView weekAgo)
{
    BoardRow row;
    row.quote.coin = symbol;
    row.quote.timestamp = QDateTime{day, QTime{}, Qt::UTC};
    row.quote.last = exactly(close);
    row.dayAgo = exactly(dayAgo);
    row.weekAgo = exactly(weekAgo);
    row.dayLine = {exactly(weekAgo), exactly(dayAgo), exactly(close)};
    row.stock = StockFacts{symbol + QStringLiteral(" Limited"), QStringLiteral("USD"), true, true};
    return row;
}

// Registered, and nothing stored yet.
inline BoardRow emptyStockRow(const QString &symbol)
{
    BoardRow row;
    row.quote.coin = symbol;
    row.stock = StockFacts{{}, {}, false, true};
    return row;
}
