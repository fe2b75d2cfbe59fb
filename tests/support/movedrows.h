// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QStringList>

// Rows for tests that move a database: every table of the newest version, every column, with values
// at the ends of what the schema allows. count: of quotes and of bars each; other tables have some.
// Makes the tables, in an SQLite file.
void fillWithMovedRows(const ConnectionSpec &file, int count);

[[nodiscard]] QStringList movedTables();
[[nodiscard]] QStringList columnsOf(const ConnectionSpec &spec, const QString &table);
