// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"
#include "db/domain/report.h"

// Days and weeks, which begin on Monday, are those of UTC: they neither grow nor shrink.
enum class ReportEvery { Day, Week };

[[nodiscard]] QString reportEveryName(ReportEvery every); // "day"
[[nodiscard]] std::optional<ReportEvery> reportEveryFromName(QStringView name);

// A report that is written to a folder again and again.
struct ReportSchedule {
    QString name;          // names its files, too
    ReportRequest request; // without times
    CsvFormat format;
    ReportEvery every = ReportEvery::Day;
    QString folder; // absolute

    // Usage, with a sentence, for a name that is none of a file, or a folder that is not absolute.
    [[nodiscard]] Result<> check() const;

    friend bool operator==(const ReportSchedule &, const ReportSchedule &) = default;
};

struct ReportPeriod {
    qint64 fromMs = 0;
    qint64 toMs = 0; // the moment after the last
};

// What is to be written at this moment: the last whole day or week, or all since the end of what
// was written before, so that after a long sleep one file has all of it. Nothing while there is
// none, and for a while behind the end of each, because prices may wait in the outbox. What was
// written for more than a month ahead was by a wrong clock, and does not count.
[[nodiscard]] std::optional<ReportPeriod>
duePeriod(ReportEvery every, std::optional<qint64> writtenToMs, qint64 nowMs);

// Whether rows of a written period may have come since: prices from the outbox, bars of a stock
// that had to wait for its turn or were healed.
[[nodiscard]] bool isStillFilled(const ReportSchedule &schedule, const ReportPeriod &period,
                                 qint64 nowMs);

// "prices-2026-11-20.csv", "prices-2026-11-16-to-2026-11-22.csv": the same for the same period.
[[nodiscard]] QString scheduledFileName(const QString &name, const ReportPeriod &period);

Q_DECLARE_METATYPE(ReportSchedule)
