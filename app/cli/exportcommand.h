// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "db/domain/csvformat.h"
#include "db/domain/report.h"

struct ExportOptions {
    ReportRequest request;
    CsvFormat format;
    QString file; // "-": standard output
};

[[nodiscard]] ExitCode exportRows(const Context &context, const ExportOptions &options);
