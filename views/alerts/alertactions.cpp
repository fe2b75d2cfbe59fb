// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/alertactions.h"

using namespace Qt::Literals::StringLiterals;

namespace {

void setUsable(QAction &action, const QString &problem, const QString &tip)
{
    action.setEnabled(problem.isEmpty());
    action.setToolTip(problem.isEmpty() ? tip : problem);
}

} // namespace

AlertActions::AlertActions(const Theme &theme, QObject *parent)
    : QObject{parent}
    , m_theme{theme}
{
    newRule = make(u"add"_s, tr("&New rule"), u"newRule"_s);
    newRule->setShortcut(QKeySequence::New);
    newRule->setToolTip(tr("Write a rule that watches a symbol"));
    edit = make(u"preferences"_s, tr("&Edit rule"), u"editRule"_s);
    edit->setShortcut(QKeySequence{Qt::Key_F2});
    acknowledge = make(u"tick-ring"_s, tr("&Acknowledge"), u"acknowledge"_s);
    snooze = make(u"clock"_s, tr("&Snooze 1 h"), u"snooze"_s);
    endSnooze = make({}, tr("En&d snooze"), u"endSnooze"_s);
    showInChart = make(u"prices"_s, tr("Show in &chart"), u"showInChart"_s);
    remove = make(u"recycle-bin"_s, tr("De&lete"), u"removeAlerts"_s);
    remove->setShortcut(QKeySequence::Delete);
    // In a field the key takes a letter away.
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    restore = make(u"undo"_s, tr("&Restore"), u"restoreAlerts"_s);
    focusFilter = make(u"search"_s, tr("&Filter alerts"), u"filterAlerts"_s);
    focusFilter->setShortcut(QKeySequence::Find);
    copyRows = make(u"copy"_s, tr("&Copy rows"), u"copyAlertRows"_s);
    copyRows->setShortcut(QKeySequence::Copy);
}

QAction *AlertActions::make(const QString &icon, const QString &text, const QString &name)
{
    auto *action = new QAction{icon.isEmpty() ? QIcon{} : m_theme.icon(icon), text, this};
    action->setObjectName(name);
    return action;
}

void AlertActions::update(const AlertSelection &selection)
{
    const bool isLog = selection.tab == AlertTab::Log;
    const bool isRules = selection.tab == AlertTab::Rules;
    const bool isDeleted = selection.tab == AlertTab::Deleted;
    const QString none = selection.count > 0 ? QString{}
                         : isLog             ? tr("Select an alert first")
                         : isRules           ? tr("Select a rule first")
                                             : tr("Select what to restore first");
    const QString gone = isDeleted ? tr("It is deleted; restore it first") : none;
    setUsable(*acknowledge,
              !isLog                         ? tr("Select an alert in the log first")
              : !none.isEmpty()              ? none
              : !selection.hasUnacknowledged ? tr("Acknowledged already")
                                             : QString{},
              tr("Says that somebody has seen it"));
    setUsable(*snooze, gone, tr("Nobody is told of the rule for an hour; what fires is logged"));
    setUsable(*endSnooze,
              !gone.isEmpty()         ? gone
              : !selection.hasSnoozed ? tr("The rule is not snoozed")
                                      : QString{},
              tr("Tells of the rule again"));
    setUsable(*edit, !selection.hasRule && gone.isEmpty() ? tr("Its rule is deleted") : gone,
              tr("Go to the fields of the rule"));
    setUsable(*showInChart, gone,
              isLog ? tr("Show the prices of that moment") : tr("Show the prices"));
    setUsable(*remove, gone, tr("Delete what is selected; it can be undone"));
    setUsable(*restore, isDeleted ? none : tr("Select something in the tab Deleted first"),
              tr("Take it back"));
}
