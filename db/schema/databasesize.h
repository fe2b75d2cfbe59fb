// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// How many bytes the database takes, as its engine says: the file's pages, or what the server keeps
// for tables and indexes. MariaDB estimates it, and counts only tables that the user may see.
[[nodiscard]] Result<qint64> databaseSize(const Connection &connection);

// How many bytes more its rows would take where nothing compresses them, as a backup does not:
// TimescaleDB makes old chunks up to ten times smaller. 0 where it is not at work.
[[nodiscard]] Result<qint64> compressionSavings(const Connection &connection);
