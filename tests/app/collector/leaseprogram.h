// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/collectorlease.h"

#include <QSignalSpy>

inline constexpr std::chrono::milliseconds Interval{10'000};

// The row that all programs of one test share, and whether it can be reached.
struct LeaseRow {
    QString value;
    bool isReachable = true;
    bool isLocked = false; // can be read, not changed

    [[nodiscard]] QString host() const { return LeaseHolder::fromJson(value).host; }
};

// One program: its computer's clock and lock file, and what its lease said.
struct LeaseProgram {
    LeaseProgram(LeaseRow &row, const QString &host, const QString &lockFile)
        : lease{{[this, &row]() -> Result<QString> {
                     if (!row.isReachable || isCutOff)
                         return fail(Error::Kind::Unreachable, {}, {});
                     return row.value;
                 },
                 [this, &row](const QString &expected, const QString &next) {
                     return change(row, expected, next);
                 },
                 [this, &row](const QString &expected) { return change(row, expected, {}); }},
                lockFile,
                host,
                Interval,
                {[] { return QDateTime::currentDateTimeUtc(); }, [this] { return awake; },
                 [this] { return awake; }}}
        , gained{&lease, &CollectorLease::gained}
        , stoodBy{&lease, &CollectorLease::stoodBy}
    {}

    Result<bool> change(LeaseRow &row, const QString &expected, const QString &next)
    {
        if (!row.isReachable || isCutOff)
            return fail(Error::Kind::Unreachable, {}, {});
        ++changes;
        if (row.isLocked) {
            awake += busyTime;
            return fail(Error::Kind::Busy, {}, {});
        }
        if (row.value != expected || row.value.isNull() != expected.isNull())
            return false;
        row.value = next;
        if (losesAnswers)
            return fail(Error::Kind::Lost, {}, {});
        return true;
    }

    void pass(std::chrono::milliseconds time)
    {
        awake += time;
        lease.look();
    }

    std::chrono::milliseconds awake{1'000'000};
    std::chrono::milliseconds busyTime{5'000};
    int changes = 0;           // that it asked for
    bool isCutOff = false;     // this program alone does not reach the database
    bool losesAnswers = false; // changes are made, but it does not learn that
    CollectorLease lease;
    QSignalSpy gained;
    QSignalSpy stoodBy;
};
