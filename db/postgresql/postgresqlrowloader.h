// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowloader.h"

#include <QStringList>

#include <libpq-fe.h>

#include <memory>

// By COPY FROM STDIN.
[[nodiscard]] Result<std::unique_ptr<RowLoader>>
loadPostgreSql(PGconn *connection, const QString &table, const QStringList &columns);
