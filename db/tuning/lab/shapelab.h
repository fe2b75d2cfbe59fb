// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/tablelab.h"

// Two shapes of a table, each in a place of its own with the same rows, within this time. Refused
// (translated): it cannot be measured.
[[nodiscard]] Result<ShapeComparison> compareShapes(LabSession &session, const ShapeChange &change,
                                                    std::chrono::milliseconds time);
