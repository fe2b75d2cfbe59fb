// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"

#include <QDateTime>

// A number in metadata that everybody raises who changes what rules stand on: rules, their states,
// what is acknowledged. Who holds them in memory knows by it that another program was there.
[[nodiscard]] Result<qint64> alertGeneration(Statements &statements);

// Raises it in the caller's transaction, and holds off everybody else who would until it ends.
[[nodiscard]] Result<> bumpAlertGeneration(Statements &statements, const QDateTime &now);
