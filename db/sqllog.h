// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// SQL_ECHO: what runs from now on goes to standard error, on every connection of the program.
void echoStatements();

// A query that is text alone, as a stream's, with a question mark for each value in it.
[[nodiscard]] QString withoutValues(const QString &query);
