// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/tablecopy.h"

#include "db/bulk/columnnames.h"
#include "db/schema/databasesize.h"
#include "db/schema/sqltokens.h"
#include "db/sqlite/sqlitebackup.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/withoutindex.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SampleRows = 20'000;

Result<QString> answer(const Connection &connection, const QString &query,
                       std::initializer_list<SqlValue> values = {})
{
    Statements statements{connection};
    QString text;
    return eachRow(statements, query, values, [&](const Rows &rows) { text = rows.text(0); })
            .transform([&] { return text; });
}

Result<> runAll(const Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (const Result<> done = connection.execute(statement); !done)
            return done;
    }
    return {};
}

QString orderOf(const QStringList &columns, QLatin1StringView direction)
{
    QStringList parts;
    for (const QString &column : columns)
        parts.append(quotedName(column) + direction);
    return parts.join(u", "_s);
}

// CREATE INDEX with the scratch table in place of the person's.
QString onTable(const QString &createSql, const QString &table, Engine engine)
{
    const QList<SqlToken> tokens = sqlTokens(createSql, engine).value_or(QList<SqlToken>{});
    qsizetype from = -1;
    for (const SqlToken &token : tokens) {
        if (from < 0 && token.isWord(u"ON"))
            from = token.end;
        else if (from >= 0 && token.isWord(u"USING"))
            return createSql.first(from) + u' ' + table + u' ' + createSql.sliced(token.start);
    }
    return {};
}

// What makes the table and, once it is filled, its keys and indexes: filling it without them takes
// a third of the time.
struct Making {
    QStringList table;
    QStringList indexes;
};

Result<Making> sqliteMaking(const Connection &place, const ProbeTable &table)
{
    const Result<QString> sql = answer(
            place, u"SELECT sql FROM original.sqlite_schema WHERE type = 'table' AND name = ?"_s,
            {table.name});
    if (!sql)
        return fail(sql.error());
    Making making{{*sql}, {}};
    for (const IndexDef &index : table.droppable())
        making.indexes.append(index.createSql);
    return making;
}

Result<Making> postgreSqlMaking(const LabGround &ground, const Connection &place,
                                const ProbeTable &table)
{
    const Result<QString> schema = answer(place, u"SELECT current_schema()"_s);
    if (!schema)
        return fail(schema.error());
    const QString name = quotedName(*schema) + u'.' + quotedName(table.name);
    Making making;
    // A default would take numbers from the person's own sequence.
    making.table = {u"CREATE TABLE %1 (LIKE %2 INCLUDING ALL EXCLUDING INDEXES EXCLUDING IDENTITY)"
                    " WITH (autovacuum_enabled = false)"_s.arg(name, ground.original(table.name))};
    if (!table.number.isEmpty())
        making.table.append(u"ALTER TABLE %1 ALTER COLUMN %2 DROP DEFAULT"_s.arg(
                name, quotedName(table.number)));
    for (const IndexDef &index : table.indexes) {
        using Constraint = IndexDef::Constraint;
        if (index.constraint == Constraint::Primary || index.constraint == Constraint::Unique)
            making.indexes.append(u"ALTER TABLE %1 ADD CONSTRAINT %2 %3 (%4)"_s.arg(
                    name, quotedName(index.name),
                    index.isPrimary() ? u"PRIMARY KEY"_s : u"UNIQUE"_s,
                    columnNames(index.columns())));
        else if (const QString sql = onTable(index.createSql, name, Engine::PostgreSql);
                 index.constraint == Constraint::None && !sql.isEmpty())
            making.indexes.append(sql);
    }
    return making;
}

Making mariaDbMaking(const LabGround &ground, const ProbeTable &table)
{
    const QString name = quotedName(table.name);
    Making making;
    making.table = {u"CREATE TABLE %1 LIKE %2"_s.arg(name, ground.original(table.name))};
    for (const IndexDef &index : table.droppable()) {
        making.table.append(u"ALTER TABLE %1 DROP INDEX %2"_s.arg(name, quotedName(index.name)));
        making.indexes.append(index.createSql);
    }
    return making;
}

Result<Making> makingOf(const LabGround &ground, const Connection &place, const ProbeTable &table)
{
    switch (place.engine()) {
    case Engine::Sqlite:
        return sqliteMaking(place, table);
    case Engine::PostgreSql:
        return postgreSqlMaking(ground, place, table);
    case Engine::MariaDb:
        break;
    }
    return mariaDbMaking(ground, table);
}

QString insertFrom(const LabGround &ground, const ProbeTable &table, Engine engine)
{
    const QString columns = columnNames(table.columns);
    return u"INSERT INTO %1 (%2)%3 SELECT %2 FROM %4"_s.arg(
            engine == Engine::Sqlite ? u"main."_s + quotedName(table.name) : quotedName(table.name),
            columns, engine == Engine::PostgreSql ? u" OVERRIDING SYSTEM VALUE"_s : QString{},
            ground.original(table.name));
}

// One on trial is hidden in the person's table; the lab asks what it does when it is not.
Result<> showIndexes(const Connection &place, const ProbeTable &table)
{
    for (const IndexDef &index : table.indexes) {
        if (!index.isHidden)
            continue;
        if (const Result<> shown = showIndex(place, table.name, index.name); !shown)
            return shown;
    }
    return {};
}

// How many rows the limits allow, by how long a few of the newest take; they are taken back.
Result<qint64> affordableRows(const LabGround &ground, const Connection &place,
                              const ProbeTable &table, const CopyLimits &limits)
{
    constexpr double EachIndex = 0.4; // of the time that its rows take

    QElapsedTimer timer;
    timer.start();
    if (const Result<> begun = place.execute(u"BEGIN"_s); !begun)
        return fail(begun.error());
    Statements statements{place};
    const Result<int> copied = statements.change(
            insertFrom(ground, table, place.engine()) +
            u" ORDER BY %1 LIMIT %2"_s.arg(orderOf(table.arrival, " DESC"_L1)).arg(SampleRows));
    place.rollback();
    if (!copied)
        return fail(copied.error());
    const double perRow = double(timer.nsecsElapsed()) / 1e6 / std::max(1, *copied) *
                          (1 + EachIndex * double(table.droppable().size())) * limits.variants;
    return static_cast<qint64>(double(limits.time.count()) / std::max(perRow, 1e-6));
}

// The tables of all variants take turns: together they have to fit into the server's cache, or each
// would find its pages thrown out by the others.
Result<qint64> cacheableRows(const Connection &place, const LabGround &ground,
                             const ProbeTable &table, const CopyLimits &limits)
{
    constexpr double OfTheCache = 0.75;
    constexpr qint64 Fewest = 50'000;

    if (place.engine() != Engine::MariaDb)
        return std::numeric_limits<qint64>::max();
    Statements statements{place};
    double rows = 0;
    return eachRow(statements,
                   u"SELECT @@innodb_buffer_pool_size / ((data_length + index_length)"
                   " / GREATEST(table_rows, 1)) FROM information_schema.tables"
                   " WHERE CONCAT('\"', table_schema, '\".\"', table_name, '\"') = ?"_s,
                   {ground.original(table.name)}, [&](const Rows &row) { rows = row.real(0); })
            .transform(
                    [&] { return std::max(Fewest, qint64(rows * OfTheCache / limits.variants)); });
}

// The newest rows begin behind this one.
Result<QString> beginning(const LabGround &ground, const Connection &place, const ProbeTable &table,
                          qint64 rows)
{
    const QString first = quotedName(table.arrival.constFirst());
    const Result<QString> found =
            answer(place, u"SELECT CAST(%1 AS %5) FROM %2 ORDER BY %3 LIMIT 1 OFFSET %4"_s
                                  .arg(first, ground.original(table.name),
                                       orderOf(table.arrival, " DESC"_L1))
                                  .arg(rows)
                                  .arg(place.engine() == Engine::MariaDb ? u"CHAR"_s : u"TEXT"_s));
    return found.transform([&](const QString &text) {
        return text.isEmpty() ? QString{} : u" WHERE %1 > '%2'"_s.arg(first, text);
    });
}

Result<> matchFile(const Connection &source, const Connection &place)
{
    const Result<QString> size =
            answer(source, u"SELECT CAST(page_size AS TEXT) FROM pragma_page_size"_s);
    const Result<QString> mode = answer(source, u"PRAGMA journal_mode"_s);
    if (!size || !mode)
        return fail(size ? mode.error() : size.error());
    return runAll(place, {u"PRAGMA journal_mode = DELETE"_s, u"PRAGMA page_size = "_s + *size,
                          u"VACUUM"_s, u"PRAGMA journal_mode = "_s + *mode});
}

} // namespace

Result<bool> copyWholeFile(const Connection &source, const LabGround &ground,
                           const Connection &place, const CopyLimits &limits, const LabWatch &watch)
{
    constexpr std::chrono::milliseconds Patience{5000};

    if (const Result<> matched = matchFile(source, place); !matched)
        return fail(matched.error());
    const Result<qint64> size = databaseSize(source);
    if (!size)
        return fail(size.error());
    if (*size > limits.bytes)
        return false;
    const QDeadlineTimer deadline{limits.time};
    const Result<> copied = copySqliteFile(
            source.location(), ground.fileOf(LabGround::Place::Copy), Patience,
            [&](qint64, qint64) { return !watch.isOver() && !deadline.hasExpired(); });
    if (copied)
        return true;
    if (copied.error().kind == Error::Kind::Cancelled && !watch.isOver())
        return false;
    return fail(copied.error());
}

Result<TableCopy> copyTable(const Connection &source, const LabGround &ground,
                            const Connection &place, const ProbeTable &table,
                            const CopyLimits &limits, const LabWatch &watch)
{
    const bool isSqlite = place.engine() == Engine::Sqlite;
    if (isSqlite) {
        if (const Result<> attached = place.execute(u"ATTACH DATABASE '%1' AS original"_s.arg(
                    QString{source.location()}.replace(u'\'', u"''"_s)));
            !attached)
            return fail(attached.error());
    }
    const Result<Making> making = makingOf(ground, place, table);
    if (!making)
        return fail(making.error());
    Result<qint64> rows = runAll(place, making->table).and_then([&] {
        return affordableRows(ground, place, table, limits);
    });
    if (!rows)
        return fail(rows.error());
    const Result<qint64> most = cacheableRows(place, ground, table, limits);
    if (!most)
        return fail(most.error());
    rows = std::min({*rows, *most, limits.rows});
    const Result<QString> where = beginning(ground, place, table, *rows);
    if (!where)
        return fail(where.error());
    Statements statements{place};
    const Result<int> copied =
            statements.change(insertFrom(ground, table, place.engine()) + *where);
    if (!copied)
        return fail(copied.error());
    for (const QString &index : making->indexes) {
        const Result<> made = watch.check().and_then([&] { return place.execute(index); });
        if (!made)
            return fail(made.error());
    }
    if (const Result<> shown = showIndexes(place, table); !shown)
        return fail(shown.error());
    if (isSqlite) {
        if (const Result<> detached = place.execute(u"DETACH DATABASE original"_s); !detached)
            return fail(detached.error());
    }
    return TableCopy{*copied, where->isEmpty()};
}

Result<> analyze(const Connection &place, const QString &table)
{
    switch (place.engine()) {
    case Engine::Sqlite:
        return place.execute(u"ANALYZE "_s + quotedName(table));
    case Engine::PostgreSql: // its vacuum marks pages, so that the first to read them need not
        return place.execute(u"VACUUM (ANALYZE) "_s + quotedName(table));
    case Engine::MariaDb:
        break;
    }
    return place.execute(u"ANALYZE TABLE "_s + quotedName(table));
}
