// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/mariadbindexes.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/indexsql.h"

#include <QMap>
#include <QVersionNumber>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

using Tables = QMap<QString, TableDef>;
using Part = std::pair<QString, QString>; // table, what of it

struct Facts {
    QHash<Part, QString> collations;   // of columns
    QSet<QString> clustered;           // tables of InnoDB
    QHash<QString, qint64> indexBytes; // of all indexes of a table together
};

Result<> readTables(Statements &statements, Tables &tables, Facts &facts)
{
    return eachRow(statements,
                   u"SELECT table_name, table_rows, data_length, index_length, engine,"
                   " create_options LIKE '%partitioned%' FROM information_schema.tables"
                   " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
                   " AND table_name NOT LIKE 'tidemark\\_migration%'"
                   " AND table_name <> 'tidemark_copy'"_s,
                   {}, [&](const Rows &rows) {
                       TableDef &table = tables[rows.text(0)];
                       table.name = rows.text(0);
                       table.rows = rows.integer(1);
                       table.sizeBytes = rows.integer(2);
                       table.isSplit = rows.integer(5) != 0;
                       facts.indexBytes.insert(table.name, rows.integer(3));
                       if (rows.text(4).compare(u"InnoDB"_s, Qt::CaseInsensitive) == 0)
                           facts.clustered.insert(table.name);
                   });
}

Result<> readColumns(Statements &statements, Tables &tables, Facts &facts)
{
    return eachRow(statements,
                   u"SELECT table_name, column_name, collation_name FROM"
                   " information_schema.columns WHERE table_schema = DATABASE()"
                   " ORDER BY table_name, ordinal_position"_s,
                   {}, [&](const Rows &rows) {
                       const auto table = tables.find(rows.text(0));
                       if (table == tables.end())
                           return;
                       table->columns.append(rows.text(1));
                       facts.collations.insert({table->name, rows.text(1)}, rows.text(2));
                   });
}

// What says that an index is kept and not used has another name on each server, or none.
Result<QString> hiddenCondition(Statements &statements)
{
    QString condition = u"FALSE"_s;
    const Result<> read =
            eachRow(statements,
                    u"SELECT column_name FROM information_schema.columns"
                    " WHERE table_schema = 'information_schema' AND table_name = 'STATISTICS'"
                    " AND column_name IN ('IGNORED', 'IS_VISIBLE')"_s,
                    {}, [&](const Rows &rows) {
                        condition = rows.text(0).compare(u"IGNORED"_s, Qt::CaseInsensitive) == 0
                                            ? u"ignored = 'YES'"_s
                                            : u"is_visible = 'NO'"_s;
                    });
    return read.transform([&] { return condition; });
}

Result<> readKeys(Statements &statements, Tables &tables, const Facts &facts, bool isMySql)
{
    const Result<QString> hidden = hiddenCondition(statements);
    if (!hidden)
        return fail(hidden.error());
    return eachRow(
            statements,
            u"SELECT table_name, index_name, non_unique, index_type, column_name, collation,"
            " sub_part, %1, %2, seq_in_index FROM information_schema.statistics"
            " WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index"_s.arg(
                    isMySql ? u"expression"_s : u"NULL"_s, *hidden),
            {}, [&](const Rows &rows) {
                const auto table = tables.find(rows.text(0));
                if (table == tables.end())
                    return;
                if (rows.integer(9) == 1) {
                    IndexDef index;
                    index.table = table->name;
                    index.name = rows.text(1);
                    index.isUnique = rows.integer(2) == 0;
                    index.method = rows.text(3).toLower();
                    index.isHidden = rows.integer(8) != 0;
                    if (index.name == u"PRIMARY")
                        index.constraint = IndexDef::Constraint::Primary;
                    table->indexes.append(index);
                }
                IndexKey key;
                const bool isColumn = rows.isNull(7);
                key.kind = isColumn ? IndexKey::Kind::Column : IndexKey::Kind::Expression;
                key.text = isColumn ? rows.text(4) : expressionText(rows.text(7), Engine::MariaDb);
                key.collation = facts.collations.value({table->name, key.text});
                key.isDescending = rows.text(5) == u"D";
                key.hasNullsFirst = !key.isDescending; // NULL is the smallest value
                key.prefixLength = int(rows.integer(6));
                table->indexes.last().keys.append(key);
            });
}

// A line of SHOW CREATE TABLE that tells an index.
struct KeyClause {
    QString name;
    QString text;           // "UNIQUE KEY `ix` (`a`)"
    qsizetype afterKey = 0; // behind the word KEY
};

QString nameFrom(const SqlToken &quoted)
{
    const QString quote = quoted.text.first(1);
    return quoted.text.sliced(1, quoted.text.size() - 2).replace(quote + quote, quote);
}

// Names get the quotes that the server's shell understands, whatever the session's settings.
std::optional<KeyClause> keyClause(const QString &line)
{
    const Result<QList<SqlToken>> tokens = sqlTokens(line, Engine::MariaDb);
    if (!tokens || tokens->size() < 3)
        return {};
    const qsizetype key = tokens->first().isWord(u"KEY") ? 0 : 1;
    if (!(*tokens)[key].isWord(u"KEY") || tokens->first().isWord(u"PRIMARY") ||
        tokens->first().isWord(u"FOREIGN") || (*tokens)[key + 1].kind != SqlToken::Kind::Quoted)
        return {};
    KeyClause clause{nameFrom((*tokens)[key + 1]), line, (*tokens)[key].end};
    for (qsizetype at = tokens->size() - 1; at >= 0; --at) {
        const SqlToken &token = (*tokens)[at];
        if (token.kind == SqlToken::Kind::Quoted && token.text.startsWith(u'"'))
            clause.text.replace(token.start, token.end - token.start,
                                engineName(nameFrom(token), Engine::MariaDb));
    }
    if (clause.text.endsWith(u','))
        clause.text.chop(1);
    return clause;
}

// "KEY `ix` (`a` DESC) COMMENT 'x'", as ALTER TABLE ... ADD takes it again.
Result<> readDefinitions(Statements &statements, TableDef &table, bool isMySql)
{
    const QString alter = u"ALTER TABLE "_s + engineName(table.name, Engine::MariaDb);
    Result<Rows> rows = statements.run(u"SHOW CREATE TABLE "_s + quotedName(table.name));
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end();
    for (const QString &line : rows->text(1).split(u'\n')) {
        const std::optional<KeyClause> clause = keyClause(line.trimmed());
        if (!clause)
            continue;
        for (IndexDef &index : table.indexes) {
            if (index.name != clause->name)
                continue;
            index.createSql = alter + u" ADD "_s + clause->text;
            if (!isMySql)
                index.restoreSql = alter + u" ADD "_s + clause->text.first(clause->afterKey) +
                                   u" IF NOT EXISTS"_s + clause->text.sliced(clause->afterKey);
            index.dropSql = alter + u" DROP INDEX "_s + engineName(index.name, Engine::MariaDb);
        }
    }
    return {};
}

Result<> readNeeds(Statements &statements, Tables &tables)
{
    const auto add = [&](const QString &owner, const KeyNeed &need, qint64 place,
                         const QString &column) {
        const auto table = tables.find(owner);
        if (table == tables.end())
            return;
        if (place == 1)
            table->needs.append(need);
        table->needs.last().columns.append(column);
    };
    const QString columns = u"SELECT %1, constraint_name, %2, ordinal_position FROM"
                            " information_schema.key_column_usage WHERE table_schema = DATABASE()"
                            " AND referenced_table_name IS NOT NULL"
                            " ORDER BY table_name, constraint_name, ordinal_position"_s;
    const auto read = [&](const QString &table, const QString &column, bool isParentSide) {
        return eachRow(statements, columns.arg(table, column), {}, [&](const Rows &rows) {
            add(rows.text(0), {rows.text(1), {}, isParentSide, true}, rows.integer(3),
                rows.text(2));
        });
    };
    return read(u"table_name"_s, u"column_name"_s, false).and_then([&] {
        return read(u"referenced_table_name"_s, u"referenced_column_name"_s, true);
    });
}

// Only who may read the server's own tables is told the size of each index.
void readSizes(Statements &statements, Tables &tables, const Facts &facts)
{
    const Result<> counted =
            eachRow(statements,
                    u"SELECT SUBSTRING_INDEX(table_name, '#', 1), index_name,"
                    " CAST(SUM(stat_value) * @@innodb_page_size AS SIGNED)"
                    " FROM mysql.innodb_index_stats WHERE database_name = DATABASE()"
                    " AND stat_name = 'size' GROUP BY 1, 2"_s,
                    {}, [&](const Rows &rows) {
                        const auto table = tables.find(rows.text(0));
                        if (table == tables.end())
                            return;
                        for (IndexDef &index : table->indexes) {
                            if (index.name == rows.text(1))
                                index.sizeBytes = rows.integer(2);
                        }
                    });
    for (TableDef &table : tables) {
        const auto secondary = std::ranges::count_if(
                table.indexes, [](const IndexDef &index) { return !index.isPrimary(); });
        for (IndexDef &index : table.indexes) {
            if (index.isPrimary() || (counted && index.sizeBytes))
                continue;
            index.sizeBytes = facts.indexBytes.value(table.name) / secondary;
            index.isSizeEstimated = true;
        }
    }
}

} // namespace

Result<QList<TableDef>> readMariaDbIndexes(const Connection &connection)
{
    const ServerInfo server = connection.serverInfo();
    const bool isMySql = server.product == u"MySQL";
    const QVersionNumber firstWithDirections =
            isMySql ? QVersionNumber{8, 0} : QVersionNumber{10, 8};
    const bool ignoresDirection = QVersionNumber::fromString(server.version) < firstWithDirections;
    Statements statements{connection};
    Tables tables;
    Facts facts;
    const Result<> read =
            readTables(statements, tables, facts)
                    .and_then([&] { return readColumns(statements, tables, facts); })
                    .and_then([&] { return readKeys(statements, tables, facts, isMySql); })
                    .and_then([&] { return readNeeds(statements, tables); });
    if (!read)
        return fail(read.error());
    for (TableDef &table : tables) {
        table.ignoresDirection = ignoresDirection;
        const auto primary = std::ranges::find_if(table.indexes, &IndexDef::isPrimary);
        if (primary != table.indexes.end() && facts.clustered.contains(table.name))
            table.storedKey = primary->keys;
        if (const Result<> definitions = readDefinitions(statements, table, isMySql); !definitions)
            return fail(definitions.error());
    }
    readSizes(statements, tables, facts);
    return tables.values();
}
