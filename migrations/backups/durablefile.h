// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

// What a file holds, or which names a folder holds, is on the disk when this returns, and still
// there after a power cut. AccessDenied (subject: the path) when it cannot be.
[[nodiscard]] Result<> flushToDisk(const QString &path);
