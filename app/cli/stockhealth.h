// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/asset.h"
#include "db/domain/callbudget.h"
#include "db/domain/gap.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

// What health says of stocks. Paused ones are counted and no more.
struct StockHealth {
    int active = 0;
    int paused = 0;
    int due = 0;
    int neverSynced = 0;
    Asset oldest; // of those that were synced; without a symbol: none was
    int failed = 0;
    Asset lastFailed; // without a symbol: none
    CallBudget budget;
    QMap<GapCause, int> gaps; // that are open
    QDateTime asOf;

    // The database is at the head.
    [[nodiscard]] static Result<StockHealth> read(const Connection &connection,
                                                  const QDateTime &now);

    [[nodiscard]] QJsonObject toJson() const;
    // For people; nothing where no stock is registered.
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] QStringList problems() const;
};
