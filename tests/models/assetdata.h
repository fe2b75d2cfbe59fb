// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"

#include <QTimeZone>

// A Friday afternoon in Sydney: 14:33 AEDT.
inline QDateTime assetTime()
{
    return QDateTime{QDate{2026, 11, 20}, QTime{3, 33}, Qt::UTC};
}

// Local time of November 2026, or of another month of that year.
inline QDateTime sydney(int day, int hour, int minute, int month = 11)
{
    return QDateTime{QDate{2026, month, day}, QTime{hour, minute}, QTimeZone{"Australia/Sydney"}}
            .toUTC();
}

inline AssetRow stockRow(const QString &symbol, const QString &name, const QDateTime &synced,
                         qint64 rows, SyncState state = SyncState::Synced)
{
    AssetRow row;
    row.asset.symbol = symbol;
    row.asset.name = name;
    row.asset.exchange = exchangeOf(symbol);
    row.asset.type = QStringLiteral("Common Stock");
    row.asset.currency =
            row.asset.exchange == u"AU" ? QStringLiteral("AUD") : QStringLiteral("USD");
    row.asset.lastSynced = synced;
    row.asset.state = state;
    row.rows = rows;
    row.nextDue = sydney(23, 19, 0);
    return row;
}

inline AssetRow dueRow(const QString &symbol, const QString &name, const QDateTime &synced,
                       qint64 rows, int place)
{
    AssetRow row = stockRow(symbol, name, synced, rows);
    row.place = place;
    row.nextDue = sydney(20, 9, 0);
    return row;
}

inline AssetRow coinRow(const QString &symbol, const QString &name, const QDateTime &last,
                        qint64 rows)
{
    AssetRow row;
    row.asset.symbol = symbol;
    row.asset.name = name;
    row.asset.exchange = QStringLiteral("COINSPOT");
    row.asset.type = QStringLiteral("crypto");
    row.asset.currency = QStringLiteral("AUD");
    row.asset.lastSynced = last;
    row.rows = rows;
    row.nextDue = sydney(20, 14, 35);
    return row;
}

// Every state that an asset can be in, and a free plan with 13 of 20 calls used.
inline AssetBoard sampleAssets()
{
    using namespace Qt::Literals::StringLiterals;
    AssetBoard board;
    board.asOf = assetTime();
    board.rows = {stockRow(u"AAPL.US"_s, u"Apple"_s, sydney(18, 11, 5), 11'302,
                           SyncState::HistoryChanged),
                  stockRow(u"BHP.AU"_s, u"BHP Group"_s, sydney(20, 11, 4), 8194),
                  coinRow(u"BTC.COINSPOT"_s, u"Bitcoin"_s, sydney(20, 14, 30), 210'241),
                  stockRow(u"CBA.AU"_s, u"Commonwealth Bank"_s, sydney(20, 11, 4), 8541),
                  stockRow(u"CSL.AU"_s, u"CSL"_s, sydney(20, 11, 5), 7930),
                  coinRow(u"ETH.COINSPOT"_s, u"Ethereum"_s, sydney(20, 14, 30), 210'241),
                  stockRow(u"FMG.AU"_s, u"Fortescue"_s, sydney(13, 11, 2), 9655, SyncState::Late),
                  stockRow(u"IVV.AU"_s, u"iShares S&P 500"_s, sydney(2, 11, 3, 10), 4530),
                  dueRow(u"MSFT.US"_s, u"Microsoft"_s, sydney(18, 11, 5), 9876, 1),
                  dueRow(u"NDQ.AU"_s, u"Betashares Nasdaq 100"_s, sydney(18, 11, 6), 2845, 3),
                  dueRow(u"NVDA.US"_s, u"Nvidia"_s, sydney(18, 11, 7), 6741, 4),
                  stockRow(u"RIO.AU"_s, {}, {}, 0, SyncState::Idle),
                  coinRow(u"RHOC.COINSPOT"_s, u"RChain"_s, sydney(20, 13, 45), 210'190),
                  dueRow(u"VAS.AU"_s, u"Vanguard Australian Shares"_s, sydney(18, 11, 6), 4218, 2),
                  stockRow(u"WOW.AU"_s, u"Woolworths Group"_s, sydney(18, 11, 2), 8012,
                           SyncState::Failed)};
    for (AssetRow &row : board.rows) {
        if (row.asset.symbol == u"VAS.AU" || row.asset.symbol == u"NDQ.AU" ||
            row.asset.symbol == u"IVV.AU")
            row.asset.type = u"ETF"_s;
        if (row.asset.symbol == u"FMG.AU") {
            row.missing = QDate{2026, 11, 18};
            row.nextDue = sydney(20, 9, 0);
        }
        if (row.asset.symbol == u"IVV.AU")
            row.asset.isActive = false;
        if (row.asset.symbol == u"WOW.AU") {
            row.asset.error = u"EODHD does not know it. Check the symbol."_s;
            row.nextDue = assetTime().addSecs(40 * 60);
        }
    }
    board.budget = {20, 13, QDate{2026, 11, 20}, {}};
    const QList<int> expected{7, 10, 0, 20, 10, 20, 10};
    for (int day = 0; day < 7; ++day)
        board.forecast << ForecastDay{QDate{2026, 11, 20}.addDays(day), day == 0 ? 13 : 0,
                                      expected.at(day)};
    board.daysPerRound = 2;
    return board;
}
