// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"
#include "db/domain/report.h"
#include "migrations/cancellation.h"

#include <QHash>
#include <QMutex>
#include <QObject>

#include <memory>

class StorageLink;

// Writes reports to files on a storage thread, one after the other. begin() and cancel() may be
// called from any thread; the rest through the event loop.
class ReportWorker final : public QObject
{
    Q_OBJECT

public:
    explicit ReportWorker(StorageLink &link)
        : m_link{link}
    {}

    // Before a file is asked for: it can be cancelled from now on.
    void begin(quint64 ticket);
    // What runs stops within a second, what waits does not begin; the file is as it was.
    void cancel(quint64 ticket);
    void cancelAll();

public slots:
    // Ends in written() or failed(), of kind Cancelled after cancel().
    void write(quint64 ticket, const ReportRequest &request, const CsvFormat &format,
               const QString &file);

signals:
    void progressed(quint64 ticket, const ReportProgress &progress);
    void written(quint64 ticket, const ReportOutcome &outcome);
    void failed(quint64 ticket, const Error &error);

private:
    [[nodiscard]] std::shared_ptr<Cancellation> cancellation(quint64 ticket);

    StorageLink &m_link;
    QMutex m_mutex;
    // Each shared with a stop that is on its way, which may outlive the worker; below m_mutex.
    QHash<quint64, std::shared_ptr<Cancellation>> m_cancellations;
};
