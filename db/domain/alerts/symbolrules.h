// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertmachine.h"

#include <span>
#include <vector>

// The rules on one symbol, and what they have seen of it.
class SymbolRules final
{
public:
    // zone: see AlertMachine.
    SymbolRules(const QString &symbol, const QTimeZone &zone);

    // In the place of an earlier version. A rule that looks further back than the ones before sees
    // that much only after the history was made anew.
    void set(const AlertRule &rule, const AlertState &state);
    void remove(qint64 ruleId);
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }

    // What remember() should be given.
    [[nodiscard]] const PriceHistory &history() const { return m_history; }
    // Days, then observations, from before the rules begin to judge: they only fill the history.
    void remember(const QList<ObservedDay> &days, std::span<const Observation> observations);
    // Prices that are remembered have changed: they are to be remembered anew. What the rules
    // remember stays.
    void forgetPrices();
    // The newest observation that was taken in, 0 without one.
    [[nodiscard]] qint64 newestMs() const;

    // Judges a rule that is new by what is remembered.
    void judgeNewest(qint64 ruleId, QList<AlertEvent> &events);
    // Takes in an observation, which must be newer than the one before, and what was missed until
    // then. Events are appended by their time.
    void observe(const Observation &observation, QList<AlertEvent> &events);
    // Judges what is missed by now, which is never before an earlier call's.
    void pass(qint64 nowMs, QList<AlertEvent> &events);

    struct Entry {
        AlertRule rule;
        AlertState state;
        bool isChanged = false; // since somebody has reset this
        qint64 fromMs = 0;      // what is older, or missed before, is not for this rule as it is
    };
    [[nodiscard]] std::vector<Entry> &entries() { return m_entries; }

private:
    [[nodiscard]] qint64 staleFromMs(const AlertRule &rule) const;
    void require(const AlertRule &rule);
    void passEntry(Entry &entry, qint64 nowMs, QList<AlertEvent> &events);
    void miss(Entry &entry, qint64 ms, QList<AlertEvent> &events);
    void planFor(const AlertRule &rule);

    AlertMachine m_machine;
    qint64 m_staleAfterMs; // of a symbol without any price
    PriceHistory m_history;
    std::vector<Entry> m_entries;
    qint64 m_shortestMissMs; // of the 'no data' terms
    bool m_isStaleJudged = false;
    qint64 m_passedMs = 0;
};
