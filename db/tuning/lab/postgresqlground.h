// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labground.h"

// Schemas called tidemark_scratch_SCHEMA, marked by their comment. The lock is the session's.
[[nodiscard]] Result<std::unique_ptr<LabGround>> enterPostgreSqlGround(const ConnectionSpec &spec);
