// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

// A delayed quote of a stock: its last trade, not the moment of the answer.
struct DelayedQuote {
    QString symbol;
    QDateTime time; // UTC
    Price price;
    std::optional<Price> open;
    std::optional<Price> high;
    std::optional<Price> low;
    std::optional<qint64> volume;
};

// A bar of a stock within its day.
struct IntradayBar {
    qint64 timeMs = 0; // start, since 1970, UTC
    Price open;
    Price high;
    Price low;
    Price close;
    std::optional<qint64> volume;

    friend bool operator==(const IntradayBar &, const IntradayBar &) = default;
};
