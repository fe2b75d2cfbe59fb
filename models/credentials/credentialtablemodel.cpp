// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/credentials/credentialtablemodel.h"

#include "models/cellrole.h"
#include "models/credentials/credentialtext.h"
#include "models/migrations/migrationtext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

CredentialTableModel::CredentialTableModel(const QLocale &locale, std::function<QDateTime()> clock,
                                           QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{locale}
    , m_clock{std::move(clock)}
{}

int CredentialTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CredentialTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CredentialTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CredentialRow &row = m_rows.at(index.row());
    const int column = index.column();
    const bool isEmpty = display(row, column) == u"–";
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case CellRole::Raw:
        return column == TestedColumn ? row.testedAt.toUTC().toString(Qt::ISODateWithMs)
                                      : display(row, column);
    case Qt::AccessibleTextRole:
        return isEmpty ? tr("not tested") : display(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case CellRole::State:
        return cellState(row, column);
    case CellRole::Tone:
        if (column == TitleColumn)
            return QVariant::fromValue(CellTone::Strong);
        return QVariant::fromValue(column == NameColumn || isEmpty ? CellTone::Quiet
                                                                   : CellTone::Plain);
    default:
        return {};
    }
}

QVariant CredentialTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Credential"), QT_TR_NOOP("What it opens")},
            {QT_TR_NOOP("Where it is"), QT_TR_NOOP("Where Tidemark has it from")},
            {QT_TR_NOOP("Last test"), QT_TR_NOOP("What came of trying it")},
            {QT_TR_NOOP("Tested (%1)"), QT_TR_NOOP("When it was tried")},
            {QT_TR_NOOP("Name"), QT_TR_NOOP("What tidemarkctl credentials calls it")},
    };
    if (role == Qt::DisplayRole)
        return section == TestedColumn
                       ? tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation())
                       : tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

void CredentialTableModel::setCredentials(const QList<CredentialRow> &rows)
{
    if (std::ranges::equal(rows, m_rows, {}, &CredentialRow::name, &CredentialRow::name)) {
        for (int row = 0; row < int(rows.size()); ++row) {
            if (rows.at(row) == m_rows.at(row))
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

int CredentialTableModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(m_rows, name, &CredentialRow::name);
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QString CredentialTableModel::display(const CredentialRow &row, int column) const
{
    switch (column) {
    case TitleColumn:
        return credentialTitle(row);
    case PlaceColumn:
        return placeWord(row);
    case TestColumn:
        return testWord(row);
    case TestedColumn:
        return row.testedAt.isValid() ? momentText(row.testedAt, m_locale) : u"–"_s;
    case NameColumn:
        return row.name;
    default:
        return {};
    }
}

QVariant CredentialTableModel::cellState(const CredentialRow &row, int column)
{
    switch (column) {
    case PlaceColumn:
        return QVariant::fromValue(placeState(row));
    case TestColumn:
        return QVariant::fromValue(testState(row));
    default:
        return {};
    }
}

QString CredentialTableModel::toolTip(const CredentialRow &row, int column) const
{
    switch (column) {
    case PlaceColumn:
        return placeText(row);
    case TestColumn:
        return row.testText;
    case NameColumn:
        return row.variable.isEmpty()
                       ? QString{}
                       : tr("The environment variable %1 gives it, too").arg(row.variable);
    default:
        return {};
    }
}
