// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/hypotheticalindexes.h"

#include "db/schema/sqltokens.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/plantrial.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double WorthPlanning = 100; // a cheaper statement has nothing to gain
constexpr double LeastGain = 0.5;

void collectIndexes(const QJsonObject &node, QStringList &indexes)
{
    if (const QString name = node.value("Index Name"_L1).toString(); !name.isEmpty())
        indexes.append(name);
    const QJsonArray below = node.value("Plans"_L1).toArray();
    for (const QJsonValue &child : below)
        collectIndexes(child.toObject(), indexes);
}

// The statement with $1, $2 for its question marks.
struct Numbered {
    QString text;
    QStringList unknown; // a NULL for each
};

Result<Numbered> numbered(const QString &sql)
{
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, Engine::PostgreSql);
    if (!tokens)
        return fail(tokens.error());
    Numbered numbered;
    qsizetype taken = 0;
    for (const SqlToken &token : *tokens) {
        if (token.kind != SqlToken::Kind::Symbol || token.text != u"?"_s)
            continue;
        numbered.unknown.append(u"NULL"_s);
        numbered.text += sql.sliced(taken, token.start - taken) + u'$' +
                         QString::number(numbered.unknown.size());
        taken = token.end;
    }
    numbered.text += sql.sliced(taken);
    return numbered;
}

} // namespace

Result<std::optional<HypotheticalIndexes>> HypotheticalIndexes::of(const Connection &connection)
{
    std::optional<HypotheticalIndexes> found;
    if (connection.engine() != Engine::PostgreSql)
        return found;
    Statements statements{connection};
    const Result<> read =
            eachRow(statements,
                    u"SELECT quote_ident(n.nspname) FROM pg_extension e"
                    " JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'hypopg'"_s,
                    {}, [&](const Rows &rows) {
                        found = HypotheticalIndexes{connection, rows.text(0)};
                    });
    return read.transform([&] { return found; });
}

Result<std::optional<PlannedGain>>
HypotheticalIndexes::tryOut(const IndexCandidate &candidate,
                            const QList<const CataloguedStatement *> &statements) const
{
    // One transaction, so that a pooler between leaves this session to us.
    if (const Result<> begun = m_connection->beginSnapshot(); !begun)
        return fail(begun.error());
    Result<std::optional<PlannedGain>> gain = planned(candidate, statements);
    m_connection->rollback();
    if (!gain) // what was made before it failed lives as long as the session
        static_cast<void>(
                m_connection->execute(u"SELECT %1.hypopg_reset()"_s.arg(m_schema)).has_value());
    return gain;
}

Result<std::optional<PlannedGain>>
HypotheticalIndexes::planned(const IndexCandidate &candidate,
                             const QList<const CataloguedStatement *> &statements) const
{
    if (const Result<> set =
                m_connection->execute(u"SET LOCAL plan_cache_mode = force_generic_plan"_s);
        !set)
        return fail(set.error());
    QList<PlannedGain> costly;
    QHash<QString, QString> texts;
    for (const CataloguedStatement *statement : statements) {
        const Result<Plan> before = plan(statement->text);
        if (!before)
            return fail(before.error());
        if (before->cost < WorthPlanning)
            continue;
        costly.append({statement->id, before->cost});
        texts.insert(statement->id, statement->text);
    }
    if (costly.isEmpty())
        return std::nullopt;

    Statements sql{*m_connection};
    qint64 oid = 0;
    QString name;
    std::optional<qint64> size;
    const Result<> made =
            eachRow(sql,
                    u"SELECT indexrelid, indexname, %1.hypopg_relation_size(indexrelid)"
                    " FROM %1.hypopg_create_index(?)"_s.arg(m_schema),
                    {candidateSql(candidate, Engine::PostgreSql).create}, [&](const Rows &rows) {
                        oid = rows.integer(0);
                        name = rows.text(1);
                        size = rows.integer(2);
                    });
    if (!made)
        return fail(made.error());
    std::optional<PlannedGain> best;
    for (PlannedGain &gain : costly) {
        const Result<Plan> after = plan(texts.value(gain.statement));
        if (!after)
            return fail(after.error());
        gain.after = after->cost;
        gain.sizeBytes = size;
        const bool isTaken = after->indexes.contains(name) && gain.after < LeastGain * gain.before;
        if (isTaken && (!best || gain.before - gain.after > best->before - best->after))
            best = gain;
    }
    return eachRow(sql, u"SELECT %1.hypopg_drop_index(?)"_s.arg(m_schema), {oid},
                   [](const Rows &) {})
            .transform([&] { return best; });
}

Result<HypotheticalIndexes::Plan> HypotheticalIndexes::plan(const QString &sql) const
{
    const Result<Numbered> statement = numbered(sql);
    if (!statement)
        return fail(statement.error());
    if (const Result<> prepared =
                m_connection->execute(u"PREPARE tidemark_candidate AS "_s + statement->text);
        !prepared)
        return fail(prepared.error());
    const QString values = statement->unknown.isEmpty()
                                   ? QString{}
                                   : u'(' + statement->unknown.join(u", "_s) + u')';
    QString json;
    Result<> explained;
    {
        Statements statements{*m_connection};
        explained =
                eachRow(statements, u"EXPLAIN (FORMAT JSON) EXECUTE tidemark_candidate"_s + values,
                        {}, [&](const Rows &rows) { json += rows.text(0); });
    }
    const Result<> gone = m_connection->execute(u"DEALLOCATE tidemark_candidate"_s);
    if (!explained || !gone)
        return fail(explained ? gone.error() : explained.error());
    const QJsonObject root = QJsonDocument::fromJson(json.toUtf8())
                                     .array()
                                     .at(0)
                                     .toObject()
                                     .value("Plan"_L1)
                                     .toObject();
    Plan plan{root.value("Total Cost"_L1).toDouble(), {}};
    collectIndexes(root, plan.indexes);
    return plan;
}
