// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertjudge.h"
#include "db/domain/alerts/alertlogentry.h"
#include "db/domain/alerts/alertstanding.h"
#include "db/domain/alerts/rulereplay.h"

#include <QJsonArray>
#include <QJsonObject>

// Rules and their log as tidemarkctl writes them.

// A rule with what it is doing.
struct ListedRule {
    AlertRule rule;
    AlertStanding standing = AlertStanding::On;
    QDateTime snoozedUntil; // invalid: it is told
};

[[nodiscard]] QJsonObject jsonOf(const AlertRule &rule);
[[nodiscard]] QJsonObject jsonOf(const ListedRule &listed);
[[nodiscard]] QString textOf(const QList<ListedRule> &rules);
[[nodiscard]] QString deletedText(const QList<ListedRule> &rules);
[[nodiscard]] QString versionsText(const QList<AlertRule> &versions);

[[nodiscard]] QJsonObject jsonOf(const AlertLogEntry &entry);
[[nodiscard]] QString textOf(const QList<AlertLogEntry> &entries);

[[nodiscard]] QJsonObject jsonOf(const AlertEvent &event);
// Null without one.
[[nodiscard]] QJsonValue jsonOf(const std::optional<HistoryShortfall> &shortfall);
// What a replay found, and by what.
[[nodiscard]] QString replayText(const AlertRule &rule, const RuleReplay &replay,
                                 const PastPrices &past, const QTimeZone &zone);

[[nodiscard]] QString verdictText(const AlertJudge::Verdict &verdict);

// ISO 8601, UTC; a dash for none.
[[nodiscard]] QString shownTime(const QDateTime &time);

[[nodiscard]] QJsonArray jsonIds(const QList<qint64> &ids);
template <typename Value> [[nodiscard]] QJsonArray jsonList(const QList<Value> &values)
{
    QJsonArray list;
    for (const Value &value : values)
        list.append(jsonOf(value));
    return list;
}
