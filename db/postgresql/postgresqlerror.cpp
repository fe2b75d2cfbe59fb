// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/postgresql/postgresqlerror.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PostgreSqlErrorText {
    Q_DECLARE_TR_FUNCTIONS(PostgreSqlErrorText)
};

// Views and the like that somebody made on Tidemark's tables: the server names each of them.
bool isHeldByDependents(QByteArrayView state, const QString &dependents)
{
    return state == "2BP01" ||
           (state == "0A000" && dependents.contains("depends on"_L1)); // a column's type
}

tl::unexpected<Error> failByDependents(const QString &dependents)
{
    QString named = dependents;
    named.remove(u"rule _RETURN on "_s); // that rule is the view itself
    const QStringList lines = named.split(u'\n', Qt::SkipEmptyParts);
    return fail(Error::Kind::Refused,
                PostgreSqlErrorText::tr("Something that Tidemark did not make depends on what has "
                                        "to change: %1. Drop it, try again, and make it once more "
                                        "afterwards. Nothing was changed.")
                        .arg(lines.join(u"; "_s)));
}

} // namespace

Error::Kind kindOfSqlState(QByteArrayView state)
{
    if (state == "28P01" || state == "28000" || state == "42501" || state == "3D000") {
        if (state == "42501")
            return Error::Kind::AccessDenied;
        return state == "3D000" ? Error::Kind::NoDatabase : Error::Kind::LoginRefused;
    }
    if (state == "57014")
        return Error::Kind::Cancelled;
    if (state == "55P03" || state == "40P01" || state == "40001")
        return Error::Kind::Busy;
    if (state == "53300")
        return Error::Kind::TooManyConnections;
    if (state == "53100")
        return Error::Kind::DiskFull;
    if (state == "25006")
        return Error::Kind::ReadOnly;
    if (state == "57P03")
        return Error::Kind::Unreachable;
    if (state.startsWith("57P") || state.startsWith("08") || state == "25P03")
        return Error::Kind::Lost;
    if (state.startsWith("23") || state.startsWith("22")) // also a value that does not fit
        return Error::Kind::Constraint;
    if (state == "XX001" || state == "XX002") // XX000 is any internal error
        return Error::Kind::Corrupt;
    return Error::Kind::Database;
}

tl::unexpected<Error> failFrom(const PGresult *result, const PGconn *connection)
{
    if (!result || PQstatus(connection) == CONNECTION_BAD)
        return fail(Error::Kind::Lost, QString::fromUtf8(PQerrorMessage(connection)).trimmed());
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const QString more = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL));
    if (state && isHeldByDependents(state, more))
        return failByDependents(more);
    return fail(state ? kindOfSqlState(state) : Error::Kind::Database,
                QString::fromUtf8(message ? message : PQerrorMessage(connection)).trimmed());
}
