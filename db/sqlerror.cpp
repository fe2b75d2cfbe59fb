// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlerror.h"

#include <QLoggingCategory>
#include <QSqlError>
#include <QSqlQuery>

namespace {

// SQL_ECHO turns it on: statements, never their values.
Q_LOGGING_CATEGORY(sqlLog, "tidemark.sql", QtWarningMsg)

// SQLite's extended result codes carry the primary code in their low byte
// (sqlite.org/rescode.html).
Error::Kind kindOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case 3:  // SQLITE_PERM
    case 23: // SQLITE_AUTH
        return Error::Kind::AccessDenied;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return Error::Kind::Busy;
    case 8: // SQLITE_READONLY
        return Error::Kind::ReadOnly;
    case 9: // SQLITE_INTERRUPT
        return Error::Kind::Cancelled;
    case 11: // SQLITE_CORRUPT
        return Error::Kind::Corrupt;
    case 13: // SQLITE_FULL
        return Error::Kind::DiskFull;
    case 14: // SQLITE_CANTOPEN
        return Error::Kind::AccessDenied;
    case 19: // SQLITE_CONSTRAINT
        return Error::Kind::Constraint;
    case 26: // SQLITE_NOTADB
        return Error::Kind::NotADatabase;
    default:
        return Error::Kind::Database;
    }
}

} // namespace

Error errorFrom(const QSqlError &error)
{
    bool hasCode = false;
    const int code = error.nativeErrorCode().toInt(&hasCode);
    return {hasCode ? kindOf(code) : Error::Kind::Database, error.databaseText(), {}};
}

tl::unexpected<Error> failFrom(const QSqlError &error)
{
    return fail(errorFrom(error));
}

Result<> prepare(QSqlQuery &query, const QString &sql)
{
    query.setForwardOnly(true);
    query.setNumericalPrecisionPolicy(QSql::HighPrecision);
    if (!query.prepare(sql))
        return failFrom(query.lastError());
    return {};
}

Result<> execute(QSqlQuery &query)
{
    qCDebug(sqlLog).noquote() << query.lastQuery();
    if (!query.exec())
        return failFrom(query.lastError());
    return {};
}
