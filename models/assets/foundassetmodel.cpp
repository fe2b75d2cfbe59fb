// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/foundassetmodel.h"

#include "models/assets/assettext.h"
#include "models/cellrole.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

int FoundAssetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int FoundAssetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FoundAssetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FoundAsset &found = asset(index.row());
    const int column = index.column();
    const QString texts[ColumnCount] = {found.symbol, found.name, assetTypeText(found.type),
                                        found.currency.isEmpty() ? u"–"_s : found.currency,
                                        found.country.isEmpty() ? u"–"_s : found.country};
    switch (role) {
    case Qt::DisplayRole:
    case CellRole::Raw:
        return texts[column];
    case Qt::AccessibleTextRole:
        if (texts[column] == u"–")
            return tr("not known");
        return column == SymbolColumn && found.isRegistered
                       ? tr("%1, registered already").arg(found.symbol)
                       : texts[column];
    case Qt::ToolTipRole:
        if (found.isRegistered)
            return tr("Registered already");
        return column == TypeColumn ? found.type : QString{};
    case Qt::CheckStateRole:
        if (column != SymbolColumn)
            return {};
        return found.isRegistered || isChosen(found) ? Qt::Checked : Qt::Unchecked;
    case CellRole::Tone:
        if (found.isRegistered || texts[column] == u"–")
            return QVariant::fromValue(CellTone::Quiet);
        return QVariant::fromValue(column == SymbolColumn ? CellTone::Strong : CellTone::Plain);
    default:
        return {};
    }
}

bool FoundAssetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || asset(index.row()).isRegistered)
        return false;
    const FoundAsset found = asset(index.row());
    const bool isWanted = value.toInt() == Qt::Checked;
    if (isWanted == isChosen(found))
        return true;
    if (isWanted)
        m_chosen.append(found);
    else
        m_chosen.removeIf([&found](const FoundAsset &each) { return each.symbol == found.symbol; });
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit chosenChanged();
    return true;
}

Qt::ItemFlags FoundAssetModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || index.column() != SymbolColumn)
        return flags;
    if (asset(index.row()).isRegistered)
        flags &= ~Qt::ItemFlags{Qt::ItemIsEnabled};
    else
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant FoundAssetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount] = {QT_TR_NOOP("Symbol"), QT_TR_NOOP("Name"),
                                                       QT_TR_NOOP("Type"), QT_TR_NOOP("Currency"),
                                                       QT_TR_NOOP("Country")};
    return role == Qt::DisplayRole ? tr(names[section]) : QVariant{};
}

void FoundAssetModel::setFound(const QList<FoundAsset> &found)
{
    beginResetModel();
    m_found = found;
    show();
    endResetModel();
}

void FoundAssetModel::setFilter(const QString &text)
{
    beginResetModel();
    m_filter = text.trimmed();
    show();
    endResetModel();
}

bool FoundAssetModel::isChosen(const FoundAsset &found) const
{
    return std::ranges::find(m_chosen, found.symbol, &FoundAsset::symbol) != m_chosen.cend();
}

void FoundAssetModel::show()
{
    m_shown.clear();
    for (int number = 0; number < int(m_found.size()); ++number) {
        const FoundAsset &found = m_found.at(number);
        if (m_filter.isEmpty() || found.symbol.contains(m_filter, Qt::CaseInsensitive) ||
            found.name.contains(m_filter, Qt::CaseInsensitive))
            m_shown << number;
    }
}
