// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

class QSqlError;
struct sqlite3;

// The driver's error as ours: the kind from SQLite's code, its text as detail.
[[nodiscard]] tl::unexpected<Error> failFrom(const QSqlError &error);
// What went wrong last on this connection.
[[nodiscard]] tl::unexpected<Error> failFrom(sqlite3 *database);
