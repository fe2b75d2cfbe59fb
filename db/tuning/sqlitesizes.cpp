// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/sqlitesizes.h"

#include "db/schema/databasesize.h"
#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 CountedUpTo = 64 * 1024 * 1024; // counting reads the whole file
constexpr int CountedRows = 10'000;
constexpr int SampledRows = 500;
constexpr double EntryOverhead = 4; // lengths and types in front of an entry
constexpr double PageFill = 0.7;    // what inserts in the middle leave of a page

bool isRowNumber(const IndexDef &index)
{
    return index.isPrimary() && index.name == u"PRIMARY KEY";
}

// A small file: each b-tree's pages, as SQLite itself counts them.
Result<> countPages(Statements &statements, QList<TableDef> &tables)
{
    QHash<QString, std::pair<qint64, qint64>> counted; // bytes, entries
    {
        Result<Rows> rows =
                statements.run(u"SELECT name, pgsize, ncell FROM dbstat WHERE aggregate = TRUE"_s);
        if (!rows)
            return fail(rows.error());
        while (rows->next())
            counted.insert(rows->text(0), {rows->integer(1), rows->integer(2)});
        if (const Result<> end = rows->end(); !end)
            return end;
    }
    for (TableDef &table : tables) {
        table.sizeBytes = counted.value(table.name).first;
        for (IndexDef &index : table.indexes) {
            const auto found = counted.constFind(index.name);
            if (found != counted.cend())
                index.sizeBytes = found->first;
        }
    }
    return {};
}

// The mean length of a key's parts in some rows: the newest ones where the row number counts.
Result<double> sampledBytes(Statements &statements, const TableDef &table, const IndexDef &index)
{
    QStringList lengths;
    for (const IndexKey &key : index.keys) {
        if (key.kind == IndexKey::Kind::Column)
            lengths.append(u"CASE typeof(%1) WHEN 'integer' THEN 6 WHEN 'real' THEN 8"
                           " ELSE coalesce(length(%1), 0) END"_s.arg(quotedName(key.text)));
    }
    if (lengths.isEmpty())
        return 8.0;
    const bool isCounted = std::ranges::any_of(table.indexes, &isRowNumber);
    Result<Rows> rows =
            statements.run(u"SELECT avg(%1) FROM (SELECT * FROM %2%3 LIMIT %4)"_s
                                   .arg(lengths.join(u" + "_s), quotedName(table.name),
                                        isCounted ? u" ORDER BY rowid DESC"_s : QString{})
                                   .arg(SampledRows));
    if (!rows)
        return fail(rows.error());
    const double bytes = rows->next() ? rows->real(0) : 0;
    return rows->end().transform([&] { return bytes; });
}

Result<> estimate(Statements &statements, TableDef &table)
{
    for (IndexDef &index : table.indexes) {
        if (index.isPrimary() || !table.rows || index.isPartial())
            continue;
        const Result<double> bytes = sampledBytes(statements, table, index);
        if (!bytes)
            return fail(bytes.error());
        constexpr double rowNumber = 4;
        index.entryBytes = *bytes + EntryOverhead + rowNumber;
        index.sizeBytes = qint64(double(*table.rows) * *index.entryBytes / PageFill);
        index.isSizeEstimated = true;
    }
    return {};
}

// What ANALYZE found at its time, by table; nothing where it never ran.
Result<QHash<QString, qint64>> analyzedRows(Statements &statements)
{
    QHash<QString, qint64> found;
    bool isThere = false;
    return eachRow(statements, u"SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'"_s, {},
                   [&](const Rows &) { isThere = true; })
            .and_then([&]() -> Result<> {
                if (!isThere)
                    return {};
                // The first number of each line; that of a partial index is smaller.
                return eachRow(
                        statements,
                        u"SELECT tbl, MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1"
                        " GROUP BY tbl"_s,
                        {}, [&](const Rows &rows) { found.insert(rows.text(0), rows.integer(1)); });
            })
            .transform([&] { return found; });
}

// The newest row number where the row number counts, which costs nothing; else what ANALYZE found,
// and what is there at least.
Result<qint64> rowsOf(Statements &statements, const TableDef &table, bool isSmall, qint64 analyzed)
{
    const QString name = quotedName(table.name);
    const bool hasRowNumber = std::ranges::any_of(table.indexes, &isRowNumber);
    const QString sql =
            isSmall        ? u"SELECT COUNT(*) FROM "_s + name
            : hasRowNumber ? u"SELECT MAX(rowid) FROM "_s + name
                           : u"SELECT COUNT(*) FROM (SELECT 1 FROM %1 LIMIT %2)"_s.arg(name).arg(
                                     CountedRows);
    qint64 count = 0;
    return eachRow(statements, sql, {}, [&](const Rows &rows) { count = rows.integer(0); })
            .transform([&] { return isSmall || hasRowNumber ? count : std::max(count, analyzed); });
}

} // namespace

Result<> readSqliteSizes(const Connection &connection, QList<TableDef> &tables)
{
    const Result<qint64> size = databaseSize(connection);
    if (!size)
        return fail(size.error());
    Statements statements{connection};
    const bool isSmall = *size <= CountedUpTo;
    const Result<QHash<QString, qint64>> analyzed = analyzedRows(statements);
    if (!analyzed)
        return fail(analyzed.error());
    for (TableDef &table : tables) {
        const Result<qint64> rows = rowsOf(statements, table, isSmall, analyzed->value(table.name));
        if (!rows)
            return fail(rows.error());
        table.rows = *rows;
    }
    // Not every SQLite can count pages; then they are estimated, too.
    if (isSmall && countPages(statements, tables))
        return {};
    for (TableDef &table : tables) {
        if (const Result<> estimated = estimate(statements, table); !estimated)
            return estimated;
    }
    return {};
}
