// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/collectcommand.h"

#include "app/alerts/alertjudge.h"
#include "app/cli/commands.h"
#include "app/cli/eodhdruncommand.h"
#include "app/cli/eventloop.h"
#include "app/credentials/credentials.h"
#include "app/network/marketurl.h"
#include "app/terminationsignals.h"
#include "db/queries/statementrecorder.h"

#include "db/domain/errortext.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

QString outboxFolder(const Context &context)
{
    return Outbox::folderFor(context.dataFolder, context.database.location());
}

// A write gives up on another program soon: the snapshot is safe in the outbox.
ConnectionSpec forCollecting(ConnectionSpec spec)
{
    spec.busyTimeout = std::chrono::seconds{2};
    return spec;
}

CollectorSettings settingsFor(const Context &context, const QUrl &priceServer, int slotSeconds)
{
    CollectorSettings settings;
    settings.database = forCollecting(context.database);
    settings.outboxFolder = outboxFolder(context);
    settings.priceServer = priceServer;
    settings.grid = SlotGrid{std::chrono::seconds{slotSeconds}};
    return settings;
}

AlertServiceSettings alertSettings(const Context &context, int slotSeconds)
{
    AlertServiceSettings settings;
    settings.tick =
            std::min<std::chrono::milliseconds>(settings.tick, std::chrono::seconds{slotSeconds});
    settings.database = context.database;
    settings.awaited = [outbox = Outbox{outboxFolder(context)}] { return outbox.oldestSlot(); };
    settings.runner.command = context.alertCommand;
    settings.runner.readWebhook = [&context](QObject *asker, SecretAnswer answer) {
        context.credentials.read(Credential::alertWebhook(), asker, std::move(answer));
    };
    return settings;
}

QString slotText(const CollectionRun &run)
{
    return run.slot.toUTC().toString(Qt::ISODate);
}

QString countsText(const CollectionRun &run)
{
    return CollectOnceCommand::tr("%1 received, %2 stored, %3 already there, %4 rejected; %5 ms")
            .arg(run.received)
            .arg(run.stored)
            .arg(run.duplicates)
            .arg(run.rejected)
            .arg(run.durationMs);
}

QString rejectedText(const CollectionRun &run)
{
    constexpr qsizetype Named = 20;
    QStringList lines;
    for (const RejectedEntry &entry :
         run.rejectedEntries.first(std::min(Named, run.rejectedEntries.size())))
        lines.append(CollectOnceCommand::tr("  rejected %1: %2").arg(entry.name, entry.reason));
    if (run.rejected > lines.size())
        lines.append(CollectOnceCommand::tr("  and %n more", nullptr,
                                            run.rejected - static_cast<int>(lines.size())));
    return lines.isEmpty() ? QString{} : u'\n' + lines.join(u'\n');
}

} // namespace

CollectOnceCommand::CollectOnceCommand(const Context &context, const QUrl &priceServer)
    : m_context{context}
    , m_client{m_network, priceServer}
    , m_recorder{forCollecting(context.database), Outbox{outboxFolder(context)}, m_grid, m_clock}
    , m_collector{m_client, m_recorder, m_grid, m_clock}
{
    connect(&m_collector, &Collector::finished, this, &CollectOnceCommand::report);
    connect(&m_collector, &Collector::refused, this,
            [this](const Error &reason) { emit finished(m_context.output.failed(reason)); });
    connect(&m_collector, &Collector::waitingFor, this,
            [this](int attempt, const QDateTime &until) {
                m_context.output.note(tr("No prices yet. Attempt %1 at %2.")
                                              .arg(attempt)
                                              .arg(until.toUTC().toString(Qt::ISODate)));
            });
}

void CollectOnceCommand::start()
{
    const Result<> ready = m_recorder.prepare();
    // A database that is locked, full or read-only now may not be in a minute: its prices wait.
    if (!ready && !m_recorder.mayWait(ready.error())) {
        emit finished(m_context.output.failed(ready.error()));
        return;
    }
    m_collector.collect(m_grid.slotAt(m_clock.wall()));
}

void CollectOnceCommand::report(const CollectionRun &run, const std::optional<Error> &problem)
{
    // A migration that went on meanwhile (Refused) has ended by the next run, or that one says so.
    const bool neverStored = run.status == RunStatus::Outbox && problem &&
                             problem->kind != Error::Kind::Refused && !m_recorder.mayWait(*problem);
    if (run.status == RunStatus::Failed || neverStored) {
        if (run.status == RunStatus::Failed)
            judge(); // that no price comes is what some rules wait for
        emit finished(m_context.output.failed(
                problem.value_or(Error{Error::Kind::Unknown, run.error, {}})));
        return;
    }
    judge();
    QJsonObject document{{u"source"_s, run.source},
                         {u"slot"_s, jsonTime(run.slot)},
                         {u"status"_s, runStatusName(run.status)},
                         {u"received"_s, run.received},
                         {u"stored"_s, run.stored},
                         {u"duplicates"_s, run.duplicates},
                         {u"rejected"_s, run.rejected},
                         {u"attempts"_s, run.attempts},
                         {u"duration_ms"_s, run.durationMs}};
    QString text = tr("Slot %1: %2.%3").arg(slotText(run), countsText(run), rejectedText(run));
    if (run.stored == 0 && run.duplicates > 0) {
        const QDateTime collectedAt = m_recorder.collectedAt(run.slot);
        document[u"collected_at"] = jsonTime(collectedAt);
        text += u'\n' +
                tr("This slot was collected at %1.").arg(collectedAt.toUTC().toString(Qt::ISODate));
    }
    if (run.status == RunStatus::Outbox) {
        const int waiting = m_recorder.waiting();
        document[u"waiting"] = waiting;
        m_context.output.note(
                tr("%1 The prices wait in the outbox; the next run stores them.").arg(run.error));
        text = tr("Slot %1: %n snapshot(s) wait in the outbox.", nullptr, waiting)
                       .arg(slotText(run));
    }
    emit finished(m_context.output.done(document, text));
}

// Where no service runs, a scheduled job is who judges.
void CollectOnceCommand::judge()
{
    AlertJudge rules{QTimeZone::systemTimeZone()};
    const QDateTime awaited = Outbox{outboxFolder(m_context)}.oldestSlot();
    const Result<AlertJudge::Verdict> verdict = m_recorder.use([&](const Connection &connection) {
        return rules.judge(connection, m_clock.wall(), awaited);
    });
    if (!verdict)
        m_context.output.note(tr("Alerts are judged later: %1").arg(errorText(verdict.error())));
    else if (verdict->fired > 0)
        m_context.output.note(tr("%n alert(s) fired; 'tidemarkctl alerts log' shows them.", nullptr,
                                 verdict->fired));
}

CollectDaemonCommand::CollectDaemonCommand(const Context &context, const QUrl &priceServer,
                                           const QUrl &eodhdServer, int slotSeconds)
    : m_context{context}
    , m_queries{{context.database}}
    , m_service{settingsFor(context, priceServer, slotSeconds)}
    , m_assets{{context.database, eodhdServer,
                [&context](QObject *asker, SecretAnswer answer) {
                    context.credentials.read(Credential::eodhdToken(), asker, std::move(answer));
                },
                Clock::system()}}
    , m_alerts{alertSettings(context, slotSeconds)}
    , m_reports{{context.database,
                 ReportSchedules::folderFor(context.dataFolder, context.database.location()),
                 &QDateTime::currentDateTimeUtc}}
{
    wireAlerts();
    wireReports();
    connect(&m_assets.service(), &AssetService::runFinished, this,
            &CollectDaemonCommand::noteAssets);
    connect(&m_assets.service(), &AssetService::refused, this,
            [this](const Error &reason) { m_context.output.note(errorText(reason)); });
    connect(this, &CollectDaemonCommand::collects, &m_assets.service(),
            &AssetService::setCollecting);
    connect(&m_service, &CollectorService::startFailed, this,
            [this](const Error &error) { emit finished(m_context.output.failed(error)); });
    connect(&m_service, &CollectorService::statusChanged, this, &CollectDaemonCommand::noteStandby);
    connect(&m_service, &CollectorService::runFinished, this, &CollectDaemonCommand::log);
    connect(&m_service, &CollectorService::runDrained, this, [this](const CollectionRun &run) {
        m_stored += run.stored;
        m_context.output.note(tr("Slot %1: stored from the outbox.").arg(slotText(run)));
    });
    connect(&m_service, &CollectorService::refused, this,
            [this](const Error &reason) { m_context.output.note(errorText(reason)); });
}

void CollectDaemonCommand::wireAlerts()
{
    AlertService *alerts = &m_alerts.service();
    connect(&m_service, &CollectorService::quotesStored, alerts, &AlertService::judge);
    connect(&m_service, &CollectorService::runDrained, alerts, &AlertService::judge);
    connect(&m_service, &CollectorService::othersCollected, alerts, &AlertService::judge);
    connect(&m_assets.service(), &AssetService::stored, alerts, &AlertService::judge);
    // The same again and again, as while a database is locked, is one line.
    connect(alerts, &AlertService::failed, this, [this](const Error &error) {
        const QString line = errorText(error);
        if (std::exchange(m_alertProblem, line) != line)
            m_context.output.note(line);
    });
}

void CollectDaemonCommand::wireReports()
{
    ReportService *reports = &m_reports.service();
    connect(reports, &ReportService::written, this, [this](const ScheduledOutcome &written) {
        m_context.output.note(tr("Report %1: %n row(s) in %2.", nullptr, int(written.outcome.rows))
                                      .arg(written.schedule, written.outcome.file));
    });
    connect(reports, &ReportService::failed, this,
            [this](const QString &schedule, const Error &error) {
                m_context.output.note(schedule.isEmpty()
                                              ? errorText(error)
                                              : tr("Report %1 was not written. %2")
                                                        .arg(schedule, errorText(error)));
            });
}

void CollectDaemonCommand::start()
{
    m_queries.start();
    m_reports.start();
    m_alerts.start();
    m_assets.start();
    m_service.start();
}

void CollectDaemonCommand::noteStandby(const CollectorStatus &status)
{
    const bool standsBy = status.phase == CollectorStatus::Phase::Standby;
    const bool isSettled = standsBy || status.phase == CollectorStatus::Phase::Idle;
    if (!isSettled || (m_standsBy == standsBy && m_collectedBy == status.collectedBy))
        return;
    m_standsBy = standsBy;
    m_collectedBy = status.collectedBy;
    emit collects(!standsBy);
    m_context.output.note(standsBy ? standbyText(status.collectedBy)
                                   : tr("Collecting into %1.").arg(m_context.database.location()));
}

void CollectDaemonCommand::log(const CollectionRun &run, const std::optional<Error> &problem)
{
    ++m_runs;
    if (run.status == RunStatus::Failed)
        ++m_failedRuns;
    else if (run.status != RunStatus::Outbox)
        m_stored += run.stored;
    const QString what = problem ? errorText(*problem) : countsText(run) + rejectedText(run);
    m_context.output.note(
            tr("Slot %1: %2: %3").arg(slotText(run), runStatusName(run.status), what));
}

void CollectDaemonCommand::noteAssets(const CollectionRun &run, const std::optional<Error> &problem)
{
    m_context.output.note(tr("EODHD: %1 requests, %2 stored, %3 already there, %4 rejected.%5")
                                  .arg(run.attempts)
                                  .arg(run.stored)
                                  .arg(run.duplicates)
                                  .arg(run.rejected)
                                  .arg(problem ? u' ' + errorText(*problem) : QString{}));
}

void CollectDaemonCommand::quit()
{
    m_service.stop();
    emit finished(m_context.output.done({{u"source"_s, u"coinspot"_s},
                                         {u"runs"_s, m_runs},
                                         {u"failed"_s, m_failedRuns},
                                         {u"stored"_s, m_stored}},
                                        tr("Ended after %n run(s).", nullptr, m_runs)));
}

namespace {

struct Raw {
    bool once = false;
    bool daemon = false;
    std::string source = "coinspot";
    int slotSeconds = 300; // other than five minutes only beside a demo market
};

Result<QUrl> priceServer()
{
    const QString text = qEnvironmentVariable("COINSPOT_BASE_URL");
    return text.isEmpty() ? defaultCoinspotUrl() : parseBaseUrl(text, u"COINSPOT_BASE_URL");
}

ExitCode collectOnce(const Context &context)
{
    const Result<QUrl> server = priceServer();
    if (!server)
        return context.output.failed(server.error());
    CollectOnceCommand command{context, *server};
    return runOnEventLoop(command);
}

ExitCode collectOn(const Context &context, int slotSeconds)
{
    const Result<QUrl> server = priceServer();
    if (!server)
        return context.output.failed(server.error());
    const Result<QUrl> eodhd = eodhdServer();
    if (!eodhd)
        return context.output.failed(eodhd.error());
    Context recording = context;
    if (context.recordsQueries) {
        recording.database.recorder = std::make_shared<StatementRecorder>();
        recording.database.recorder->setSampling(context.valueSampling);
    }
    TerminationSignals termination;
    CollectDaemonCommand command{recording, *server, *eodhd, slotSeconds};
    QObject::connect(&termination, &TerminationSignals::received, &command,
                     &CollectDaemonCommand::quit);
    return runOnEventLoop(command);
}

Result<CommandRun> collectFrom(const Raw &raw)
{
    if (raw.once == raw.daemon)
        return wrongUsage(u"Say either 'collect --once' or 'collect --daemon'."_s);
    if (raw.once && raw.source == "eodhd")
        return CommandRun{[](const Context &context) { return runAssetSync(context, {}); }};
    if (raw.source == "eodhd")
        return wrongUsage(u"'collect --daemon' collects from both sources: leave out --source."_s);
    if (raw.once)
        return CommandRun{collectOnce};
    return CommandRun{[slotSeconds = raw.slotSeconds](const Context &context) {
        return collectOn(context, slotSeconds);
    }};
}

} // namespace

void describeCollect(CommandSet &commands)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &collect =
            commands.command("collect", "Collect prices: once, or as a service in the background",
                             [raw] { return collectFrom(*raw); });
    auto *once = collect.add_flag("--once", raw->once, "One run now, for the present five minutes");
    auto *daemon =
            collect.add_flag("--daemon", raw->daemon, "Every five minutes until SIGTERM or SIGINT");
    once->excludes(daemon);
    collect.add_option("--source", raw->source, "Whose prices: coinspot has coins, eodhd stocks")
            ->check(CLI::IsMember({"coinspot", "eodhd"}))
            ->capture_default_str();
    collect.add_option("--slot-seconds", raw->slotSeconds,
                       "With --daemon: seconds from one run to the next, for a demo market")
            ->check(CLI::Range(1, 300))
            ->capture_default_str();
}
