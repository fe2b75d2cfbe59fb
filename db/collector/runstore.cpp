// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runstore.h"

#include "db/collector/runrow.h"
#include "db/searchtext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto RunKey = "source, slot, started_at"_L1;

SqlValue textOrNull(const QString &text)
{
    return text.isEmpty() ? SqlValue{} : SqlValue{text};
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

// Whether JSON writes it as it is and every engine knows its small letters.
bool isPlain(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c >= u' ' && c <= u'~' && c != u'"' && c != u'\\'; });
}

Result<QList<DataGap>> gapsFrom(Rows &rows)
{
    QList<DataGap> gaps;
    while (rows.next()) {
        gaps.append({rows.integer(0), rows.text(1), rows.text(2), rows.time(3), rows.time(4),
                     gapCauseFromName(rows.text(5))});
    }
    return rows.end().transform([&] { return std::move(gaps); });
}

} // namespace

Result<int> RunStore::write(const CollectionRun &run, const QString &onConflict)
{
    return m_statements.change(
            u"INSERT INTO collection_runs (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)%2"_s
                    .arg(runColumns(), onConflict),
            {run.source, run.slot, run.startedAt, run.finishedAt, runStatusName(run.status),
             run.attempts, run.received, run.stored, run.duplicates, run.rejected,
             textOrNull(detailsToJson(run)), textOrNull(run.error), run.durationMs});
}

Result<bool> RunStore::insert(const CollectionRun &run)
{
    return write(run, m_statements.dialect().orNothing(RunKey)).transform([](int rows) {
        return rows == 1;
    });
}

Result<> RunStore::put(const CollectionRun &run)
{
    return write(run, m_statements.dialect().orUpdate(
                              RunKey, {u"finished_at"_s, u"status"_s, u"attempts"_s, u"received"_s,
                                       u"stored"_s, u"duplicates"_s, u"rejected"_s,
                                       u"rejected_details"_s, u"error"_s, u"duration_ms"_s}))
            .map([](int) {});
}

Result<std::optional<CollectionRun>> RunStore::newest(const QString &source)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, %1 FROM collection_runs WHERE source = ? ORDER BY started_at DESC, id DESC LIMIT 1"_s
                    .arg(runColumns()),
            {source});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<CollectionRun>{}; });
    return std::optional{runFrom(*rows)};
}

Result<std::optional<QDateTime>> RunStore::coveredUntil(const QString &source,
                                                        const QDateTime &before,
                                                        std::chrono::milliseconds slotLength)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT MAX(slot) FROM collection_runs WHERE source = ? AND status <> 'failed' AND slot < ?"_s,
            {source, before});
    if (!rows)
        return fail(rows.error());
    std::optional<QDateTime> end;
    const auto take = [&](const QDateTime &time) {
        if (time.isValid() && (!end || time > *end))
            end = time;
    };
    if (rows->next()) {
        const QDateTime slot = rows->time(0);
        if (slot.isValid())
            take(slot.addMSecs(slotLength.count()));
    }
    Result<Rows> gaps = m_statements.run(
            u"SELECT MAX(to_time) FROM data_gaps WHERE source = ? AND from_time < ?"_s,
            {source, before});
    if (!gaps)
        return fail(gaps.error());
    if (gaps->next())
        take(gaps->time(0));
    return end;
}

Result<QList<std::pair<QDateTime, GapCause>>>
RunStore::failures(const QString &source, const QDateTime &from, const QDateTime &to)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, %1 FROM collection_runs WHERE source = ? AND status = 'failed' "
            "AND slot >= ? AND slot < ? ORDER BY slot"_s.arg(runColumns()),
            {source, from, to});
    if (!rows)
        return fail(rows.error());
    QList<std::pair<QDateTime, GapCause>> failures;
    while (rows->next()) {
        const CollectionRun run = runFrom(*rows);
        failures.append({run.slot, run.cause});
    }
    return rows->end().transform([&] { return failures; });
}

Result<QList<CollectionRun>> RunStore::candidates(const RunsPageRequest &request)
{
    QString sql = u"SELECT id, %1 FROM collection_runs WHERE 1 = 1"_s.arg(runColumns()) +
                  condition(request.filter);
    std::vector<SqlValue> values;
    if (request.after) {
        sql += u" AND started_at <= ? AND (started_at < ? OR id < ?)"_s;
        const SqlValue time = request.after->startedAt;
        values.insert(values.end(), {time, time, request.after->id});
    }
    if (!request.text.isEmpty() && isPlain(request.text)) {
        const Engine engine = m_statements.dialect().engine();
        sql += u" AND (%1 LIKE ? ESCAPE '\\' OR %2 LIKE ? ESCAPE '\\')"_s.arg(
                lowered(u"error"_s, engine), lowered(u"rejected_details"_s, engine));
        const SqlValue pattern = likePattern(request.text.toLower());
        values.insert(values.end(), {pattern, pattern});
    } else if (!request.text.isEmpty()) {
        sql += u" AND (error IS NOT NULL OR rejected_details IS NOT NULL)"_s;
    }
    sql += u" ORDER BY started_at DESC, id DESC LIMIT ?"_s;
    values.emplace_back(request.limit);

    Result<Rows> rows = m_statements.run(sql, values);
    if (!rows)
        return fail(rows.error());
    QList<CollectionRun> runs;
    while (rows->next())
        runs.append(runFrom(*rows));
    return rows->end().transform([&] { return runs; });
}

Result<RunsPage> RunStore::page(const RunsPageRequest &request)
{
    // A search reads on until the page is full: the statement finds more than what matches, as the
    // names of the JSON.
    constexpr int SearchStep = 500;
    RunsPageRequest rest = request;
    rest.limit =
            request.text.isEmpty() ? request.limit + 1 : std::max(request.limit + 1, SearchStep);
    RunsPage page;
    for (;;) {
        const Result<QList<CollectionRun>> runs = candidates(rest);
        if (!runs)
            return fail(runs.error());
        for (const CollectionRun &run : *runs) {
            if (!matches(request, run))
                continue;
            if (page.rows.size() == request.limit) {
                page.hasMore = true;
                return page;
            }
            page.rows.append(run);
        }
        if (runs->size() < rest.limit)
            return page;
        rest.after = RunsKey{runs->constLast().startedAt, runs->constLast().id};
    }
}

Result<Strip> RunStore::strip(const StripRequest &request)
{
    Strip strip;
    strip.request = request;
    Result<Rows> rows =
            m_statements.run(u"SELECT id, %1 FROM collection_runs WHERE source = 'coinspot' AND "
                             u"slot >= ? AND slot < ? "
                             "ORDER BY slot, id"_s.arg(runColumns()),
                             {request.from, request.to});
    if (!rows)
        return fail(rows.error());
    while (rows->next())
        strip.runs.append(runFrom(*rows));
    if (const Result<> end = rows->end(); !end)
        return fail(end.error());
    Result<Rows> first =
            m_statements.run(u"SELECT MIN(slot) FROM collection_runs WHERE source = 'coinspot'"_s);
    if (!first)
        return fail(first.error());
    if (first->next())
        strip.firstSlot = first->time(0);
    return gaps(u"coinspot"_s, request.from, request.to).transform([&](const QList<DataGap> &gaps) {
        strip.gaps = gaps;
        return strip;
    });
}

Result<QDateTime> RunStore::collectedAt(const QString &source, const QDateTime &slot)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT finished_at FROM collection_runs WHERE source = ? AND slot = ? "
            "AND status <> 'failed' ORDER BY finished_at LIMIT 1"_s,
            {source, slot});
    if (!rows)
        return fail(rows.error());
    return rows->next() ? rows->time(0) : QDateTime{};
}

Result<> RunStore::insertGap(const DataGap &gap)
{
    return m_statements
            .change(u"INSERT INTO data_gaps (source, symbol, from_time, to_time, cause, state) "
                    "SELECT ?, ?, ?, ?, ?, 'declared' WHERE NOT EXISTS (SELECT 1 FROM data_gaps "
                    "WHERE source = ? AND from_time < ? AND to_time > ?)"_s,
                    {gap.source, textOrNull(gap.symbol), gap.from, gap.to, gapCauseName(gap.cause),
                     gap.source, gap.to, gap.from})
            .map([](int) {});
}

Result<> RunStore::removeFromGaps(const QString &source, const QDateTime &from, const QDateTime &to)
{
    const Result<QList<DataGap>> overlapping = gaps(source, from, to);
    if (!overlapping)
        return fail(overlapping.error());
    for (const DataGap &gap : *overlapping) {
        const Result<int> removed =
                m_statements.change(u"DELETE FROM data_gaps WHERE id = ?"_s, {gap.id});
        if (!removed)
            return fail(removed.error());
        DataGap before = gap;
        before.to = from;
        DataGap after = gap;
        after.from = to;
        for (const DataGap &rest : {before, after}) {
            if (rest.from >= rest.to)
                continue;
            if (const Result<> kept = insertGap(rest); !kept)
                return kept;
        }
    }
    return {};
}

Result<QList<DataGap>> RunStore::gaps(const QString &source, const QDateTime &from,
                                      const QDateTime &to)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, source, symbol, from_time, to_time, cause FROM data_gaps "
            "WHERE source = ? AND from_time < ? AND to_time > ? ORDER BY from_time"_s,
            {source, to, from});
    return rows ? gapsFrom(*rows) : fail(rows.error());
}

Result<QList<DataGap>> RunStore::gapsOf(const QString &source, const QString &symbol,
                                        const QDateTime &from, const QDateTime &to)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, source, symbol, from_time, to_time, cause FROM data_gaps "
            "WHERE source = ? AND (symbol = ? OR symbol IS NULL) AND state <> 'healed' "
            "AND from_time < ? AND to_time > ? ORDER BY from_time"_s,
            {source, symbol, to, from});
    return rows ? gapsFrom(*rows) : fail(rows.error());
}
