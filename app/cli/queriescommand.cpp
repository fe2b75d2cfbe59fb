// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/queriescommand.h"

#include "app/cli/commandline.h"
#include "app/cli/texttable.h"
#include "db/queries/querystore.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    int days = 30;
    bool isFullScansOnly = false;
};

constexpr qsizetype LongestText = 70; // of a statement in a line

double milliseconds(qint64 us)
{
    return double(us) / 1000.0;
}

QString timeText(qint64 us)
{
    return QString::number(milliseconds(us), 'f', us < 10'000 ? 2 : 0);
}

QString oneLine(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > LongestText ? line.first(LongestText - 1) + u'\u2026' : line;
}

QJsonObject jsonOf(const RecordedQuery &query)
{
    QJsonObject object{{u"id"_s, query.id},
                       {u"text"_s, query.text},
                       {u"purpose"_s, query.purpose},
                       {u"executions"_s, query.executions},
                       {u"rows"_s, query.rows},
                       {u"total_ms"_s, milliseconds(query.totalUs)},
                       {u"p50_ms"_s, milliseconds(query.p50Us())},
                       {u"p95_ms"_s, milliseconds(query.p95Us())},
                       {u"max_ms"_s, milliseconds(query.maxUs)},
                       {u"first_used_at"_s, jsonTime(query.firstUsedAt)},
                       {u"last_used_at"_s, jsonTime(query.lastUsedAt)},
                       {u"planned_at"_s, jsonTime(query.plannedAt)},
                       {u"plan"_s, QJsonValue::Null},
                       {u"full_scans"_s, QJsonValue::Null},
                       {u"indexes"_s, QJsonValue::Null}};
    if (!query.plan)
        return object;
    QJsonArray indexes;
    for (const auto &[table, index] : query.plan->usedIndexes)
        indexes.append(QJsonObject{{u"table"_s, table}, {u"index"_s, index}});
    object[u"plan"] = query.plan->text;
    object[u"full_scans"] = QJsonArray::fromStringList(query.plan->fullScans);
    object[u"indexes"] = indexes;
    return object;
}

QString textOf(const QList<RecordedQuery> &queries, bool isFullScansOnly, bool isPlanned)
{
    if (queries.isEmpty() && isFullScansOnly && !isPlanned)
        return CommandLine::tr("The plans of some statements that are recorded for these days are "
                               "not known yet. The desktop program and 'tidemarkctl collect "
                               "--daemon' ask for them within five minutes.");
    if (queries.isEmpty() && isFullScansOnly)
        return CommandLine::tr("No statement that is recorded for these days reads a whole table.");
    if (queries.isEmpty())
        return CommandLine::tr("No statement is recorded for these days. The desktop program and "
                               "'tidemarkctl collect --daemon' record theirs every five minutes.");
    QList<QStringList> rows;
    for (const RecordedQuery &query : queries)
        rows.append({query.id.left(8), oneLine(query.text), QString::number(query.executions),
                     QString::number(query.rows), timeText(query.totalUs), timeText(query.p50Us()),
                     timeText(query.p95Us()), timeText(query.maxUs),
                     query.plan ? query.plan->fullScans.join(u", "_s) : u"?"_s});
    QString text = textTable(
            {CommandLine::tr("ID"), CommandLine::tr("Statement"), numbers(CommandLine::tr("Runs")),
             numbers(CommandLine::tr("Rows")), numbers(CommandLine::tr("Total ms")),
             numbers(CommandLine::tr("Half within ms")), numbers(CommandLine::tr("95 % within ms")),
             numbers(CommandLine::tr("Longest ms")), CommandLine::tr("Reads all of")},
            rows);
    const auto hasNoPlan = [](const RecordedQuery &query) { return !query.plan; };
    if (std::ranges::any_of(queries, hasNoPlan))
        text += u'\n' + CommandLine::tr("?: the plan is not known yet. The desktop program and "
                                        "'tidemarkctl collect --daemon' ask for it.");
    return text;
}

ExitCode list(const Context &context, const Raw &raw)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const QDate from = QDateTime::currentDateTimeUtc().date().addDays(1 - raw.days);
    Result<QList<RecordedQuery>> queries = QueryStore{**connection}.list(from);
    if (!queries)
        return context.failed(queries.error());
    const bool isPlanned = std::ranges::all_of(
            *queries, [](const RecordedQuery &query) { return query.plannedAt.isValid(); });
    if (raw.isFullScansOnly)
        queries->removeIf([](const RecordedQuery &query) { return !query.isFullScan(); });
    QJsonArray array;
    for (const RecordedQuery &query : std::as_const(*queries))
        array.append(jsonOf(query));
    return context.output.done(
            {{u"from"_s, jsonTime(from.startOfDay(Qt::UTC))}, {u"queries"_s, array}},
            textOf(*queries, raw.isFullScansOnly, isPlanned));
}

} // namespace

void describeQueries(CommandSet &commands, CLI::App &index)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(
            index, "queries", "The program's own statements: how often, how long, by which plan",
            [raw]() -> Result<CommandRun> {
                return CommandRun{
                        [raw = *raw](const Context &context) { return list(context, raw); }};
            });
    command.add_option("--days", raw->days, "How many days, today included")
            ->check(CLI::Range(1, 10'000))
            ->capture_default_str();
    command.add_flag("--full-scans", raw->isFullScansOnly,
                     "Only those that read all rows of a large table");
}
