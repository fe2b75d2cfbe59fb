// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/state/versioneddatabase.h"

// The scripts of the way from one version to another, as one text for people: what up and down
// would run, without the history's own rows. Usage for a version that nobody knows.
[[nodiscard]] Result<QString> sqlBetween(const VersionedDatabase &database, int from, int to);
