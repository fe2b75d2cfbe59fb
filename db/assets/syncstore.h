// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertbacklog.h"
#include "db/assets/assetstore.h"
#include "db/assets/syncrecordstore.h"
#include "db/bars/actionstore.h"
#include "db/bars/barpartitions.h"
#include "db/bars/dailystore.h"
#include "db/bars/daygapstore.h"
#include "db/collector/runstore.h"
#include "db/domain/syncplan.h"
#include "db/schema/settledschema.h"

// What the provider answered for one symbol.
struct DailyHistory {
    QString symbol;
    QDate from;           // as it was asked for; invalid: the whole history
    QList<DailyBar> bars; // by day
    QDate through;        // the last day that the provider should have by now
};

// What became of it.
struct DailyStored {
    int stored = 0;     // new days
    int changed = 0;    // days that have other values now
    int duplicates = 0; // days that were there as they are
    // Prices of before were adjusted anew: nothing was stored, the whole history is to be asked
    // for.
    bool needsHistory = false;
    QDate missingDay; // the first behind the newest bar that others of the exchange have

    [[nodiscard]] bool isLate() const { return missingDay.isValid(); }
};

// How an asset's sync failed.
struct SyncFailure {
    QString symbol;
    QString sentence; // for people; becomes sync_error
    bool isUnknownSymbol = false;
    bool isNetworks = false; // it may have nothing to do with the asset: a short pause, each time
};

// Writes what a sync brought, an asset at a time: its bars, gaps, row and record and the run's in
// one transaction, so that a stop at any instant goes on exactly there. Each function is one
// transaction and Refused when another program has changed the schema. Thread: the connection's.
class SyncStore final
{
public:
    // version: see SettledSchema.
    explicit SyncStore(const Connection &connection, std::optional<int> version = {});

    // Takes this many of the day's calls; false where fewer are left, or the provider said that
    // they are gone.
    [[nodiscard]] Result<bool> takeCalls(int calls, const QDateTime &now);
    [[nodiscard]] Result<> giveBackCalls(int calls, const QDateTime &now); // nothing was asked
    [[nodiscard]] Result<> blockUntil(const QDateTime &moment, const QDateTime &now);
    [[nodiscard]] Result<> setLimit(int callsADay, const QDateTime &now);
    // See CallBudget::afterPlan().
    [[nodiscard]] Result<> notePlan(int callsADay, int used, const QDateTime &now);

    // Where the next request for a symbol begins: a fortnight before its newest bar, earlier where
    // an expected day is missing; invalid: the whole history.
    [[nodiscard]] Result<QDate> requestFrom(const QString &symbol);

    // Compares the answer with what is there and takes it over. run gets the counts, and its row.
    [[nodiscard]] Result<DailyStored> storeDaily(const DailyHistory &history, CollectionRun &run,
                                                 const QDateTime &now);
    // Both answers; nothing where one has none.
    [[nodiscard]] Result<> storeActions(const QString &symbol, const QList<CorporateAction> &splits,
                                        const QList<CorporateAction> &dividends,
                                        const QDateTime &now);
    [[nodiscard]] Result<> storeFailure(const SyncFailure &failure, CollectionRun &run,
                                        const QDateTime &now);
    [[nodiscard]] Result<> putRun(const CollectionRun &run);

    // Registers those that are not there yet; returns their symbols.
    [[nodiscard]] Result<QStringList> addAssets(const QList<Asset> &assets);
    // All of them or none; the edit is checked by checkedEdit().
    [[nodiscard]] Result<> editAssets(const QStringList &symbols, const AssetEdit &edit,
                                      const QDateTime &now);
    // All of them or none; returns them as they stood, for addAssets() to put back. Their bars,
    // splits and gaps stay, so that adding one again goes on where it was.
    [[nodiscard]] Result<QList<Asset>> removeAssets(const QStringList &symbols);

    // Who is due in which order, without the counts of rows and the forecast.
    [[nodiscard]] Result<AssetBoard> queue(const QDateTime &now);
    // Everything that the panel looks at.
    [[nodiscard]] Result<AssetBoard> board(const QDateTime &now);
    // The same with rows that were counted before.
    [[nodiscard]] Result<AssetBoard> board(const QDateTime &now, const PriceRowsBySymbol &counts);
    [[nodiscard]] Result<PriceRowsBySymbol> priceRows() { return m_assets.priceRows(); }
    [[nodiscard]] Result<QHash<QString, SyncRecord>> records() { return m_records.readAll(); }

private:
    template <typename Work> [[nodiscard]] auto inTransaction(const Work &work);
    template <typename Change>
    [[nodiscard]] Result<bool> changeBudget(const QDateTime &now, Change change);
    [[nodiscard]] Result<> write(const DailyHistory &history, const QList<DailyBar> &before,
                                 DailyStored &stored);
    [[nodiscard]] Result<> markHistoryChanged(Asset asset, const QDateTime &now);
    [[nodiscard]] Result<> noteStored(Asset asset, const DailyHistory &history,
                                      const DailyStored &stored, const QDateTime &now);

    const Connection &m_connection;
    SettledSchema m_schema;
    AssetStore m_assets;
    SyncRecordStore m_records;
    DailyStore m_daily;
    ActionStore m_actions;
    DayGapStore m_gaps;
    BarPartitions m_partitions;
    BarPartitions m_exactPartitions; // of the days of currency markets
    RunStore m_runs;
    AlertBacklog m_backlog;
};
