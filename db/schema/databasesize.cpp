// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/databasesize.h"

#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

Result<qint64> databaseSize(const Connection &connection)
{
    const auto query = [&] {
        switch (connection.engine()) {
        case Engine::Sqlite:
            return u"SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"_s;
        case Engine::PostgreSql:
            return u"SELECT pg_database_size(current_database())"_s;
        case Engine::MariaDb:
            break;
        }
        return u"SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED)"
               " FROM information_schema.tables WHERE table_schema = DATABASE()"_s;
    };
    Statements statements{connection};
    Result<Rows> rows = statements.run(query());
    if (!rows)
        return fail(rows.error());
    const qint64 bytes = rows->next() ? rows->integer(0) : 0;
    return rows->end().transform([&] { return bytes; });
}
