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
