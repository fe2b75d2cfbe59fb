// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"

#include <sqlite3.h>

#include <memory>

[[nodiscard]] Result<std::unique_ptr<RowStream>> streamSqlite(sqlite3 *database,
                                                              const QString &query);
