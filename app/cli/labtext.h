// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/indexlab.h"

// What 'index lab' says to people.
[[nodiscard]] QString textOf(const LabReport &report);
// How far it is, for standard error.
[[nodiscard]] QString textOf(const LabProgress &progress);
