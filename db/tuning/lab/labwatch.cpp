// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labwatch.h"

LabWatch::LabWatch(std::function<bool()> goesOn, std::chrono::milliseconds limit)
    : m_goesOn{std::move(goesOn)}
    , m_deadline{limit}
    , m_thread{[this] { run(); }}
{}

LabWatch::~LabWatch()
{
    {
        const std::lock_guard lock{m_mutex};
        m_isEnding = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void LabWatch::guard(const Connection &connection)
{
    const std::lock_guard lock{m_mutex};
    m_cancellers.push_back(connection.canceller());
}

Result<> LabWatch::check() const
{
    if (m_isCancelled)
        return fail(Error::Kind::Cancelled, {});
    if (m_deadline.hasExpired())
        return fail(Error::Kind::Timeout, QStringLiteral("the lab's time is over"));
    return {};
}

void LabWatch::run()
{
    constexpr std::chrono::milliseconds Pause{50};

    std::unique_lock lock{m_mutex};
    while (!m_wake.wait_for(lock, Pause, [this] { return m_isEnding; })) {
        if (m_goesOn && !m_goesOn())
            m_isCancelled = true;
        if (!isOver())
            continue;
        // Again each time: a statement may have begun right behind the last one.
        for (const std::unique_ptr<StatementCanceller> &canceller : m_cancellers)
            canceller->cancel();
    }
}
