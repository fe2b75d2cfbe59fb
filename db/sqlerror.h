// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QLoggingCategory>

class QSqlError;
class QSqlQuery;
struct sqlite3;

// SQL_ECHO turns it on: statements, never their values.
Q_DECLARE_LOGGING_CATEGORY(sqlLog)

// The driver's error as ours: the kind from the engine's code, the driver's text as detail.
[[nodiscard]] Error errorFrom(const QSqlError &error);
[[nodiscard]] tl::unexpected<Error> failFrom(const QSqlError &error);
// What went wrong last on this connection.
[[nodiscard]] tl::unexpected<Error> failFrom(sqlite3 *database);

// Prepares and checks; exec() of a prepared query and checks.
[[nodiscard]] Result<> prepare(QSqlQuery &query, const QString &sql);
[[nodiscard]] Result<> execute(QSqlQuery &query);
