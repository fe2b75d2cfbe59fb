// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/clock.h"
#include "db/domain/result.h"
#include "db/filelock.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

// How the row of the lease is reached; see LeaseStore.
struct LeaseAccess {
    std::function<Result<QString>()> read;
    std::function<Result<bool>(const QString &expected, const QString &next)> swap;
    std::function<Result<bool>(const QString &expected)> remove;
};

// What the row says.
struct LeaseHolder {
    QString owner; // made anew by each program at each start
    QString host;
    qint64 beat = 0;

    [[nodiscard]] static LeaseHolder fromJson(const QString &value); // empty when it is none
    [[nodiscard]] QString toJson() const;
};

// Decides which of several programs on one database collects. The owner raises its beat in the row;
// no clock of any computer is compared with another one's: who sees the same row for three
// intervals and a quarter, while the database answered all the time, takes it over. While the
// database cannot be reached an owner goes on, and nobody else begins.
//
// A lock file of this computer tells at once that an owner died: who gets the lock and finds in it
// the owner that the row names need not wait. Where nobody could enter the row, because the
// database was away or locked from the start, that lock alone decides.
//
// Thread: its own. The access blocks as long as the database does.
class CollectorLease final : public QObject
{
    Q_OBJECT

public:
    // A fifth of a slot, at most 30 s, so that a slot is time enough to take over.
    [[nodiscard]] static std::chrono::milliseconds intervalFor(std::chrono::milliseconds slot);

    CollectorLease(LeaseAccess access, const QString &lockFile, const QString &host,
                   std::chrono::milliseconds interval, Clock clock, QObject *parent = nullptr);
    ~CollectorLease() override;

    // Looks at once; ends in gained() or stoodBy().
    void start();
    // Gives the lease back, so that another program takes it at its next look.
    void stop();

    [[nodiscard]] bool isOwner() const { return m_isOwner; }
    // Whether the database answered the last time.
    [[nodiscard]] bool isReachable() const { return m_isReachable; }

    // Right before a request: whether this program may make it. A process that was stopped for a
    // while learns here that it lost the lease.
    [[nodiscard]] bool renew();
    // The timer's slot, public for tests that move a clock of their own.
    void look();

signals:
    void gained();
    // Another program collects, on that host. Also when the host changes.
    void stoodBy(const QString &host);
    // At each look that finds another program collecting, while the database answers.
    void sawOwner();

private:
    // One row as it stood there from one look to the next.
    struct Sighting {
        QString value;
        std::chrono::milliseconds since;
        std::chrono::milliseconds last;
    };

    [[nodiscard]] Result<bool> put(const QString &expected);
    [[nodiscard]] bool regain();
    void challenge();
    [[nodiscard]] bool raiseBeat();
    void beginByLock();
    void begin();
    void standBy(const QString &host);
    [[nodiscard]] bool isLeftBehind(const LeaseHolder &holder);
    [[nodiscard]] bool isOverdue(const QString &value);
    void holdLock();
    [[nodiscard]] std::chrono::milliseconds nextLook() const;

    LeaseAccess m_access;
    FileLock m_lock;
    LeaseHolder m_self;
    std::chrono::milliseconds m_interval;
    Clock m_clock;
    QTimer m_timer;

    bool m_isOwner = false;
    bool m_isReachable = false;
    bool m_hasSeenOwner = false; // another program's row, since start()
    std::chrono::milliseconds m_failureTook{};
    std::chrono::milliseconds m_failedAt{}; // since boot
    QString m_value; // owner: the row as this program left it; null: not there yet
    std::optional<Sighting> m_seen;
    std::optional<QString> m_standsBehind; // the host that stoodBy() told last
};
