// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

// The kind's name, which scripts and records rely on: "network", "read_only".
[[nodiscard]] QString errorKindName(Error::Kind kind);

// Unknown for a name that is none.
[[nodiscard]] Error::Kind errorKindFromName(const QString &name);
