// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDate>
#include <QList>
#include <QMetaType>

#include <optional>

// What a share, a fund or a pair of currencies did on one day of its exchange. Prices are as
// traded, with at most four decimals; adjustedClose is the provider's, for splits and dividends.
// Those of a currency market have eight, and their close is never adjusted.
struct DailyBar {
    QDate day; // the exchange's, no time zone
    Price open;
    Price high;
    Price low;
    Price close;
    Price adjustedClose;
    std::optional<qint64> volume; // adjusted for splits by the provider

    friend bool operator==(const DailyBar &, const DailyBar &) = default;
};

// daily_data holds NUMERIC(12,4).
inline constexpr int DailyDecimals = 4;

// Four decimals, "11.4834": what SQL gets for a column of daily_data.
[[nodiscard]] QString dailyText(Price price);

Q_DECLARE_METATYPE(DailyBar)
