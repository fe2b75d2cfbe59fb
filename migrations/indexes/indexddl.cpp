// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/indexes/indexddl.h"

#include "db/tuning/indexsql.h"

#include <QVersionNumber>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

IndexState indexState(const QList<TableDef> &tables, const QString &table, const QString &index)
{
    const auto found = std::ranges::find(tables, table, &TableDef::name);
    const IndexDef *def = found == tables.cend() ? nullptr : found->find(index);
    if (!def)
        return IndexState::Absent;
    if (!def->isValid)
        return def->isBuilding ? IndexState::Building : IndexState::Broken;
    return def->isHidden ? IndexState::Hidden : IndexState::Working;
}

QString besideOthers(const QString &sql, Engine engine, bool isSplit)
{
    switch (engine) {
    case Engine::Sqlite:
        return sql;
    case Engine::PostgreSql: {
        if (isSplit)
            return sql;
        QString concurrent = sql;
        return concurrent.insert(indexSql(sql).afterIndex, u" CONCURRENTLY"_s);
    }
    case Engine::MariaDb:
        break;
    }
    const QList<SqlToken> tokens = sqlTokens(sql, engine).value_or(QList<SqlToken>{});
    // These are made with writers waiting, and DROP INDEX takes no such words of MariaDB and needs
    // none.
    const bool isPlain = std::ranges::none_of(tokens, [](const SqlToken &token) {
        return token.isWord(u"FULLTEXT") || token.isWord(u"SPATIAL");
    });
    if (tokens.isEmpty() || !isPlain || tokens.constFirst().isWord(u"DROP"))
        return sql;
    return sql + (tokens.constFirst().isWord(u"ALTER") ? u", ALGORITHM=INPLACE, LOCK=NONE"_s
                                                       : u" ALGORITHM=INPLACE LOCK=NONE"_s);
}

HidingSql hidingSql(const Connection &connection, const QString &table, const QString &index)
{
    if (connection.engine() != Engine::MariaDb)
        return {};
    const ServerInfo server = connection.serverInfo();
    const bool isMySql = server.product == "MySQL"_L1;
    if (!isMySql && QVersionNumber::fromString(server.version) < QVersionNumber{10, 6})
        return {};
    const QString alter = u"ALTER TABLE %1 ALTER INDEX %2 "_s.arg(
            engineName(table, Engine::MariaDb), engineName(index, Engine::MariaDb));
    return isMySql ? HidingSql{alter + u"INVISIBLE"_s, alter + u"VISIBLE"_s}
                   : HidingSql{alter + u"IGNORED"_s, alter + u"NOT IGNORED"_s};
}
