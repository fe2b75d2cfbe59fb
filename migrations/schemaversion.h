// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"

#include <optional>

// The version that the stores of this program write for (see SettledSchema): its newest. Nothing
// where its own migrations cannot be read; a store takes what it finds then.
[[nodiscard]] std::optional<int> schemaVersion(Engine engine);
