// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/result.h"

#include <QDateTime>

// The moment by the clock that all programs on this database share: the server's. Those on a file
// are on one computer, whose clock is own.
[[nodiscard]] Result<QDateTime> claimMoment(const Connection &connection, const QDateTime &own);
