// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"
#include "db/domain/report.h"

#include <memory>

// Of the rows of the report runs those with this text where the list of runs looks for it: in the
// error, and in what was rejected and why.
[[nodiscard]] std::unique_ptr<RowStream>
runsWith(const QString &text, const QList<ReportColumn> &columns, std::unique_ptr<RowStream> rows);
