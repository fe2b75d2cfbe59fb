// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/alertactions.h"

#include <QMenu>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QTime Morning{8, 0};

void setUsable(QAction &action, const QString &problem, const QString &tip)
{
    action.setEnabled(problem.isEmpty());
    action.setToolTip(problem.isEmpty() ? tip : problem);
}

} // namespace

QDateTime snoozeEnd(AlertSnooze length, const QDateTime &now)
{
    switch (length) {
    case AlertSnooze::QuarterHour:
        return now.addDuration(15min);
    case AlertSnooze::Hour:
        return now.addDuration(1h);
    case AlertSnooze::Tomorrow:
        return QDateTime{now.toLocalTime().date().addDays(1), Morning}.toUTC();
    case AlertSnooze::Week:
        break;
    }
    return now.addDays(7);
}

AlertActions::AlertActions(const Theme &theme, QWidget *parent)
    : QObject{parent}
    , m_theme{theme}
{
    newRule = make(u"add"_s, tr("&New rule"), u"newRule"_s);
    newRule->setShortcut(QKeySequence::New);
    newRule->setToolTip(tr("Write a rule that watches a symbol"));
    edit = make(u"preferences"_s, tr("&Edit rule"), u"editRule"_s);
    edit->setShortcut(QKeySequence{Qt::Key_F2});
    acknowledge = make(u"tick-ring"_s, tr("&Acknowledge"), u"acknowledge"_s);
    makeSnoozes(parent);
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

void AlertActions::makeSnoozes(QWidget *parent)
{
    snoozeMenu = new QMenu{parent};
    snoozeMenu->setToolTipsVisible(true);
    snooze = snoozeMenu->menuAction();
    snooze->setObjectName(u"snooze"_s);
    snooze->setText(tr("&Snooze"));
    snooze->setIcon(m_theme.icon(u"clock"_s));
    const auto add = [this](const QString &text, const QString &name, AlertSnooze length) {
        QAction *action = make({}, text, name);
        connect(action, &QAction::triggered, this, [this, length] { emit snoozeChosen(length); });
        snoozeMenu->addAction(action);
    };
    add(tr("For 1&5 minutes"), u"snooze15Minutes"_s, AlertSnooze::QuarterHour);
    add(tr("For 1 &hour"), u"snoozeHour"_s, AlertSnooze::Hour);
    add(tr("Until &tomorrow, 08:00"), u"snoozeTomorrow"_s, AlertSnooze::Tomorrow);
    add(tr("For a &week"), u"snoozeWeek"_s, AlertSnooze::Week);
    snoozeMenu->addSeparator();
    endSnooze = make({}, tr("En&d snooze"), u"endSnooze"_s);
    snoozeMenu->addAction(endSnooze);
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
    setUsable(*snooze, gone, tr("Nobody is told of the rule for a while; what fires is logged"));
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
