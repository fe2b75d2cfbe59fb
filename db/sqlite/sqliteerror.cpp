// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqliteerror.h"

#include <QSqlError>

#include <sqlite3.h>

namespace {

// SQLite's extended result codes carry the primary code in their low byte
// (sqlite.org/rescode.html).
Error::Kind kindOf(int sqliteCode)
{
    // A full disk that the WAL's files meet is told as a failed write.
    if (sqliteCode == SQLITE_IOERR_WRITE || sqliteCode == SQLITE_IOERR_SHMSIZE)
        return Error::Kind::DiskFull;
    switch (sqliteCode & 0xff) {
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return Error::Kind::AccessDenied;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::Kind::Busy;
    case SQLITE_READONLY:
        return Error::Kind::ReadOnly;
    case SQLITE_INTERRUPT:
        return Error::Kind::Cancelled;
    case SQLITE_CORRUPT:
        return Error::Kind::Corrupt;
    case SQLITE_FULL:
        return Error::Kind::DiskFull;
    case SQLITE_CANTOPEN:
        return Error::Kind::AccessDenied;
    case SQLITE_CONSTRAINT:
        return Error::Kind::Constraint;
    case SQLITE_NOTADB:
        return Error::Kind::NotADatabase;
    default:
        return Error::Kind::Database;
    }
}

} // namespace

tl::unexpected<Error> failFrom(const QSqlError &error)
{
    bool hasCode = false;
    const int code = error.nativeErrorCode().toInt(&hasCode);
    return fail(hasCode ? kindOf(code) : Error::Kind::Database, error.databaseText());
}

tl::unexpected<Error> failFrom(sqlite3 *database)
{
    return fail(kindOf(sqlite3_extended_errcode(database)),
                QString::fromUtf8(sqlite3_errmsg(database)));
}
