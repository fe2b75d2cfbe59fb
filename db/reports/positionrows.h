// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/report.h"

#include <memory>

[[nodiscard]] QList<ReportColumn> positionColumns();

// The positions at the newest stored price, as valuedPortfolio() has them. No transaction may be
// open. Thread: the connection's.
[[nodiscard]] Result<std::unique_ptr<RowStream>> positionRows(const Connection &connection,
                                                              const ReportRequest &request);
