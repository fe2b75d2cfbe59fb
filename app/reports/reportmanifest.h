// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/reportschedules.h"

// The file beside the rows of a scheduled report, which says whose they are and what they must be.
// Thread: any.

[[nodiscard]] QString manifestPath(const QString &path); // of the rows
[[nodiscard]] QJsonObject manifestOf(const ScheduledOutcome &made, Report report,
                                     const QString &database, const QDateTime &now);

// Whether the schedule wrote these files, so that they are new again. Another database has one of
// the same name, and a person may have put a file there: refused, with a sentence.
[[nodiscard]] Result<bool> isOurs(const QString &path, const QString &name,
                                  const QString &database);

struct WrittenReport {
    QString path;
    ReportPeriod period;
    QString sha256; // of the rows as they were written
};

// What the schedule wrote of a time, as far as its files are there.
[[nodiscard]] QList<WrittenReport> writtenReports(const ReportSchedule &schedule,
                                                  const QString &database);
