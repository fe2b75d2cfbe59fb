// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/statementplanner.h"

#include "db/schema/inspection.h"
#include "db/schema/sqltokens.h"
#include "db/statements.h"
#include "db/tuning/statementclauses.h"

#include <QMap>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

// What has a plan on every engine.
bool isExplainable(const QList<SqlToken> &tokens)
{
    static constexpr std::array words{"SELECT"_L1, "WITH"_L1,   "INSERT"_L1,
                                      "UPDATE"_L1, "DELETE"_L1, "REPLACE"_L1};
    return !tokens.isEmpty() && std::ranges::any_of(words, [&](QLatin1StringView word) {
        return tokens.constFirst().text.compare(word, Qt::CaseInsensitive) == 0;
    });
}

bool isWordBehindATable(const SqlToken &token)
{
    static constexpr std::array words{
            "WHERE"_L1,  "JOIN"_L1,  "LEFT"_L1,  "INNER"_L1,   "CROSS"_L1,        "ON"_L1,
            "ORDER"_L1,  "GROUP"_L1, "LIMIT"_L1, "SET"_L1,     "VALUES"_L1,       "SELECT"_L1,
            "USING"_L1,  "UNION"_L1, "FORCE"_L1, "INDEXED"_L1, "FOR"_L1,          "HAVING"_L1,
            "EXCEPT"_L1, "RIGHT"_L1, "FULL"_L1,  "NATURAL"_L1, "STRAIGHT_JOIN"_L1};
    return std::ranges::any_of(words, [&](QLatin1StringView word) {
        return token.text.compare(word, Qt::CaseInsensitive) == 0;
    });
}

// Whether some part of the statement that is not limited reads the table.
bool isReadToTheEnd(const QString &table, const QList<StatementClauses> &clauses)
{
    return std::ranges::any_of(clauses, [&](const StatementClauses &part) {
        return !part.isLimited && std::ranges::any_of(part.from, [&](const SqlToken &token) {
            return nameOf(token).compare(table, Qt::CaseInsensitive) == 0;
        });
    });
}

bool isPartial(const SchemaObject &index, Engine engine)
{
    const Result<QList<SqlToken>> tokens = sqlTokens(index.sql, engine);
    return tokens && std::ranges::any_of(
                             *tokens, [](const SqlToken &token) { return token.isWord(u"WHERE"); });
}

// The steps of EXPLAIN QUERY PLAN, indented as a tree.
QStringList treeOf(const QList<std::array<qint64, 2>> &ids, const QStringList &details)
{
    QHash<qint64, int> depths;
    QStringList lines;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const int depth = depths.value(ids[i][1], -1) + 1;
        depths.insert(ids[i][0], depth);
        lines.append(QString(2 * depth, u' ') + details.at(i));
    }
    return lines;
}

} // namespace

Result<std::optional<StatementPlan>> StatementPlanner::explain(const QString &sql,
                                                               std::span<const SqlValue> values)
{
    const Engine engine = m_connection.engine();
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, engine);
    if (!tokens || !isExplainable(*tokens))
        return std::nullopt;
    if (const Result<> known = lookAtTables(); !known)
        return fail(known.error());
    Statements statements{m_connection};
    const QString verb = engine == Engine::Sqlite    ? u"EXPLAIN QUERY PLAN "_s
                         : engine == Engine::MariaDb ? u"EXPLAIN FORMAT=JSON "_s
                                                     : u"EXPLAIN "_s;
    // SQLite plans by the text: where nobody knows the values, NULL stands for each.
    QList<SqlValue> bound{values.begin(), values.end()};
    if (engine == Engine::Sqlite && bound.isEmpty())
        bound.resize(std::ranges::count(*tokens, u"?"_s, &SqlToken::text));
    Result<Rows> rows = statements.run(verb + sql, bound);
    if (!rows)
        return fail(rows.error());
    QList<std::array<qint64, 2>> ids;
    QStringList lines;
    while (rows->next()) {
        if (engine == Engine::Sqlite)
            ids.append({rows->integer(0), rows->integer(1)});
        lines.append(rows->text(engine == Engine::Sqlite ? 3 : 0));
    }
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());

    const QHash<QString, QString> names = aliases(sql);
    PlanFacts facts;
    StatementPlan plan;
    switch (engine) {
    case Engine::Sqlite:
        facts = factsOfSqlitePlan(lines, names);
        lines = treeOf(ids, lines);
        break;
    case Engine::PostgreSql:
        facts = factsOfPostgreSqlPlan(lines, names);
        break;
    case Engine::MariaDb:
        const QByteArray json = lines.join(u'\n').toUtf8();
        lines.clear();
        Result<PlanFacts> read = factsOfMariaDbPlan(json, names, lines);
        if (!read)
            return fail(read.error());
        facts = std::move(*read);
        break;
    }
    plan.text = lines.join(u'\n');
    plan.usedIndexes = facts.usedIndexes;
    const QList<StatementClauses> clauses = statementClauses(*tokens);
    for (const auto &[scan, index] : std::as_const(facts.scannedIndexes)) {
        if (!m_partial.contains(index) && isReadToTheEnd(scan.table, clauses))
            facts.scanned.append(scan);
    }
    plan.fullScans = largeOnes(facts.scanned);
    return plan;
}

Result<> StatementPlanner::lookAtTables()
{
    if (!m_tables.isEmpty())
        return {};
    return inspectSchema(m_connection).transform([this](const Schema &schema) {
        for (const SchemaObject &object : schema.objects) {
            if (object.kind == SchemaObject::Kind::Table)
                m_tables.insert(object.name);
            else if (object.kind == SchemaObject::Kind::Index &&
                     isPartial(object, m_connection.engine()))
                m_partial.insert(object.name);
        }
    });
}

QStringList StatementPlanner::largeOnes(const QList<PlanScan> &scans)
{
    QMap<QString, qint64> rows; // of all partitions together
    QSet<QString> seen;
    for (const PlanScan &scan : scans) {
        if (seen.contains(scan.relation))
            continue;
        seen.insert(scan.relation);
        rows[scan.table] += scan.rows ? *scan.rows : rowsOf(scan.relation);
    }
    QStringList large;
    for (auto each = rows.cbegin(); each != rows.cend(); ++each) {
        if (*each > LargeTable)
            large.append(each.key());
    }
    return large;
}

qint64 StatementPlanner::rowsOf(const QString &relation)
{
    if (const auto known = m_rows.constFind(relation); known != m_rows.cend())
        return *known;
    Statements statements{m_connection};
    const QString name = m_connection.engine() == Engine::MariaDb ? u'`' + relation + u'`'
                                                                  : quotedName(relation);
    Result<Rows> rows = statements.run(
            u"SELECT COUNT(*) FROM (SELECT 1 FROM %1 LIMIT %2) some_rows"_s.arg(name).arg(
                    LargeTable + 1));
    const qint64 count = rows && rows->next() ? rows->integer(0) : 0;
    m_rows.insert(relation, count);
    return count;
}

QHash<QString, QString> StatementPlanner::aliases(const QString &sql) const
{
    QHash<QString, QString> names;
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, m_connection.engine());
    if (!tokens)
        return names;
    for (qsizetype i = 0; i < tokens->size(); ++i) {
        const QString table = nameOf(tokens->at(i));
        if (!m_tables.contains(table))
            continue;
        names.insert(table, table);
        qsizetype next = i + 1;
        if (next < tokens->size() && tokens->at(next).isWord(u"AS"))
            ++next;
        if (next >= tokens->size() || isWordBehindATable(tokens->at(next)))
            continue;
        if (const QString alias = nameOf(tokens->at(next)); !alias.isEmpty())
            names.insert(alias, table);
    }
    return names;
}
