// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the Alerts panel, and which rule is in hand.
#include "views/alerts/alertspanel.h"

#include "views/alerts/alertactions.h"
#include "views/alerts/alerttabs.h"
#include "views/alerts/ruleeditor.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/tables/datatable.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

void AlertsPanel::applyFilter()
{
    const QString text = m_filterEdit->text();
    switch (m_tabs->tab()) {
    case AlertTab::Log: {
        const int days = m_times->currentData().toInt();
        // Whole hours, so that the same question stays the same.
        const QDateTime now = m_models.log.now().toUTC();
        const QDateTime hour{now.date(), QTime{now.time().hour(), 0}, Qt::UTC};
        m_models.log.setWhich(AlertLogRequest::Which(m_statuses->currentData().toInt()));
        m_models.log.setFrom(days == 0 ? QDateTime{} : hour.addDays(-days));
        m_models.log.setText(text);
        break;
    }
    case AlertTab::Rules:
        m_models.rules.setText(text);
        break;
    case AlertTab::Deleted:
        m_models.deleted.setText(text);
        break;
    }
}

void AlertsPanel::clearFilter()
{
    m_filterEdit->clear();
    m_statuses->setCurrentIndex(0);
    m_times->setCurrentIndex(m_times->count() - 1);
    m_tabs->table().setFocus(Qt::OtherFocusReason);
}

// The rule of the row that is looked at comes into hand; without one what is there stays.
void AlertsPanel::showCurrent()
{
    const qint64 current = m_tabs->currentRule();
    // The tables say the same again when they are read anew: a rule that is being written stays.
    const bool isOther = std::exchange(m_current, current) != current;
    const AlertRule *rule = m_models.rules.find(current);
    if (rule && (!m_editor->hasRule() || (isOther && rule->id != m_editor->ruleId())))
        m_editor->showRule(*rule);
    m_actions->update(m_tabs->selection());
}

// What is in hand follows the database; what is written there and not saved stays.
void AlertsPanel::followRules()
{
    m_editor->setSymbols(m_models.rules.symbols());
    m_actions->update(m_tabs->selection());
    selectSaved();
    if (m_editor->hasRule() && m_editor->ruleId() == 0)
        return;
    if (const AlertRule *rule = m_models.rules.find(m_editor->ruleId())) {
        m_editor->showRule(*rule);
        return;
    }
    m_editor->clear();
    showCurrent();
    if (!m_editor->hasRule() && !m_models.rules.rules().isEmpty())
        m_editor->showRule(m_models.rules.rules().constFirst());
}

void AlertsPanel::setOpenCount(int count)
{
    m_tabs->setOpenCount(count);
}

void AlertsPanel::acceptSaved(const AlertRule &rule)
{
    const bool isNew = m_editor->hasRule() && m_editor->ruleId() == 0 && rule.version == 1;
    m_editor->acceptSaved(rule);
    m_saved = isNew ? rule.id : 0;
    selectSaved();
}

// One that was deleted meanwhile is no rule to save.
QList<AlertRule> AlertsPanel::drafts() const
{
    QList<AlertRule> drafts = m_editor->drafts();
    drafts.removeIf([this](const AlertRule &draft) {
        return draft.id != 0 && !m_models.rules.find(draft.id);
    });
    std::ranges::sort(drafts, {}, &AlertRule::id);
    return drafts;
}

QStringList AlertsPanel::unsaved() const
{
    QStringList names;
    for (const AlertRule &draft : drafts()) {
        if (const AlertRule *stored = m_models.rules.find(draft.id))
            names.append(tr("Rule %1").arg(stored->name));
        else
            names.append(draft.name.isEmpty() ? tr("New rule") : tr("New rule %1").arg(draft.name));
    }
    return names;
}

bool AlertsPanel::saveUnsaved()
{
    const QList<AlertRule> written = drafts();
    const auto bad = std::ranges::find_if_not(
            written, [this](const AlertRule &draft) { return m_editor->isSavable(draft); });
    if (bad == written.cend()) {
        for (const AlertRule &draft : written)
            emit saveRequested(draft);
        return true;
    }
    if (const AlertRule *stored = m_models.rules.find(bad->id))
        m_editor->showRule(*stored);
    else
        beginRule(bad->symbol);
    m_editor->focusName();
    return false;
}

// A new rule is the selected one as soon as the table has it.
void AlertsPanel::selectSaved()
{
    const int row = m_saved == 0 ? -1 : m_models.rules.rowOf(m_saved);
    if (row < 0)
        return;
    m_saved = 0;
    m_tabs->selectRow(AlertTab::Rules, row);
    m_tabs->table(AlertTab::Rules).setFocus(Qt::OtherFocusReason);
}

void AlertsPanel::setMarket(const Market &market)
{
    m_market = market;
    m_editor->setLastPrice(market.lastPrice);
}

void AlertsPanel::setBehind(const QString &sentence, QAction &openMigrations)
{
    m_behind->setSentence(sentence);
    m_behind->setNextStep(openMigrations);
    m_pages->setCurrentIndex(sentence.isEmpty() ? 0 : 1);
    if (!sentence.isEmpty())
        m_banner->clear();
    m_actions->newRule->setEnabled(sentence.isEmpty());
    m_actions->newRule->setToolTip(sentence.isEmpty() ? tr("Write a rule that watches a symbol")
                                                      : sentence);
}

bool AlertsPanel::isBehind() const
{
    return m_pages->currentIndex() == 1;
}

void AlertsPanel::acceptVersions(qint64 ruleId, const QList<AlertRule> &versions)
{
    m_editor->acceptVersions(ruleId, versions);
}

void AlertsPanel::showEntries(const QList<AlertLogEntry> &entries)
{
    m_tabs->setTab(AlertTab::Log);
    m_tabs->table(AlertTab::Log).setFocus(Qt::OtherFocusReason);
    m_wanted.clear();
    if (entries.isEmpty())
        return;
    for (const AlertLogEntry &entry : entries)
        m_wanted.append(entry.id);
    const auto isHeld = [this](qint64 id) { return m_models.log.rowOf(id) >= 0; };
    if (!std::ranges::all_of(m_wanted, isHeld)) {
        m_models.log.reload(); // it may have fired since the last time
        clearFilter();
    }
    const AlertLogEntry oldest =
            *std::ranges::min_element(entries, [](const auto &left, const auto &right) {
                return std::pair{left.timestamp, left.id} < std::pair{right.timestamp, right.id};
            });
    m_models.log.seek(oldest.id, oldest.timestamp);
}

void AlertsPanel::beginRule(const QString &symbol, const AlertTerm &term)
{
    AlertRule rule;
    rule.symbol = symbol;
    if (symbol.isEmpty()) {
        if (const AlertRule *current = m_models.rules.find(m_tabs->currentRule()))
            rule.symbol = current->symbol;
        else if (m_market.symbol)
            rule.symbol = m_market.symbol();
    }
    rule.condition.anyOf = {{term}};
    m_editor->showRule(rule);
    m_editor->focusName();
}

void AlertsPanel::acknowledge()
{
    QList<qint64> ids;
    for (const int row : m_tabs->selectedRows()) {
        if (!m_models.log.entry(row).acknowledgedAt.isValid())
            ids.append(m_models.log.entry(row).id);
    }
    if (!ids.isEmpty())
        emit acknowledgeRequested(ids);
}

void AlertsPanel::snooze(const QDateTime &until)
{
    if (const QList<qint64> rules = m_tabs->selectedRules(); !rules.isEmpty())
        emit snoozeRequested(rules, until);
}

void AlertsPanel::remove()
{
    m_tabs->goOn();
    if (m_tabs->tab() == AlertTab::Rules) {
        if (const QList<qint64> rules = m_tabs->selectedRules(); !rules.isEmpty())
            emit removeRulesRequested(rules);
        return;
    }
    QList<qint64> ids;
    for (const int row : m_tabs->selectedRows())
        ids.append(m_models.log.entry(row).id);
    if (!ids.isEmpty())
        emit removeEntriesRequested(ids);
}

void AlertsPanel::restore()
{
    m_tabs->goOn();
    QList<qint64> rules;
    QList<qint64> entries;
    for (const int row : m_tabs->selectedRows()) {
        if (const qint64 rule = m_models.deleted.ruleId(row))
            rules.append(rule);
        else
            entries.append(m_models.deleted.entryId(row));
    }
    if (!rules.isEmpty())
        emit restoreRulesRequested(rules);
    if (!entries.isEmpty())
        emit restoreEntriesRequested(entries);
}

void AlertsPanel::showInChart()
{
    const QModelIndex current = m_tabs->table().currentIndex();
    if (!current.isValid())
        return;
    if (m_tabs->tab() == AlertTab::Rules) {
        emit chartRequested(m_models.rules.rule(current.row()).symbol, {});
        return;
    }
    const AlertLogEntry &entry = m_models.log.entry(current.row());
    emit chartRequested(entry.symbol, entry.timestamp);
}
