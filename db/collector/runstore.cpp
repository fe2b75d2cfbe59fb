// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runstore.h"

#include "db/collector/runrow.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant{QMetaType::fromType<QString>()} : QVariant{text};
}

QString condition(RunFilter filter)
{
    switch (filter) {
    case RunFilter::All:
        break;
    case RunFilter::Collected:
        return u" AND status IN ('ok', 'outbox')"_s;
    case RunFilter::Partial:
        return u" AND status = 'partial'"_s;
    case RunFilter::Failed:
        return u" AND status = 'failed'"_s;
    }
    return {};
}

// The text anywhere, its own % and _ taken as they are.
QString likePattern(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, u'\\' + QString{special});
    return u'%' + text + u'%';
}

} // namespace

Result<bool> RunStore::insert(const CollectionRun &run)
{
    const Dialect &dialect = m_statements.dialect();
    return m_statements
            .change(u"INSERT INTO collection_runs (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                    u"?) "
                    "ON CONFLICT (source, slot, started_at) DO NOTHING"_s.arg(runColumns()),
                    {run.source, dialect.timeToSql(run.slot), dialect.timeToSql(run.startedAt),
                     dialect.timeToSql(run.finishedAt), runStatusName(run.status), run.attempts,
                     run.received, run.stored, run.duplicates, run.rejected,
                     textOrNull(detailsToJson(run)), textOrNull(run.error), run.durationMs})
            .transform([](int rows) { return rows == 1; });
}

Result<std::optional<CollectionRun>> RunStore::newest(const QString &source)
{
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT id, %1 FROM collection_runs WHERE source = ? ORDER BY started_at DESC, id DESC LIMIT 1"_s
                    .arg(runColumns()),
            {source});
    if (!query)
        return fail(query.error());
    Rows rows{*query};
    if (!rows.next())
        return rows.end().transform([] { return std::optional<CollectionRun>{}; });
    return std::optional{runFrom(rows, m_statements.dialect())};
}

Result<std::optional<QDateTime>> RunStore::coveredUntil(const QString &source,
                                                        const QDateTime &before,
                                                        std::chrono::milliseconds slotLength)
{
    const Dialect &dialect = m_statements.dialect();
    const QVariant limit = dialect.timeToSql(before);
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT MAX(slot) FROM collection_runs WHERE source = ? AND status <> 'failed' AND slot < ?"_s,
            {source, limit});
    if (!query)
        return fail(query.error());
    std::optional<QDateTime> end;
    const auto take = [&](const QDateTime &time) {
        if (time.isValid() && (!end || time > *end))
            end = time;
    };
    if (Rows rows{*query}; rows.next()) {
        const QDateTime slot = dialect.timeFromSql(rows.value(0));
        if (slot.isValid())
            take(slot.addMSecs(slotLength.count()));
    }
    const Result<QSqlQuery *> gaps = m_statements.run(
            u"SELECT MAX(to_time) FROM data_gaps WHERE source = ? AND from_time < ?"_s,
            {source, limit});
    if (!gaps)
        return fail(gaps.error());
    if (Rows rows{*gaps}; rows.next())
        take(dialect.timeFromSql(rows.value(0)));
    return end;
}

Result<QList<std::pair<QDateTime, GapCause>>>
RunStore::failures(const QString &source, const QDateTime &from, const QDateTime &to)
{
    const Dialect &dialect = m_statements.dialect();
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT id, %1 FROM collection_runs WHERE source = ? AND status = 'failed' "
            "AND slot >= ? AND slot < ? ORDER BY slot"_s.arg(runColumns()),
            {source, dialect.timeToSql(from), dialect.timeToSql(to)});
    if (!query)
        return fail(query.error());
    QList<std::pair<QDateTime, GapCause>> failures;
    Rows rows{*query};
    while (rows.next()) {
        const CollectionRun run = runFrom(rows, dialect);
        failures.append({run.slot, run.cause});
    }
    return rows.end().transform([&] { return failures; });
}

Result<RunsPage> RunStore::page(const RunsPageRequest &request)
{
    const Dialect &dialect = m_statements.dialect();
    QString sql = u"SELECT id, %1 FROM collection_runs WHERE 1 = 1"_s.arg(runColumns()) +
                  condition(request.filter);
    QVariantList values;
    if (request.after) {
        sql += u" AND started_at <= ? AND (started_at < ? OR id < ?)"_s;
        const QVariant time = dialect.timeToSql(request.after->startedAt);
        values << time << time << request.after->id;
    }
    if (!request.text.isEmpty()) {
        sql += u" AND (error LIKE ? ESCAPE '\\' OR rejected_details LIKE ? ESCAPE '\\')"_s;
        values << likePattern(request.text) << likePattern(request.text);
    }
    sql += u" ORDER BY started_at DESC, id DESC LIMIT ?"_s;
    values << request.limit + 1; // the extra row only says that there is more

    const Result<QSqlQuery *> query = m_statements.run(sql, values);
    if (!query)
        return fail(query.error());
    RunsPage page;
    Rows rows{*query};
    while (rows.next()) {
        if (page.rows.size() == request.limit)
            page.hasMore = true;
        else
            page.rows.append(runFrom(rows, dialect));
    }
    return rows.end().transform([&] { return page; });
}

Result<Strip> RunStore::strip(const StripRequest &request)
{
    const Dialect &dialect = m_statements.dialect();
    Strip strip;
    strip.request = request;
    const Result<QSqlQuery *> query =
            m_statements.run(u"SELECT id, %1 FROM collection_runs WHERE source = 'coinspot' AND "
                             u"slot >= ? AND slot < ? "
                             "ORDER BY slot, id"_s.arg(runColumns()),
                             {dialect.timeToSql(request.from), dialect.timeToSql(request.to)});
    if (!query)
        return fail(query.error());
    {
        Rows rows{*query};
        while (rows.next())
            strip.runs.append(runFrom(rows, dialect));
        if (const Result<> end = rows.end(); !end)
            return fail(end.error());
    }
    const Result<QSqlQuery *> first =
            m_statements.run(u"SELECT MIN(slot) FROM collection_runs WHERE source = 'coinspot'"_s);
    if (!first)
        return fail(first.error());
    if (Rows rows{*first}; rows.next())
        strip.firstSlot = dialect.timeFromSql(rows.value(0));
    return gaps(u"coinspot"_s, request.from, request.to).transform([&](const QList<DataGap> &gaps) {
        strip.gaps = gaps;
        return strip;
    });
}

Result<> RunStore::insertGap(const DataGap &gap)
{
    const Dialect &dialect = m_statements.dialect();
    return m_statements
            .change(u"INSERT INTO data_gaps (source, symbol, from_time, to_time, cause, state) "
                    "VALUES (?, ?, ?, ?, ?, 'declared')"_s,
                    {gap.source, textOrNull(gap.symbol), dialect.timeToSql(gap.from),
                     dialect.timeToSql(gap.to), gapCauseName(gap.cause)})
            .map([](int) {});
}

Result<QList<DataGap>> RunStore::gaps(const QString &source, const QDateTime &from,
                                      const QDateTime &to)
{
    const Dialect &dialect = m_statements.dialect();
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT id, source, symbol, from_time, to_time, cause FROM data_gaps "
            "WHERE source = ? AND from_time < ? AND to_time > ? ORDER BY from_time"_s,
            {source, dialect.timeToSql(to), dialect.timeToSql(from)});
    if (!query)
        return fail(query.error());
    QList<DataGap> gaps;
    Rows rows{*query};
    while (rows.next()) {
        gaps.append({rows.value(0).toLongLong(), rows.value(1).toString(), rows.value(2).toString(),
                     dialect.timeFromSql(rows.value(3)), dialect.timeFromSql(rows.value(4)),
                     gapCauseFromName(rows.value(5).toString())});
    }
    return rows.end().transform([&] { return gaps; });
}

Result<qint64> RunStore::gapCount()
{
    const Result<QSqlQuery *> query = m_statements.run(u"SELECT COUNT(*) FROM data_gaps"_s);
    if (!query)
        return fail(query.error());
    Rows rows{*query};
    return rows.next() ? rows.value(0).toLongLong() : 0;
}
