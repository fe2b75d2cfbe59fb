// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDateTime>
#include <QList>
#include <QString>

// One row of price_data_5min.
struct Quote {
    qint64 id = 0;       // 0 until stored
    QString coin;        // coin_type as the source writes it: "btc", "btc_usdt"
    QDateTime timestamp; // the slot, UTC, whole milliseconds
    Price bid;
    Price ask;
    Price last;
    QDateTime createdAt; // when it was inserted, UTC; invalid until stored
};

// An entry of an answer that was not stored, and why, in words.
struct RejectedEntry {
    QString name;
    QString reason;

    friend bool operator==(const RejectedEntry &, const RejectedEntry &) = default;
};

// What one answer of a source was worth: the good entries and the others.
struct ParsedPrices {
    QList<Quote> quotes;           // timestamp not set yet
    QList<RejectedEntry> rejected; // at most 1000 are named, rejectedCount has them all
    int rejectedCount = 0;

    [[nodiscard]] int received() const { return int(quotes.size()) + rejectedCount; }
};

Q_DECLARE_METATYPE(Quote)
