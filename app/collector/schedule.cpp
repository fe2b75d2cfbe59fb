// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/schedule.h"

#include <algorithm>

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds LongestWait = 15s;
constexpr std::chrono::milliseconds ShortestSleep = 2s; // less is the clocks' own jitter

// After the slot's start, for slots of five minutes, ms; in proportion for others.
constexpr int EarliestOffset = 2'000;
constexpr int LatestOffset = 20'000;
constexpr qint64 UsualSlot = 300'000;

} // namespace

Schedule::Schedule(SlotGrid grid, Clock clock, QObject *parent)
    : QObject{parent}
    , m_grid{grid}
    , m_clock{std::move(clock)}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Schedule::check);
}

void Schedule::start(bool collectNow)
{
    const QDateTime now = m_clock.wall();
    m_lastCheck = now;
    m_asleepBefore = m_clock.sinceBoot() - m_clock.awake();
    plan(now);
    if (collectNow) {
        m_dueAt = now;
        m_timer.start(0);
    }
}

void Schedule::stop()
{
    m_timer.stop();
}

void Schedule::plan(const QDateTime &now)
{
    m_nextSlot = m_grid.next(now);
    std::uniform_int_distribution<int> offset{EarliestOffset, LatestOffset};
    m_dueAt = m_nextSlot.addMSecs(m_grid.length.count() * offset(m_random) / UsualSlot);
    const qint64 wait = std::clamp<qint64>(now.msecsTo(m_dueAt), 0, LongestWait.count());
    m_timer.start(static_cast<int>(wait));
    emit nextSlotChanged(m_nextSlot);
}

void Schedule::noticeSleep(const QDateTime &now)
{
    const std::chrono::milliseconds asleep = m_clock.sinceBoot() - m_clock.awake();
    if (asleep - m_asleepBefore > ShortestSleep)
        emit slept({m_lastCheck, now});
    m_asleepBefore = asleep;
    m_lastCheck = now;
}

void Schedule::check()
{
    const QDateTime now = m_clock.wall();
    noticeSleep(now);
    if (now >= m_dueAt) {
        // After sleep, or a clock set forward, this is a later slot than the planned one: one run
        // for the slot that is, none for those that were missed.
        const QDateTime slot = m_grid.slotAt(now);
        plan(now);
        emit due(slot);
        return;
    }
    const bool setBack = m_nextSlot > m_grid.next(now);
    if (setBack) {
        plan(now);
        return;
    }
    m_timer.start(static_cast<int>(std::min<qint64>(now.msecsTo(m_dueAt), LongestWait.count())));
}
