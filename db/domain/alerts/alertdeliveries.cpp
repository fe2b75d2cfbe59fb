// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertdeliveries.h"

#include "db/domain/alerts/alertrule.h"
#include "db/domain/wordlist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WordList<AlertChannel, 3> ChannelNames{{"told"_L1, "command"_L1, "webhook"_L1}};
constexpr auto Digest = "digest"_L1;
constexpr std::array Channels{AlertChannel::Notice, AlertChannel::Command, AlertChannel::Webhook};

QString isoText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

} // namespace

AlertDeliveries AlertDeliveries::fromJson(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    AlertDeliveries deliveries;
    for (const AlertChannel channel : Channels) {
        const QJsonValue value = object[ChannelNames.name(channel)];
        Delivery &delivery = deliveries.m_deliveries[std::size_t(channel)];
        if (value.isString()) { // from before there were times
            delivery.outcome = value.toString();
            continue;
        }
        delivery.claimedBy = value[u"claimed_by"].toString();
        delivery.claimedAt = timeFrom(value[u"claimed_at"]);
        delivery.outcome = value[u"outcome"].toString();
        delivery.at = timeFrom(value[u"at"]);
    }
    const QJsonArray digest = object[Digest].toArray();
    for (const QJsonValue &id : digest)
        deliveries.m_digest.append(id.toInteger());
    return deliveries;
}

QString AlertDeliveries::toJson() const
{
    QJsonObject object;
    for (const AlertChannel channel : Channels) {
        const Delivery &delivery = of(channel);
        if (isOver(channel))
            object[ChannelNames.name(channel)] =
                    QJsonObject{{u"outcome"_s, delivery.outcome}, {u"at"_s, isoText(delivery.at)}};
        else if (!delivery.claimedBy.isEmpty())
            object[ChannelNames.name(channel)] =
                    QJsonObject{{u"claimed_by"_s, delivery.claimedBy},
                                {u"claimed_at"_s, isoText(delivery.claimedAt)}};
    }
    if (!m_digest.isEmpty()) {
        QJsonArray ids;
        for (const qint64 id : m_digest)
            ids.append(id);
        object[Digest] = ids;
    }
    return QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

bool AlertDeliveries::claim(AlertChannel channel, const QString &teller, const QDateTime &now)
{
    Delivery &delivery = m_deliveries[std::size_t(channel)];
    // One that is further ahead than it lasts is from before the clock was set back.
    const bool isHeld = !delivery.claimedBy.isEmpty() && delivery.claimedBy != teller &&
                        std::abs(delivery.claimedAt.msecsTo(now)) <= ClaimLasts.count();
    if (isOver(channel) || isHeld)
        return false;
    delivery.claimedBy = teller;
    delivery.claimedAt = now;
    return true;
}

void AlertDeliveries::note(AlertChannel channel, const QString &outcome, const QDateTime &at)
{
    m_deliveries[std::size_t(channel)] = {{}, {}, outcome, at};
}

bool AlertDeliveries::isOver(const AlertChannels &wanted) const
{
    return isOver(AlertChannel::Notice) && (!wanted.command || isOver(AlertChannel::Command)) &&
           (!wanted.webhook || isOver(AlertChannel::Webhook));
}
