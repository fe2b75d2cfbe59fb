// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/schema/inspection.h"
#include "db/trash/trashexportstore.h"

#include <functional>

// The columns of a table in the order that an export has them: id and deleted_at stand first.
[[nodiscard]] QStringList trashColumns(const Schema &schema, const QString &table);
[[nodiscard]] bool isTrashTime(const QString &column);

// The rows of a query as a new CSV file of the format machine() that nobody but its owner reads: an
// empty field is NULL, "" an empty text. The file is there whole or not at all. goesOn is told how
// many rows are written; false ends it (Cancelled).
[[nodiscard]] Result<TrashFile> writeTrashCsv(const Connection &connection, const QString &query,
                                              const QStringList &columns, const QString &path,
                                              const std::function<bool(qint64)> &goesOn);
