// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowloader.h"

#include <QStringList>

#include <mysql.h>

#include <memory>

// By LOAD DATA LOCAL out of memory where the server allows it, else by an INSERT of many rows. Both
// wait for an answer every few megabytes.
[[nodiscard]] Result<std::unique_ptr<RowLoader>>
loadMariaDb(MYSQL *connection, const QString &table, const QStringList &columns);
