// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// Which variant of a script fits this database: "timescaledb" on PostgreSQL where that extension is
// installed or may be created, "native" on any other PostgreSQL, none elsewhere. The one place that
// decides it. May create the extension; thread: the connection's.
[[nodiscard]] Result<QString> storageVariant(const Connection &connection);
