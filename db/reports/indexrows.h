// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"
#include "db/domain/report.h"
#include "db/tuning/rules/finding.h"

#include <memory>

// In the words of 'index report'.
[[nodiscard]] QList<ReportColumn> indexColumns();
[[nodiscard]] std::unique_ptr<RowStream> indexRows(const QList<IndexFinding> &findings,
                                                   const ReportRequest &request);
