// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"

#include <QList>
#include <QMetaType>

#include <optional>

// A part of all quotes, newest first. Quotes of one slot belong together, so a page ends between
// two slots, and its time alone says where the next one begins.
struct QuotePageRequest {
    QString coin;                       // empty: all
    std::optional<QDateTime> olderThan; // neither: from the newest
    std::optional<QDateTime> newerThan;
    int rows = 400; // at least, where there are so many
};

struct QuotePage {
    QList<Quote> rows;    // newest first, a slot by coin
    bool hasMore = false; // beyond, in the direction that was asked for
};

Q_DECLARE_METATYPE(QuotePageRequest)
Q_DECLARE_METATYPE(QuotePage)
