// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertbacklog.h"
#include "db/domain/alerts/symbolrules.h"

#include <map>
#include <optional>

class ObservationReader;

// Judges what was stored by the rules, and writes what they did: firings, states and how far it
// came, in one transaction with the backlog that it takes away. So a process that dies at any
// moment has judged a price or not, never half; and where several programs do it, each price is
// judged once. Rules and histories stay in memory between two calls, and are read again when
// another program changed them. Thread: any one.
class AlertJudge final
{
public:
    struct Verdict {
        int prices = 0;   // that were judged
        int newRules = 0; // rules that are new or were changed, judged by the newest price there is
        int fired = 0;    // new rows of the log
        int ended = 0;
        bool hasNews = false; // the log has changed since the call before, here or elsewhere
    };

    // zone: whose days a rule counts. version: see SettledSchema.
    explicit AlertJudge(const QTimeZone &zone, std::optional<int> version = {});
    // From the next judge() on.
    void setZone(const QTimeZone &zone);

    // Everything in the backlog, and what is missed by now. awaited: the oldest slot whose prices
    // are still to be stored, as from an outbox: from then on nothing of coins is missed yet;
    // invalid: none. Nothing has changed after an error.
    [[nodiscard]] Result<Verdict> judge(const Connection &connection, const QDateTime &now,
                                        const QDateTime &awaited = {});
    // Whether judge() would find prices.
    [[nodiscard]] static Result<bool> hasBacklog(const Connection &connection);

private:
    class Session;

    QTimeZone m_zone;
    std::optional<int> m_version;
    std::map<QString, SymbolRules> m_symbols;
    QHash<qint64, AlertRule> m_rules; // as they were read last, also those that are off
    QHash<QString, qint64> m_cursors;
    std::optional<qint64> m_generation; // as it was read; none: nothing is
};
