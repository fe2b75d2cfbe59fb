// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/syncqueue.h"

#include <algorithm>
#include <utility>

namespace {

const AssetRow *rowOf(const QList<AssetRow> &rows, const QString &symbol)
{
    const auto row =
            std::ranges::find(rows, symbol, [](const AssetRow &row) { return row.asset.symbol; });
    return row == rows.cend() ? nullptr : &*row;
}

// One whose history is read anew asks for its actions afterwards.
bool waitsForActions(const AssetRow &row)
{
    return row.extraCalls > 0 && row.asset.state != SyncState::HistoryChanged;
}

} // namespace

Result<> SyncQueue::fill(const QList<AssetRow> &rows, const QStringList &named)
{
    *this = {};
    m_named = named;
    m_named.removeDuplicates();
    for (const QString &symbol : std::as_const(m_named)) {
        const AssetRow *row = rowOf(rows, symbol);
        if (row == nullptr)
            return fail(Error::Kind::NotFound,
                        tr("'tidemarkctl assets add %1' registers it").arg(symbol), symbol);
        if (row->asset.isCoin())
            return fail(Error::Kind::Usage,
                        tr("%1 comes from CoinSpot with every run of the collector. EODHD is asked "
                           "for stocks and currencies alone.")
                                .arg(symbol));
        m_jobs.push_back({symbol});
    }
    if (!m_named.isEmpty())
        return {};
    QList<AssetRow> due = rows;
    due.removeIf([](const AssetRow &row) { return row.place == 0; });
    std::ranges::sort(due, {}, &AssetRow::place);
    for (const AssetRow &row : std::as_const(due))
        m_jobs.push_back({row.asset.symbol});
    addWaitingActions(rows);
    return {};
}

// Where bars take every call of a day, splits and dividends would never be asked for: the first
// asset that waits for them since an earlier run goes ahead of those that were synced before.
void SyncQueue::addWaitingActions(const QList<AssetRow> &rows)
{
    const auto waiting = std::ranges::find_if(
            rows, [](const AssetRow &row) { return row.asset.isActive && waitsForActions(row); });
    if (waiting == rows.cend())
        return;
    const auto firstSynced = std::ranges::find_if(m_jobs, [&](const SyncJob &job) {
        return rowOf(rows, job.symbol)->asset.lastSynced.isValid();
    });
    m_jobs.insert(firstSynced, {waiting->asset.symbol, SyncJob::Stage::Splits});
}

void SyncQueue::addActions(const QList<AssetRow> &rows)
{
    m_hasActions = true;
    for (const AssetRow &row : rows) {
        const QString &symbol = row.asset.symbol;
        const bool isMeant = m_named.isEmpty() ? row.asset.isActive : m_named.contains(symbol);
        if (isMeant && waitsForActions(row) && !m_actionsTried.contains(symbol))
            m_jobs.push_back({symbol, SyncJob::Stage::Splits});
    }
}

std::optional<SyncJob> SyncQueue::take(std::chrono::milliseconds now)
{
    const auto next =
            std::ranges::find_if(m_jobs, [&](const SyncJob &job) { return job.readyAt <= now; });
    if (now < m_pausedUntil || next == m_jobs.end())
        return {};
    SyncJob job = std::move(*next);
    m_jobs.erase(next);
    if (job.stage == SyncJob::Stage::Splits)
        m_actionsTried.insert(job.symbol);
    return job;
}

std::chrono::milliseconds SyncQueue::wait(std::chrono::milliseconds now) const
{
    if (m_jobs.empty())
        return {};
    return std::max(std::ranges::min(m_jobs, {}, &SyncJob::readyAt).readyAt, m_pausedUntil) - now;
}

void SyncQueue::retry(SyncJob job, std::chrono::milliseconds at)
{
    ++job.attempt;
    job.readyAt = at;
    m_jobs.push_back(std::move(job));
}

void SyncQueue::pauseUntil(std::chrono::milliseconds moment)
{
    m_pausedUntil = std::max(m_pausedUntil, moment);
}

int SyncQueue::clear()
{
    int unused = 0;
    for (const SyncJob &job : std::exchange(m_jobs, {}))
        unused += job.paidCalls;
    return unused;
}
