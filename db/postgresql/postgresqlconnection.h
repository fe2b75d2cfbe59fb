// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// A database on a PostgreSQL server, through libpq. See Connection::open.
[[nodiscard]] Result<std::unique_ptr<Connection>> openPostgreSql(const ConnectionSpec &spec);
