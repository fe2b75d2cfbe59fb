// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/replaytimes.h"

#include "db/tuning/rules/evidence.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

constexpr double LongEnoughMs = 300; // for a statement, where that is enough runs

Result<> runOnce(Statement &statement, const std::vector<SqlValue> &values)
{
    if (const Result<> executed = statement.execute(values); !executed)
        return executed;
    while (statement.next()) {
    }
    const Result<> ended = statement.end();
    statement.reset();
    return ended;
}

// The runs of one statement.
class ReplayRuns final
{
public:
    ReplayRuns(const Replay &replay, double clearMs)
        : m_replay{replay}
        , m_clearMs{clearMs}
    {}

    [[nodiscard]] bool isEnough() const
    {
        if (m_run > m_replay.values.size())
            return true;
        const bool isClear = m_isSlowEachTime && !m_times.ms.isEmpty();
        return m_spent >= LongEnoughMs && (isClear || m_times.ms.size() >= QueryEffect::FewestRuns);
    }
    // The first one twice: it warms what all others find warm.
    [[nodiscard]] const std::vector<SqlValue> &values() const
    {
        return m_replay.values[m_run == 0 ? 0 : m_run - 1];
    }
    void add(double ms)
    {
        if (m_run++ > 0)
            m_times.ms.append(ms);
        m_spent += ms;
        m_longest = std::max(m_longest, ms);
        m_isSlowEachTime = m_isSlowEachTime && ms > m_clearMs;
    }
    // The time was over within a run, after so many milliseconds.
    void stop(double ms)
    {
        m_times.isStopped = true;
        m_longest = std::max(m_longest, ms);
        if (m_times.ms.isEmpty() && m_isSlowEachTime &&
            m_longest > std::max(m_clearMs, LongEnoughMs))
            m_times.ms.append(m_longest);
    }
    [[nodiscard]] const ReplayTimes &times() const { return m_times; }

private:
    const Replay &m_replay;
    double m_clearMs;
    ReplayTimes m_times;
    std::size_t m_run = 0;
    double m_spent = 0;
    double m_longest = 0;
    bool m_isSlowEachTime = true;
};

} // namespace

Result<ReplayTimes> timesOf(const Replay &replay, const Connection &place,
                            const ReplayLimits &limits, const LabWatch &watch)
{
    const Result<std::unique_ptr<Statement>> statement = place.prepare(replay.statement->text);
    if (!statement)
        return ReplayTimes{{}, false};
    LabWatch limit{[&] { return !watch.isOver(); }, limits.time};
    limit.guard(place);
    ReplayRuns runs{replay, limits.clearMs};
    while (!runs.isEnough() && !runs.times().isStopped) {
        QElapsedTimer timer;
        timer.start();
        const Result<> ran = runOnce(**statement, runs.values());
        const double ms = double(timer.nsecsElapsed()) / 1e6;
        if (const Result<> goesOn = watch.check(); !goesOn)
            return fail(goesOn.error());
        if (ran)
            runs.add(ms);
        else if (limit.isOver())
            runs.stop(ms);
        else if (ran.error().kind == Error::Kind::Database)
            return ReplayTimes{{}, false};
        else
            return fail(ran.error());
    }
    return runs.times();
}
