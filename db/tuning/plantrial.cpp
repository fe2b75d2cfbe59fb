// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/plantrial.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/indexsql.h"

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int SampledRows = 10'000;
constexpr double NearlyAll = 0.9;

// "12000 60 1": all rows, and how many share each beginning of the key. What is nearly always new
// in the sample is taken for new everywhere; of anything else the sample is taken to show all
// values. Nothing of an empty table.
Result<QString> sampledSpread(Statements &statements, const IndexCandidate &candidate, qint64 all)
{
    QStringList columns;
    QStringList counts{u"COUNT(*)"_s};
    for (const OrderedColumn &key : candidate.keys) {
        columns.append(u"quote(%1)"_s.arg(quotedName(key.column)));
        counts.append(u"COUNT(DISTINCT %1)"_s.arg(columns.join(u" || ',' || "_s)));
    }
    QString spread;
    const Result<> read = eachRow(
            statements,
            u"SELECT %1 FROM (SELECT * FROM %2 LIMIT %3)"_s
                    .arg(counts.join(u", "_s), quotedName(candidate.table))
                    .arg(SampledRows),
            {}, [&](const Rows &rows) {
                const qint64 sampled = rows.integer(0);
                if (sampled == 0)
                    return;
                const qint64 rowCount = std::max(all, sampled);
                spread = QString::number(rowCount);
                for (int key = 1; key < counts.size(); ++key) {
                    const qint64 values = std::max<qint64>(rows.integer(key), 1);
                    const bool isNew = double(values) > NearlyAll * double(sampled);
                    spread += u' ' +
                              QString::number(isNew ? 1 : std::max<qint64>(rowCount / values, 1));
                }
            });
    return read.transform([&] { return spread; });
}

} // namespace

Result<PlanTrial> PlanTrial::of(const Connection &database)
{
    Q_ASSERT(database.engine() == Engine::Sqlite);
    Result<std::unique_ptr<Connection>> memory =
            Connection::open(ConnectionSpec::file(u":memory:"_s));
    if (!memory)
        return fail(memory.error());
    PlanTrial trial{std::move(*memory)};
    const Result<> copied =
            trial.copySchema(database).and_then([&] { return trial.copyStatistics(database); });
    if (!copied)
        return fail(copied.error());
    return trial;
}

Result<> PlanTrial::copySchema(const Connection &database) const
{
    Statements statements{database};
    QStringList sql;
    const Result<> read = eachRow(
            statements,
            u"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
            " AND type IN ('table', 'index', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " ORDER BY type = 'view', type = 'index'"_s,
            {}, [&](const Rows &rows) { sql.append(rows.text(0)); });
    if (!read)
        return read;
    // What cannot be made here (a module that is not loaded, a view on what is gone) is in no plan.
    for (const QString &statement : std::as_const(sql))
        static_cast<void>(m_memory->execute(statement).has_value());
    return {};
}

Result<> PlanTrial::copyStatistics(const Connection &database) const
{
    Statements statements{database};
    if (const Result<bool> isThere = tableExists(database, u"sqlite_stat1"_s);
        !isThere || !*isThere)
        return isThere ? Result<>{} : fail(isThere.error());
    if (const Result<> made = m_memory->execute(u"ANALYZE"_s); !made)
        return made;
    Statements copies{*m_memory};
    Result<> copied = copies.change(u"DELETE FROM sqlite_stat1"_s).map([](int) {});
    const Result<> read = eachRow(
            statements, u"SELECT tbl, idx, stat FROM sqlite_stat1"_s, {}, [&](const Rows &rows) {
                if (copied)
                    copied = copies.change(u"INSERT INTO sqlite_stat1 VALUES (?, ?, ?)"_s,
                                           {rows.text(0), rows.isNull(1) ? QString{} : rows.text(1),
                                            rows.text(2)})
                                     .map([](int) {});
            });
    if (!read || !copied)
        return read ? copied : read;
    return m_memory->execute(u"ANALYZE sqlite_schema"_s); // reads them anew
}

Result<QueryPlan> PlanTrial::plan(const QString &statement) const
{
    const Result<QList<SqlToken>> tokens = sqlTokens(statement, Engine::Sqlite);
    if (!tokens)
        return fail(tokens.error());
    const auto placeholders = std::ranges::count_if(
            *tokens, [](const SqlToken &token) { return token.text == u"?"; });
    const std::vector<SqlValue> unknown(std::size_t(placeholders), SqlValue{});
    Statements statements{*m_memory};
    Result<Rows> rows = statements.run(u"EXPLAIN QUERY PLAN "_s + statement, std::span{unknown});
    if (!rows)
        return fail(rows.error());
    QStringList details;
    while (rows->next())
        details.append(rows->text(3));
    return rows->end().transform([&] { return queryPlan(details); });
}

Result<> PlanTrial::apply(const QString &sql) const
{
    for (const QString &statement : sql.split(u";\n"_s)) {
        if (const Result<> done = m_memory->execute(statement); !done)
            return done;
    }
    return {};
}

Result<> PlanTrial::add(const IndexCandidate &candidate, qint64 rows,
                        const Connection &database) const
{
    if (const Result<> made = m_memory->execute(candidateSql(candidate, Engine::Sqlite).create);
        !made)
        return made;
    // Of a database that was never analyzed the planner knows nothing of the other indexes either.
    if (const Result<bool> isThere = tableExists(*m_memory, u"sqlite_stat1"_s);
        !isThere || !*isThere)
        return isThere ? Result<>{} : fail(isThere.error());
    Statements sample{database};
    const Result<QString> spread = sampledSpread(sample, candidate, rows);
    if (!spread || spread->isEmpty())
        return spread ? Result<>{} : fail(spread.error());
    Statements statistics{*m_memory};
    return statistics
            .change(u"INSERT INTO sqlite_stat1 VALUES (?, ?, ?)"_s,
                    {candidate.table, candidate.name(), *spread})
            .and_then([&](int) { return m_memory->execute(u"ANALYZE sqlite_schema"_s); });
}

CandidateSql candidateSql(const IndexCandidate &candidate, Engine engine)
{
    QStringList keys;
    for (const OrderedColumn &key : candidate.keys)
        keys.append(engineName(key.column, engine) + (key.isDescending ? u" DESC"_s : QString{}));
    const QString name = engineName(candidate.name(), engine);
    const QString table = engineName(candidate.table, engine);
    return {u"CREATE INDEX %1 ON %2 (%3)"_s.arg(name, table, keys.join(u", "_s)),
            engine == Engine::MariaDb ? u"DROP INDEX %1 ON %2"_s.arg(name, table)
                                      : u"DROP INDEX "_s + name};
}
