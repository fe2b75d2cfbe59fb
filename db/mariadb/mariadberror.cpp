// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/mariadberror.h"

#include <errmsg.h>
#include <mysqld_error.h>

using namespace Qt::Literals::StringLiterals;

namespace {

Error::Kind kindOf(unsigned code)
{
    switch (code) {
    case CR_CONNECTION_ERROR:
    case CR_CONN_HOST_ERROR:
    case CR_UNKNOWN_HOST:
    case CR_SERVER_HANDSHAKE_ERR:
        return Error::Kind::Unreachable;
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_SERVER_LOST_EXTENDED:
    case CR_SSL_CONNECTION_ERROR: // of a connection that stood
    case ER_CONNECTION_KILLED:
    case ER_SERVER_SHUTDOWN:
        return Error::Kind::Lost;
    case ER_HANDSHAKE_ERROR:
        return Error::Kind::Tls;
    case ER_ACCESS_DENIED_ERROR:
    case ER_ACCESS_DENIED_NO_PASSWORD_ERROR:
    case ER_HOST_NOT_PRIVILEGED:
    case ER_HOST_IS_BLOCKED:
        return Error::Kind::LoginRefused;
    case ER_BAD_DB_ERROR:
        return Error::Kind::NoDatabase;
    case ER_DBACCESS_DENIED_ERROR:
    case ER_TABLEACCESS_DENIED_ERROR:
    case ER_COLUMNACCESS_DENIED_ERROR:
    case ER_SPECIFIC_ACCESS_DENIED_ERROR:
    case ER_BINLOG_CREATE_ROUTINE_NEED_SUPER: // of triggers, too
        return Error::Kind::AccessDenied;
    case ER_LOCK_WAIT_TIMEOUT:
    case ER_LOCK_DEADLOCK:
    case ER_TABLE_DEF_CHANGED: // under a snapshot: somebody added a partition
        return Error::Kind::Busy;
    case ER_CON_COUNT_ERROR:
    case ER_TOO_MANY_USER_CONNECTIONS:
    case ER_USER_LIMIT_REACHED:
        return Error::Kind::TooManyConnections;
    case ER_QUERY_INTERRUPTED:
        return Error::Kind::Cancelled;
    case ER_DISK_FULL:
    case ER_RECORD_FILE_FULL:
        return Error::Kind::DiskFull;
    case ER_OPTION_PREVENTS_STATEMENT:
    case ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION:
    case ER_OPEN_AS_READONLY:
        return Error::Kind::ReadOnly;
    case ER_DUP_ENTRY:
    case ER_BAD_NULL_ERROR:
    case ER_NO_REFERENCED_ROW_2:
    case ER_ROW_IS_REFERENCED_2:
    case ER_DATA_TOO_LONG:
    case ER_WARN_DATA_OUT_OF_RANGE:
    case ER_TRUNCATED_WRONG_VALUE_FOR_FIELD:
    case 4025: // a CHECK of MariaDB
    case 3819: // a CHECK of MySQL
        return Error::Kind::Constraint;
    case ER_CRASHED_ON_USAGE:
        return Error::Kind::Corrupt;
    default:
        return Error::Kind::Database;
    }
}

} // namespace

tl::unexpected<Error> failToConnect(MYSQL *connection)
{
    tl::unexpected<Error> failure = failFrom(connection);
    // A server that goes away while both agree on TLS has the same number; OpenSSL's words differ.
    const bool hasGone = failure.value().detail.contains("unexpected eof"_L1) ||
                         failure.value().detail.contains("Connection reset"_L1);
    if (mysql_errno(connection) == CR_SSL_CONNECTION_ERROR && !hasGone)
        failure.value().kind = Error::Kind::Tls;
    else if (failure.value().kind == Error::Kind::Lost)
        failure.value().kind = Error::Kind::Unreachable;
    return failure;
}

tl::unexpected<Error> failFrom(MYSQL *connection)
{
    return fail(kindOf(mysql_errno(connection)), QString::fromUtf8(mysql_error(connection)));
}

tl::unexpected<Error> failFrom(MYSQL_STMT *statement)
{
    return fail(kindOf(mysql_stmt_errno(statement)),
                QString::fromUtf8(mysql_stmt_error(statement)));
}
