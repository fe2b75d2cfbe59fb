// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/stockhealth.h"

#include "app/collector/collectorlease.h"
#include "app/collector/outbox.h"
#include "db/collector/leasestore.h"
#include "db/collector/runstore.h"
#include "db/domain/errortext.h"
#include "db/schema/databasesize.h"
#include "db/sqlite/wholefile.h"
#include "migrations/shape/storagevariant.h"
#include "migrations/state/migrationstatus.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QStorageInfo>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds LateAfter = 15min; // three slots: a coin's price is stale then
constexpr std::chrono::milliseconds GapsShown = 7 * 24h;
constexpr std::chrono::milliseconds MissedAfter = 10min; // two: the slot before this one is missing
// Twice what another collector waits before it takes over: clocks of two computers differ.
constexpr std::chrono::milliseconds GoneAfter = 3min;
constexpr qint64 LittleSpace = 100 * 1024 * 1024;

struct Findings {
    QStringList problems; // sentences; empty: status ok
    QJsonObject database;
    QJsonObject collector;
    bool isCollected = false; // by a program that runs
    QJsonValue lastRun;
    QJsonArray gaps;
    QJsonValue stocks;
    QStringList lines;
};

QJsonObject toJson(const CollectionRun &run)
{
    return {{u"source"_s, run.source},
            {u"slot"_s, jsonTime(run.slot)},
            {u"started_at"_s, jsonTime(run.startedAt)},
            {u"status"_s, runStatusName(run.status)},
            {u"received"_s, run.received},
            {u"stored"_s, run.stored},
            {u"duplicates"_s, run.duplicates},
            {u"rejected"_s, run.rejected},
            {u"attempts"_s, run.attempts},
            {u"duration_ms"_s, run.durationMs},
            {u"error"_s, run.error.isEmpty() ? QJsonValue{} : QJsonValue{run.error}}};
}

void lookAtSchema(const MigrationStatus &status, Findings &findings)
{
    findings.database[u"engine"] = status.engine;
    findings.database[u"version"] = status.current;
    findings.database[u"head"] = status.head;
    findings.lines.append(
            CommandLine::tr("Schema: version %1 of %2").arg(status.current).arg(status.head));
    if (!status.pending.isEmpty())
        findings.problems.append(
                CommandLine::tr(
                        "The schema is behind. 'tidemarkctl migrate up' brings it to version %1.")
                        .arg(status.head));
    findings.problems += status.obstacles();
    findings.lines += status.unknown;
}

// How much room a server's disk has left, no server tells.
void lookAtServer(const Connection &connection, const ConnectionSpec &database, Findings &findings)
{
    const Result<qint64> size = databaseSize(connection);
    findings.database[u"path"] = database.location();
    findings.database[u"size_bytes"] = size ? QJsonValue{*size} : QJsonValue{};
    findings.database[u"free_bytes"] = QJsonValue{};
    findings.database[u"writable"] = !database.readOnly;
    findings.lines.append(
            size ? CommandLine::tr("Database: %1, %2")
                            .arg(database.location(), QLocale::c().formattedDataSize(*size))
                 : CommandLine::tr("Database: %1").arg(database.location()));
    const QString note = storageNote(connection).value_or(QString{});
    findings.database[u"note"] = note.isEmpty() ? QJsonValue{} : QJsonValue{note};
    if (!note.isEmpty())
        findings.lines.append(note);
}

void lookAtDisk(const Connection &connection, const ConnectionSpec &database, Findings &findings)
{
    if (database.isServer()) {
        lookAtServer(connection, database, findings);
        return;
    }
    const QFileInfo file{database.path};
    const QStorageInfo disk{file.absolutePath()};
    findings.database[u"path"] = database.path;
    const qint64 size = WholeFile::sizeOf(database.path);
    findings.database[u"size_bytes"] = size;
    findings.database[u"free_bytes"] = disk.bytesAvailable();
    findings.database[u"writable"] = file.isWritable();
    findings.lines.append(CommandLine::tr("Database: %1, %2, %3 free on its disk")
                                  .arg(database.path, QLocale::c().formattedDataSize(size),
                                       QLocale::c().formattedDataSize(disk.bytesAvailable())));
    if (!file.isWritable())
        findings.problems.append(CommandLine::tr("The database cannot be written."));
    if (disk.isValid() && disk.bytesAvailable() < LittleSpace)
        findings.problems.append(CommandLine::tr("The disk is nearly full."));
}

void lookAtOutbox(const Context &context, Findings &findings)
{
    const Outbox outbox{Outbox::folderFor(context.dataFolder, context.database.location())};
    const int waiting = outbox.count();
    findings.collector[u"waiting"] = waiting;
    if (waiting > 0)
        findings.problems.append(
                CommandLine::tr("%1 snapshots wait in the outbox. They are stored at the next run.")
                        .arg(waiting));
}

// Who has the lease, unless it was given back or has run out. None: nobody collects.
Result<std::optional<QString>> collectingHost(const Connection &connection, const QDateTime &now)
{
    LeaseStore lease{connection};
    return lease.read().and_then([&](const QString &value) {
        return lease.changedAt().transform([&](const QDateTime &beat) {
            const bool isHeld = beat.isValid() && beat.msecsTo(now) < GoneAfter.count();
            return isHeld ? std::optional{LeaseHolder::fromJson(value).host} : std::nullopt;
        });
    });
}

Result<> lookAtLease(const Connection &connection, Findings &findings)
{
    const Result<std::optional<QString>> found =
            collectingHost(connection, QDateTime::currentDateTimeUtc());
    if (!found)
        return fail(found.error());
    const std::optional<QString> &host = *found;
    findings.isCollected = host.has_value();
    findings.collector[u"host"] =
            host && !host->isEmpty() ? QJsonValue{*host} : QJsonValue{QJsonValue::Null};
    findings.lines.append(
            host ? CommandLine::tr("Collected by: %1").arg(*host)
                 : CommandLine::tr("Collected by: no program now. Tidemark's window collects, or "
                                   "'tidemarkctl collect --daemon'."));
    return {};
}

// One that was made by 'collect --once' a moment ago leaves nothing to do.
void lookAtNewest(const CollectionRun &run, const QDateTime &now, Findings &findings)
{
    const qint64 age = run.slot.msecsTo(now);
    const bool isLate = age > LateAfter.count();
    const bool hasFailed = run.status == RunStatus::Failed;
    findings.lastRun = toJson(run);
    findings.collector[u"state"] = !findings.isCollected ? u"stopped"_s
                                   : isLate              ? u"late"_s
                                   : hasFailed           ? u"failing"_s
                                                         : u"collecting"_s;
    findings.lines.append(CommandLine::tr("Last run: slot %1, %2, %3 stored")
                                  .arg(run.slot.toString(Qt::ISODate), runStatusName(run.status))
                                  .arg(run.stored));
    if (!findings.isCollected && age > MissedAfter.count())
        findings.problems.append(
                CommandLine::tr(
                        "No program collects; the last run was at %1 UTC. Start Tidemark or "
                        "'tidemarkctl collect --daemon'.")
                        .arg(run.startedAt.toString(u"yyyy-MM-dd hh:mm:ss"_s)));
    else if (isLate)
        findings.problems.append(
                CommandLine::tr("Nothing was collected for more than 15 minutes."));
    if (hasFailed && !isLate)
        findings.problems.append(run.error);
}

Result<> lookAtRuns(const Connection &connection, Findings &findings)
{
    RunStore runs{connection};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Result<std::optional<CollectionRun>> newest = runs.newest(u"coinspot"_s);
    if (!newest)
        return fail(newest.error());
    if (*newest) {
        lookAtNewest(**newest, now, findings);
    } else {
        findings.collector[u"state"] = u"never"_s;
        findings.problems.append(CommandLine::tr("Nothing was collected yet."));
    }

    const Result<QList<DataGap>> gaps =
            runs.gaps(u"coinspot"_s, now.addMSecs(-GapsShown.count()), now);
    if (!gaps)
        return fail(gaps.error());
    for (const DataGap &gap : *gaps)
        findings.gaps.append(QJsonObject{{u"source"_s, gap.source},
                                         {u"from"_s, jsonTime(gap.from)},
                                         {u"to"_s, jsonTime(gap.to)},
                                         {u"cause"_s, gapCauseName(gap.cause)}});
    findings.lines.append(CommandLine::tr("Gaps in the last 7 days: %1").arg(gaps->size()));
    return {};
}

Result<> lookAtStocks(const Connection &connection, Findings &findings)
{
    return StockHealth::read(connection, QDateTime::currentDateTimeUtc())
            .map([&](const StockHealth &stocks) {
                findings.stocks = stocks.toJson();
                findings.lines += stocks.lines();
                findings.problems += stocks.problems();
            });
}

Result<Findings> look(const Context &context)
{
    if (context.database.isMissingFile())
        return fail(Error::Kind::NotFound, firstStepsText(), context.database.location());
    ConnectionSpec spec = context.database;
    spec.readOnly = true;
    const Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return fail(connection.error());
    const Result<MigrationStatus> status =
            MigrationSet::shipped(spec.engine).and_then([&](const MigrationSet &migrations) {
                return migrationStatus({**connection, migrations});
            });
    if (!status)
        return fail(status.error());

    Findings findings;
    lookAtDisk(**connection, context.database, findings);
    lookAtSchema(*status, findings);
    lookAtOutbox(context, findings);
    if (status->current == status->head) {
        const Result<> looked =
                lookAtLease(**connection, findings)
                        .and_then([&] { return lookAtRuns(**connection, findings); })
                        .and_then([&] { return lookAtStocks(**connection, findings); });
        if (!looked)
            findings.problems.append(errorText(looked.error()));
    } else {
        findings.collector[u"state"] = u"unknown"_s;
    }
    return findings;
}

ExitCode tellHealth(const Context &context)
{
    const Result<Findings> findings = look(context);
    if (!findings)
        return context.failed(findings.error());
    const bool well = findings->problems.isEmpty();
    const QString status = well ? u"ok"_s : u"attention"_s;
    QStringList lines = findings->lines;
    for (const QString &problem : findings->problems)
        lines.append(u"! "_s + problem);
    if (well)
        lines.append(CommandLine::tr("All is well."));
    return context.output.done({{u"status"_s, status},
                                {u"problems"_s, QJsonArray::fromStringList(findings->problems)},
                                {u"database"_s, findings->database},
                                {u"collector"_s, findings->collector},
                                {u"last_run"_s, findings->lastRun},
                                {u"gaps"_s, findings->gaps},
                                {u"stocks"_s, findings->stocks}},
                               lines.join(u'\n'));
}

} // namespace

void describeHealth(CommandSet &commands)
{
    commands.command(
            "health",
            "Database, collector, stocks, gaps and disk at a glance; ends with 0 whatever it finds",
            [] { return CommandRun{tellHealth}; });
}
