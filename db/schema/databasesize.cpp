// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/databasesize.h"

#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

namespace {

Result<qint64> numberFrom(const Connection &connection, const QString &query)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(query);
    if (!rows)
        return fail(rows.error());
    const qint64 number = rows->next() ? rows->integer(0) : 0;
    return rows->end().transform([&] { return number; });
}

} // namespace

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
    return numberFrom(connection, query());
}

Result<qint64> compressionSavings(const Connection &connection)
{
    if (connection.engine() != Engine::PostgreSql)
        return 0;
    // What it brings may not even be named where it is not.
    Result<qint64> hasExtension = numberFrom(
            connection, u"SELECT COUNT(*) FROM pg_extension WHERE extname = 'timescaledb'"_s);
    if (!hasExtension || *hasExtension == 0)
        return hasExtension;
    return numberFrom(connection,
                      u"SELECT CAST(COALESCE(SUM(s.before_compression_total_bytes"
                      " - s.after_compression_total_bytes), 0) AS BIGINT)"
                      " FROM timescaledb_information.hypertables h CROSS JOIN LATERAL"
                      " hypertable_compression_stats(CAST(format('%I.%I', h.hypertable_schema,"
                      " h.hypertable_name) AS regclass)) s WHERE h.compression_enabled"_s);
}
