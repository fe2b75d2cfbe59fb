// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tuning/appliedfindings.h"
#include "db/connectionspec.h"
#include "db/tuning/lab/indexlab.h"
#include "db/tuning/lab/tuningstate.h"

#include <QObject>

#include <atomic>

class StorageLink;

// Reads what is known of the indexes, changes them and measures them, on a storage thread. Each
// call ends in exactly one answer. cancel() and allow() may be called from any thread; the rest
// through the event loop.
class TuningWorker final : public QObject
{
    Q_OBJECT

public:
    TuningWorker(StorageLink &link, const ConnectionSpec &database, const QString &cacheFolder)
        : m_link{link}
        , m_database{database}
        , m_cacheFolder{cacheFolder}
    {}

    void cancel() { m_isCancelled = true; } // of a measurement; ends within a second
    void allow() { m_isCancelled = false; } // before the next one

public slots:
    void load();
    void apply(const ApplyRequest &request);
    void revert(qint64 id);
    // The largest tables, or what the migrations for speed bring.
    void measure(bool withMigrations);

signals:
    void loaded(const TuningState &state);
    void loadFailed(const Error &error);
    void changed(const IndexChange &change);
    void changeFailed(const Error &error);
    void progressed(const LabProgress &progress);
    void measured(const LabReport &report);
    void measureFailed(const Error &error);

private:
    [[nodiscard]] Result<TuningState> read(const Connection &connection) const;

    StorageLink &m_link;
    ConnectionSpec m_database;
    QString m_cacheFolder;
    std::atomic<bool> m_isCancelled = false;
};

Q_DECLARE_METATYPE(LabProgress)
