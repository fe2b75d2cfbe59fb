// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/rehearsal/preview.h"
#include "migrations/shape/schemamodel.h"

// What every version would do to this database, up and down: counts the rows of the tables that a
// script rewrites or gives up. Changes nothing. Thread: the connection's.
[[nodiscard]] Result<QList<MigrationPreview>> makePreviews(const Connection &connection,
                                                           const MigrationSet &migrations);
