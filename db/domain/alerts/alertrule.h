// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"

#include <QDateTime>
#include <QMetaType>
#include <QTime>

enum class AlertSeverity { Info, Warning, Critical };

// When a rule that has fired may fire again; in each case its condition was not met in between,
// except at a new extreme.
enum class AlertRearm {
    Cleared,      // as soon as it is met again
    Once,         // never: the rule is done until it is edited
    Daily,        // once a day of the computer's calendar
    NewExtreme,   // also while it is met, each time the value went rearmStep percent further
    Acknowledged, // after somebody has acknowledged the firing before
};

// What a rule does while its symbol has no fresh price.
enum class AlertNoData {
    Keep,   // stays as it is
    Notify, // tells it, once
    Clear,  // takes its condition as not met
};

[[nodiscard]] QString alertSeverityName(AlertSeverity severity); // "info", "warning", "critical"
[[nodiscard]] std::optional<AlertSeverity> alertSeverityFromName(QStringView name);
[[nodiscard]] QString alertRearmName(AlertRearm rearm); // "cleared", "once", "daily", ...
[[nodiscard]] std::optional<AlertRearm> alertRearmFromName(QStringView name);
[[nodiscard]] QString alertNoDataName(AlertNoData policy); // "keep", "notify", "clear"
[[nodiscard]] std::optional<AlertNoData> alertNoDataFromName(QStringView name);

// From a time of day up to another, in the computer's zone; over midnight where from is later.
struct QuietHours {
    QTime from;
    QTime to;

    [[nodiscard]] bool holds(const QTime &time) const;

    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

// Ways to tell a firing beside the log. What the command and the webhook are is one setting for all
// rules.
struct AlertChannels {
    bool desktop = true;
    bool sound = false;
    bool command = false;
    bool webhook = false;

    friend bool operator==(const AlertChannels &, const AlertChannels &) = default;
};

// One row of alert_rules, as it stands in its newest version.
struct AlertRule {
    static constexpr quint8 EveryDay = 0x7f;

    qint64 id = 0;   // 0 until stored
    int version = 1; // each edit makes the next
    QString name;
    QString symbol; // "BTC.COINSPOT", "BHP.AU"
    AlertCondition condition;
    qint64 holdMs = 0;     // the condition must be met this long
    qint64 cooldownMs = 0; // from one firing to the next at least
    AlertRearm rearm = AlertRearm::Cleared;
    Price rearmStep; // percent, of NewExtreme
    AlertSeverity severity = AlertSeverity::Warning;
    bool isEnabled = true;
    // Firings in these hours are logged at once and told at their end; critical ones are told.
    std::optional<QuietHours> quietHours = {};
    quint8 activeDays = EveryDay; // one bit a weekday, Monday first: it fires on these alone
    QDateTime expiresAt;          // invalid: never. From then on it does not fire
    AlertNoData noData = AlertNoData::Keep;
    AlertChannels channels;
    QString notes;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime deletedAt; // invalid: not deleted

    friend bool operator==(const AlertRule &, const AlertRule &) = default;
};

// What a rule is called that nobody has named: its symbol and condition, "BTC above 142000".
[[nodiscard]] QString usualRuleName(const AlertRule &rule);
// Whether nobody has named it; names of coins once had their exchange: "BTC.COINSPOT above 142000".
[[nodiscard]] bool hasUsualName(const AlertRule &rule);

// Whether a rule makes sense; its name is trimmed then, and made from the condition when there is
// none. Refused (Usage) with a sentence that says what to write.
[[nodiscard]] Result<AlertRule> checkedRule(AlertRule rule);

Q_DECLARE_METATYPE(AlertRule)
