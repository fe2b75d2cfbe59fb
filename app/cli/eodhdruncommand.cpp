// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eodhdruncommand.h"

#include "app/assets/eodhdrun.h"
#include "app/cli/eventloop.h"
#include "app/cli/secretproblem.h"
#include "app/credentials/credentials.h"
#include "app/terminationsignals.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QString rejectedText(const CollectionRun &run)
{
    constexpr qsizetype Named = 20;
    QStringList lines;
    for (const RejectedEntry &entry :
         run.rejectedEntries.first(std::min(Named, run.rejectedEntries.size())))
        lines.append(u"  %1: %2"_s.arg(entry.name, entry.reason));
    if (run.rejected > lines.size())
        lines.append(EodhdRunCommand::tr("  and %n more", nullptr,
                                         run.rejected - static_cast<int>(lines.size())));
    return lines.isEmpty() ? QString{} : u'\n' + lines.join(u'\n');
}

QJsonObject toJson(const CollectionRun &run)
{
    QJsonArray rejected;
    for (const RejectedEntry &entry : run.rejectedEntries)
        rejected.append(QJsonObject{{u"name"_s, entry.name}, {u"reason"_s, entry.reason}});
    return {{u"source"_s, run.source},
            {u"slot"_s, jsonTime(run.slot)},
            {u"status"_s, runStatusName(run.status)},
            {u"received"_s, run.received},
            {u"stored"_s, run.stored},
            {u"duplicates"_s, run.duplicates},
            {u"rejected"_s, run.rejected},
            {u"rejected_entries"_s, rejected},
            {u"rounded"_s, run.rounded},
            {u"attempts"_s, run.attempts},
            {u"duration_ms"_s, run.durationMs}};
}

} // namespace

EodhdRunCommand::EodhdRunCommand(const Context &context, const QUrl &server, Begin begin)
    : m_context{context}
    , m_begin{std::move(begin)}
    , m_client{m_network, server}
    , m_link{context.database}
    , m_sync{m_client, m_link, Clock::system()}
    , m_quotes{m_client, m_link, Clock::system()}
{
    connect(&m_sync, &AssetSync::finished, this, &EodhdRunCommand::report);
    connect(&m_sync, &AssetSync::waiting, this, [this](const QDateTime &until) {
        m_context.output.note(
                tr("EODHD does not answer yet, or asks to wait. The next try is at %1.")
                        .arg(until.toUTC().toString(Qt::ISODate)));
    });
    connect(&m_quotes, &StockQuotes::finished, this, &EodhdRunCommand::report);
}

void EodhdRunCommand::start()
{
    const Result<std::unique_ptr<Connection>> ready = openToWrite(m_context);
    if (!ready) {
        emit finished(m_context.failed(ready.error()));
        return;
    }
    m_context.credentials.read(
            Credential::eodhdToken(), this, [this](const Result<QString> &token) {
                if (!token) {
                    emit finished(failedWithSecrets(m_context, {Credential::eodhdToken()},
                                                    token.error()));
                    return;
                }
                if (m_isEnding) {
                    emit finished(m_context.output.failed({Error::Kind::Cancelled, {}, {}}));
                    return;
                }
                m_client.setToken(*token);
                m_begin(m_sync, m_quotes);
            });
}

void EodhdRunCommand::quit()
{
    m_isEnding = true;
    m_sync.stop();
    m_quotes.stop();
}

void EodhdRunCommand::report(const CollectionRun &run, const std::optional<Error> &problem)
{
    const bool isHarmless = problem && (problem->kind == Error::Kind::CallsUsedUp ||
                                        problem->kind == Error::Kind::Cancelled);
    if (problem && (!isHarmless || (run.attempts == 0 && run.status == RunStatus::Failed))) {
        emit finished(failedWithSecrets(m_context, {Credential::eodhdToken()}, *problem));
        return;
    }
    const std::optional<QStringList> withoutQuote = m_quotes.withoutQuote();
    const QString whose = withoutQuote.value_or(QStringList{}).join(u", "_s);
    const QString missing = whose.isEmpty() ? QString{} : tr("No quote came of %1.").arg(whose);
    if (run.status == RunStatus::Failed && !whose.isEmpty()) {
        // Nothing was asked for: none of them is a symbol that has delayed quotes.
        const auto kind = run.attempts > 0 ? Error::Kind::Unknown : Error::Kind::Usage;
        emit finished(m_context.output.failed(kind, missing + rejectedText(run)));
        return;
    }
    const QString why = problem ? endText(run, *problem) : QString{};
    if (run.status == RunStatus::Failed) {
        const QString reason = !why.isEmpty()                  ? why
                               : run.rejectedEntries.isEmpty() ? run.error
                                                               : run.rejectedEntries.first().reason;
        emit finished(
                m_context.output.failed(problem ? problem->kind : Error::Kind::Unknown, reason));
        return;
    }
    if (problem)
        m_context.output.note(why);
    const QString text =
            run.attempts == 0 && !problem
                    ? nothingDue()
                    : tr("%1 received, %2 stored, %3 already there, %4 rejected; %5 requests, "
                         "%6 ms.")
                                      .arg(run.received)
                                      .arg(run.stored)
                                      .arg(run.duplicates)
                                      .arg(run.rejected)
                                      .arg(run.attempts)
                                      .arg(run.durationMs) +
                              (missing.isEmpty() ? QString{} : u' ' + missing) + rejectedText(run);
    QJsonObject document = toJson(run);
    document[u"problem"] = problem ? QJsonValue{why} : QJsonValue{};
    if (withoutQuote)
        document[u"without_quote"] = QJsonArray::fromStringList(*withoutQuote);
    emit finished(m_context.output.done(document, text));
}

QString EodhdRunCommand::nothingDue()
{
    const auto now = QDateTime::currentDateTimeUtc();
    const Result<AssetBoard> board = m_link.use([&](SyncStore &store) { return store.queue(now); });
    const AssetRow *next = nullptr;
    for (const AssetRow &row : board ? board->rows : QList<AssetRow>{}) {
        if (row.nextDue.isValid() && (!next || row.nextDue < next->nextDue))
            next = &row;
    }
    return next ? tr("Nothing is due. Next is %1 at %2.")
                           .arg(next->asset.symbol, next->nextDue.toUTC().toString(Qt::ISODate))
                : tr("Nothing of EODHD is registered and active. 'tidemarkctl assets add BHP.AU' "
                     "registers "
                     "one.");
}

ExitCode runOnEodhd(const Context &context, EodhdRunCommand::Begin begin)
{
    const Result<QUrl> server = eodhdServer();
    if (!server)
        return context.output.failed(server.error());
    TerminationSignals termination;
    EodhdRunCommand command{context, *server, std::move(begin)};
    QObject::connect(&termination, &TerminationSignals::received, &command, &EodhdRunCommand::quit);
    return runOnEventLoop(command);
}

ExitCode runAssetSync(const Context &context, const QStringList &symbols)
{
    return runOnEodhd(context, [symbols](AssetSync &sync, StockQuotes &) { sync.start(symbols); });
}
