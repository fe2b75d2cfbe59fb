// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/chartalerts.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"

#include <algorithm>
#include <ranges>

namespace {

constexpr int MostFirings = 500; // more than anybody tells apart in one chart

} // namespace

std::optional<ChartThreshold> thresholdOf(const AlertRule &rule)
{
    const AlertTerm *term = priceTerm(rule.condition);
    if (!term)
        return {};
    return ChartThreshold{rule.id,   term->level, term->clear, firesAbove(term->comparison),
                          rule.name, {},          false};
}

SymbolAlerts::SymbolAlerts(QLocale locale, QObject *parent)
    : QObject{parent}
    , m_locale{std::move(locale)}
{}

ChartAlerts SymbolAlerts::alerts() const
{
    ChartAlerts alerts;
    alerts.isInLane = true;
    for (const AlertRule &rule : m_rules) {
        if (rule.symbol != m_symbol || !rule.isEnabled)
            continue;
        if (const std::optional<ChartThreshold> threshold = thresholdOf(rule))
            alerts.thresholds.append(*threshold);
    }
    for (const AlertLogEntry &entry : m_entries | std::views::reverse) {
        if (entry.kind != AlertEvent::Kind::Triggered)
            continue;
        const QString value = valueWords(entry.value, entry.unit, m_locale);
        alerts.firings.append({entry.id, entry.timestamp.toMSecsSinceEpoch(), entry.ruleName,
                               tr("%1 at %2: %3. %4.")
                                       .arg(entry.ruleName, editTimeText(entry.timestamp, m_locale),
                                            value, alertStatusText(entry.status))});
    }
    return alerts;
}

const AlertLogEntry *SymbolAlerts::entry(qint64 id) const
{
    const auto found = std::ranges::find(m_entries, id, &AlertLogEntry::id);
    return found == m_entries.cend() ? nullptr : &*found;
}

void SymbolAlerts::setSymbol(const QString &symbol)
{
    if (symbol == m_symbol)
        return;
    m_symbol = symbol;
    m_entries.clear();
    emit changed();
    reload();
}

void SymbolAlerts::setRules(const QList<AlertRule> &rules)
{
    m_rules = rules;
    emit changed();
}

void SymbolAlerts::reload()
{
    ++m_ticket; // an answer under way is of another time
    if (m_symbol.isEmpty())
        return;
    AlertLogRequest request;
    request.symbol = m_symbol;
    request.limit = MostFirings;
    emit logRequested(m_ticket, request);
}

void SymbolAlerts::acceptLog(quint64 ticket, const AlertLogPage &page)
{
    if (ticket != m_ticket)
        return;
    m_entries = page.rows;
    emit changed();
}
