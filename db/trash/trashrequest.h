// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/trash.h"

#include <algorithm>

// Which rows of the recycle bin are asked for.
struct TrashRequest {
    struct Place {
        QDateTime deletedAt;
        TrashKey key;
    };

    std::optional<Place> after = {}; // the last entry already held; none asks for the newest page
    std::optional<TrashKind> kind = {};
    QList<TrashKey> keys = {}; // these alone; none: no limit
    QString by = {};           // somewhere in who deleted it
    QString text = {};         // somewhere in symbol, rule, condition, message or reason
    QDateTime from = {};       // by when it was deleted, invalid: no limit
    QDateTime to = {};
    QString batch = {};
    int limit = 200;

    // By more than the kind.
    [[nodiscard]] bool isNarrowed() const
    {
        return !keys.isEmpty() || !by.isEmpty() || !text.isEmpty() || !batch.isEmpty() ||
               from.isValid() || to.isValid();
    }
    [[nodiscard]] bool asksFor(TrashKind each) const
    {
        return kind.value_or(each) == each &&
               (keys.isEmpty() || std::ranges::find(keys, each, &TrashKey::kind) != keys.cend());
    }
};

Q_DECLARE_METATYPE(TrashRequest)
