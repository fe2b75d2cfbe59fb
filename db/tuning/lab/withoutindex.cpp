// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/withoutindex.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> alterIndex(const Connection &place, const QString &table, const QString &index,
                    QStringView onMariaDb, QStringView onMySql)
{
    const bool isMariaDb = place.serverInfo().product == u"MariaDB";
    return place.execute(u"ALTER TABLE %1 ALTER INDEX %2 %3"_s.arg(
            quotedName(table), quotedName(index), isMariaDb ? onMariaDb : onMySql));
}

} // namespace

WithoutIndex::WithoutIndex(const Connection &place, const QString &table, const QString &index)
    : m_place{place}
    , m_table{table}
    , m_index{index}
{}

WithoutIndex::~WithoutIndex()
{
    if (m_isHidden && m_place.engine() == Engine::MariaDb)
        static_cast<void>(showIndex(m_place, m_table, m_index));
    else if (m_isHidden)
        m_place.rollback();
}

Result<> WithoutIndex::hide()
{
    if (m_place.engine() == Engine::MariaDb)
        return hideOnMariaDb();
    Statements statements{m_place};
    QString schema;
    if (m_place.engine() == Engine::PostgreSql) {
        const Result<> read =
                eachRow(statements, u"SELECT current_schema()"_s, {},
                        [&](const Rows &rows) { schema = quotedName(rows.text(0)) + u'.'; });
        if (!read)
            return read;
    }
    if (const Result<> begun = m_place.execute(u"BEGIN"_s); !begun)
        return begun;
    m_isHidden = true;
    return m_place.execute(u"DROP INDEX "_s + schema + quotedName(m_index));
}

Result<> WithoutIndex::hideOnMariaDb()
{
    const Result<> hidden = alterIndex(m_place, m_table, m_index, u"IGNORED", u"INVISIBLE");
    m_isHidden = hidden.has_value();
    return hidden;
}

Result<> showIndex(const Connection &place, const QString &table, const QString &index)
{
    return alterIndex(place, table, index, u"NOT IGNORED", u"VISIBLE");
}
