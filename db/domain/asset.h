// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

// How far an asset is with its prices, as column sync_state of assets says it.
enum class SyncState {
    Idle,           // registered and never synced; a coin stays so: the collector looks after it
    Synced,         // has what its provider had
    Late,           // answered, but without a day that others of its exchange have
    HistoryChanged, // a split, a dividend or a correction: the whole history is to be read again
    Failed,         // the last sync failed: syncError says why
};

[[nodiscard]] QString syncStateName(SyncState state);        // "idle", "synced", "history_changed"
[[nodiscard]] SyncState syncStateFromName(QStringView name); // Idle for what it does not know

// One row of assets.
struct Asset {
    QString symbol;          // "BHP.AU", "BTC.COINSPOT"
    qint64 instrumentId = 0; // 0 until stored
    QString name;
    QString exchange; // "AU", "COINSPOT": what follows the last dot
    QString type;     // "Common Stock", "ETF", "currency", "crypto": an open set of the provider's
    QString currency; // empty when unknown
    bool isActive = true;
    QDateTime lastSynced; // invalid: never
    SyncState state = SyncState::Idle;
    QString error; // of a failed sync, in words; empty otherwise
    QDateTime createdAt;
    QDateTime updatedAt;

    [[nodiscard]] bool isCoin() const { return exchange == u"COINSPOT"; }
};

// A symbol as EODHD writes it, of a share, a fund, a pair of currencies ("EURUSD.FOREX") or a coin
// ("BTC-USD.CC"): "bhp.au " becomes "BHP.AU"; "_old", "_old1" keep their small letters
// (market-apis.md 2.1). Refused (Usage) with a sentence: no exchange, more than one dot, characters
// that no symbol has, more than 40, or an exchange that is not EODHD's (COINSPOT).
[[nodiscard]] Result<QString> stockSymbol(const QString &text);

// Whether this is spelled as a symbol of EODHD, as the program stores it. A coin_type is not.
[[nodiscard]] bool isStockSymbol(const QString &name);

// What follows the last dot; empty without one.
[[nodiscard]] QString exchangeOf(QStringView symbol);

Q_DECLARE_METATYPE(Asset)
