// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/ruletrial.h"

#include <utility>

namespace {

// Whether both do the same: a name or a note changes nothing.
bool judgesAlike(AlertRule a, const AlertRule &b)
{
    a.id = b.id;
    a.version = b.version;
    a.name = b.name;
    a.notes = b.notes;
    a.severity = b.severity;
    a.channels = b.channels;
    a.quietHours = b.quietHours;
    a.isEnabled = b.isEnabled;
    a.createdAt = b.createdAt;
    a.updatedAt = b.updatedAt;
    a.deletedAt = b.deletedAt;
    return a == b;
}

} // namespace

RuleTrial::RuleTrial(std::function<QDateTime()> clock, QObject *parent)
    : QObject{parent}
    , m_clock{std::move(clock)}
{}

void RuleTrial::setRule(const std::optional<AlertRule> &rule)
{
    // What another rule did says nothing of this one; another level of the same does for a moment.
    if (!rule || (m_rule && (m_rule->id != rule->id || m_rule->symbol != rule->symbol))) {
        m_replay.reset();
        m_failure.reset();
    }
    const bool isKnown = rule && (m_replay || m_failure) && !m_isWaiting &&
                         judgesAlike(*rule, m_sent) && m_sentRange == m_range;
    m_rule = rule;
    if (!isKnown)
        ask();
    emit changed();
}

void RuleTrial::setRange(TrialRange range)
{
    if (std::exchange(m_range, range) == range)
        return;
    m_replay.reset();
    m_failure.reset();
    ask();
    emit changed();
}

void RuleTrial::refresh()
{
    m_isOutdated = true;
    ask();
}

void RuleTrial::ask()
{
    if (m_isWaiting || !m_rule)
        return;
    m_isWaiting = true;
    m_isOutdated = false;
    m_sent = *m_rule;
    m_sent.isEnabled = true; // what it would do
    m_sentRange = m_range;
    m_timer.start();
    emit trialRequested(++m_ticket, m_sent, from());
}

// Whether something else is wanted by now than what was asked last.
bool RuleTrial::wantsMore() const
{
    return m_rule && (m_isOutdated || m_rule->id != m_sent.id || m_range != m_sentRange ||
                      !judgesAlike(*m_rule, m_sent));
}

// True when this answer is worth showing.
bool RuleTrial::finish(quint64 ticket)
{
    if (!m_isWaiting || ticket != m_ticket)
        return false;
    m_isWaiting = false;
    m_elapsedMs = m_timer.elapsed();
    return m_rule && m_rule->id == m_sent.id && m_rule->symbol == m_sent.symbol &&
           m_range == m_sentRange;
}

void RuleTrial::acceptReplay(quint64 ticket, const RuleReplay &replay)
{
    const bool isOurs = m_isWaiting && ticket == m_ticket;
    if (finish(ticket)) {
        m_replay = replay;
        m_tried = m_sent;
        m_failure.reset();
    }
    if (isOurs && wantsMore())
        ask();
    emit changed();
}

void RuleTrial::acceptFailure(quint64 ticket, const Error &error)
{
    const bool isOurs = m_isWaiting && ticket == m_ticket;
    if (finish(ticket)) {
        m_replay.reset();
        m_failure = error;
    }
    if (isOurs && wantsMore())
        ask();
    emit changed();
}
