// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connections/connectiontablemodel.h"

#include "models/cellrole.h"
#include "models/connections/connectiontext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

ConnectionTableModel::ConnectionTableModel(QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
{}

int ConnectionTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConnectionTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ConnectionRow &row = m_rows.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case CellRole::Raw:
        return display(row, column);
    case Qt::AccessibleTextRole:
        return display(row, column) == u"–" ? tr("not known") : display(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case CellRole::State:
        return cellState(row, column);
    case CellRole::LineColour:
        return column == NameColumn ? QVariant{row.line} : QVariant{};
    case CellRole::Tone:
        if (column == NameColumn ||
            (column == StateColumn && row.state == ConnectionRow::State::Unreachable))
            return QVariant::fromValue(CellTone::Strong);
        return QVariant::fromValue(column == LocationColumn || display(row, column) == u"–"
                                           ? CellTone::Quiet
                                           : CellTone::Plain);
    default:
        return {};
    }
}

QVariant ConnectionTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Connection"), QT_TR_NOOP("What you call it, with its colour")},
            {QT_TR_NOOP("Engine"), QT_TR_NOOP("Database program and version")},
            {QT_TR_NOOP("State"), QT_TR_NOOP("Whether it answered the last time")},
            {QT_TR_NOOP("Protection"), QT_TR_NOOP("How data is protected on its way")},
            {QT_TR_NOOP("Access"), QT_TR_NOOP("Whether Tidemark may write to it")},
            {QT_TR_NOOP("Pool"), QT_TR_NOOP("Connections to the server that are kept open")},
            {QT_TR_NOOP("Location"), QT_TR_NOOP("The file, or the server")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

void ConnectionTableModel::setConnections(const QList<ConnectionRow> &rows)
{
    m_hasAnswer = true;
    const auto isSame = [](const auto &a, const auto &b) { return a.id == b.id; };
    if (std::ranges::equal(rows, m_rows, isSame)) {
        for (int row = 0; row < int(rows.size()); ++row) {
            if (rows.at(row) == m_rows.at(row)) // the pool has news often
                continue;
            m_rows[row] = rows.at(row);
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int ConnectionTableModel::rowOf(const QString &id) const
{
    const auto found = std::ranges::find(m_rows, id, &ConnectionRow::id);
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QString ConnectionTableModel::display(const ConnectionRow &row, int column) const
{
    switch (column) {
    case NameColumn:
        return row.name;
    case EngineColumn:
        return row.product.isEmpty() ? engineTitle(row.engine) : row.product;
    case StateColumn:
        return connectionStateText(row);
    case ProtectionColumn:
        return protectionWord(row);
    case AccessColumn:
        return row.isReadOnly ? tr("Read-only") : tr("Writable");
    case PoolColumn:
        return poolWord(row, m_locale);
    case LocationColumn:
        return row.location;
    default:
        return {};
    }
}

QVariant ConnectionTableModel::cellState(const ConnectionRow &row, int column) const
{
    switch (column) {
    case StateColumn:
        return QVariant::fromValue(connectionState(row));
    case ProtectionColumn:
        return QVariant::fromValue(protectionState(row));
    case AccessColumn:
        return QVariant::fromValue(row.isReadOnly ? CellState::ReadOnly : CellState::None);
    default:
        return {};
    }
}

QString ConnectionTableModel::toolTip(const ConnectionRow &row, int column) const
{
    if (column == StateColumn)
        return row.problem;
    if (column == ProtectionColumn && row.protection == ConnectionRow::Protection::None)
        return tr("Others on the network can read passwords and data");
    if (column == ProtectionColumn && row.protection == ConnectionRow::Protection::Unchecked)
        return tr("The certificate was not checked: another computer could pass for the server");
    if (column == ProtectionColumn && row.protection == ConnectionRow::Protection::Verified)
        return protectionText(row);
    if (column == PoolColumn && row.poolMost > 0)
        return poolText(row, m_locale);
    if (column == LocationColumn)
        return row.location;
    return {};
}
