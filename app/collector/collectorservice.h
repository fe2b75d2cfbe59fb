// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/clock.h"
#include "app/collector/collectorstatus.h"
#include "db/connection.h"
#include "db/domain/result.h"
#include "db/domain/run.h"
#include "db/domain/slot.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

struct CollectorSettings {
    ConnectionSpec database;
    QString outboxFolder;
    QUrl priceServer; // as parseBaseUrl() lets it through
    SlotGrid grid;
    Clock clock = Clock::system();
};

// The collector as both programs run it: schedule, client, collector and recorder, wired.
// Everything is made in start(), on the thread that the service lives on by then; status and runs
// are announced by signal.
class CollectorService final : public QObject
{
    Q_OBJECT

public:
    explicit CollectorService(CollectorSettings settings, QObject *parent = nullptr);
    ~CollectorService() override;

public slots:
    // Opens the database (an empty one comes to the head), stores what waits in the outbox and
    // follows the schedule. Ends in started() or, when the schema is not this program's or the file
    // is no database, in startFailed(). A database that is only locked or full does not stop it.
    // Where another program collects into this database it stands by (CollectorLease).
    void start();
    // Ends a request under way; a write under way was finished before this is called.
    void stop();
    // Also while another program collects: somebody asked for it.
    void collectNow();
    // Another program may collect meanwhile.
    void setPaused(bool paused);

signals:
    void started();
    void startFailed(const Error &error);
    void statusChanged(const CollectorStatus &status);
    // problem: why it failed or waits in the outbox.
    void runFinished(const CollectionRun &run, const std::optional<Error> &problem);
    // New quotes of one slot are in the database.
    void quotesStored(const QList<Quote> &quotes);
    // A run that waited in the outbox is in the database now.
    void runDrained(const CollectionRun &run);
    // Another program stored this run while this one stands by.
    void othersCollected(const CollectionRun &run);
    void refused(const Error &reason);

private:
    struct Parts;

    void wire();
    void wireLease();
    void wireCollector();
    void collect(const QDateTime &slot);
    void setPhase(CollectorStatus::Phase phase, int attempt = 0, const QDateTime &until = {});
    void settle();
    void collectPending();
    void announceOthers();

    CollectorSettings m_settings;
    CollectorStatus m_status;
    bool m_paused = false;
    QDateTime m_pendingSlot;              // became due while a run was under way; invalid: none
    std::optional<QDateTime> m_newestRun; // its start, as announced last; no value: not known yet
    std::unique_ptr<Parts> m_parts;
};
