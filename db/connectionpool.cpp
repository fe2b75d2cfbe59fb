// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connectionpool.h"

#include "db/pooledconnection.h"

#include <QThread>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr int SqliteReaders = 4;

// A cancel between two statements of one piece of work stops nothing, so it is said again.
constexpr auto CancelAgain = 50ms;

// A server that takes no more connections is not asked for one with each new piece of work.
constexpr auto GrowAgain = 1s;

ConnectionSpec forReading(ConnectionSpec spec)
{
    spec.readOnly = true;
    return spec;
}

PoolLimits fitting(PoolLimits limits, Engine engine)
{
    limits.size = std::max(1, limits.size);
    limits.overflow = std::max(0, limits.overflow);
    if (engine == Engine::Sqlite) {
        limits.size = std::min(limits.size, SqliteReaders);
        limits.overflow = 0;
    }
    return limits;
}

} // namespace

// A thread, and what others may know about it. The pool's mutex is for all of it.
struct ConnectionPool::Worker {
    std::unique_ptr<QThread> thread;
    QWaitCondition wake;
    quint64 ticket = 0;                            // what it works on; 0: nothing
    bool isToStop = false;                         // that was cancelled
    std::shared_ptr<StatementCanceller> canceller; // of the open connection; null: none is open
    bool isLeaving = false;                        // will take no more work
    bool hasEnded = false;
};

ConnectionPool::ConnectionPool(ConnectionSpec spec, const PoolLimits &limits)
    : m_spec{forReading(std::move(spec))}
    , m_limits{fitting(limits, m_spec.engine)}
{}

ConnectionPool::~ConnectionPool()
{
    std::deque<PoolJob> undone;
    {
        const QMutexLocker lock{&m_mutex};
        m_isEnding = true;
        undone = std::exchange(m_waiting, {});
        for (const auto &worker : m_workers) {
            if (worker->ticket != 0)
                stop(*worker);
            worker->wake.wakeOne();
        }
    }
    for (const PoolJob &job : undone)
        emit job.receipt->ready();
    for (const auto &worker : m_workers) // nobody adds one any more
        worker->thread->wait();
    {
        const QMutexLocker lock{&m_mutex};
        m_stopperEnds = true;
        m_stopperWake.wakeOne();
    }
    if (m_stopper)
        m_stopper->wait();
}

quint64 ConnectionPool::add(PoolJob job)
{
    const QMutexLocker lock{&m_mutex};
    job.ticket = ++m_lastTicket;
    m_waiting.push_back(std::move(job));
    if (!m_idle.empty())
        wakeIdle();
    else if (mayGrow())
        grow();
    noteChange();
    return m_lastTicket;
}

void ConnectionPool::cancel(quint64 ticket)
{
    std::optional<PoolJob> undone;
    {
        const QMutexLocker lock{&m_mutex};
        const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(),
                                          [=](const PoolJob &job) { return job.ticket == ticket; });
        if (waiting != m_waiting.end()) {
            undone = std::move(*waiting);
            m_waiting.erase(waiting);
            noteChange();
        }
        for (const auto &worker : m_workers) {
            if (worker->ticket == ticket)
                stop(*worker);
        }
    }
    if (undone) // its answer is Cancelled from the start
        emit undone->receipt->ready();
}

PoolState ConnectionPool::state() const
{
    const QMutexLocker lock{&m_mutex};
    return stateNow();
}

PoolState ConnectionPool::stateNow() const
{
    PoolState state;
    for (const auto &worker : m_workers) {
        state.open += worker->canceller ? 1 : 0;
        state.busy += worker->ticket != 0 ? 1 : 0;
    }
    state.size = m_limits.size;
    state.overflow = m_limits.overflow;
    state.waiting = static_cast<int>(m_waiting.size());
    state.replaced = m_replaced;
    state.lastProblem = m_lastProblem;
    return state;
}

void ConnectionPool::noteChange()
{
    if (!std::exchange(m_isAnnouncing, true))
        QMetaObject::invokeMethod(this, &ConnectionPool::announce, Qt::QueuedConnection);
}

void ConnectionPool::noteProblem(const Error &error)
{
    m_lastProblem = error;
    noteChange();
}

void ConnectionPool::announce()
{
    QMutexLocker lock{&m_mutex};
    m_isAnnouncing = false;
    const std::vector<Error> reports = std::exchange(m_reports, {});
    const PoolState state = stateNow();
    lock.unlock();
    for (const Error &report : reports)
        emit connectionReplaced(report);
    emit stateChanged(state);
}

// The one that was busy last, so that those beyond the size are idle long enough to close.
void ConnectionPool::wakeIdle()
{
    if (m_idle.empty())
        return;
    m_idle.back()->wake.wakeOne();
    m_idle.pop_back();
}

bool ConnectionPool::mayGrow() const
{
    return m_alive < m_limits.size + m_limits.overflow && !m_isEnding &&
           (m_alive == 0 || m_growAgain.hasExpired());
}

void ConnectionPool::grow()
{
    std::erase_if(m_workers, [](const std::unique_ptr<Worker> &worker) {
        return worker->hasEnded && worker->thread->wait();
    });
    Worker *worker = m_workers.emplace_back(std::make_unique<Worker>()).get();
    worker->thread.reset(QThread::create([this, worker] { serve(*worker); }));
    worker->thread->setObjectName(u"reading"_s);
    ++m_alive;
    worker->thread->start();
}

void ConnectionPool::stop(Worker &worker)
{
    worker.isToStop = true;
    if (!m_stopper) {
        m_stopper.reset(QThread::create([this] { stopCancelled(); }));
        m_stopper->setObjectName(u"cancelling"_s);
        m_stopper->start();
    }
    m_stopperWake.wakeOne();
}

void ConnectionPool::stopCancelled()
{
    QMutexLocker lock{&m_mutex};
    while (!m_stopperEnds) {
        std::vector<std::shared_ptr<StatementCanceller>> targets;
        for (const auto &worker : m_workers) {
            if (worker->ticket != 0 && worker->isToStop && worker->canceller)
                targets.push_back(worker->canceller);
        }
        lock.unlock();
        for (const auto &target : targets)
            target->cancel();
        lock.relock();
        if (!m_stopperEnds)
            m_stopperWake.wait(&m_mutex, targets.empty() ? QDeadlineTimer{QDeadlineTimer::Forever}
                                                         : QDeadlineTimer{CancelAgain});
    }
}

bool ConnectionPool::anotherHasConnection(const Worker &worker) const
{
    return std::any_of(m_workers.begin(), m_workers.end(), [&](const auto &other) {
        return other.get() != &worker && other->canceller;
    });
}

void ConnectionPool::serve(Worker &worker)
{
    PooledConnection connection{m_spec, m_limits.idle};
    while (waitForWork(worker)) {
        const Result<> ready = prepare(worker, connection);
        std::optional<PoolJob> job = take(worker, ready.has_value());
        if (!job)
            continue;
        if (ready)
            perform(worker, connection, *job);
        else
            job->refuse(ready.error());
        finish(worker, connection);
        emit job->receipt->ready(); // the state is right when the answer comes
    }
    connection.close();
    end(worker);
}

// False: the worker ends, because the pool does or because there is one too many.
bool ConnectionPool::waitForWork(Worker &worker)
{
    const QMutexLocker lock{&m_mutex};
    QDeadlineTimer patience{m_limits.idle};
    while (m_waiting.empty() && !m_isEnding && !worker.isLeaving) {
        m_idle.push_back(&worker);
        const bool wasWoken = worker.wake.wait(&m_mutex, patience);
        std::erase(m_idle, &worker);
        if (wasWoken || !m_waiting.empty())
            continue;
        if (isTooMany(worker))
            leave(worker);
        patience = QDeadlineTimer{QDeadlineTimer::Forever};
    }
    return !m_isEnding && !worker.isLeaving;
}

// One whose work another took before it had a connection goes before those that have one.
bool ConnectionPool::isTooMany(const Worker &worker) const
{
    return m_alive - m_leaving > m_limits.size &&
           (!worker.canceller || stateNow().open > m_limits.size);
}

void ConnectionPool::leave(Worker &worker)
{
    worker.isLeaving = true;
    worker.canceller.reset();
    ++m_leaving;
    noteChange();
}

// Nothing when another was faster, or when the work is better left to another.
std::optional<PoolJob> ConnectionPool::take(Worker &worker, bool isReady)
{
    const QMutexLocker lock{&m_mutex};
    if (m_waiting.empty())
        return std::nullopt;
    if (!isReady && anotherHasConnection(worker)) {
        // A server that takes no more connections is no reason to refuse the work: who has one
        // comes back for it.
        m_growAgain.setRemainingTime(GrowAgain);
        leave(worker);
        wakeIdle();
        return std::nullopt;
    }
    PoolJob job = std::move(m_waiting.front());
    m_waiting.pop_front();
    worker.ticket = job.ticket;
    noteChange();
    return job;
}

void ConnectionPool::finish(Worker &worker, PooledConnection &connection)
{
    bool wasStopped = false;
    {
        const QMutexLocker lock{&m_mutex};
        wasStopped = std::exchange(worker.isToStop, false);
        worker.ticket = 0;
        if (wasStopped || !connection.isOpen())
            worker.canceller.reset();
        noteChange();
    }
    if (wasStopped) // a cancel that is late must not hit what comes next
        connection.close();
}

void ConnectionPool::end(Worker &worker)
{
    const QMutexLocker lock{&m_mutex};
    --m_alive;
    m_leaving -= worker.isLeaving ? 1 : 0;
    if (!m_waiting.empty() && m_idle.empty() && mayGrow())
        grow(); // it came while this one could neither take it nor make room
    worker.hasEnded = true;
    noteChange();
}

Result<> ConnectionPool::prepare(Worker &worker, PooledConnection &connection)
{
    const Result<std::optional<Error>> opened = connection.ensureOpen();
    const QMutexLocker lock{&m_mutex};
    if (!opened) {
        worker.canceller.reset();
        noteProblem(opened.error());
        return fail(opened.error());
    }
    if (!worker.canceller || *opened) {
        worker.canceller = connection.canceller();
        noteChange();
    }
    if (*opened) {
        qCWarning(sqlLog).noquote() << "A connection broke and was replaced:" << (*opened)->detail;
        ++m_replaced;
        m_reports.push_back(**opened);
        noteProblem(**opened);
    }
    return {};
}

void ConnectionPool::perform(Worker &worker, PooledConnection &connection, const PoolJob &job)
{
    const Result<> done = connection.run(job.work);
    if (done || done.error().kind != Error::Kind::Lost) {
        if (!done)
            job.refuse(done.error()); // with its subject
        return;
    }
    const Result<> ready = prepare(worker, connection);
    if (!ready)
        return job.refuse(ready.error());
    {
        const QMutexLocker lock{&m_mutex};
        if (worker.isToStop)
            return job.refuse({Error::Kind::Cancelled, {}, {}});
    }
    if (const Result<> again = connection.run(job.work); !again)
        job.refuse(again.error());
}
