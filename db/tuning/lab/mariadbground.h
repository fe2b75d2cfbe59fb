// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labground.h"

// Databases called NAME_tidemark_scratch, marked by a table in them. The lock is the session's.
[[nodiscard]] Result<std::unique_ptr<LabGround>> enterMariaDbGround(const ConnectionSpec &spec);
