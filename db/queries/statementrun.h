// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <memory>
#include <span>

class SqlValue;
class StatementCounts;
class StatementRecorder;
struct StatementSample;

// One execution of a statement, counted from asking until its last row was taken. Moves with the
// rows. Thread: the connection's.
class StatementRun final
{
public:
    StatementRun(); // nobody counts
    StatementRun(const StatementRecorder &recorder, StatementCounts &counts,
                 std::span<const SqlValue> values);
    StatementRun(StatementRun &&other) noexcept;
    StatementRun &operator=(StatementRun &&) = delete;
    ~StatementRun();

    // One of both, at most once. rows: read or changed.
    void end(qint64 rows)
    {
        if (m_counts)
            count(rows);
    }
    void fail();

private:
    void count(qint64 rows);

    StatementCounts *m_counts = nullptr;
    bool m_isTimed = false;
    std::chrono::steady_clock::time_point m_begun;
    std::unique_ptr<StatementSample> m_sample;
};
