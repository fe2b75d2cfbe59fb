// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <functional>

// The nonces of one API key: numbers that only ever rise, for every program, process and thread of
// this user alike. Each is max(last + 1, now in milliseconds) and is on the disk before it is
// handed out, so neither a kill, nor a power cut, nor a clock that was set back repeats one. The
// kernel's lock (flock) orders those who ask at the same time and ends with its process.
//
// Blocks for as long as another one takes its own, milliseconds as a rule: not for a GUI thread.
class NonceFile final
{
public:
    static constexpr qint64 Largest = 9'007'199'254'740'991; // 2^53 - 1: what JavaScript can count

    // folder is made where it is missing. name: keyFingerprint(). clock: UTC.
    NonceFile(const QString &folder, const QString &name,
              std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc);

    // Busy when a stopped process holds the file longer than patience, Configuration when the file
    // holds no number or the largest one; else AccessDenied or DiskFull. The file is the subject.
    [[nodiscard]] Result<qint64> next(std::chrono::milliseconds patience = std::chrono::seconds{
                                              10}) const;

private:
    [[nodiscard]] Result<qint64> nextIn(int file) const;

    QString m_folder;
    QString m_path;
    std::function<QDateTime()> m_clock;
};
