// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

class QSqlError;
class QSqlQuery;

// The driver's error as ours: the kind from the engine's code, the driver's text as detail.
[[nodiscard]] Error errorFrom(const QSqlError &error);
[[nodiscard]] tl::unexpected<Error> failFrom(const QSqlError &error);

// Prepares and checks; exec() of a prepared query and checks.
[[nodiscard]] Result<> prepare(QSqlQuery &query, const QString &sql);
[[nodiscard]] Result<> execute(QSqlQuery &query);
