// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

// What tidemarkctl ends with (DESIGN section 3; scripts rely on it).
enum class ExitCode { Done = 0, Failed = 1, WrongUsage = 2, Refused = 3, Unreachable = 4 };

[[nodiscard]] ExitCode exitCodeFor(const Error &error);
