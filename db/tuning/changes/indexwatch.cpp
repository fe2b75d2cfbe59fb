// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/changes/indexwatch.h"

#include "db/schema/inspection.h"
#include "db/schema/sqltokens.h"
#include "db/tuning/eachrow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int DaysBefore = 14;
constexpr qint64 FewRuns = 10; // of which the slowest say nothing
constexpr qint64 NoticedUs = 5000;

QString nameOf(const IndexChange &change)
{
    return u"index_changes.%1"_s.arg(change.id);
}

bool isAbout(const QString &sql, const QString &table, Engine engine)
{
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, engine);
    return tokens && std::ranges::any_of(*tokens, [&](const SqlToken &token) {
               if (token.kind == SqlToken::Kind::Word)
                   return token.text.compare(table, Qt::CaseInsensitive) == 0;
               return token.kind == SqlToken::Kind::Quoted &&
                      token.text.sliced(1).chopped(1) == table;
           });
}

bool scans(const RecordedQuery &query, const QString &table)
{
    return query.plan && query.plan->fullScans.contains(table);
}

// Nineteen of twenty took a quarter longer than that, and long enough to be noticed.
bool isLonger(qint64 time, qint64 than)
{
    return than > 0 && time > NoticedUs && time * 4 > than * 5;
}

} // namespace

Result<QList<RecordedQuery>> IndexWatcher::queriesOf(const QString &table, const QDate &from)
{
    return QueryStore{m_connection}.list(from).transform([&](QList<RecordedQuery> queries) {
        queries.removeIf([&](const RecordedQuery &query) {
            return !isAbout(query.text, table, m_connection.engine());
        });
        return queries;
    });
}

Result<> IndexWatcher::remember(const IndexChange &change, const QDateTime &now)
{
    const Result<QList<RecordedQuery>> queries =
            queriesOf(change.table, now.toUTC().date().addDays(-DaysBefore));
    if (!queries)
        return fail(queries.error());
    QJsonObject before;
    for (const RecordedQuery &query : *queries)
        before.insert(query.id, QJsonObject{{u"p95_us"_s, query.p95Us()},
                                            {u"reads_all"_s, scans(query, change.table)}});
    return m_statements
            .change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, ?, ?)"_s +
                            m_statements.dialect().orNothing(u"name"_s),
                    {nameOf(change),
                     QString::fromUtf8(QJsonDocument{before}.toJson(QJsonDocument::Compact)), now})
            .map([](int) {});
}

Result<> IndexWatcher::askAgain(const IndexChange &change, const QDateTime &now)
{
    const Result<QList<RecordedQuery>> queries =
            queriesOf(change.table, now.toUTC().date().addDays(-DaysBefore));
    if (!queries)
        return fail(queries.error());
    for (const RecordedQuery &query : *queries) {
        // Long ago and not unknown: until the answer comes, the old plan is the best there is.
        const Result<int> asked = m_statements.change(
                u"UPDATE statement_shapes SET planned_at = ? WHERE id = ? AND planned_at > ?"_s,
                {SqlValue::Time{0}, query.id, SqlValue::Time{0}});
        if (!asked)
            return fail(asked.error());
    }
    return {};
}

Result<IndexWatch> IndexWatcher::watch(const IndexChange &change)
{
    QString kept;
    const Result<> read = eachRow(m_statements, u"SELECT value FROM metadata WHERE name = ?"_s,
                                  {nameOf(change)}, [&](const Rows &rows) { kept = rows.text(0); });
    if (!read)
        return fail(read.error());
    IndexWatch watch;
    if (kept.isNull())
        return watch;
    watch.isKnown = true;
    const QJsonObject earlier = QJsonDocument::fromJson(kept.toUtf8()).object();
    const QDate day = change.appliedAt.toUTC().date();
    // The day of the change itself is half of this and half of that.
    const Result<QList<RecordedQuery>> since = queriesOf(change.table, day);
    const Result<QList<RecordedQuery>> later = queriesOf(change.table, day.addDays(1));
    if (!since || !later)
        return fail(since ? later.error() : since.error());
    watch.statements = int(since->size());
    for (const RecordedQuery &query : *since) {
        const auto after = std::ranges::find(*later, query.id, &RecordedQuery::id);
        const bool hasPlan = query.plannedAt > change.appliedAt;
        watch.seenSince += hasPlan || after != later->cend() ? 1 : 0;
        const QJsonObject known = earlier[query.id].toObject();
        // Older programs kept "scans", which all of an index was not.
        const bool canTell = hasPlan && known.contains("reads_all"_L1);
        const bool scanned = known["reads_all"_L1].toBool();
        ComparedStatement compared{query.id,
                                   query.purpose,
                                   query.text,
                                   known["p95_us"_L1].toInteger(),
                                   after == later->cend() ? 0 : after->p95Us(),
                                   scanned,
                                   canTell ? scans(query, change.table) : scanned};
        const bool hasRun = after != later->cend() && after->executions >= FewRuns;
        const qint64 before = compared.p95BeforeUs;
        if ((compared.hasOtherPlan() && compared.scansNow) ||
            (hasRun && isLonger(compared.p95AfterUs, before)))
            watch.worse.append(compared);
        else if (compared.hasOtherPlan() || (hasRun && isLonger(before, compared.p95AfterUs)))
            watch.better.append(compared);
    }
    return watch;
}
