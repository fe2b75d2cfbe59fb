// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// A database on a MariaDB or MySQL server, through MariaDB's client library. See Connection::open.
[[nodiscard]] Result<std::unique_ptr<Connection>> openMariaDb(const ConnectionSpec &spec);
