// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertlogentry.h"

#include "db/domain/alerts/leveltext.h"
#include "db/domain/wordlist.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AlertWords {
    Q_DECLARE_TR_FUNCTIONS(AlertWords)
};

// In the order of the enumerations.
constexpr WordList<AlertStatus, 4> StatusNames{
        {"triggered"_L1, "notified"_L1, "acknowledged"_L1, "resolved"_L1}};
constexpr WordList<AlertEvent::Kind, 4> EventNames{
        {"triggered"_L1, "resolved"_L1, "no_data"_L1, "data_back"_L1}};
constexpr WordList<AlertUnit, 4> UnitNames{{"money"_L1, "percent"_L1, "count"_L1, "minutes"_L1}};

} // namespace

QString alertStatusName(AlertStatus status)
{
    return StatusNames.name(status);
}

std::optional<AlertStatus> alertStatusFromName(QStringView name)
{
    return StatusNames.value(name);
}

QString alertEventName(AlertEvent::Kind kind)
{
    return EventNames.name(kind);
}

std::optional<AlertEvent::Kind> alertEventFromName(QStringView name)
{
    return EventNames.value(name);
}

QString alertUnitName(AlertUnit unit)
{
    return UnitNames.name(unit);
}

std::optional<AlertUnit> alertUnitFromName(QStringView name)
{
    return UnitNames.value(name);
}

std::optional<qint64> AlertLogEntry::delayMs() const
{
    if (deliveries.outcome(AlertChannel::Notice) == "log"_L1 || !toldAt().isValid())
        return std::nullopt;
    return std::max(qint64{0}, timestamp.msecsTo(toldAt()));
}

QString alertMessage(const AlertRule &rule, const AlertEvent &event)
{
    if (event.kind == AlertEvent::Kind::NoData)
        return AlertWords::tr("%1 has no fresh price, so its rule cannot be judged.")
                .arg(rule.symbol);
    switch (event.unit) {
    case AlertUnit::Percent:
        //: "BTC.COINSPOT change 1h above 5%: 6.2%": symbol, condition, and what it was
        return AlertWords::tr("%1 %2: %3%")
                .arg(rule.symbol, rule.condition.fullText(), levelText(event.value));
    case AlertUnit::Minutes:
        return AlertWords::tr("%1 had no price for %2 min.")
                .arg(rule.symbol, levelText(event.value));
    case AlertUnit::Money:
    case AlertUnit::Count:
        break;
    }
    //: "BTC.COINSPOT above 142000: 142518.5": symbol, condition, and what it was
    return AlertWords::tr("%1 %2: %3")
            .arg(rule.symbol, rule.condition.fullText(), levelText(event.value));
}
