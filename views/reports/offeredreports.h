// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/collector/runspage.h"
#include "db/domain/report.h"
#include "db/events/systemevent.h"

#include <QHash>

class QHeaderView;

// What panels offer to export of what they list, in the words of reports.

[[nodiscard]] ReportRequest exportOf(const AlertLogRequest &request);
// Newest first, as the panel has them.
[[nodiscard]] ReportRequest exportOf(const RunsPageRequest &request);
[[nodiscard]] ReportRequest exportOf(const EventRequest &request);

// The order that a person chose in the table. columns: of the report, by those of the table;
// nothing: by one that the report does not have.
[[nodiscard]] std::optional<ReportRequest::Sort> sortOf(const QHeaderView &header,
                                                        const QHash<int, QString> &columns);
