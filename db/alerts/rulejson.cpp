// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/rulejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto TimeOfDay = "HH:mm"_L1;

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

QJsonArray channelNames(const AlertChannels &channels)
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

AlertChannels channelsFrom(const QJsonArray &names)
{
    return {names.contains("desktop"_L1), names.contains("sound"_L1), names.contains("command"_L1),
            names.contains("webhook"_L1)};
}

QString tableOf(ObservationSource source)
{
    switch (source) {
    case ObservationSource::CoinQuote:
        return u"price_data_5min"_s;
    case ObservationSource::StockQuote:
        return u"market_data"_s;
    case ObservationSource::DailyBar:
        break;
    }
    return u"daily_data"_s;
}

} // namespace

QString detailsToJson(const AlertRule &rule)
{
    QJsonObject details{{u"rearm"_s, alertRearmName(rule.rearm)},
                        {u"no_data"_s, alertNoDataName(rule.noData)},
                        {u"channels"_s, channelNames(rule.channels)}};
    if (const std::optional<Price> clear = rule.condition.first().clear)
        details[u"clear"_s] = clear->toString();
    if (rule.holdMs > 0)
        details[u"hold_ms"_s] = rule.holdMs;
    if (rule.rearm == AlertRearm::NewExtreme)
        details[u"rearm_step"_s] = rule.rearmStep.toString();
    if (rule.quietHours)
        details[u"quiet_hours"_s] = QJsonArray{rule.quietHours->from.toString(TimeOfDay),
                                               rule.quietHours->to.toString(TimeOfDay)};
    if (rule.activeDays != AlertRule::EveryDay)
        details[u"active_days"_s] = rule.activeDays;
    if (rule.expiresAt.isValid())
        details[u"expires_at"_s] = rule.expiresAt.toUTC().toString(Qt::ISODateWithMs);
    if (!rule.notes.isEmpty())
        details[u"notes"_s] = rule.notes;
    return compact(details);
}

void detailsFromJson(const QString &json, AlertRule &rule)
{
    const QJsonObject details = QJsonDocument::fromJson(json.toUtf8()).object();
    rule.rearm = alertRearmFromName(details[u"rearm"_s].toString()).value_or(rule.rearm);
    rule.noData = alertNoDataFromName(details[u"no_data"_s].toString()).value_or(rule.noData);
    if (details[u"channels"_s].isArray())
        rule.channels = channelsFrom(details[u"channels"_s].toArray());
    if (const Result<Price> clear = Price::parse(details[u"clear"_s].toString());
        clear && !rule.condition.anyOf.isEmpty())
        rule.condition.anyOf.first().first().clear = *clear;
    rule.holdMs = details[u"hold_ms"_s].toInteger();
    rule.rearmStep = Price::parse(details[u"rearm_step"_s].toString()).value_or(Price{});
    const QJsonArray quiet = details[u"quiet_hours"_s].toArray();
    const QTime from = QTime::fromString(quiet.at(0).toString(), TimeOfDay);
    const QTime to = QTime::fromString(quiet.at(1).toString(), TimeOfDay);
    if (from.isValid() && to.isValid())
        rule.quietHours = QuietHours{from, to};
    rule.activeDays = quint8(details[u"active_days"_s].toInt(AlertRule::EveryDay));
    rule.expiresAt = QDateTime::fromString(details[u"expires_at"_s].toString(), Qt::ISODateWithMs);
    rule.notes = details[u"notes"_s].toString();
}

QString evidenceToJson(const AlertEvent &event)
{
    QJsonArray terms;
    for (const AlertEvent::Term &seen : event.terms)
        terms.append(QJsonObject{
                {u"term"_s, AlertCondition{{{seen.term}}}.fullText()},
                {u"value"_s, seen.value ? QJsonValue{seen.value->toString()} : QJsonValue{}},
                {u"unit"_s, alertUnitName(unitOf(seen.term.measure))}});
    QJsonObject evidence{{u"terms"_s, terms}};
    if (event.observedMs != 0) {
        evidence[u"table"_s] = tableOf(event.source);
        evidence[u"observed_at"_s] = QDateTime::fromMSecsSinceEpoch(event.observedMs, Qt::UTC)
                                             .toString(Qt::ISODateWithMs);
        if (event.rowId != 0)
            evidence[u"row_id"_s] = event.rowId;
    }
    return compact(evidence);
}
