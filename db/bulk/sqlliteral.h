// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"

// A text as part of a statement, for what takes no bound values: COPY of PostgreSQL, and rows that
// MariaDB sends as they come. Quotes are doubled; a backslash is a letter on SQLite and in our
// sessions of MariaDB (NO_BACKSLASH_ESCAPES), and PostgreSQL's E'' does not ask a setting.
[[nodiscard]] QString sqlText(Engine engine, QString text);

// A time, ms since 1970, of the years 1 to 9999; the first or last moment of those for another one.
[[nodiscard]] QString sqlTime(Engine engine, qint64 ms);
