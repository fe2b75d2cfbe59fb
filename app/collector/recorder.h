// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/clock.h"
#include "app/collector/missedslots.h"
#include "app/collector/outbox.h"
#include "db/collector/leasestore.h"
#include "db/collector/snapshotstore.h"
#include "db/connection.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <type_traits>

// What became of a snapshot.
struct Recorded {
    CollectionRun
            run; // status Outbox: it waits; Failed with a problem: it could not be kept either
    std::optional<Error> problem; // why it is not in the database
};

// Takes snapshots into the database, or into the outbox while the database cannot be written, and
// from there into the database as soon as it can. Opens the database when it is first needed and
// again after a failure. Thread: its own; a write waits for another program at most as long as the
// spec's busy time-out.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    Recorder(ConnectionSpec spec, Outbox outbox, SlotGrid grid, Clock clock,
             QObject *parent = nullptr);
    ~Recorder() override;

    // Whether this problem may pass, so that snapshots wait for it: locked, read-only, full, a
    // server that is away. A file that could not even be made has nothing to come back to.
    [[nodiscard]] bool mayWait(const Error &problem) const;

    // Opens the database and brings an empty one to the head. Refused when its schema is not this
    // program's: then nothing may be collected.
    [[nodiscard]] Result<> prepare();

    // Stores what waits, then this snapshot with the gap before it. A failed run has no quotes.
    [[nodiscard]] Recorded record(const Snapshot &snapshot);

    // Stores what waits; tried again every 30 s while something does. Returns how many are left.
    int drain();
    [[nodiscard]] int waiting() const;

    void noteSleep(const SleepSpan &span);

    // Runs function(connection) on the open database; where the server ended the connection while
    // nobody used it, once more on a new one.
    template <typename Function>
    auto use(const Function &function) -> std::invoke_result_t<Function, const Connection &>
    {
        const bool wasOpen = m_connection != nullptr;
        if (const Result<> ready = ensureOpen(); !ready)
            return fail(ready.error());
        auto result = function(*m_connection);
        if (result || result.error().kind == Error::Kind::Busy)
            return result;
        close();
        return wasOpen && result.error().kind == Error::Kind::Lost ? use(function) : result;
    }

    // The same with the row of the lease.
    template <typename Function> auto useLease(const Function &function)
    {
        return use([&](const Connection &) { return function(*m_lease); });
    }

    // True when a run stored prices in this slot already.
    [[nodiscard]] bool hasPrices(const QDateTime &slot);
    // When they went in first; invalid when there are none.
    [[nodiscard]] QDateTime collectedAt(const QDateTime &slot);

signals:
    void drained(const CollectionRun &run); // a snapshot left the outbox for the database
    void waitingChanged(int count);

private:
    [[nodiscard]] bool isDeleted() const; // a file under an open connection
    [[nodiscard]] Result<> ensureOpen();
    [[nodiscard]] Result<CollectionRun> store(Snapshot snapshot);
    [[nodiscard]] QList<DataGap> gapsBefore(const QDateTime &slot);
    void storeWaiting();
    [[nodiscard]] Result<> storeFiles();
    [[nodiscard]] Result<> storeUnkept();
    Recorded keep(Snapshot snapshot, const Error &problem);
    void close();

    ConnectionSpec m_spec;
    Outbox m_outbox;
    SlotGrid m_grid;
    Clock m_clock;
    QTimer m_retry;
    QList<SleepSpan> m_sleeps;
    QList<Snapshot> m_unkept; // neither database nor outbox took them: kept while the program runs
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<SnapshotStore> m_store; // these go before the connection
    std::unique_ptr<LeaseStore> m_lease;
};
