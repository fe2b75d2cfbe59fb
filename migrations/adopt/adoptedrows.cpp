// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/adoptedrows.h"

#include "db/statements.h"
#include "migrations/proof/proof.h"

#include <QCoreApplication>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Adoption {
    Q_DECLARE_TR_FUNCTIONS(Adoption)
};

QString inMilliseconds(const QString &column)
{
    return u"CAST(%1 AS TIMESTAMPTZ(3))"_s.arg(quotedName(column));
}

QString isoText(const QString &time)
{
    return u"to_char(%1 AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"_s.arg(time);
}

RowProblem noNumber(const QStringList &columns)
{
    QStringList conditions;
    for (const QString &column : columns)
        conditions.append(u"%1 = 'NaN'"_s.arg(quotedName(column)));
    return {conditions.join(u" OR "_s),
            Adoption::tr("These rows of %2, %3 in all, hold a price that is no number: %1.")};
}

RowProblem noTime(const QStringList &columns)
{
    QStringList conditions;
    for (const QString &column : columns)
        conditions.append(u"NOT isfinite(%1)"_s.arg(quotedName(column)));
    return {conditions.join(u" OR "_s),
            Adoption::tr("These rows of %2, %3 in all, hold a time without an end: %1.")};
}

QStringList quoted(const QStringList &columns)
{
    QStringList names;
    for (const QString &column : columns)
        names.append(quotedName(column));
    return names;
}

RowMove quotesMove(int version)
{
    RowMove move;
    move.from = move.to = u"price_data_5min"_s;
    move.columns = {u"id"_s, u"coin_type"_s, u"bid"_s, u"ask"_s, u"last"_s};
    move.expressions = quoted(move.columns);
    move.times = {u"timestamp"_s};
    if (version == 2)
        move.times.append(u"created_at"_s);
    for (const QString &time : move.times) {
        move.columns.append(time);
        move.expressions.append(inMilliseconds(time));
    }
    const QString slot = inMilliseconds(u"timestamp"_s);
    move.label = u"coin_type || ' at ' || "_s + isoText(slot);
    move.key = {u"coin_type"_s, slot};
    move.problems = {
            noNumber({u"bid"_s, u"ask"_s, u"last"_s}),
            noTime(move.times),
            {u"coin_type = ''"_s, Adoption::tr("These rows of %2, %3 in all, name no coin: %1.")}};
    return move;
}

RowMove assetsMove()
{
    RowMove move;
    move.from = move.to = u"assets"_s;
    move.times = {u"last_synced"_s, u"created_at"_s, u"updated_at"_s};
    move.columns = {u"symbol"_s,      u"name"_s,       u"exchange"_s,
                    u"asset_type"_s,  u"is_active"_s,  u"sync_state"_s,
                    u"last_synced"_s, u"created_at"_s, u"updated_at"_s};
    move.expressions = {u"symbol"_s,    u"symbol"_s,
                        u"exchange"_s,  u"coalesce(asset_type, '')"_s,
                        u"is_active"_s, u"CAST('idle' AS VARCHAR)"_s};
    for (const QString &time : move.times)
        move.expressions.append(inMilliseconds(time));
    move.label = u"symbol"_s;
    move.key = {u"symbol"_s};
    move.problems = {noTime(move.times),
                     {u"symbol = '' OR length(symbol) > 40 OR length(asset_type) > 40"_s,
                      Adoption::tr("These rows of %2, %3 in all, have a symbol or an asset_type "
                                   "that is empty or longer than 40 characters: %1.")}};
    return move;
}

// A day's bar is at midnight UTC. Without an adjusted price the closing price is the adjusted one.
RowMove barsMove()
{
    const QString time = inMilliseconds(u"time"_s);
    RowMove move;
    move.from = u"market_data"_s;
    move.to = u"daily_data"_s;
    move.times = {u"time"_s};
    move.columns = {u"symbol"_s, u"open"_s,   u"high"_s,           u"low"_s,
                    u"close"_s,  u"volume"_s, u"adjusted_close"_s, u"time"_s};
    move.expressions = quoted(move.columns.first(6));
    move.expressions.append({u"coalesce(adjusted_close, close)"_s, time});
    move.keptOut = u"open IS NULL OR high IS NULL OR low IS NULL OR close IS NULL"_s;
    move.label = u"symbol || ' at ' || "_s + isoText(time);
    move.key = {u"symbol"_s, time};
    move.problems = {noNumber({u"open"_s, u"high"_s, u"low"_s, u"close"_s, u"adjusted_close"_s}),
                     noTime(move.times),
                     {u"%1 <> date_trunc('day', %1, 'UTC')"_s.arg(time),
                      Adoption::tr("These rows of %2, %3 in all, are not at midnight UTC: %1.")},
                     {u"length(symbol) > 40"_s,
                      Adoption::tr("These rows of %2, %3 in all, have a symbol longer than 40 "
                                   "characters: %1.")}};
    return move;
}

RowMove actionsMove()
{
    RowMove move;
    move.from = move.to = u"corporate_actions"_s;
    move.columns = {u"date"_s,     u"symbol"_s,  u"action_type"_s, u"value"_s,
                    u"currency"_s, u"ordinal"_s, u"enabled"_s};
    move.expressions = {
            u"date"_s,     u"symbol"_s, u"action_type"_s, u"CAST(value AS NUMERIC(20,8))"_s,
            u"currency"_s, u"0"_s,      u"TRUE"_s};
    move.label = u"symbol || ' at ' || date"_s;
    move.key = {u"symbol"_s, u"date"_s, u"action_type"_s};
    move.problems = {noNumber({u"value"_s}),
                     noTime({u"date"_s}),
                     {u"length(symbol) > 40"_s,
                      Adoption::tr("These rows of %2, %3 in all, have a symbol longer than 40 "
                                   "characters: %1.")}};
    return move;
}

Result<qint64> countOf(const Connection &connection, const QString &query)
{
    return firstColumn(connection, query).transform([](const QStringList &texts) {
        return texts.constFirst().toLongLong();
    });
}

Result<qint64> countWhere(const Connection &connection, const QString &table,
                          const QString &condition)
{
    return countOf(connection,
                   u"SELECT COUNT(*) FROM %1 WHERE %2"_s.arg(quotedName(table), condition));
}

QString stayingCondition(const RowMove &move)
{
    return move.keptOut.isEmpty() ? u"TRUE"_s : u"NOT (%1)"_s.arg(move.keptOut);
}

// The first few of a query that gives a label a row.
Result<QString> labels(const Connection &connection, const QString &query)
{
    return firstColumn(connection, query + u" LIMIT 5"_s).transform([](const QStringList &texts) {
        return texts.join(u", "_s);
    });
}

// Rows that are on one key once their times are whole milliseconds.
Result<QString> meetings(const Connection &connection, const RowMove &move)
{
    const QString groups =
            u"SELECT MIN(%1) AS label FROM %2 WHERE %3 GROUP BY %4 HAVING COUNT(*) > 1"_s.arg(
                    move.label, quotedName(move.from), stayingCondition(move),
                    move.key.join(u", "_s));
    const Result<qint64> count =
            countOf(connection, u"SELECT COUNT(*) FROM (%1) AS meetings"_s.arg(groups));
    if (!count)
        return fail(count.error());
    if (*count == 0)
        return QString{};
    return labels(connection, groups + u" ORDER BY 1"_s).transform([&](const QString &named) {
        return Adoption::tr("Two rows of %2 would meet on one key when their times are rounded to "
                            "milliseconds, %3 times: %1.")
                .arg(named, move.from)
                .arg(*count);
    });
}

} // namespace

QString setAsideName(const QString &name)
{
    return (u"adopted_"_s + name).left(63); // PostgreSQL cuts the rest off
}

Result<QStringList> firstColumn(const Connection &connection, const QString &query,
                                std::initializer_list<SqlValue> values)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(query, values);
    if (!rows)
        return fail(rows.error());
    QStringList texts;
    while (rows->next())
        texts.append(rows->text(0));
    return rows->end().transform([&] { return texts; });
}

QList<RowMove> RowMove::of(const AlembicRevision &revision)
{
    if (revision.version > 0)
        return {quotesMove(revision.version)};
    return {assetsMove(), barsMove(), actionsMove()};
}

QString RowMove::query(const QString &oldTable) const
{
    QStringList cells;
    for (qsizetype i = 0; i < columns.size(); ++i)
        cells.append(u"%1 AS %2"_s.arg(expressions[i], quotedName(columns[i])));
    return u"SELECT %1 FROM %2 WHERE %3"_s.arg(cells.join(u", "_s), quotedName(oldTable),
                                               stayingCondition(*this));
}

Result<RowCounts> countRows(const Connection &connection, const RowMove &move)
{
    RowCounts counts;
    QStringList finer;
    for (const QString &time : move.times)
        finer.append(u"date_trunc('milliseconds', %1) <> %1"_s.arg(quotedName(time)));
    const std::array<std::pair<QString, qint64 *>, 3> asked{
            {{u"TRUE"_s, &counts.rows},
             {finer.isEmpty() ? u"FALSE"_s : finer.join(u" OR "_s), &counts.rounded},
             {move.keptOut.isEmpty() ? u"FALSE"_s : move.keptOut, &counts.keptOut}}};
    for (const auto &[condition, target] : asked) {
        const Result<qint64> count = countWhere(connection, move.from, condition);
        if (!count)
            return fail(count.error());
        *target = *count;
    }
    for (const RowProblem &problem : move.problems) {
        const QString condition = u"(%1) AND %2"_s.arg(problem.condition, stayingCondition(move));
        const Result<qint64> count = countWhere(connection, move.from, condition);
        if (!count)
            return fail(count.error());
        if (*count == 0)
            continue;
        const Result<QString> named =
                labels(connection, u"SELECT %1 FROM %2 WHERE %3 ORDER BY 1"_s.arg(
                                           move.label, quotedName(move.from), condition));
        if (!named)
            return fail(named.error());
        counts.problems.append(problem.sentence.arg(*named, move.from).arg(*count));
    }
    const Result<QString> meeting = meetings(connection, move);
    if (!meeting)
        return fail(meeting.error());
    if (!meeting->isEmpty())
        counts.problems.append(*meeting);
    return counts;
}

Result<> moveRows(const Connection &connection, const RowMove &move, const QString &oldTable)
{
    const QString columns = quoted(move.columns).join(u", "_s);
    const QString view = u"tidemark_adopted_rows"_s;
    for (const QString &statement :
         {u"CREATE TEMPORARY VIEW %1 AS %2"_s.arg(view, move.query(oldTable)),
          u"INSERT INTO %1 (%2) SELECT %2 FROM %3"_s.arg(quotedName(move.to), columns, view)}) {
        if (const Result<> done = connection.execute(statement); !done)
            return done;
    }
    const Result<TableProof> before = proveTable(connection, view, move.columns);
    if (!before)
        return fail(before.error());
    const Result<TableProof> after = proveTable(connection, move.to, move.columns);
    if (!after)
        return fail(after.error());
    const Result<qint64> all = countWhere(connection, oldTable, stayingCondition(move));
    if (!all)
        return fail(all.error());
    if (after->rows != *all || before->rows != after->rows || before->checksum != after->checksum)
        return fail(Error::Kind::Database,
                    u"the proof of %1 failed: %2 rows became %3"_s.arg(move.to).arg(*all).arg(
                            after->rows),
                    move.to);
    return connection.execute(u"DROP VIEW "_s + view);
}

Result<> exportKeptOut(const Connection &connection, const RowMove &move, const QString &oldTable,
                       const QString &fileName)
{
    const QStringList columns{u"time"_s, u"symbol"_s, u"open"_s,           u"high"_s,
                              u"low"_s,  u"close"_s,  u"adjusted_close"_s, u"volume"_s};
    QSaveFile file{fileName};
    if (!file.open(QIODevice::WriteOnly))
        return fail(Error::Kind::AccessDenied, file.errorString(), fileName);
    file.write(columns.join(u',').toUtf8() + '\n');
    Statements statements{connection};
    QStringList texts{isoText(inMilliseconds(u"time"_s))};
    for (const QString &column : columns.mid(1))
        texts.append(quotedName(column));
    Result<Rows> rows = statements.run(u"SELECT %1 FROM %2 WHERE %3 ORDER BY symbol, time"_s.arg(
            texts.join(u", "_s), quotedName(oldTable), move.keptOut));
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        QStringList cells;
        for (int column = 0; column < columns.size(); ++column) {
            QString cell = rows->text(column);
            if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n'))
                cell = u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
            cells.append(cell);
        }
        file.write(cells.join(u',').toUtf8() + '\n');
    }
    if (const Result<> end = rows->end(); !end)
        return end;
    if (!file.commit())
        return fail(Error::Kind::AccessDenied, file.errorString(), fileName);
    return {};
}
