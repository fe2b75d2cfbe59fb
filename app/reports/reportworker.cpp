// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportworker.h"

#include "app/reports/reportexport.h"
#include "db/storagelink.h"

#include <QElapsedTimer>
#include <QThreadPool>

namespace {

constexpr qint64 TellEveryMs = 100;

void stop(const std::shared_ptr<Cancellation> &cancellation)
{
    cancellation->ask();
    QThreadPool::globalInstance()->start([cancellation] { cancellation->stopStatements(); });
}

} // namespace

void ReportWorker::begin(quint64 ticket)
{
    const QMutexLocker lock{&m_mutex};
    m_cancellations.insert(ticket, std::make_shared<Cancellation>());
}

void ReportWorker::cancel(quint64 ticket)
{
    if (const std::shared_ptr<Cancellation> asked = cancellation(ticket))
        stop(asked);
}

void ReportWorker::cancelAll()
{
    const QMutexLocker lock{&m_mutex};
    for (const std::shared_ptr<Cancellation> &each : std::as_const(m_cancellations))
        stop(each);
}

std::shared_ptr<Cancellation> ReportWorker::cancellation(quint64 ticket)
{
    const QMutexLocker lock{&m_mutex};
    return m_cancellations.value(ticket);
}

void ReportWorker::write(quint64 ticket, const ReportRequest &request, const CsvFormat &format,
                         const QString &file)
{
    const std::shared_ptr<Cancellation> asked = cancellation(ticket);
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto tell = [&](const ReportProgress &progress) {
        if (sinceTold.hasExpired(TellEveryMs)) {
            emit progressed(ticket, progress);
            sinceTold.start();
        }
        return !asked->isAsked();
    };
    const Result<ReportOutcome> outcome =
            m_link.use([&](const Connection &connection) -> Result<ReportOutcome> {
                asked->watch(connection.canceller());
                Result<ReportOutcome> written = fail(Error::Kind::Cancelled, {});
                if (!asked->isAsked())
                    written = ReportFile::create(file).and_then([&](ReportFile &&target) {
                        return exportReport(connection, request, format, std::move(target),
                                            {.progress = tell});
                    });
                asked->forgetAll();
                return written;
            });
    {
        const QMutexLocker lock{&m_mutex};
        m_cancellations.remove(ticket);
    }
    if (outcome)
        emit written(ticket, *outcome);
    else
        emit failed(ticket,
                    asked->isAsked() ? Error{Error::Kind::Cancelled, {}, {}} : outcome.error());
}
