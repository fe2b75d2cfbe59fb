// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/postgresql/postgresqlerror.h"

Error::Kind kindOfSqlState(QByteArrayView state)
{
    if (state == "28P01" || state == "28000" || state == "42501" || state == "3D000") {
        if (state == "42501")
            return Error::Kind::AccessDenied;
        return state == "3D000" ? Error::Kind::NoDatabase : Error::Kind::LoginRefused;
    }
    if (state == "57014")
        return Error::Kind::Cancelled;
    if (state == "55P03" || state == "40P01" || state == "40001" || state == "53300")
        return Error::Kind::Busy;
    if (state == "53100" || state == "53200")
        return Error::Kind::DiskFull;
    if (state == "25006")
        return Error::Kind::ReadOnly;
    if (state == "57P03")
        return Error::Kind::Unreachable;
    if (state.startsWith("57P") || state.startsWith("08"))
        return Error::Kind::Lost;
    if (state.startsWith("23") || state.startsWith("22")) // also a value that does not fit
        return Error::Kind::Constraint;
    if (state.startsWith("XX"))
        return Error::Kind::Corrupt;
    return Error::Kind::Database;
}

tl::unexpected<Error> failFrom(const PGresult *result, const PGconn *connection)
{
    if (!result || PQstatus(connection) == CONNECTION_BAD)
        return fail(Error::Kind::Lost, QString::fromUtf8(PQerrorMessage(connection)).trimmed());
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return fail(state ? kindOfSqlState(state) : Error::Kind::Database,
                QString::fromUtf8(message ? message : PQerrorMessage(connection)).trimmed());
}
