// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// A SQLite file, opened by Qt's driver. See Connection::open.
[[nodiscard]] Result<std::unique_ptr<Connection>> openSqlite(const ConnectionSpec &spec);
