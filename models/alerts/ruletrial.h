// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/rulereplay.h"
#include "models/alerts/trialtext.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <optional>

// Tries a rule on stored prices while it is edited. One question is under way at a time; of those
// that come meanwhile the newest waits, so that dragging a level never queues up. Lives on the GUI
// thread.
class RuleTrial final : public QObject
{
    Q_OBJECT

public:
    // clock gives the present time, UTC.
    explicit RuleTrial(std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] TrialRange range() const { return m_range; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }
    // From when on prices are tried; invalid: all.
    [[nodiscard]] QDateTime from() const { return trialStart(m_range, m_clock()); }
    // What is known of the rule, or of the one a moment before; nothing before the first answer
    // about this symbol and range, or when the rule makes no sense.
    [[nodiscard]] const std::optional<RuleReplay> &replay() const { return m_replay; }
    // The rule that replay() is of.
    [[nodiscard]] const AlertRule &triedRule() const { return m_tried; }
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }
    [[nodiscard]] bool isTrying() const { return m_isWaiting; }
    // How long the last answer took.
    [[nodiscard]] qint64 elapsedMs() const { return m_elapsedMs; }

public slots:
    // Nothing: there is no rule, or none that can be judged.
    void setRule(const std::optional<AlertRule> &rule);
    void setRange(TrialRange range);
    void refresh(); // prices have come

    // Each request is answered once, in one of two ways.
    void acceptReplay(quint64 ticket, const RuleReplay &replay);
    void acceptFailure(quint64 ticket, const Error &error);

signals:
    void trialRequested(quint64 ticket, const AlertRule &rule, const QDateTime &from);
    void changed();

private:
    void ask();
    [[nodiscard]] bool wantsMore() const;
    [[nodiscard]] bool finish(quint64 ticket);

    std::function<QDateTime()> m_clock;
    TrialRange m_range = TrialRange::Year;
    std::optional<AlertRule> m_rule;
    AlertRule m_sent;
    AlertRule m_tried;
    TrialRange m_sentRange = TrialRange::Year;
    std::optional<RuleReplay> m_replay;
    std::optional<Error> m_failure;
    QElapsedTimer m_timer;
    qint64 m_elapsedMs = 0;
    quint64 m_ticket = 0;
    bool m_isWaiting = false;
    bool m_isOutdated = false; // by something else than the rule and the range
};
