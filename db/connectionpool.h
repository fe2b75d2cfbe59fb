// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/pooljob.h"
#include "db/poolstate.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QWaitCondition>

#include <deque>
#include <memory>
#include <type_traits>
#include <vector>

class PooledConnection;
class QThread;

// Several connections that read one database at the same time. Each belongs to a thread of the
// pool, which opens, uses and closes it. They are made when work first needs them. Work is begun in
// the order in which it came.
//
// The pool only reads: its connections may not write, and work under which a connection broke is
// done once more on the next one. On SQLite they are readers of the WAL, which no writer holds up;
// the one writer is the connection that the collector has of its own.
//
// Any thread may give it work, cancel and ask for the state. Signals come on the pool's own thread.
class ConnectionPool final : public QObject
{
    Q_OBJECT

public:
    ConnectionPool(ConnectionSpec spec, const PoolLimits &limits);
    // Waits for the work under way, which is cancelled. Whatever is not done yet is answered with
    // Cancelled.
    ~ConnectionPool() override;

    // Calls work(connection), which returns a Result, on one of the pool's threads, and done with
    // that result on the thread of context, through its event loop; never when context is gone by
    // then. Each piece of work is answered once; without a connection with the error of opening.
    // context must be there during the call. Returns a ticket for cancel().
    template <typename Work, typename Done> quint64 run(QObject *context, Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work, const Connection &>;
        const auto answer = std::make_shared<Answer>(fail(Error::Kind::Cancelled, {}));
        PoolJob job;
        job.receipt = std::make_unique<PoolReceipt>();
        connect(
                job.receipt.get(), &PoolReceipt::ready, context,
                [answer, done = std::move(done)] { done(std::as_const(*answer)); },
                Qt::QueuedConnection);
        job.work = [answer, work = std::move(work)](const Connection &connection) -> Result<> {
            *answer = work(connection);
            return *answer ? Result<>{} : fail(answer->error());
        };
        job.refuse = [answer](const Error &error) { *answer = fail(error); };
        return add(std::move(job));
    }

    // Work that has not begun never does, and is answered with Cancelled. The statement that runs
    // ends with Cancelled, and the server has stopped it. Nothing happens to work that is done.
    // Does not wait.
    void cancel(quint64 ticket);

    [[nodiscard]] PoolState state() const;

signals:
    void stateChanged(const PoolState &state); // the latest; several changes may be one signal
    void connectionReplaced(const Error &why); // one broke, and its successor is open

private:
    struct Worker;

    [[nodiscard]] quint64 add(PoolJob job);

    // With the mutex held:
    [[nodiscard]] PoolState stateNow() const;
    void noteChange();
    void noteProblem(const Error &error);
    void wakeIdle();
    [[nodiscard]] bool mayGrow() const;
    void grow();
    [[nodiscard]] bool isTooMany(const Worker &worker) const;
    void leave(Worker &worker);
    void stop(Worker &worker);
    [[nodiscard]] bool anotherHasConnection(const Worker &worker) const;

    // On a worker's thread, which does not hold the mutex:
    void serve(Worker &worker);
    [[nodiscard]] bool waitForWork(Worker &worker);
    [[nodiscard]] Result<> prepare(Worker &worker, PooledConnection &connection);
    [[nodiscard]] std::optional<PoolJob> take(Worker &worker, bool isReady);
    void perform(Worker &worker, PooledConnection &connection, const PoolJob &job);
    void finish(Worker &worker, PooledConnection &connection);
    void end(Worker &worker);

    void stopCancelled(); // on the stopper's thread
    void announce();

    const ConnectionSpec m_spec;
    const PoolLimits m_limits;

    mutable QMutex m_mutex; // for all below
    std::deque<PoolJob> m_waiting;
    std::vector<std::unique_ptr<Worker>> m_workers; // also those that have ended, until grow()
    std::vector<Worker *> m_idle;                   // the last is the one that was busy last
    int m_alive = 0;                                // workers that have not ended
    int m_leaving = 0; // of these: those that close their connection and end
    QDeadlineTimer m_growAgain{0};
    quint64 m_lastTicket = 0;
    int m_replaced = 0;
    std::optional<Error> m_lastProblem;
    std::vector<Error> m_reports; // replaced connections that were not announced yet
    bool m_isAnnouncing = false;
    bool m_isEnding = false;

    std::unique_ptr<QThread> m_stopper; // made when first needed: cancelling may need a round trip
    QWaitCondition m_stopperWake;
    bool m_stopperEnds = false;
};
