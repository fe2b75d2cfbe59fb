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
        if (action->isSeparator() || action->menu() || !action->isEnabled() || !action->isVisible())
            continue;
        m_entries.append({action->text().remove(u'&'), place, action});
    }
    filter();
}

void CommandModel::setSymbols(const QStringList &symbols)
{
    for (const QString &symbol : symbols)
        m_entries.append({symbol, tr("Symbol"), {}});
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
    if (entry.action)
        entry.action->trigger();
    else
        emit symbolChosen(entry.name);
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
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::DecorationRole:
        return entry.action && !entry.action->icon().isNull() ? entry.action->icon() : blank();
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(entry.name, entry.place);
    case PlaceRole:
        return entry.place;
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
        if (!entry.action && m_query.isEmpty())
            continue; // hundreds of symbols would bury the commands
        if (const std::optional<int> found = rank(entry.name, entry.place, m_query))
            ranked.append({*found, position});
    }
    std::ranges::sort(ranked); // equal ones stay in the order of the menus
    for (const auto &[quality, position] : ranked)
        m_shown.append(position);
    endResetModel();
}
