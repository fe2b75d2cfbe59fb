// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/statejson.h"

#include "db/domain/wordlist.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WordList<AlertState::Phase, 5> PhaseNames{
        {"clear"_L1, "pending"_L1, "held"_L1, "firing"_L1, "done"_L1}};

quint32 bitsFrom(const QJsonValue &value)
{
    return quint32(value.toInteger());
}

} // namespace

QString stateToJson(const AlertState &state)
{
    const QJsonObject object{{u"phase"_s, PhaseNames.name(state.phase)},
                             {u"has_data"_s, state.hasData},
                             {u"awaits_ack"_s, state.awaitsAck},
                             {u"met"_s, qint64{state.met}},
                             {u"armed"_s, qint64{state.armed}},
                             {u"above"_s, qint64{state.above}},
                             {u"phase_ms"_s, state.phaseMs},
                             {u"fired_ms"_s, state.firedMs},
                             {u"fired_value"_s, state.firedValue.toString()},
                             {u"fired_term"_s, state.firedTerm}};
    return QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

AlertState stateFromJson(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    AlertState state;
    state.phase = PhaseNames.value(object[u"phase"_s].toString()).value_or(state.phase);
    state.hasData = object[u"has_data"_s].toBool(true);
    state.awaitsAck = object[u"awaits_ack"_s].toBool();
    state.met = bitsFrom(object[u"met"_s]);
    state.armed = bitsFrom(object[u"armed"_s]);
    state.above = bitsFrom(object[u"above"_s]);
    state.phaseMs = object[u"phase_ms"_s].toInteger();
    state.firedMs = object[u"fired_ms"_s].toInteger();
    state.firedValue = Price::parse(object[u"fired_value"_s].toString()).value_or(Price{});
    state.firedTerm = std::max(object[u"fired_term"_s].toInt(), 0);
    return state;
}
