// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowloader.h"

#include <QStringList>

#include <sqlite3.h>

#include <memory>

// One prepared INSERT, bound in place.
[[nodiscard]] Result<std::unique_ptr<RowLoader>> loadSqlite(sqlite3 *database, const QString &table,
                                                            const QStringList &columns);
