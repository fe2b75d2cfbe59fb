// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/claimclock.h"

#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

Result<QDateTime> claimMoment(const Connection &connection, const QDateTime &own)
{
    Statements statements{connection};
    const Engine engine = statements.dialect().engine();
    if (engine == Engine::Sqlite)
        return own;
    Result<Rows> rows = statements.run(
            engine == Engine::PostgreSql
                    ? u"SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"_s
                    : u"SELECT CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)"_s);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::Database, u"the server does not say what time it is"_s);
    return QDateTime::fromMSecsSinceEpoch(rows->integer(0), Qt::UTC);
}
