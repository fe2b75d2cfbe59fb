// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connections/connectiontablemodel.h"

#include "models/connections/connectiontext.h"

using namespace Qt::Literals::StringLiterals;

ConnectionTableModel::ConnectionTableModel(QLocale locale, QObject *parent)
    : KeyedTableModel{ColumnCount, &ConnectionRow::id, parent}
    , m_locale{std::move(locale)}
{}

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
    setRows(rows);
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
        return row.isReadOnly    ? tr("Read-only")
               : row.asksToWrite ? tr("Asks first")
                                 : tr("Writable");
    case PoolColumn:
        return poolWord(row, m_locale);
    case LocationColumn:
        return row.location;
    default:
        return {};
    }
}

QString ConnectionTableModel::spoken(const ConnectionRow &row, int column) const
{
    const QString text = display(row, column);
    return text == u"–" ? tr("not known") : text;
}

QVariant ConnectionTableModel::further(const ConnectionRow &row, int column, int role) const
{
    switch (role) {
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

QVariant ConnectionTableModel::cellState(const ConnectionRow &row, int column) const
{
    switch (column) {
    case StateColumn:
        return QVariant::fromValue(connectionState(row));
    case ProtectionColumn:
        return QVariant::fromValue(protectionState(row));
    case AccessColumn:
        return QVariant::fromValue(row.isReadOnly || row.asksToWrite ? CellState::ReadOnly
                                                                     : CellState::None);
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
    if (column == AccessColumn && row.asksToWrite && !row.isReadOnly)
        return tr("It is only read until you allow writing, each time that it is opened");
    if (column == PoolColumn && row.poolMost > 0)
        return poolText(row, m_locale);
    if (column == LocationColumn)
        return row.location;
    return {};
}
