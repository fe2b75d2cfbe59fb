// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertstext.h"

#include "app/cli/commandline.h"
#include "app/cli/conditionjson.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "db/domain/alerts/leveltext.h"
#include "db/domain/alerts/span.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

QString shownSpan(qint64 ms)
{
    return ms > 0 ? spanText(ms) : NoValue;
}

QString withUnit(Price value, AlertUnit unit)
{
    switch (unit) {
    case AlertUnit::Percent:
        return CommandLine::tr("%1 %").arg(levelText(value));
    case AlertUnit::Minutes:
        return CommandLine::tr("%1 min").arg(levelText(value));
    case AlertUnit::Money:
    case AlertUnit::Count:
        break;
    }
    return levelText(value);
}

QString conditionOf(const AlertRule &rule)
{
    return rule.condition.anyOf.isEmpty() ? CommandLine::tr("not understood")
                                          : rule.condition.fullText();
}

QJsonValue jsonOf(const std::optional<Price> &price)
{
    return price ? QJsonValue{price->toString()} : QJsonValue{};
}

QJsonValue jsonOf(const std::optional<QuietHours> &quiet)
{
    if (!quiet)
        return {};
    return u"%1-%2"_s.arg(quiet->from.toString(u"HH:mm"_s), quiet->to.toString(u"HH:mm"_s));
}

QJsonArray daysOf(quint8 days)
{
    QJsonArray names;
    for (int day = 1; day <= 7; ++day) {
        if ((days >> (day - 1)) & 1)
            names.append(QLocale::c().dayName(day, QLocale::ShortFormat).toLower());
    }
    return names;
}

QJsonArray channelsOf(const AlertChannels &channels)
{
    QJsonArray names;
    for (const auto &[name, isOn] :
         {std::pair{"desktop"_L1, channels.desktop}, std::pair{"sound"_L1, channels.sound},
          std::pair{"command"_L1, channels.command}, std::pair{"webhook"_L1, channels.webhook}}) {
        if (isOn)
            names.append(name);
    }
    return names;
}

QString standingText(const ListedRule &listed)
{
    switch (listed.standing) {
    case AlertStanding::On:
        return CommandLine::tr("on");
    case AlertStanding::Pending:
        return CommandLine::tr("pending");
    case AlertStanding::Held:
        return CommandLine::tr("held back");
    case AlertStanding::Firing:
        return CommandLine::tr("firing");
    case AlertStanding::NoData:
        return CommandLine::tr("no fresh price");
    case AlertStanding::Done:
        return CommandLine::tr("done");
    case AlertStanding::Expired:
        return CommandLine::tr("expired");
    case AlertStanding::Paused:
        return CommandLine::tr("paused");
    case AlertStanding::NotUnderstood:
        return CommandLine::tr("not understood");
    }
    Q_UNREACHABLE();
}

QString stateText(const ListedRule &listed)
{
    if (!listed.snoozedUntil.isValid())
        return standingText(listed);
    //: What a rule is doing, and until when nobody is told of it.
    return CommandLine::tr("%1, snoozed until %2")
            .arg(standingText(listed), shownTime(listed.snoozedUntil));
}

QString pricesText(int count)
{
    return CommandLine::tr("%n price(s)", nullptr, count);
}

QString nightText(const RuleReplay &replay, const QTimeZone &zone)
{
    // The zone's name, since 22:00 is another moment elsewhere.
    const QString hours = CommandLine::tr("22:00 to 06:00 in %1").arg(QString::fromUtf8(zone.id()));
    if (replay.fired == 1)
        return (replay.atNight == 1 ? CommandLine::tr("at night (%1)")
                                    : CommandLine::tr("not at night (%1)"))
                .arg(hours);
    if (replay.atNight == 0)
        return CommandLine::tr("none of them at night (%1)").arg(hours);
    return CommandLine::tr("%n of them at night (%1)", nullptr, replay.atNight).arg(hours);
}

QString nothingToReplay(const AlertRule &rule, const PastPrices &past)
{
    const QString to = shownTime(QDateTime::fromMSecsSinceEpoch(past.toMs, Qt::UTC));
    if (past.fromMs == 0)
        return CommandLine::tr("No price of %1 is stored from before %2, so there is nothing to "
                               "replay.")
                .arg(rule.symbol, to);
    return CommandLine::tr("No price of %1 is stored from %2 to %3, so there is nothing to replay.")
            .arg(rule.symbol, shownTime(QDateTime::fromMSecsSinceEpoch(past.fromMs, Qt::UTC)), to);
}

QString replaySummary(const RuleReplay &replay, const QTimeZone &zone)
{
    if (replay.isInconclusive())
        return CommandLine::tr("Not enough history to tell. %1")
                .arg(shortfallText(*replay.shortfall));
    if (replay.fired == 0)
        return CommandLine::tr("Would not have fired in %1.").arg(pricesText(replay.prices));
    const QString fired =
            CommandLine::tr("Would have fired %n time(s) in %1, %2.", nullptr, replay.fired)
                    .arg(pricesText(replay.prices), nightText(replay, zone));
    if (!replay.shortfall)
        return fired;
    return fired + u'\n' +
           CommandLine::tr("Not all of it could be judged. %1")
                   .arg(shortfallText(*replay.shortfall));
}

QString eventsTable(const QList<AlertEvent> &events)
{
    QList<QStringList> rows;
    for (const AlertEvent &event : events)
        rows.append({alertEventName(event.kind),
                     shownTime(QDateTime::fromMSecsSinceEpoch(event.timeMs, Qt::UTC)),
                     withUnit(event.value, event.unit), withUnit(event.level, event.unit)});
    return textTable({CommandLine::tr("event"), CommandLine::tr("time"),
                      numbers(CommandLine::tr("value")), numbers(CommandLine::tr("level"))},
                     rows);
}

} // namespace

QString shownTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : NoValue;
}

QJsonArray jsonIds(const QList<qint64> &ids)
{
    QJsonArray list;
    for (const qint64 id : ids)
        list.append(id);
    return list;
}

QJsonObject jsonOf(const AlertRule &rule)
{
    const bool isUnderstood = !rule.condition.anyOf.isEmpty();
    return {{u"id"_s, rule.id},
            {u"version"_s, rule.version},
            {u"name"_s, rule.name},
            {u"symbol"_s, rule.symbol},
            {u"condition"_s, isUnderstood ? QJsonValue{rule.condition.fullText()} : QJsonValue{}},
            {u"any_of"_s, jsonOf(rule.condition)},
            {u"threshold_value"_s,
             isUnderstood ? QJsonValue{rule.condition.first().level.toString()} : QJsonValue{}},
            {u"clear_value"_s, isUnderstood ? jsonOf(rule.condition.first().clear) : QJsonValue{}},
            {u"hold_ms"_s, rule.holdMs},
            {u"cooldown_ms"_s, rule.cooldownMs},
            {u"rearm"_s, alertRearmName(rule.rearm)},
            {u"rearm_step"_s, rule.rearm == AlertRearm::NewExtreme
                                      ? QJsonValue{rule.rearmStep.toString()}
                                      : QJsonValue{}},
            {u"severity"_s, alertSeverityName(rule.severity)},
            {u"enabled"_s, rule.isEnabled},
            {u"quiet_hours"_s, jsonOf(rule.quietHours)},
            {u"active_days"_s, daysOf(rule.activeDays)},
            {u"tell"_s, channelsOf(rule.channels)},
            {u"expires_at"_s, jsonTime(rule.expiresAt)},
            {u"no_data"_s, alertNoDataName(rule.noData)},
            {u"notes"_s, rule.notes},
            {u"created_at"_s, jsonTime(rule.createdAt)},
            {u"updated_at"_s, jsonTime(rule.updatedAt)},
            {u"deleted_at"_s, jsonTime(rule.deletedAt)}};
}

QJsonObject jsonOf(const ListedRule &listed)
{
    QJsonObject object = jsonOf(listed.rule);
    object[u"state"] = alertStandingName(listed.standing);
    object[u"snoozed_until"] = jsonTime(listed.snoozedUntil);
    return object;
}

QString textOf(const QList<ListedRule> &rules)
{
    if (rules.isEmpty())
        return CommandLine::tr(
                "There is no rule yet. 'tidemarkctl alerts add --symbol BTC.COINSPOT "
                "--when above --level 150000' makes one.");
    QList<QStringList> rows;
    for (const ListedRule &listed : rules) {
        const AlertRule &rule = listed.rule;
        rows.append({rule.name, QString::number(rule.id), rule.symbol, conditionOf(rule),
                     shownSpan(rule.holdMs), shownSpan(rule.cooldownMs),
                     alertSeverityName(rule.severity), stateText(listed)});
    }
    return textTable({CommandLine::tr("rule"), numbers(CommandLine::tr("id")),
                      CommandLine::tr("symbol"), CommandLine::tr("condition"),
                      CommandLine::tr("for"), CommandLine::tr("cool-down"),
                      CommandLine::tr("severity"), CommandLine::tr("state")},
                     rows);
}

QString deletedText(const QList<ListedRule> &rules)
{
    if (rules.isEmpty())
        return CommandLine::tr("No rule was removed.");
    QList<QStringList> rows;
    for (const ListedRule &listed : rules) {
        const AlertRule &rule = listed.rule;
        rows.append({rule.name, QString::number(rule.id), rule.symbol, conditionOf(rule),
                     shownTime(rule.deletedAt)});
    }
    return textTable({CommandLine::tr("rule"), numbers(CommandLine::tr("id")),
                      CommandLine::tr("symbol"), CommandLine::tr("condition"),
                      CommandLine::tr("removed at")},
                     rows);
}

QString versionsText(const QList<AlertRule> &versions)
{
    QList<QStringList> rows;
    for (const AlertRule &rule : versions)
        rows.append({QString::number(rule.version), shownTime(rule.updatedAt), rule.name,
                     conditionOf(rule), shownSpan(rule.holdMs), shownSpan(rule.cooldownMs)});
    return textTable({numbers(CommandLine::tr("version")), CommandLine::tr("made"),
                      CommandLine::tr("name"), CommandLine::tr("condition"), CommandLine::tr("for"),
                      CommandLine::tr("cool-down")},
                     rows);
}

QJsonObject jsonOf(const AlertLogEntry &entry)
{
    return {{u"id"_s, entry.id},
            {u"rule_id"_s, entry.ruleId},
            {u"rule"_s, entry.ruleName},
            {u"rule_version"_s, entry.ruleVersion},
            {u"symbol"_s, entry.symbol},
            {u"timestamp"_s, jsonTime(entry.timestamp)},
            {u"event"_s, alertEventName(entry.kind)},
            {u"status"_s, alertStatusName(entry.status)},
            {u"severity"_s, alertSeverityName(entry.severity)},
            {u"trigger_value"_s, entry.value.toString()},
            {u"threshold_value"_s, entry.level.toString()},
            {u"unit"_s, alertUnitName(entry.unit)},
            {u"late"_s, entry.isLate},
            {u"message"_s, entry.message},
            {u"evidence"_s, QJsonDocument::fromJson(entry.evidence.toUtf8()).object()},
            {u"deliveries"_s, QJsonDocument::fromJson(entry.deliveries.toJson().toUtf8()).object()},
            {u"delay_ms"_s, entry.delayMs() ? QJsonValue{*entry.delayMs()} : QJsonValue{}},
            {u"created_at"_s, jsonTime(entry.createdAt)},
            {u"notified_at"_s, jsonTime(entry.notifiedAt)},
            {u"acknowledged_at"_s, jsonTime(entry.acknowledgedAt)},
            {u"resolved_at"_s, jsonTime(entry.resolvedAt)}};
}

QString textOf(const QList<AlertLogEntry> &entries)
{
    if (entries.isEmpty())
        return CommandLine::tr("Nothing fired.");
    QList<QStringList> rows;
    for (const AlertLogEntry &entry : entries)
        rows.append({alertStatusName(entry.status), QString::number(entry.id),
                     shownTime(entry.timestamp), entry.ruleName, entry.symbol,
                     entry.kind == AlertEvent::Kind::NoData ? CommandLine::tr("no price")
                                                            : withUnit(entry.value, entry.unit),
                     entry.kind == AlertEvent::Kind::NoData ? QString{NoValue}
                                                            : withUnit(entry.level, entry.unit),
                     entry.isLate ? CommandLine::tr("late") : NoValue});
    return textTable({CommandLine::tr("status"), numbers(CommandLine::tr("id")),
                      CommandLine::tr("time"), CommandLine::tr("rule"), CommandLine::tr("symbol"),
                      numbers(CommandLine::tr("value")), numbers(CommandLine::tr("level")),
                      CommandLine::tr("late")},
                     rows);
}

QJsonObject jsonOf(const AlertEvent &event)
{
    return {{u"timestamp"_s, jsonTime(QDateTime::fromMSecsSinceEpoch(event.timeMs, Qt::UTC))},
            {u"event"_s, alertEventName(event.kind)},
            {u"value"_s, event.value.toString()},
            {u"threshold_value"_s, event.level.toString()},
            {u"unit"_s, alertUnitName(event.unit)},
            {u"row_id"_s, event.newest && !isBar(event.newest->source)
                                  ? QJsonValue{event.newest->rowId}
                                  : QJsonValue{}}};
}

QJsonValue jsonOf(const std::optional<HistoryShortfall> &shortfall)
{
    if (!shortfall)
        return {};
    return QJsonObject{{u"condition"_s,
                        shortfall->term ? QJsonValue{shortfall->term->fullText()} : QJsonValue{}},
                       {u"needed_ms"_s, shortfall->reach.neededMs},
                       {u"stored_ms"_s, shortfall->reach.storedMs},
                       {u"message"_s, shortfallText(*shortfall)}};
}

QString replayText(const AlertRule &rule, const RuleReplay &replay, const PastPrices &past,
                   const QTimeZone &zone)
{
    if (replay.prices == 0)
        return nothingToReplay(rule, past);
    const QString summary = replaySummary(replay, zone);
    return replay.events.isEmpty() ? summary : summary + u'\n' + eventsTable(replay.events);
}

QString verdictText(const AlertJudge::Verdict &verdict)
{
    QStringList sentences;
    if (verdict.prices > 0)
        sentences.append(CommandLine::tr("%n new price(s) judged.", nullptr, verdict.prices));
    if (verdict.newRules > 0)
        sentences.append(CommandLine::tr("%n new or changed rule(s) judged by the newest price.",
                                         nullptr, verdict.newRules));
    if (sentences.isEmpty())
        sentences.append(CommandLine::tr("No price was waiting to be judged."));
    if (verdict.fired > 0)
        sentences.append(CommandLine::tr("%n alert(s) fired.", nullptr, verdict.fired));
    if (verdict.ended > 0)
        sentences.append(CommandLine::tr("%n alert(s) are over.", nullptr, verdict.ended));
    return sentences.join(u' ');
}
