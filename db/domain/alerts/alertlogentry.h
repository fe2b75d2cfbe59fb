// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertdeliveries.h"
#include "db/domain/alerts/alertmachine.h"

// How far a firing came. Resolved is the last, whether somebody has acknowledged it or not.
enum class AlertStatus { Triggered, Notified, Acknowledged, Resolved };

[[nodiscard]] QString alertStatusName(AlertStatus status); // "triggered", "notified", ...
[[nodiscard]] std::optional<AlertStatus> alertStatusFromName(QStringView name);

[[nodiscard]] QString alertEventName(AlertEvent::Kind kind); // "triggered", "no_data"
[[nodiscard]] std::optional<AlertEvent::Kind> alertEventFromName(QStringView name);
[[nodiscard]] QString alertUnitName(AlertUnit unit); // "money", "percent", "count", "minutes"
[[nodiscard]] std::optional<AlertUnit> alertUnitFromName(QStringView name);

// One row of alert_logs.
struct AlertLogEntry {
    qint64 id = 0;
    qint64 ruleId = 0;
    QString ruleName;
    int ruleVersion = 0; // 0: written before rules had versions
    QString symbol;
    QDateTime timestamp; // of the data that it was judged by, UTC
    AlertEvent::Kind kind = AlertEvent::Kind::Triggered;
    AlertStatus status = AlertStatus::Triggered;
    AlertSeverity severity = AlertSeverity::Warning;
    Price value;
    Price level;
    AlertUnit unit = AlertUnit::Money;
    QString message;
    bool isLate = false;
    QString evidence; // JSON: what each term saw, and the source row
    AlertDeliveries deliveries;
    QDateTime createdAt;
    QDateTime notifiedAt; // these four are invalid until it happened
    QDateTime acknowledgedAt;
    QDateTime resolvedAt;
    QDateTime deletedAt;

    friend bool operator==(const AlertLogEntry &, const AlertLogEntry &) = default;

    // When its notice was shown, or noted where nobody wanted one; invalid: not yet. Earlier
    // versions wrote no time beside the way.
    [[nodiscard]] QDateTime toldAt() const
    {
        const QDateTime at = deliveries.at(AlertChannel::Notice);
        return at.isValid() ? at : notifiedAt;
    }
    // From the price to the notice that a person was shown, ms; nothing: nobody was.
    [[nodiscard]] std::optional<qint64> delayMs() const;
    // Nobody has seen to it yet, and it goes on.
    [[nodiscard]] bool isOpen() const
    {
        return status == AlertStatus::Triggered || status == AlertStatus::Notified;
    }
};

// What happened, as a sentence: "BTC.COINSPOT above 142000: 142518.5".
[[nodiscard]] QString alertMessage(const AlertRule &rule, const AlertEvent &event);

Q_DECLARE_METATYPE(AlertLogEntry)
