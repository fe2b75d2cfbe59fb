// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/recordeduse.h"
#include "db/queries/statementrun.h"

#include <QHash>
#include <QMutex>

#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

// Counts of one statement. Any thread adds to them, without a lock.
class StatementCounts final
{
public:
    using Clock = std::chrono::steady_clock;

    // What an execution that begins now is to do.
    struct Turn {
        bool isTimed = false;   // its time stands for those of the next few
        bool isSampled = false; // its values are worth keeping: the first, then ever fewer
    };
    [[nodiscard]] Turn begin(bool isSampling)
    {
        const qint64 known = m_executions.fetch_add(1, std::memory_order_relaxed);
        const bool isTimed = known < AllTimed || known % OneTimedOf == 0;
        if (known <= 0)
            return {isTimed, isSampling || !m_hasExample.load(std::memory_order_relaxed)};
        return {isTimed, isSampling && std::has_single_bit(quint64(known))};
    }
    void takeBack() { m_executions.fetch_sub(1, std::memory_order_relaxed); } // it failed
    void addRows(qint64 rows) { m_rows.fetch_add(rows, std::memory_order_relaxed); }
    void addTime(Clock::duration taken, Clock::time_point end);
    void addSample(StatementSample sample);

private:
    friend class StatementRecorder;

    // Reading the clock twice costs more than all the rest: what runs often is timed now and then.
    static constexpr qint64 AllTimed = 64; // since the last take()
    static constexpr qint64 OneTimedOf = 16;

    QString m_id;
    QString m_text;
    QString m_purpose;
    std::atomic<qint64> m_executions = 0; // below 0: one that was taken already has failed
    std::atomic<qint64> m_rows = 0;
    std::atomic<qint64> m_totalNs = 0; // of those that were timed
    std::atomic<qint64> m_maxNs = 0;
    std::atomic<Clock::rep> m_last = 0;
    std::array<std::atomic<quint32>, TimeHistogram::Classes> m_classes{};

    std::atomic<bool> m_hasExample = false;
    QMutex m_mutex; // for the two below
    std::optional<StatementSample> m_example;
    QList<StatementSample> m_samples; // the last few, where sampling is on
};

// Counts what the statements of a program do, in memory, shared by all its connections: each counts
// for the recorder of its spec. Costs an execution some ten
// nanoseconds. Any thread.
class StatementRecorder final
{
public:
    StatementRecorder() = default;
    StatementRecorder(const StatementRecorder &) = delete;
    StatementRecorder &operator=(const StatementRecorder &) = delete;

    // The counts of a statement, to be kept as long as it is prepared; null when there are too many
    // different ones. file: the source file of who asks.
    [[nodiscard]] StatementCounts *counts(const QString &sql, const char *file);

    [[nodiscard]] bool isSampling() const
    {
        return m_sampling.load(std::memory_order_relaxed) != ValueSampling::Off;
    }
    [[nodiscard]] ValueSampling sampling() const { return m_sampling.load(); }
    // What was sampled under another one and not taken yet is gone: nobody said how to keep it.
    void setSampling(ValueSampling sampling);

    // What was done since the last call. An execution that ends meanwhile is in this answer or in
    // the next.
    [[nodiscard]] QList<RecordedUse> take();
    // Values that a statement of this shape ran with, never written anywhere: a plan depends on
    // them.
    [[nodiscard]] std::optional<StatementSample> example(const QString &id) const;

private:
    static constexpr qsizetype MostShapes = 2000;

    [[nodiscard]] RecordedUse taken(StatementCounts &counts) const;

    std::atomic<ValueSampling> m_sampling = ValueSampling::Off;
    mutable QMutex m_mutex; // for all below
    QDateTime m_sampledSince;
    QHash<QString, StatementCounts *> m_byText;
    QHash<QString, StatementCounts *> m_byShape;
    std::vector<std::unique_ptr<StatementCounts>> m_counts;
};
