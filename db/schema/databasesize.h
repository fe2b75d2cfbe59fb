// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// How many bytes the database takes, as its engine says: the file's pages, or what the server keeps
// for tables and indexes. MariaDB estimates it, and counts only tables that the user may see.
[[nodiscard]] Result<qint64> databaseSize(const Connection &connection);
