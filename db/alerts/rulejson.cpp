// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/rulejson.h"

#include "db/domain/bar.h"

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

QLatin1StringView tableOf(ObservationSource source)
{
    switch (source) {
    case ObservationSource::CoinQuote:
        return "price_data_5min"_L1;
    case ObservationSource::StockQuote:
        return "market_data"_L1;
    case ObservationSource::DailyBar:
        return "daily_data"_L1;
    case ObservationSource::ExactBar:
        break;
    }
    return "intraday_data"_L1;
}

QString momentText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString dayText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate);
}

QJsonObject jsonOf(const PriceRow &row)
{
    QJsonObject object{{u"table"_s, tableOf(row.source)}, {u"price"_s, row.price.toString()}};
    if (isBar(row.source)) {
        object[u"day"_s] = dayText(row.dayMs);
    } else {
        object[u"row_id"_s] = row.rowId;
        object[u"observed_at"_s] = momentText(row.timeMs);
    }
    return object;
}

QJsonObject jsonOf(const TermBasis::Average &average)
{
    const bool isOfDays = average.barMs == barLengthMs(BarInterval::Day);
    const auto text = isOfDays ? dayText : momentText;
    return {{u"bars"_s, average.count},
            {u"of"_s, isOfDays ? u"day"_s : u"hour"_s},
            {u"first"_s, text(average.firstMs)},
            {u"last"_s, text(average.lastMs)},
            {u"value"_s, average.value.toString()}};
}

// By what its row is to the term.
QString rowName(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::DropFromHigh:
        return u"high"_s;
    case AlertMeasure::RiseFromLow:
        return u"low"_s;
    default:
        return u"then"_s;
    }
}

QJsonObject jsonOf(const AlertEvent::Term &seen)
{
    QJsonObject object{{u"term"_s, AlertCondition{{{seen.term}}}.fullText()},
                       {u"value"_s, seen.value ? QJsonValue{seen.value->toString()} : QJsonValue{}},
                       {u"unit"_s, alertUnitName(unitOf(seen.term.measure))}};
    if (seen.basis.row)
        object[rowName(seen.term.measure)] = jsonOf(*seen.basis.row);
    QJsonArray averages;
    for (const TermBasis::Average &average : seen.basis.averages)
        averages.append(jsonOf(average));
    if (!averages.isEmpty())
        object[u"averages"_s] = averages;
    return object;
}

} // namespace

QString detailsToJson(const AlertRule &rule)
{
    QJsonObject details{{u"symbol"_s, rule.symbol},
                        {u"rearm"_s, alertRearmName(rule.rearm)},
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
    rule.symbol = details[u"symbol"_s].toString(rule.symbol); // none from before it was kept
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
        terms.append(jsonOf(seen));
    QJsonObject evidence = event.newest ? jsonOf(*event.newest) : QJsonObject{};
    if (event.newest)
        evidence[u"observed_at"_s] = momentText(event.newest->timeMs);
    evidence[u"terms"_s] = terms;
    return compact(evidence);
}
