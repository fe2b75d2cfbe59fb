// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "db/domain/csvformat.h"
#include "db/domain/report.h"
#include "db/domain/reportschedule.h"

struct ExportOptions {
    ReportRequest request;
    CsvFormat format;
    QString file; // "-": standard output
};

[[nodiscard]] ExitCode listSchedules(const Context &context);
[[nodiscard]] ExitCode addSchedule(const Context &context, const ReportSchedule &schedule);
[[nodiscard]] ExitCode removeSchedule(const Context &context, const QString &name);
[[nodiscard]] ExitCode runSchedules(const Context &context);

[[nodiscard]] ExitCode exportRows(const Context &context, const ExportOptions &options);
