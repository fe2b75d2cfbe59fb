// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QDeadlineTimer>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

// Ends what a lab does when somebody asks for it or its time is over, also inside a statement: a
// thread of its own asks twenty times a second.
class LabWatch final
{
public:
    // goesOn: from any thread; none: nobody can stop it.
    LabWatch(std::function<bool()> goesOn, std::chrono::milliseconds limit);
    ~LabWatch();
    LabWatch(const LabWatch &) = delete;
    LabWatch &operator=(const LabWatch &) = delete;

    // Its statements end, too. May go before this does.
    void guard(const Connection &connection);

    // Cancelled, or Timeout when the time is over.
    [[nodiscard]] Result<> check() const;
    [[nodiscard]] bool isOver() const { return m_isCancelled || m_deadline.hasExpired(); }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    [[nodiscard]] std::chrono::milliseconds left() const
    {
        return std::chrono::milliseconds{m_deadline.remainingTime()};
    }

private:
    void run();

    std::function<bool()> m_goesOn;
    QDeadlineTimer m_deadline;
    std::atomic<bool> m_isCancelled = false;
    std::mutex m_mutex; // for all below
    std::condition_variable m_wake;
    std::vector<std::unique_ptr<StatementCanceller>> m_cancellers;
    bool m_isEnding = false;
    std::thread m_thread; // the last member: it begins when all others are there
};
