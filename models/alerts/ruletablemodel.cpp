// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/ruletablemodel.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/cellrole.h"
#include "models/quotes/symboltext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

RuleTableModel::RuleTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

int RuleTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int RuleTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AlertRule &rule = m_shown.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return display(rule, column);
    case Qt::ToolTipRole:
        if (column == StateColumn)
            return standingTip(standing(rule));
        if (column != NameColumn)
            return {};
        return rule.notes.isEmpty() ? rule.name : rule.name + u'\n' + rule.notes;
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return column == SymbolColumn      ? rule.symbol
               : column == NameColumn      ? rule.name
               : column == ConditionColumn ? rule.condition.fullText()
                                           : display(rule, column);
    case CellRole::State:
        if (column == SeverityColumn)
            return QVariant::fromValue(severityState(rule.severity));
        if (column != StateColumn)
            return {};
        return QVariant::fromValue(isSnoozed(rule.id) && standing(rule) == AlertStanding::On
                                           ? CellState::Stale
                                           : standingState(standing(rule)));
    case CellRole::Tone:
        return QVariant::fromValue(column == NameColumn ? CellTone::Strong : CellTone::Plain);
    default:
        return {};
    }
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section != VersionColumn)
            return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
        return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter}; // right to left too
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Name"), QT_TR_NOOP("What the rule is called")},
            {QT_TR_NOOP("State"), QT_TR_NOOP("What it is doing, and whether it is told")},
            {QT_TR_NOOP("Symbol"), QT_TR_NOOP("What it watches")},
            {QT_TR_NOOP("When"), QT_TR_NOOP("The condition on which it fires")},
            {QT_TR_NOOP("Severity"), QT_TR_NOOP("How much it matters")},
            {QT_TR_NOOP("Version"), QT_TR_NOOP("Each edit makes the next")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    if (role == Qt::ToolTipRole)
        return tr(names[section][1]);
    return {};
}

int RuleTableModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_shown, id, &AlertRule::id);
    return found == m_shown.cend() ? -1 : int(found - m_shown.cbegin());
}

const AlertRule *RuleTableModel::find(qint64 id) const
{
    const auto found = std::ranges::find(m_rules, id, &AlertRule::id);
    return found == m_rules.cend() ? nullptr : &*found;
}

void RuleTableModel::setRules(const QList<AlertRule> &rules, const QStringList &symbols)
{
    m_rules = rules;
    std::ranges::stable_sort(m_rules, [](const AlertRule &a, const AlertRule &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    m_symbols = symbols;
    m_hasAnswer = true;
    show();
    emit rulesAccepted();
}

void RuleTableModel::setSnoozes(const QHash<qint64, QDateTime> &until)
{
    m_snoozes = until;
    showStates();
}

void RuleTableModel::setStates(const QHash<qint64, AlertState> &states)
{
    m_states = states;
    showStates();
}

void RuleTableModel::setDrafts(const QSet<qint64> &ids)
{
    if (std::exchange(m_drafts, ids) != ids && !m_shown.isEmpty())
        emit dataChanged(index(0, NameColumn), index(rowCount() - 1, NameColumn));
}

void RuleTableModel::tick()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_stateTexts.at(row) != stateText(rule(row)))
            return showStates();
    }
}

void RuleTableModel::showStates()
{
    m_stateTexts.clear();
    for (const AlertRule &rule : std::as_const(m_shown))
        m_stateTexts.append(stateText(rule));
    if (!m_shown.isEmpty())
        emit dataChanged(index(0, StateColumn), index(rowCount() - 1, StateColumn));
}

void RuleTableModel::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (std::exchange(m_text, trimmed) != trimmed)
        show();
}

void RuleTableModel::show()
{
    beginResetModel();
    m_shown.clear();
    for (const AlertRule &rule : std::as_const(m_rules)) {
        const auto holds = [&](const QString &text) {
            return text.contains(m_text, Qt::CaseInsensitive);
        };
        if (holds(rule.name) || holds(rule.symbol) || holds(shortSymbol(rule.symbol)) ||
            holds(conditionWords(rule.condition, m_locale)))
            m_shown.append(rule);
    }
    endResetModel();
    showStates();
}

AlertStanding RuleTableModel::standing(const AlertRule &rule) const
{
    return standingOf(rule, m_states.value(rule.id), m_clock());
}

QString RuleTableModel::stateText(const AlertRule &rule) const
{
    const AlertStanding doing = standing(rule);
    if (!isSnoozed(rule.id))
        return standingText(doing);
    const QString until = untilText(m_snoozes.value(rule.id), m_clock(), m_locale);
    if (doing == AlertStanding::On)
        return tr("Snoozed until %1").arg(until);
    //: What a rule is doing: "Firing, snoozed until 14:35".
    return tr("%1, snoozed until %2").arg(standingText(doing), until);
}

QString RuleTableModel::display(const AlertRule &rule, int column) const
{
    switch (column) {
    case NameColumn:
        return m_drafts.contains(rule.id) ? tr("%1 (not saved)").arg(rule.name) : rule.name;
    case StateColumn:
        return stateText(rule);
    case SymbolColumn:
        return shortSymbol(rule.symbol);
    case ConditionColumn:
        return conditionWords(rule.condition, m_locale);
    case SeverityColumn:
        return severityText(rule.severity);
    case VersionColumn:
        return m_locale.toString(rule.version);
    default:
        return {};
    }
}
