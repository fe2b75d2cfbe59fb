// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Resident memory of this process now, MiB.
[[nodiscard]] double residentMiB();
// The most it ever was.
[[nodiscard]] double peakMiB();
