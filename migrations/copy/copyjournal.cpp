// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/copyjournal.h"

#include "db/schema/inspection.h"
#include "db/statements.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;

CopyJournal::CopyJournal(const Connection &target)
    : m_target{target}
    , m_owner{QUuid::createUuid().toString(QUuid::Id128)}
{}

Result<QString> CopyJournal::source() const
{
    const Result<bool> exists = tableExists(m_target, u"tidemark_copy"_s);
    if (!exists || !*exists)
        return exists.transform([](bool) { return QString{}; });
    Statements statements{m_target};
    Result<Rows> rows = statements.run(u"SELECT MAX(source) FROM tidemark_copy"_s);
    if (!rows)
        return fail(rows.error());
    const QString source = rows->next() ? rows->text(0) : QString{};
    return rows->end().transform([&] { return source; });
}

Result<> CopyJournal::create() const
{
    // Types that all engines know alike.
    return m_target.execute(
            u"CREATE TABLE IF NOT EXISTS tidemark_copy (table_name VARCHAR(64) NOT NULL PRIMARY "
            u"KEY,"
            " source TEXT NOT NULL, owner VARCHAR(64) NOT NULL, last_key TEXT NOT NULL,"
            " copied BIGINT NOT NULL, is_done SMALLINT NOT NULL)"_s);
}

Result<> CopyJournal::begin(const QString &source, const QList<PlannedTable> &tables) const
{
    Statements statements{m_target};
    for (const PlannedTable &table : tables) {
        const Result<int> added = statements.change(
                u"INSERT INTO tidemark_copy (table_name, source, owner, last_key, copied, is_done)"
                " VALUES (?, ?, ?, '', 0, 0)"_s,
                {table.name, source, m_owner});
        if (!added)
            return fail(added.error());
    }
    return {};
}

Result<> CopyJournal::takeOver() const
{
    Statements statements{m_target};
    return statements.change(u"UPDATE tidemark_copy SET owner = ?"_s, {m_owner}).map([](int) {});
}

Result<CopyJournal::Entry> CopyJournal::read(const QString &table) const
{
    Statements statements{m_target};
    Result<Rows> rows = statements.run(
            u"SELECT last_key, copied, is_done FROM tidemark_copy WHERE table_name = ?"_s, {table});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::Corrupt, u"tidemark_copy has no row for the table"_s, table);
    return Entry{rows->text(0), rows->integer(1), rows->integer(2) != 0};
}

Result<> CopyJournal::save(const QString &table, const Entry &entry) const
{
    Statements statements{m_target};
    const Result<int> saved =
            statements.change(u"UPDATE tidemark_copy SET last_key = ?, copied = ?, is_done = ?"
                              " WHERE table_name = ? AND owner = ?"_s,
                              {entry.lastKey.isNull() ? u""_s : entry.lastKey, entry.rows,
                               entry.isDone ? 1 : 0, table, m_owner});
    if (saved && *saved == 0)
        return fail(Error::Kind::Busy, u"another copy to this database has begun"_s);
    return saved.map([](int) {});
}

Result<> CopyJournal::remove() const
{
    return m_target.execute(u"DROP TABLE tidemark_copy"_s);
}
