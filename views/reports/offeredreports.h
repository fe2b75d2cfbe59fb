// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/collector/runspage.h"
#include "db/domain/report.h"
#include "db/events/systemevent.h"

// What panels offer to export of what they list, in the words of reports.

[[nodiscard]] ReportRequest exportOf(const AlertLogRequest &request);
// Newest first, as the panel has them.
[[nodiscard]] ReportRequest exportOf(const RunsPageRequest &request);
[[nodiscard]] ReportRequest exportOf(const EventRequest &request);
