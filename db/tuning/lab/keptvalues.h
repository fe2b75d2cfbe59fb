// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/statement.h"

// What statements ran with, by their ids: where somebody has a few values kept as they are.
using KeptValues = QHash<QString, QList<QList<SqlValue>>>;

// Works at any version.
[[nodiscard]] Result<KeptValues> keptValues(const Connection &connection,
                                            const QList<CataloguedStatement> &statements);
