// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/domain/alerts/rulereplay.h"

#include <QLocale>

// Rules and what they did, for tests of models and views.

inline QLocale alertLocale()
{
    return QLocale{QLocale::English, QLocale::Australia};
}

// 20 Nov 2026, 14:35 in Sydney.
inline QDateTime alertTime()
{
    return QDateTime{QDate{2026, 11, 20}, QTime{3, 35}, Qt::UTC};
}

inline Price price(const char *text)
{
    return *Price::parse(QLatin1StringView{text});
}

inline AlertRule alertRule(qint64 id, const QString &name, const QString &symbol,
                           const QString &condition)
{
    AlertRule rule;
    rule.id = id;
    rule.name = name;
    rule.symbol = symbol;
    rule.condition = *AlertCondition::parse(condition);
    rule.createdAt = alertTime().addDays(-30);
    rule.updatedAt = alertTime().addDays(-8);
    return rule;
}

// "BTC high", version 3: above 142,000, clears below 140,600, holds for ten minutes.
inline AlertRule btcHigh()
{
    AlertRule rule = alertRule(1, QStringLiteral("BTC high"), QStringLiteral("BTC.COINSPOT"),
                               QStringLiteral("above 142000 clear 140600"));
    rule.version = 3;
    rule.holdMs = 600'000;
    rule.cooldownMs = 3'600'000;
    rule.quietHours = QuietHours{QTime{22, 0}, QTime{7, 0}};
    rule.channels.sound = true;
    return rule;
}

inline QList<AlertRule> sampleRules()
{
    AlertRule off = alertRule(3, QStringLiteral("rhoc is silent"), QStringLiteral("RHOC.COINSPOT"),
                              QStringLiteral("no data 30m"));
    off.isEnabled = false;
    return {btcHigh(),
            alertRule(2, QStringLiteral("doge falls"), QStringLiteral("DOGE.COINSPOT"),
                      QStringLiteral("change 1h below -3.5% or spread above 2%")),
            off};
}

// The newest has the highest id; one an hour.
inline AlertLogEntry logEntry(qint64 id, const AlertRule &rule, AlertStatus status,
                              const char *value)
{
    AlertLogEntry entry;
    entry.id = id;
    entry.ruleId = rule.id;
    entry.ruleName = rule.name;
    entry.ruleVersion = rule.version;
    entry.symbol = rule.symbol;
    entry.timestamp = alertTime().addSecs((id - 1000) * 3600);
    entry.status = status;
    entry.unit = unitOf(rule.condition.first().measure);
    entry.value = price(value);
    entry.level = rule.condition.first().level;
    entry.message = QStringLiteral("%1 %2.").arg(rule.symbol, rule.condition.fullText());
    if (status == AlertStatus::Acknowledged)
        entry.acknowledgedAt = entry.timestamp.addSecs(60);
    return entry;
}

inline AlertLogPage samplePage()
{
    const QList<AlertRule> rules = sampleRules();
    AlertLogPage page;
    page.rows = {logEntry(999, rules[1], AlertStatus::Triggered, "-3.84921500"),
                 logEntry(998, rules[2], AlertStatus::Notified, "35"),
                 logEntry(997, rules[0], AlertStatus::Acknowledged, "142518"),
                 logEntry(996, rules[0], AlertStatus::Resolved, "142611.5")};
    page.total = 214;
    page.hasMore = true;
    return page;
}

// Fired so often since a year before, at 08:00 of Sydney, on each day.
inline RuleReplay sampleReplay(int fired, int atNight = 0)
{
    RuleReplay replay;
    replay.prices = 100'000;
    replay.fired = fired;
    replay.atNight = atNight;
    for (int i = 0; i < fired; ++i) {
        AlertEvent event;
        event.ruleId = 1;
        event.timeMs = alertTime().addDays(i - fired).toMSecsSinceEpoch();
        event.value = price("142000.5");
        event.level = price("142000");
        replay.events.append(event);
        event.kind = AlertEvent::Kind::Resolved;
        event.timeMs += 1'800'000;
        replay.events.append(event);
    }
    return replay;
}
