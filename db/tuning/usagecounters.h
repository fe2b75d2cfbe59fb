// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/evidence.h"

// What the engine itself counts of its indexes, and since when; on SQLite nothing. Where there is
// nothing, the advice says how to come by it. Changes nothing. Thread: the connection's.
[[nodiscard]] Result<UsageEvidence> readUsageCounters(const Connection &connection);

// Whether other servers follow this one: what is read there PostgreSQL does not count here.
[[nodiscard]] Result<bool> hasStandbys(const Connection &connection);
