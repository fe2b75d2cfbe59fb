// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/clock.h"
#include "app/collector/missedslots.h"
#include "db/domain/slot.h"

#include <QObject>
#include <QTimer>

#include <random>

// Says when it is time to collect: once for each slot, 2 to 20 s after its start (in that
// proportion for other slot lengths), by the wall clock. Looks at the clocks at least every 15 s,
// so that sleep and a changed wall clock are noticed; a timer alone would be late by the time
// slept. Thread: its own.
class Schedule final : public QObject
{
    Q_OBJECT

public:
    Schedule(SlotGrid grid, Clock clock, QObject *parent = nullptr);

    [[nodiscard]] const SlotGrid &grid() const { return m_grid; }
    [[nodiscard]] QDateTime nextSlot() const { return m_nextSlot; }

    // collectNow: the running slot has no prices yet, so it is due at once.
    void start(bool collectNow);
    void stop();

    // Looks at the clocks; the timer's slot, public for tests that move a clock of their own.
    void check();

signals:
    void due(const QDateTime &slot);
    void nextSlotChanged(const QDateTime &slot);
    void slept(const SleepSpan &span);

private:
    void plan(const QDateTime &now);
    void noticeSleep(const QDateTime &now);

    SlotGrid m_grid;
    Clock m_clock;
    QTimer m_timer;
    std::mt19937 m_random{std::random_device{}()};
    QDateTime m_nextSlot;
    QDateTime m_dueAt;
    QDateTime m_lastCheck;
    std::chrono::milliseconds m_asleepBefore{0}; // sinceBoot - awake at the last check
};
