// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"
#include "db/domain/alerts/alertstate.h"
#include "db/domain/alerts/pricehistory.h"

#include <QTimeZone>

#include <optional>

struct AlertSight;

// Something that a rule did.
struct AlertEvent {
    enum class Kind {
        Triggered, // again while it fires: a new extreme
        Resolved,  // no longer met: ends what was triggered
        NoData,    // its symbol has no fresh price
        DataBack,  // ends that
    };

    // What one term saw.
    struct Term {
        AlertTerm term;
        std::optional<Price> value; // nothing: not known at that moment
        TermBasis basis;

        friend bool operator==(const Term &, const Term &) = default;
    };

    Kind kind = Kind::Triggered;
    qint64 ruleId = 0;
    int ruleVersion = 0;
    qint64 timeMs = 0; // of the data, UTC
    // Of the first term that is met; of one that is resolved, of the term that was met when it
    // fired; else of the condition's first.
    Price value;
    Price level; // of the same
    AlertUnit unit = AlertUnit::Money;
    bool isLate = false;
    QList<Term> terms;              // of a triggered one
    std::optional<PriceRow> newest; // the newest price by then; nothing: there was none yet

    friend bool operator==(const AlertEvent &, const AlertEvent &) = default;
};

// Takes one rule from one moment to the next: pure, exact, and the same for what happens now and
// for a replay. The phases: clear, then pending while the condition is met and has not held long
// enough, then firing, until the condition is not met. A rule that must not fire yet (cool-down,
// not its day, not acknowledged) is held, and fires at the first observation at which it may.
class AlertMachine final
{
public:
    // zone: whose days count.
    explicit AlertMachine(const QTimeZone &zone)
        : m_zone{zone}
    {}

    // At an observation, which the history has taken in.
    void observe(const AlertRule &rule, AlertState &state, const PriceHistory &history,
                 QList<AlertEvent> &events);
    // At a moment without one: when data begins to be missed.
    void miss(const AlertRule &rule, AlertState &state, const PriceHistory &history, qint64 nowMs,
              QList<AlertEvent> &events);
    // The first moment after that one at which a rule may go on without an observation: it expires,
    // or a hold, a cool-down or a day ends. Nothing where it waits for something else.
    [[nodiscard]] std::optional<qint64> nextMs(const AlertRule &rule, const AlertState &state,
                                               qint64 afterMs) const;

private:
    struct Moment;

    void advance(const Moment &moment);
    [[nodiscard]] bool mayFire(const Moment &moment) const;
    static void fire(const Moment &moment, const AlertSight &sight);
    static void resolve(const Moment &moment, AlertState::Phase next);
    [[nodiscard]] QDate dayOf(qint64 ms) const;

    QTimeZone m_zone;
};
