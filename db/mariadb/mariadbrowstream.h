// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"

#include <mysql.h>

#include <memory>

// By the text protocol, unbuffered.
[[nodiscard]] Result<std::unique_ptr<RowStream>> streamMariaDb(MYSQL *connection,
                                                               const QString &query);
