// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/commandmodel.h"

#include <QAction>
#include <QIcon>
#include <QMenu>

#include <algorithm>
#include <optional>

namespace {

// 0 is best; nothing when it does not match.
std::optional<int> rank(const QString &name, const QString &place, const QString &query)
{
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!name.contains(word, Qt::CaseInsensitive) && !place.contains(word, Qt::CaseInsensitive))
            return {};
    }
    if (words.isEmpty())
        return 0;
    const QString &first = words.first();
    if (name.startsWith(first, Qt::CaseInsensitive))
        return 0;
    if (name.contains(u' ' + first, Qt::CaseInsensitive))
        return 1;
    return name.contains(first, Qt::CaseInsensitive) ? 2 : 3;
}

// Keeps names in line where an entry has no icon.
QIcon blank()
{
    QPixmap pixmap{16, 16};
    pixmap.fill(Qt::transparent);
    return pixmap;
}

} // namespace

void CommandModel::addActions(const QString &place, const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        if (!action->isSeparator() && !action->menu() && action->isVisible())
            m_entries.append({action->text().remove(u'&'), place, action, {}});
    }
    filter();
}

void CommandModel::addPanelActions(const QString &panel, const QList<QAction *> &actions,
                                   const std::function<void()> &goThere)
{
    for (QAction *action : actions) {
        if (!action->isSeparator() && !action->menu())
            m_entries.append({action->text().remove(u'&'), panel, action, goThere});
    }
    filter();
}

void CommandModel::setSymbols(const QStringList &symbols)
{
    for (const QString &symbol : symbols)
        m_entries.append({symbol, tr("Symbol"), {}, {}});
    filter();
}

void CommandModel::clear()
{
    m_entries.clear();
    filter();
}

void CommandModel::setQuery(const QString &query)
{
    m_query = query;
    filter();
}

void CommandModel::run(const QModelIndex &index)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return;
    const Entry entry = m_entries.at(m_shown.at(index.row())); // acting may change the list
    if (!entry.action) {
        emit symbolChosen(entry.name);
        return;
    }
    if (entry.goThere)
        entry.goThere();
    if (entry.action->isEnabled())
        entry.action->trigger();
    else if (entry.goThere)
        emit refused(entry.action->toolTip());
}

// Whether an action of another panel can be used is known there.
bool CommandModel::isUsable(const Entry &entry)
{
    return !entry.action || entry.goThere || entry.action->isEnabled();
}

Qt::ItemFlags CommandModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    const bool isListed = checkIndex(index, CheckIndexOption::IndexIsValid);
    return isListed && !isUsable(m_entries.at(m_shown.at(index.row())))
                   ? flags & ~Qt::ItemFlags{Qt::ItemIsEnabled}
                   : flags;
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries.at(m_shown.at(index.row()));
    const QString place = isUsable(entry) ? entry.place : entry.action->toolTip();
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::DecorationRole:
        return entry.action && !entry.action->icon().isNull() ? entry.action->icon() : blank();
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(entry.name, place);
    case PlaceRole:
        return place;
    case ShortcutRole:
        return entry.action ? entry.action->shortcut().toString(QKeySequence::NativeText)
                            : QString{};
    default:
        return {};
    }
}

void CommandModel::filter()
{
    beginResetModel();
    m_shown.clear();
    QList<std::pair<int, int>> ranked; // rank, position
    for (int position = 0; position < m_entries.size(); ++position) {
        const Entry &entry = m_entries.at(position);
        const bool isHere = entry.action && !entry.goThere && isUsable(entry);
        if (!isHere && m_query.isEmpty())
            continue; // hundreds of them would bury the commands that can be used here
        if (const std::optional<int> found = rank(entry.name, entry.place, m_query))
            ranked.append({*found, position});
    }
    std::ranges::sort(ranked); // equal ones stay in the order of the menus
    for (const auto &[quality, position] : ranked)
        m_shown.append(position);
    endResetModel();
}
