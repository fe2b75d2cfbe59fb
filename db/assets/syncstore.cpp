// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/syncstore.h"

#include "db/domain/assetfields.h"
#include "db/domain/currencymarket.h"
#include "db/transaction.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int OverlapDays = 14;     // EODHD charges one call for any length
constexpr int LongestWaitDays = 90; // so long an expected day is asked for again
constexpr auto LatePause = 4h;

// More than 0.05 % apart (feature-goals C-3). Exact: units are whole numbers.
bool isAdjustedAnew(Price before, Price after)
{
    const Price::Units difference = before.units() - after.units();
    return (difference < 0 ? -difference : difference) * 2000 > before.units();
}

bool isAdjusted(const DailyBar &bar)
{
    return bar.adjustedClose != bar.close;
}

} // namespace

SyncStore::SyncStore(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_schema{connection, version}
    , m_assets{connection}
    , m_records{connection}
    , m_daily{connection}
    , m_actions{connection}
    , m_gaps{connection}
    , m_partitions{connection, BarPartitions::Table::Daily}
    , m_exactPartitions{connection, BarPartitions::Table::Intraday}
    , m_runs{connection}
    , m_backlog{connection}
{}

// Runs work inside a transaction of its own and commits what it says is good.
template <typename Work> auto SyncStore::inTransaction(const Work &work)
{
    using Done = decltype(work());
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return Done{fail(ready.error())};
    Done done = work();
    if (!done)
        return done;
    if (const Result<> committed = transaction.commit(); !committed)
        return Done{fail(committed.error())};
    return done;
}

// Gives today's budget to change(budget), and keeps it where that says so.
template <typename Change> Result<bool> SyncStore::changeBudget(const QDateTime &now, Change change)
{
    return inTransaction([&]() -> Result<bool> {
        const Result<CallBudget> read = m_records.readBudget();
        if (!read)
            return fail(read.error());
        CallBudget budget = read->onDay(now.date());
        if (!change(budget))
            return false;
        return m_records.writeBudget(budget, now).transform([] { return true; });
    });
}

Result<bool> SyncStore::takeCalls(int calls, const QDateTime &now)
{
    return changeBudget(now, [&](CallBudget &budget) {
        if (budget.isBlocked(now) || budget.left() < calls)
            return false;
        budget.used += calls;
        return true;
    });
}

Result<> SyncStore::giveBackCalls(int calls, const QDateTime &now)
{
    return changeBudget(now,
                        [&](CallBudget &budget) {
                            budget.used = std::max(0, budget.used - calls);
                            return true;
                        })
            .map([](bool) {});
}

Result<> SyncStore::blockUntil(const QDateTime &moment, const QDateTime &now)
{
    return changeBudget(now,
                        [&](CallBudget &budget) {
                            budget.blockedUntil = moment;
                            return true;
                        })
            .map([](bool) {});
}

Result<> SyncStore::setLimit(int callsADay, const QDateTime &now)
{
    return changeBudget(now,
                        [&](CallBudget &budget) {
                            budget.limit = callsADay;
                            budget.blockedUntil = {}; // a larger plan may be asked at once
                            return true;
                        })
            .map([](bool) {});
}

Result<> SyncStore::notePlan(int callsADay, int used, const QDateTime &now)
{
    return changeBudget(now,
                        [&](CallBudget &budget) {
                            budget = budget.afterPlan(callsADay, used);
                            return true;
                        })
            .map([](bool) {});
}

Result<QDate> SyncStore::requestFrom(const QString &symbol)
{
    const Result<std::optional<Asset>> asset = m_assets.find(symbol);
    const Result<QDate> newest = m_daily.newestDay(symbol);
    const Result<QMap<QDate, GapCause>> missing = m_gaps.openDays(symbol);
    if (!asset || !newest || !missing)
        return fail(!asset ? asset.error() : !newest ? newest.error() : missing.error());
    if (!newest->isValid() || !*asset || (*asset)->state == SyncState::HistoryChanged)
        return QDate{};
    QDate from = newest->addDays(-OverlapDays);
    for (auto day = missing->cbegin(); day != missing->cend(); ++day) {
        if (day.value() != GapCause::Unknown && day.key() >= newest->addDays(-LongestWaitDays))
            from = std::min(from, day.key());
    }
    return from;
}

Result<DailyStored> SyncStore::storeDaily(const DailyHistory &history, CollectionRun &run,
                                          const QDateTime &now)
{
    if (!history.bars.isEmpty()) {
        const QDateTime newest = history.bars.constLast().day.startOfDay(Qt::UTC);
        BarPartitions &partitions =
                isCurrencyMarket(exchangeOf(history.symbol)) ? m_exactPartitions : m_partitions;
        if (const Result<> room = partitions.ensure(newest); !room)
            return fail(room.error());
    }
    CollectionRun counted = run;
    const auto stored = inTransaction([&]() -> Result<DailyStored> {
        const Result<std::optional<Asset>> asset = m_assets.find(history.symbol);
        if (!asset)
            return fail(asset.error());
        if (!*asset)
            return fail(Error::Kind::NotFound, {}, history.symbol);
        QList<DailyBar> before;
        if (!history.bars.isEmpty()) {
            Result<QList<DailyBar>> read =
                    m_daily.list(history.symbol, history.bars.first().day, history.bars.last().day);
            if (!read)
                return fail(read.error());
            before = std::move(*read);
        }
        DailyStored done;
        Result<> written = write(history, before, done);
        if (written && done.needsHistory) {
            written = markHistoryChanged(**asset, now);
        } else if (written) {
            const Result<QDate> missing =
                    m_gaps.update(history.symbol, history.from, history.through);
            if (!missing)
                return fail(missing.error());
            done.missingDay = *missing;
            written = noteStored(**asset, history, done, now);
            counted.stored += done.stored + done.changed;
            counted.duplicates += done.duplicates;
        }
        if (written)
            written = m_runs.put(counted);
        return written.transform([&] { return done; });
    });
    if (stored)
        run = counted;
    return stored;
}

// Merges two lists by day. Nothing is deleted: a provider that serves less than before, as a
// smaller plan does, takes nothing away.
Result<> SyncStore::write(const DailyHistory &history, const QList<DailyBar> &before,
                          DailyStored &stored)
{
    const auto same = [&](const DailyBar &bar) {
        const auto at = std::ranges::lower_bound(before, bar.day, {}, &DailyBar::day);
        return at != before.cend() && at->day == bar.day ? &*at : nullptr;
    };
    if (history.from.isValid()) {
        for (const DailyBar &bar : history.bars) {
            const DailyBar *old = same(bar);
            stored.needsHistory =
                    stored.needsHistory || (old && old->close == bar.close &&
                                            isAdjustedAnew(old->adjustedClose, bar.adjustedClose));
        }
        if (stored.needsHistory)
            return {};
    }
    QDate firstNew;
    for (const DailyBar &bar : history.bars) {
        const DailyBar *old = before.isEmpty() ? nullptr : same(bar);
        if (old && *old == bar) {
            ++stored.duplicates;
            continue;
        }
        const Result<> written =
                old ? m_daily.update(history.symbol, bar) : m_daily.insert(history.symbol, bar);
        if (!written)
            return fail(written.error());
        ++(old ? stored.changed : stored.stored);
        if (!firstNew.isValid())
            firstNew = bar.day;
    }
    if (!firstNew.isValid())
        return {};
    return m_backlog.note(history.symbol, firstNew.startOfDay(Qt::UTC));
}

Result<> SyncStore::markHistoryChanged(Asset asset, const QDateTime &now)
{
    asset.state = SyncState::HistoryChanged;
    asset.error.clear();
    return m_assets.noteSync(asset, now).and_then([&] {
        // Due at once, and no longer held back by what went before.
        return m_records.write(asset.symbol, {0, now, true}, now);
    });
}

Result<> SyncStore::noteStored(Asset asset, const DailyHistory &history, const DailyStored &stored,
                               const QDateTime &now)
{
    Result<SyncRecord> record = m_records.read(asset.symbol);
    if (!record)
        return fail(record.error());
    const bool isWhole = !history.from.isValid();
    asset.state = stored.isLate() ? SyncState::Late : SyncState::Synced;
    asset.error.clear();
    asset.lastSynced = now;
    record->failures = 0;
    record->notBefore = stored.isLate() ? now.addMSecs(std::chrono::milliseconds{LatePause}.count())
                                        : QDateTime{};
    record->wantsActions =
            record->wantsActions || (isWhole && std::ranges::any_of(history.bars, isAdjusted));
    return m_assets.noteSync(asset, now).and_then([&] {
        return m_records.write(asset.symbol, *record, now);
    });
}

Result<> SyncStore::storeActions(const QString &symbol, const QList<CorporateAction> &splits,
                                 const QList<CorporateAction> &dividends, const QDateTime &now)
{
    return inTransaction([&]() -> Result<> {
        Result<SyncRecord> record = m_records.read(symbol);
        if (!record)
            return fail(record.error());
        record->wantsActions = false;
        return m_actions.takeOver(symbol, CorporateAction::Type::Split, splits)
                .and_then([&](bool) {
                    return m_actions.takeOver(symbol, CorporateAction::Type::Dividend, dividends);
                })
                .and_then([&](bool) { return m_records.write(symbol, *record, now); })
                .and_then([&] { return m_backlog.noteAdjusted(symbol); });
    });
}

Result<> SyncStore::storeFailure(const SyncFailure &failure, CollectionRun &run,
                                 const QDateTime &now)
{
    return inTransaction([&]() -> Result<> {
        Result<std::optional<Asset>> asset = m_assets.find(failure.symbol);
        Result<SyncRecord> record = m_records.read(failure.symbol);
        if (!asset || !record)
            return fail(!asset ? asset.error() : record.error());
        if (!*asset)
            return {};
        // What is to be read whole stays so, whatever went wrong with it.
        if ((*asset)->state != SyncState::HistoryChanged)
            (*asset)->state = SyncState::Failed;
        (*asset)->error = failure.sentence;
        if (!failure.isNetworks)
            ++record->failures;
        record->notBefore =
                now.addMSecs(pauseAfterFailure(failure.isNetworks ? 1 : record->failures,
                                               failure.isUnknownSymbol)
                                     .count());
        return m_assets.noteSync(**asset, now)
                .and_then([&] { return m_records.write(failure.symbol, *record, now); })
                .and_then([&] { return m_runs.put(run); });
    });
}

Result<> SyncStore::putRun(const CollectionRun &run)
{
    return inTransaction([&] { return m_runs.put(run); });
}

Result<QStringList> SyncStore::addAssets(const QList<Asset> &assets)
{
    return inTransaction([&]() -> Result<QStringList> {
        QStringList added;
        for (const Asset &asset : assets) {
            const Result<bool> isNew = m_assets.add(asset);
            if (!isNew)
                return fail(isNew.error());
            if (*isNew)
                added.append(asset.symbol);
        }
        return added;
    });
}

Result<> SyncStore::editAssets(const QStringList &symbols, const AssetEdit &edit,
                               const QDateTime &now)
{
    const Result<AssetEdit> checked = checkedEdit(edit);
    if (!checked)
        return fail(checked.error());
    return inTransaction([&]() -> Result<> {
        for (const QString &symbol : symbols) {
            if (const Result<> edited = m_assets.edit(symbol, *checked, now); !edited)
                return fail(edited.error());
        }
        return {};
    });
}

Result<QList<Asset>> SyncStore::removeAssets(const QStringList &symbols)
{
    return inTransaction([&]() -> Result<QList<Asset>> {
        QList<Asset> removed;
        for (const QString &symbol : symbols) {
            const Result<Asset> asset = m_assets.remove(symbol);
            if (!asset)
                return fail(asset.error());
            removed.append(*asset);
        }
        return removed;
    });
}

Result<AssetBoard> SyncStore::queue(const QDateTime &now)
{
    const Result<QList<Asset>> assets = m_assets.list();
    const Result<QHash<QString, SyncRecord>> records = m_records.readAll();
    const Result<CallBudget> budget = m_records.readBudget();
    if (!assets || !records || !budget)
        return fail(!assets ? assets.error() : !records ? records.error() : budget.error());
    AssetBoard board;
    board.asOf = now;
    board.budget = budget->onDay(now.date());
    for (const Asset &asset : *assets) {
        AssetRow row;
        row.asset = asset;
        board.rows.append(row);
    }
    placeInQueue(board.rows, *records, now);
    return board;
}

Result<AssetBoard> SyncStore::board(const QDateTime &now)
{
    return priceRows().and_then(
            [&](const PriceRowsBySymbol &counts) { return board(now, counts); });
}

Result<AssetBoard> SyncStore::board(const QDateTime &now, const PriceRowsBySymbol &counts)
{
    Result<AssetBoard> board = queue(now);
    if (!board)
        return board;
    int active = 0;
    for (AssetRow &row : board->rows) {
        const PriceRows rows = counts.value(row.asset.symbol);
        row.rows = rows.count;
        if (row.asset.isCoin()) // the collector writes no row of it
            row.asset.lastSynced = rows.newest;
        if (row.asset.state == SyncState::Late) {
            const Result<QMap<QDate, GapCause>> open = m_gaps.openDays(row.asset.symbol);
            if (!open)
                return fail(open.error());
            row.missing = open->isEmpty() ? QDate{} : open->lastKey();
        }
        active += row.asset.isActive && !row.asset.isCoin();
    }
    const int limit = board->budget.limit;
    board->forecast = forecastCalls(board->rows, board->budget, now);
    board->daysPerRound = limit > 0 ? (active + limit - 1) / limit : 0;
    return board;
}
