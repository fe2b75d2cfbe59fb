// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertlogcommand.h"

#include "app/alerts/alertjudge.h"
#include "app/cli/alertstext.h"
#include "app/cli/commandline.h"
#include "app/cli/ruleaccess.h"
#include "app/collector/outbox.h"
#include "db/alerts/alertbook.h"
#include "db/alerts/pastprices.h"
#include "db/domain/symbol.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace {

using Mark = Result<QList<qint64>> (AlertBook::*)(const QList<qint64> &, const QDateTime &);

// sentence and already: of %n entries.
ExitCode marked(const Context &context, const QList<qint64> &ids, Mark mark,
                QLatin1StringView member, const char *sentence, const char *already)
{
    return changed(context, [&](const Connection &connection) {
        AlertBook book{connection};
        const Result<QList<qint64>> done = (book.*mark)(ids, Context::now());
        if (!done)
            return context.failed(done.error());
        const int before = int(ids.size() - done->size());
        QStringList sentences;
        if (!done->isEmpty())
            sentences.append(CommandLine::tr(sentence, nullptr, int(done->size())));
        if (before > 0)
            sentences.append(CommandLine::tr(already, nullptr, before));
        return context.output.done({{member, jsonIds(*done)}}, sentences.join(u' '));
    });
}

} // namespace

ExitCode showAlertLog(const Context &context, AlertLogRequest request, const QString &rule)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    if (!request.symbol.isEmpty()) {
        const Result<QString> symbol = symbolFrom(request.symbol);
        if (!symbol)
            return context.output.failed(symbol.error());
        request.symbol = *symbol;
    }
    if (!rule.isEmpty()) {
        AlertRuleStore store{**connection};
        const Result<AlertRule> known = ruleNamed(store, rule, AlertRuleStore::Which::Any);
        if (!known)
            return context.failed(known.error());
        request.ruleId = known->id;
    }
    const Result<AlertLogPage> page = AlertLogStore{**connection}.page(request);
    if (!page)
        return context.failed(page.error());
    return context.output.done({{u"log"_s, jsonList(page->rows)}, {u"more"_s, page->hasMore}},
                               textOf(page->rows));
}

ExitCode acknowledgeAlerts(const Context &context, const QList<qint64> &ids)
{
    return changed(context, [&](const Connection &connection) {
        const QDateTime moment = Context::now();
        const Result<QList<AlertLogEntry>> entries = AlertBook{connection}.acknowledge(ids, moment);
        if (!entries)
            return context.failed(entries.error());
        QStringList sentences;
        QList<qint64> already;
        for (const AlertLogEntry &entry : *entries) {
            if (entry.acknowledgedAt == moment)
                continue;
            already.append(entry.id);
            sentences.append(CommandLine::tr("Alert %1 was acknowledged at %2 already.")
                                     .arg(entry.id)
                                     .arg(shownTime(entry.acknowledgedAt)));
        }
        if (const int count = int(entries->size() - already.size()); count > 0)
            sentences.prepend(CommandLine::tr("%n alert(s) acknowledged.", nullptr, count));
        return context.output.done(
                {{u"acknowledged"_s, jsonList(*entries)}, {u"already"_s, jsonIds(already)}},
                sentences.join(u'\n'));
    });
}

ExitCode deleteAlerts(const Context &context, const QList<qint64> &ids)
{
    return marked(context, ids, &AlertBook::remove, "deleted"_L1,
                  QT_TRANSLATE_N_NOOP("CommandLine",
                                      "%n alert(s) deleted from the log; 'tidemarkctl "
                                      "alerts log --deleted' lists what can be "
                                      "restored."),
                  QT_TRANSLATE_N_NOOP("CommandLine", "%n was (were) deleted before."));
}

ExitCode restoreAlerts(const Context &context, const QList<qint64> &ids)
{
    return marked(context, ids, &AlertBook::restore, "restored"_L1,
                  QT_TRANSLATE_N_NOOP("CommandLine", "%n alert(s) restored to the log."),
                  QT_TRANSLATE_N_NOOP("CommandLine", "%n was (were) in the log already."));
}

ExitCode judgeAlerts(const Context &context)
{
    return changed(context, [&](const Connection &connection) {
        const Outbox outbox{Outbox::folderFor(context.dataFolder, context.database.location())};
        const Result<AlertJudge::Verdict> verdict = AlertJudge{QTimeZone::systemTimeZone()}.judge(
                connection, Context::now(), outbox.oldestSlot());
        if (!verdict)
            return context.failed(verdict.error());
        return context.output.done({{u"prices"_s, verdict->prices},
                                    {u"new_rules"_s, verdict->newRules},
                                    {u"fired"_s, verdict->fired},
                                    {u"ended"_s, verdict->ended}},
                                   verdictText(*verdict));
    });
}

ExitCode replayRule(const Context &context, const QString &rule, const QDateTime &from,
                    const QDateTime &to)
{
    const QDateTime moment = Context::now();
    if (from.isValid() && from >= moment)
        return context.output.failed(
                Error::Kind::Usage,
                CommandLine::tr(
                        "--from is in the future, so there are no prices to replay. Write a "
                        "time before now."));
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    AlertRuleStore store{**connection};
    const Result<AlertRule> known = ruleNamed(store, rule, AlertRuleStore::Which::Any);
    if (!known)
        return context.failed(known.error());
    QElapsedTimer timer;
    timer.start();
    // What has not happened yet misses no data.
    const Result<PastPrices> past =
            pastPrices(**connection, *known, from, to.isValid() ? std::min(to, moment) : moment);
    if (!past)
        return context.failed(past.error());
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const RuleReplay result = replayed(*known, *past, zone);
    return context.output.done(
            {{u"rule_id"_s, known->id},
             {u"prices"_s, result.prices},
             {u"fired"_s, result.fired},
             {u"at_night"_s, result.atNight},
             {u"zone"_s, QString::fromUtf8(zone.id())},
             {u"conclusive"_s, result.prices > 0 && !result.isInconclusive()},
             {u"shortfall"_s, jsonOf(result.shortfall)},
             {u"complete_from"_s,
              jsonTime(result.completeFromMs > 0
                               ? QDateTime::fromMSecsSinceEpoch(result.completeFromMs, Qt::UTC)
                               : QDateTime{})},
             {u"events"_s, jsonList(result.events)},
             {u"duration_ms"_s, timer.elapsed()}},
            replayText(*known, result, *past, zone));
}
