// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/storagevariant.h"

#include "db/statements.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct StorageText {
    Q_DECLARE_TR_FUNCTIONS(StorageText)
};

} // namespace

Result<QString> storageVariant(const Connection &connection)
{
    if (connection.engine() != Engine::PostgreSql)
        return QString{};
    Statements statements{connection};
    // Whether the server has loaded the library is told by its settings: shared_preload_libraries
    // itself is not for everybody to read. The extension is trusted, so whoever may create in the
    // database may make it, which the script then does.
    Result<Rows> rows = statements.run(
            u"SELECT EXISTS (SELECT FROM pg_settings WHERE name LIKE 'timescaledb.%')"
            " AND (a.installed_version IS NOT NULL"
            "  OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
            "  OR (has_database_privilege(current_database(), 'CREATE')"
            "   AND EXISTS (SELECT FROM pg_available_extension_versions v"
            "    WHERE v.name = a.name AND v.version = a.default_version AND v.trusted)))"
            " FROM pg_available_extensions a WHERE a.name = 'timescaledb'"_s);
    if (!rows)
        return fail(rows.error());
    const bool hasExtension = rows->next() && rows->integer(0) == 1;
    return rows->end().transform([&] { return hasExtension ? u"timescaledb"_s : u"native"_s; });
}

Result<QString> storageNote(const Connection &connection)
{
    if (connection.engine() != Engine::PostgreSql)
        return QString{};
    Statements statements{connection};
    Result<Rows> rows = statements.run(u"SELECT current_setting('timescaledb.license', true)"
                                       " FROM pg_extension WHERE extname = 'timescaledb'"_s);
    if (!rows)
        return fail(rows.error());
    const bool isUncompressed = rows->next() && rows->text(0) != "timescale"_L1;
    return rows->end().transform([&] {
        return isUncompressed
                       ? StorageText::tr("TimescaleDB has the Apache licence here, which has no "
                                         "compression: old bars take more room than they could.")
                       : QString{};
    });
}
