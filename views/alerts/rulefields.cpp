// SPDX-License-Identifier: GPL-3.0-or-later
// From a rule to the fields of its form, and back.
#include "views/alerts/ruleform.h"

#include "models/alerts/alerttext.h"
#include "models/quotes/symboltext.h"
#include "views/alerts/conditionedit.h"
#include "views/alerts/fieldbox.h"
#include "views/alerts/leveledit.h"
#include "views/alerts/ruleparts.h"
#include "views/alerts/spanedit.h"
#include "views/theme/textlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

const QuietHours UsualQuiet{QTime{22, 0}, QTime{7, 0}};

} // namespace

void RuleForm::setRule(const AlertRule &rule)
{
    const QSignalBlocker blocker{this};
    m_rule = rule;
    m_name->setText(rule.name);
    m_name->setCursorPosition(0); // a long one shows its beginning
    const int known = m_symbol->findData(rule.symbol);
    m_symbol->setCurrentIndex(known);
    if (known < 0)
        m_symbol->setEditText(rule.symbol);
    m_condition->setCondition(rule.condition);
    m_hold->setSpanMs(rule.holdMs);
    m_cooldown->setSpanMs(rule.cooldownMs);
    const AlertChannels &ways = rule.channels;
    const QList<bool> chosen{ways.desktop, ways.sound, ways.command, ways.webhook};
    for (int i = 0; i < m_channels.size(); ++i)
        m_channels.at(i)->setChecked(chosen.at(i));
    m_rearm->setCurrentIndex(int(rule.rearm));
    m_step->setLevel(rule.rearm == AlertRearm::NewExtreme ? std::optional{rule.rearmStep}
                                                          : std::nullopt);
    m_severity->setCurrentIndex(int(rule.severity));
    m_isQuiet->setChecked(rule.quietHours.has_value());
    const QuietHours quiet = rule.quietHours.value_or(UsualQuiet);
    m_quietFrom->setTime(quiet.from);
    m_quietTo->setTime(quiet.to);
    for (int day = 0; day < m_days.size(); ++day)
        m_days.at(day)->setChecked((rule.activeDays >> day) & 1);
    m_expires->setChecked(rule.expiresAt.isValid());
    m_expiresAt->setDateTime(rule.expiresAt.isValid()
                                     ? rule.expiresAt.toLocalTime()
                                     : QDate::currentDate().addMonths(1).startOfDay());
    m_noData->setCurrentIndex(int(rule.noData));
    m_notes->setPlainText(rule.notes);
    if (rule.activeDays != AlertRule::EveryDay || rule.expiresAt.isValid() ||
        rule.noData != AlertNoData::Keep || !rule.notes.isEmpty())
        setMoreShown(true);
    showParts();
}

AlertRule RuleForm::rule() const
{
    AlertRule rule = m_rule;
    rule.name = m_name->text();
    rule.symbol = symbol();
    rule.condition = m_condition->condition();
    rule.holdMs = m_hold->spanMs().value_or(m_rule.holdMs);
    rule.cooldownMs = m_cooldown->spanMs().value_or(m_rule.cooldownMs);
    rule.channels = channels();
    rule.rearm = AlertRearm(m_rearm->currentIndex());
    if (rule.rearm == AlertRearm::NewExtreme)
        rule.rearmStep = m_step->level().value_or(Price{});
    rule.severity = AlertSeverity(m_severity->currentIndex());
    rule.quietHours.reset();
    if (m_isQuiet->isChecked())
        rule.quietHours = QuietHours{m_quietFrom->time(), m_quietTo->time()};
    rule.activeDays = 0;
    for (int day = 0; day < m_days.size(); ++day)
        rule.activeDays |= quint8(m_days.at(day)->isChecked() ? 1 << day : 0);
    if (!m_expires->isChecked())
        rule.expiresAt = {};
    else if (m_expiresAt->dateTime() != m_rule.expiresAt.toLocalTime())
        rule.expiresAt = m_expiresAt->dateTime().toUTC(); // else its seconds stay as they are
    rule.noData = AlertNoData(m_noData->currentIndex());
    rule.notes = m_notes->toPlainText();
    return rule;
}

void RuleForm::setCondition(const AlertCondition &condition)
{
    m_condition->setCondition(condition);
}

bool RuleForm::isReadable() const
{
    return m_condition->isReadable() && m_hold->problem().isEmpty() &&
           m_cooldown->problem().isEmpty();
}

void RuleForm::showProblems(const QList<RuleProblem> &problems)
{
    QHash<RuleField, QString> byField;
    QStringList byTerm;
    for (const RuleProblem &problem : problems) {
        if (problem.field != RuleField::Condition || problem.term < 0) {
            byField.insert(problem.field, problem.sentence);
            continue;
        }
        while (byTerm.size() <= problem.term)
            byTerm.append(QString{});
        byTerm[problem.term] = problem.sentence;
    }
    for (auto box = m_boxes.cbegin(); box != m_boxes.cend(); ++box)
        box.value()->setProblem(byField.value(box.key()));
    m_condition->showProblems(byTerm, byField.value(RuleField::Condition));
    m_holdBox->setProblem(m_hold->problem());
    m_cooldownBox->setProblem(m_cooldown->problem());
    if (byField.contains(RuleField::Days) || byField.contains(RuleField::Notes))
        setMoreShown(true);
}

void RuleForm::setSymbols(const QStringList &symbols)
{
    QStringList shown;
    for (int item = 0; item < m_symbol->count(); ++item)
        shown.append(m_symbol->itemData(item).toString());
    if (shown == symbols)
        return;
    const QSignalBlocker blocker{this};
    const QString chosen = symbol();
    m_symbol->clear();
    for (const QString &each : symbols)
        m_symbol->addItem(symbolTitle(each), each);
    const int known = m_symbol->findData(chosen);
    m_symbol->setCurrentIndex(known);
    if (known < 0)
        m_symbol->setEditText(chosen);
}

QString RuleForm::symbol() const
{
    const QString text = m_symbol->currentText().trimmed();
    for (int item = 0; item < m_symbol->count(); ++item) {
        const QString symbol = m_symbol->itemData(item).toString();
        if (text.compare(m_symbol->itemText(item), Qt::CaseInsensitive) == 0 ||
            text.compare(symbol, Qt::CaseInsensitive) == 0 || text == shortSymbol(symbol))
            return symbol;
    }
    return text;
}

AlertChannels RuleForm::channels() const
{
    const auto isChosen = [this](int way) { return m_channels.at(way)->isChecked(); };
    return {isChosen(0), isChosen(1), isChosen(2), isChosen(3)};
}

void RuleForm::note()
{
    showParts();
    emit edited();
}

void RuleForm::showParts()
{
    const QString ways = channelsText(channels());
    m_notify->setText(ways);
    m_notify->setAccessibleName(tr("Notify by: %1").arg(ways));
    const bool hasStep = m_rearm->currentIndex() == int(AlertRearm::NewExtreme);
    m_step->setVisible(hasStep);
    m_stepUnit->setVisible(hasStep);
    const QString off = tr("Tick the box first");
    for (QTimeEdit *time : {m_quietFrom, m_quietTo}) {
        time->setEnabled(m_isQuiet->isChecked());
        time->setToolTip(m_isQuiet->isChecked() ? QString{} : off);
    }
    m_expiresAt->setEnabled(m_expires->isChecked());
    m_expiresAt->setToolTip(m_expires->isChecked() ? QString{} : off);
}
