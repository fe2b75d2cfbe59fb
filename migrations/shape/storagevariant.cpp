// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/storagevariant.h"

#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// The extension is trusted: whoever may create in the database may create it, once the server has
// loaded its library.
bool createExtension(const Connection &connection)
{
    if (!connection.execute(u"SAVEPOINT tidemark_extension"_s))
        return false;
    const bool isCreated =
            connection.execute(u"CREATE EXTENSION IF NOT EXISTS timescaledb"_s).has_value();
    const QString end = isCreated ? u"RELEASE SAVEPOINT tidemark_extension"_s
                                  : u"ROLLBACK TO SAVEPOINT tidemark_extension"_s;
    return connection.execute(end).has_value() && isCreated;
}

} // namespace

Result<QString> storageVariant(const Connection &connection)
{
    if (connection.engine() != Engine::PostgreSql)
        return QString{};
    Statements statements{connection};
    Result<Rows> rows =
            statements.run(u"SELECT installed_version, "
                           "current_setting('shared_preload_libraries', true) LIKE '%timescaledb%' "
                           "FROM pg_available_extensions WHERE name = 'timescaledb'"_s);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return u"native"_s;
    const bool isInstalled = !rows->isNull(0);
    const bool isLoaded = rows->integer(1) == 1;
    return isInstalled || (isLoaded && createExtension(connection)) ? u"timescaledb"_s
                                                                    : u"native"_s;
}
