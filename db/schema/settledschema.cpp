// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/settledschema.h"

using namespace Qt::Literals::StringLiterals;

Result<> SettledSchema::check()
{
    Result<Rows> rows = m_statements.run(
            u"SELECT MAX(version), (SELECT COUNT(*) FROM tidemark_migration_steps) "
            "FROM tidemark_migrations"_s);
    if (!rows)
        return fail(rows.error());
    const bool isRead = rows->next();
    const qint64 version = isRead ? rows->integer(0) : 0;
    const bool isUnfinished = isRead && rows->integer(1) > 0;
    if (const Result<> read = rows->end(); !read)
        return read;
    if (isUnfinished)
        return fail(Error::Kind::Refused,
                    tr("A migration of this database is unfinished. Run 'tidemarkctl migrate up' "
                       "to go on with it; nothing was written."),
                    m_location);
    if (m_version.value_or(version) != version)
        return fail(Error::Kind::Refused,
                    tr("Another program brought this database from version %1 to %2. Nothing was "
                       "written; try again.")
                            .arg(*m_version)
                            .arg(version),
                    m_location);
    m_version = version;
    return {};
}
