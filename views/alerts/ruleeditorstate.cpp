// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor of a rule shows of the rule in hand: whether it can be saved, and what is wrong.
#include "models/alerts/alerttext.h"
#include "models/alerts/ruleproblems.h"
#include "views/alerts/backtestview.h"
#include "views/alerts/ruleeditor.h"
#include "views/alerts/ruleform.h"
#include "views/shell/linkbutton.h"
#include "views/theme/elidedlabel.h"

#include <QCheckBox>
#include <QPushButton>

#include <utility>

// A new rule begins at the newest price of its symbol, as long as nobody has written a level.
void RuleEditor::followSymbol()
{
    if (!m_hasRule || m_stored.id != 0 || !m_lastPrice)
        return;
    const AlertRule rule = m_form->rule();
    if (rule.symbol == m_pricedSymbol || rule.condition != m_stored.condition)
        return;
    const AlertTerm &term = m_stored.condition.anyOf.constFirst().constFirst();
    const bool isFree = term.level == Price{} || !m_pricedSymbol.isEmpty();
    const std::optional<Price> last = m_lastPrice(rule.symbol);
    if (term.measure != AlertMeasure::Price || !isFree || !last)
        return;
    m_pricedSymbol = rule.symbol;
    m_stored.condition.anyOf[0][0].level = *last;
    m_form->setCondition(m_stored.condition);
}

void RuleEditor::keepDraft(const AlertRule &rule)
{
    if (m_hasRule && isChanged())
        m_drafts.insert(m_stored.id, rule);
    else if (m_hasRule)
        m_drafts.remove(m_stored.id);
    tellDrafts();
}

void RuleEditor::tellDrafts()
{
    QSet<qint64> ids{m_drafts.keyBegin(), m_drafts.keyEnd()};
    ids.remove(0);
    if (std::exchange(m_told, ids) != ids)
        emit draftsChanged(ids);
}

bool RuleEditor::isSavable(const AlertRule &draft) const
{
    const bool isInHand = m_hasRule && draft.id == m_stored.id;
    return (!isInHand || m_form->isReadable()) && ruleProblems(draft, m_locale).isEmpty();
}

// A new rule is not blamed for what nobody has written yet.
QList<RuleProblem> RuleEditor::blamed(const QList<RuleProblem> &problems,
                                      const AlertRule &rule) const
{
    if (m_stored.id != 0)
        return problems;
    QList<RuleProblem> blamed = problems;
    blamed.removeIf([&](const RuleProblem &problem) {
        return (problem.field == RuleField::Symbol && rule.symbol == m_stored.symbol) ||
               (problem.field == RuleField::Condition && rule.condition == m_stored.condition);
    });
    return blamed;
}

void RuleEditor::follow()
{
    followSymbol();
    const AlertRule rule = written();
    const bool isReadable = m_form->isReadable();
    const QList<RuleProblem> problems =
            m_hasRule ? ruleProblems(rule, m_locale) : QList<RuleProblem>{};
    const QList<RuleProblem> marked = blamed(problems, rule);
    m_form->showProblems(marked);
    const bool isSound = m_hasRule && isReadable && problems.isEmpty();
    const bool isChangedNow = isChanged();
    keepDraft(rule);
    m_backtest->setRule(rule, isSound);

    m_title->setText(!m_hasRule         ? tr("No rule")
                     : m_stored.id == 0 ? tr("New rule")
                                        : tr("Rule: %1").arg(m_stored.name));
    m_version->setText(m_stored.id == 0 ? QString{}
                                        : tr("version %1, edited %2")
                                                  .arg(m_locale.toString(m_stored.version),
                                                       editTimeText(m_stored.updatedAt, m_locale)));
    m_history->setVisible(m_stored.id != 0);
    m_form->setEnabled(m_hasRule);
    m_enabled->setEnabled(m_hasRule);
    m_words->setText(saveWords(problems, !isReadable || !marked.isEmpty()));
    m_save->setEnabled(isSound && (isChangedNow || m_stored.id == 0));
    m_save->setToolTip(m_save->isEnabled() ? QString{} : m_words->text());
    m_revert->setEnabled(isChangedNow);
    m_revert->setToolTip(isChangedNow ? tr("Back to what is stored") : tr("Nothing is changed"));
    m_remove->setEnabled(m_stored.id != 0);
    m_remove->setToolTip(m_stored.id != 0 ? tr("It can be undone; the log keeps what it did")
                                          : tr("It is not stored yet"));
}

QString RuleEditor::saveWords(const QList<RuleProblem> &problems, bool isMarked) const
{
    if (!m_hasRule)
        return tr("Select a rule, or make a new one.");
    if (isMarked)
        return tr("Mend what is marked, then the rule can be saved.");
    if (!problems.isEmpty())
        return problems.constFirst().sentence;
    if (m_stored.id == 0)
        return tr("Saving adds the rule.");
    if (!isChanged())
        return tr("Nothing is changed.");
    return tr("Saving makes version %1. Version %2 stays in the history.")
            .arg(m_locale.toString(m_stored.version + 1), m_locale.toString(m_stored.version));
}
