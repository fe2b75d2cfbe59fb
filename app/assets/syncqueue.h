// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"
#include "db/domain/corporateaction.h"
#include "db/domain/result.h"

#include <QCoreApplication>
#include <QSet>

#include <chrono>
#include <deque>
#include <optional>

// One request of a run for one asset, and what is known from those before it.
struct SyncJob {
    enum class Stage { Daily, History, Splits, Dividends };

    QString symbol;
    Stage stage = Stage::Daily;
    int attempt = 1;
    std::chrono::milliseconds readyAt{}; // since boot: a retry waits
    QDate from{};                        // as it was asked for
    QList<CorporateAction> splits{};     // answered already, of stage Dividends
    int paidCalls = 0; // of the day's calls: two with the splits, the second for the dividends

    [[nodiscard]] bool isForBars() const
    {
        return stage == Stage::Daily || stage == Stage::History;
    }
};

// What one run asks for and in which order: bars as the board's queue has them, splits and
// dividends when all bars are there. Knows neither network nor database: it is told of assets by
// the board's rows and of the time since boot. Thread: any.
class SyncQueue final
{
    Q_DECLARE_TR_FUNCTIONS(SyncQueue)

public:
    // Begins a run for those that are named, due or not (NotFound for one that is not registered,
    // Usage for a coin); without any for those that are due.
    [[nodiscard]] Result<> fill(const QList<AssetRow> &rows, const QStringList &named);

    // Once a run, when its bars are there: what splits and dividends cost may not keep another
    // asset waiting.
    [[nodiscard]] bool wantsActions() const { return m_jobs.empty() && !m_hasActions; }
    void addActions(const QList<AssetRow> &rows);

    [[nodiscard]] bool isEmpty() const { return m_jobs.empty(); }
    // Nothing where all of them wait.
    [[nodiscard]] std::optional<SyncJob> take(std::chrono::milliseconds now);
    // How long they wait; not above zero where take() has one.
    [[nodiscard]] std::chrono::milliseconds wait(std::chrono::milliseconds now) const;

    void goOn(SyncJob job) { m_jobs.push_front(std::move(job)); } // with an asset, before others
    void retry(SyncJob job, std::chrono::milliseconds at);
    // The provider asked for it: nothing is taken before, whatever it is for.
    void pauseUntil(std::chrono::milliseconds moment);
    // Ends the run; returns how many calls were paid for and not used.
    int clear();

private:
    void addWaitingActions(const QList<AssetRow> &rows);

    std::deque<SyncJob> m_jobs;
    QStringList m_named;
    QSet<QString> m_actionsTried; // once a run
    bool m_hasActions = false;
    std::chrono::milliseconds m_pausedUntil{}; // since boot
};
