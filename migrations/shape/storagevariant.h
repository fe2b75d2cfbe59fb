// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// Which variant of a script fits this database: "timescaledb" on PostgreSQL where that extension is
// at work or may be made by this user, "native" on any other PostgreSQL, none elsewhere. The one
// place that decides it; changes nothing, so that a dry run and a preview say what would run.
// Thread: the connection's.
[[nodiscard]] Result<QString> storageVariant(const Connection &connection);

// What somebody who looks after the database should know about how bars are stored: a translated
// sentence, empty when there is nothing to say.
[[nodiscard]] Result<QString> storageNote(const Connection &connection);
