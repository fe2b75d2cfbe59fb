// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/observationreader.h"
#include "db/domain/alerts/latefirings.h"

// Judges prices that came after newer ones: each by the version that its rule had at the price's
// time. Runs inside the caller's transaction. Thread: the connection's.
class LateJudge final
{
public:
    // zone: see AlertJudge.
    LateJudge(const Connection &connection, const QTimeZone &zone, const QDateTime &now);

    // Prices from sinceMs on are new, or are seen with others. untilMs: the newest that was judged
    // in order. Writes what the log lacks, and what its rules remember of it. Returns how many
    // firings that were.
    [[nodiscard]] Result<int> judge(const QString &symbol, SymbolRules &rules, qint64 sinceMs,
                                    qint64 untilMs);

    // Prices of [fromMs, toMs], in order, from before the rule was what it is now: what earlier
    // versions make of them. Returns how many firings that were.
    [[nodiscard]] Result<int> judgeEarlier(const QString &symbol, SymbolRules::Entry &entry,
                                           qint64 fromMs, qint64 toMs);

private:
    // A version of a rule, and the new moments in which it was in force.
    struct Version {
        SymbolRules::Entry *entry;
        AlertRule rule;
        qint64 fromMs;
        qint64 toMs;
        qint64 beganMs; // when a rule that is judged like this one began
        // No edit since has changed what it remembers: what it fires is the present rule's.
        bool goesOn = false;

        [[nodiscard]] bool isPresent() const { return rule.version == entry->rule.version; }
    };

    [[nodiscard]] Result<QList<Version>> versionsOf(SymbolRules::Entry &entry, qint64 fromMs,
                                                    qint64 toMs);
    [[nodiscard]] Result<int> judgeVersions(const QString &symbol, const QList<Version> &versions,
                                            qint64 sinceMs, qint64 untilMs);
    [[nodiscard]] Result<PastPrices> readPast(const QString &symbol, const QList<Version> &versions,
                                              qint64 sinceMs, qint64 untilMs);
    [[nodiscard]] Result<int> write(const Version &version, const PastPrices &all);

    QTimeZone m_zone;
    QDateTime m_now;
    AlertRuleStore m_rules;
    AlertLogStore m_log;
    ObservationReader m_reader;
};
