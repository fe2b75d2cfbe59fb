// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/clock.h"
#include "app/collector/coinspotclient.h"
#include "app/collector/recorder.h"
#include "app/network/circuitbreaker.h"
#include "app/network/retrypolicy.h"
#include "db/domain/run.h"

#include <QObject>
#include <QTimer>

#include <functional>

// One run: fetch with its attempts, judge, hand over to the recorder, announce. One run at a time.
// Thread: its own, with everything that it is given.
class Collector final : public QObject
{
    Q_OBJECT

public:
    Collector(CoinspotClient &client, Recorder &recorder, SlotGrid grid, Clock clock,
              RetryPolicy retry = RetryPolicy{}, QObject *parent = nullptr);

    [[nodiscard]] bool isRunning() const { return m_running; }
    // Until when the server is left alone; invalid when it may be asked.
    [[nodiscard]] QDateTime blockedUntil();

    // Starts a run for this slot. Ends in exactly one finished(), in refused() when a run is under
    // way or the server is left alone, or in withdrawn(). mayFetch is asked right before each
    // request.
    void collect(const QDateTime &slot, std::function<bool()> mayFetch = {});

signals:
    void attemptStarted(int attempt);
    void waitingFor(int nextAttempt, const QDateTime &until);
    // problem: why a run failed, or why it waits in the outbox; no value when all is well.
    void finished(const CollectionRun &run, const std::optional<Error> &problem);
    void refused(const Error &reason);
    // mayFetch said no; nothing is recorded.
    void withdrawn();
    // Quotes that are in the database now and were not before; follows finished().
    void quotesStored(const QList<Quote> &quotes);

private:
    void startAttempt();
    void takeAnswer(const CoinspotAnswer &answer);
    void takeFailure(const FetchFailure &failure);
    void logAttempt(const FetchReport &report, qint64 waitedMs);
    void finish(ParsedPrices prices, std::optional<Error> problem);
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;

    CoinspotClient &m_client;
    Recorder &m_recorder;
    SlotGrid m_grid;
    Clock m_clock;
    RetryPolicy m_retry;
    CircuitBreaker m_breaker;
    QTimer m_wait;

    // Of the run under way.
    bool m_running = false;
    bool m_singleAttempt = false;
    std::function<bool()> m_mayFetch; // empty: always
    CollectionRun m_run;
    QDateTime m_attemptAt;
    std::chrono::milliseconds m_startedAwake{};
};
