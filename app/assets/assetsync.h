// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdclient.h"
#include "app/assets/eodhdrun.h"
#include "app/assets/synclink.h"
#include "app/assets/syncqueue.h"
#include "app/collector/clock.h"
#include "app/network/retrypolicy.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

// Works the queue of assets off, symbol by symbol: asks EODHD for daily bars, and for splits and
// dividends where the adjusted prices say that there are any, and stores each asset by itself. One
// run at a time. A run that is stopped, or whose process dies, has stored whole assets; the others
// stay due, so that the next run goes on exactly there. One symbol's failure is its own; it ends
// for all where the token is refused, the day's calls are used up, nothing can be reached or the
// database cannot be written. Thread: its own, with everything that it is given.
class AssetSync final : public QObject
{
    Q_OBJECT

public:
    AssetSync(EodhdClient &client, SyncLink &link, Clock clock, RetryPolicy retry = RetryPolicy{},
              QObject *parent = nullptr);
    ~AssetSync() override;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    // Those that are named, due or not (NotFound for one that is not registered); without any those
    // that are due. Ends in exactly one finished(), from the event loop. Does nothing while a run
    // is under way.
    void start(const QStringList &symbols = {});
    // What was asked is not waited for; ends in finished() with a problem of kind Cancelled.
    void stop();
    // The same where no event loop follows, because the program ends: finished() comes before it
    // returns, and what the run has spent is on record.
    void stopNow();

signals:
    // 0 to 100 while the symbol is asked for and stored; -1 when that has ended.
    void progressed(const QString &symbol, int percent);
    void waiting(const QDateTime &until); // the provider asked for it, or a retry is due then
    void stored(const QString &symbol);   // it has new bars, splits or dividends
    // problem: why the run ended early, or failed as a whole. run.attempts are requests.
    void finished(const CollectionRun &run, const std::optional<Error> &problem);

private:
    [[nodiscard]] Result<AssetBoard> board(); // who is due, by the time when the run began
    void pump();
    // False when the run is over. A job that there are no calls for is dropped: it stays due.
    [[nodiscard]] bool ask(SyncJob job);
    void take(const SyncJob &job, const EodhdAnswer &answer);
    void takeBody(const SyncJob &job, const QByteArray &body);
    void takeDaily(const SyncJob &job, const QByteArray &body);
    void takeSplits(const SyncJob &job, const QByteArray &body);
    void takeDividends(const SyncJob &job, const QByteArray &body);
    void storeActions(const SyncJob &job, const QList<CorporateAction> &dividends);
    void takeFailure(const SyncJob &job, const EodhdFailure &failure);
    [[nodiscard]] bool retries(const SyncJob &job, const EodhdFailure &failure);
    void giveBack(int calls);
    void failUnusable(const SyncJob &job, const Error &error);
    void failAsset(const SyncJob &job, const Error &error, EodhdFailure::Cause cause);
    void tell(const QString &symbol, int percent);
    void end(const SyncJob &job);
    void halt(const Error &problem);
    void finishIfDone();

    EodhdClient &m_client;
    SyncLink &m_link;
    Clock m_clock;
    RetryPolicy m_retry;
    QTimer m_wait;

    // Of the run under way.
    bool m_isRunning = false;
    bool m_isHalted = false;
    bool m_isOutOfCalls = false;
    SyncQueue m_queue;
    int m_underWay = 0;
    int m_succeeded = 0;  // jobs
    int m_unreached = 0;  // jobs in a row that the network failed for good
    QSet<QString> m_told; // symbols whose progress was told and has not ended
    EodhdRun m_run;
    std::optional<Error> m_lastFailure; // of an asset
    std::optional<Error> m_problem;
};
