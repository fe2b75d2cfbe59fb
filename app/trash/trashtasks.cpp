// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashtasks.h"

#include "db/storagelink.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <thread>

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

void TrashTasks::cancel()
{
    m_cancellation->ask();
    // May take a round trip to the server, and the window does not wait.
    QThreadPool::globalInstance()->start(
            [cancellation = m_cancellation] { cancellation->stopStatements(); });
}

// work(connection) in a way that cancel() ends, with Cancelled.
template <typename Work> auto TrashTasks::run(const Work &work)
{
    return m_link.use([&](const Connection &connection) {
        using Done = decltype(work(connection));
        m_cancellation->watch(connection.canceller());
        Done done = m_cancellation->isAsked() ? Done{fail(Error::Kind::Cancelled, {})}
                                              : work(connection);
        m_cancellation->forgetAll();
        if (!done && m_cancellation->isAsked()) // such as Busy
            done = fail(Error::Kind::Cancelled, {});
        return done;
    });
}

// Tells the window as often as an eye can follow.
TrashProgressHandler TrashTasks::handler()
{
    constexpr qint64 QuietMs = 100;

    return [this, timer = QElapsedTimer{}](const TrashProgress &progress) mutable {
        if (!timer.isValid() || timer.hasExpired(QuietMs)) {
            timer.start();
            emit progressed(progress);
        }
        return m_cancellation->goesOn();
    };
}

// Between two slices, and before another try while the database is busy.
std::function<bool(std::chrono::milliseconds)> TrashTasks::pause() const
{
    return [this](std::chrono::milliseconds wait) {
        std::this_thread::sleep_for(wait);
        return m_cancellation->goesOn();
    };
}

void TrashTasks::exportOnly(const TrashExportPlan &plan)
{
    const Result<TrashExportRecord> record = run([&](const Connection &connection) {
        return exportTrash(connection, plan, now(), handler());
    });
    if (record)
        emit exported(*record);
    else
        emit failed(record.error());
}

void TrashTasks::exportAndPurge(const TrashExportPlan &plan)
{
    const Result<PurgeReport> report = run([&](const Connection &connection) {
        return exportTrash(connection, plan, now(), handler())
                .and_then([&](const TrashExportRecord &record) {
                    PurgePlan purge;
                    purge.exports = {record.id};
                    purge.pause = pause();
                    return purgeTrash(connection, purge, &now, handler());
                });
    });
    if (report)
        emit purged(*report);
    else
        emit failed(report.error());
}

void TrashTasks::undoPurge(const QString &folder)
{
    const Result<PurgeUndoReport> report = run([&](const Connection &connection) {
        return ::undoPurge(connection, {folder, pause()}, &now, handler());
    });
    if (report)
        emit purgeUndone(*report);
    else
        emit failed(report.error());
}

// count(connection): how many rows it is about.
template <typename Count, typename Act>
TrashBatchOutcome TrashTasks::runBatch(TrashProgress::Phase phase, const Count &count,
                                       const Act &act)
{
    TrashBatchOutcome outcome;
    const Result<> done = run([&](const Connection &connection) -> Result<> {
        const Result<qint64> total = count(connection);
        if (!total)
            return fail(total.error());
        TrashBatch batch{connection, pause(),
                         [&, tell = handler()](const QString &table, int rows) {
                             (void)tell({phase, table, rows, *total});
                         }};
        outcome = act(batch);
        return outcome.ended ? Result<>{fail(*outcome.ended)} : Result<>{};
    });
    if (!done)
        outcome.ended = done.error();
    return outcome;
}

void TrashTasks::removeQuotes(const QuoteRange &range, const Deleter &deleter)
{
    const auto count = [&](const Connection &connection) {
        return TrashStore{connection}.quotesOf(range).transform(
                [](const QList<qint64> &ids) { return qint64{ids.size()}; });
    };
    emit removed(deleter.batch,
                 runBatch(TrashProgress::Phase::Deleting, count, [&](TrashBatch &work) {
                     return work.removeQuotes(range, now(), deleter);
                 }));
}

void TrashTasks::restoreBatch(const QString &batch)
{
    const auto count = [&](const Connection &connection) {
        TrashRequest request;
        request.batch = batch;
        return TrashReader{connection}.counts(request).transform(
                [](const TrashCounts &counts) { return counts.total(); });
    };
    emit restored(runBatch(TrashProgress::Phase::Returning, count,
                           [&](TrashBatch &work) { return work.restore(batch, now()); }));
}

void TrashTasks::restore(const QList<TrashKey> &keys)
{
    const auto count = [&](const Connection &) { return Result<qint64>{keys.size()}; };
    emit restored(runBatch(TrashProgress::Phase::Returning, count,
                           [&](TrashBatch &work) { return work.restore(keys, now()); }));
}

void TrashTasks::putBack(const QList<RestoredRow> &rows)
{
    const auto count = [&](const Connection &) { return Result<qint64>{rows.size()}; };
    emit wasPutBack(runBatch(TrashProgress::Phase::Returning, count,
                             [&](TrashBatch &work) { return work.putBack(rows, now()); }));
}
