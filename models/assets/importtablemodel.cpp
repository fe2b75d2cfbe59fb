// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/importtablemodel.h"

#include "models/assets/assettext.h"
#include "models/cellrole.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

ImportTableModel::ImportTableModel(QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
{}

int ImportTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_import.lines.size());
}

int ImportTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ImportLine &line = m_import.lines.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case CellRole::Raw:
        return display(line, column);
    case Qt::ToolTipRole:
        return column == ResultColumn ? line.problem : QString{};
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::State:
        if (column != ResultColumn)
            return {};
        return QVariant::fromValue(!line.problem.isEmpty() ? CellState::Failed
                                   : line.isNew()          ? CellState::Ok
                                                           : CellState::Adopted);
    case CellRole::Tone:
        if (column == SymbolColumn)
            return QVariant::fromValue(CellTone::Strong);
        return QVariant::fromValue(line.isNew() || column == ResultColumn ? CellTone::Plain
                                                                          : CellTone::Quiet);
    default:
        return {};
    }
}

QVariant ImportTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{(section == LineColumn ? Qt::AlignRight : Qt::AlignLeft) |
                        Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount] = {
            QT_TR_NOOP("Line"), QT_TR_NOOP("Symbol"),   QT_TR_NOOP("Name"),
            QT_TR_NOOP("Type"), QT_TR_NOOP("Currency"), QT_TR_NOOP("Result")};
    return role == Qt::DisplayRole ? tr(names[section]) : QVariant{};
}

void ImportTableModel::setImport(const AssetImport &import)
{
    beginResetModel();
    m_import = import;
    endResetModel();
}

QList<ImportLine> ImportTableModel::newLines() const
{
    QList<ImportLine> lines;
    for (const ImportLine &line : m_import.lines) {
        if (line.isNew())
            lines << line;
    }
    return lines;
}

QString ImportTableModel::display(const ImportLine &line, int column) const
{
    switch (column) {
    case LineColumn:
        return m_locale.toString(line.number);
    case SymbolColumn:
        return line.asset.symbol;
    case NameColumn:
        return line.asset.name;
    case TypeColumn:
        return line.asset.type.isEmpty() ? QString{} : assetTypeText(line.asset.type);
    case CurrencyColumn:
        return line.asset.currency;
    case ResultColumn:
        if (!line.problem.isEmpty())
            return line.problem;
        if (line.asset.isRegistered)
            return tr("Registered already: stays as it is");
        return line.isActive ? tr("New") : tr("New, paused");
    default:
        return {};
    }
}

QString importSummary(const AssetImport &import)
{
    const int known = int(import.lines.size()) - import.newCount() - import.problemCount();
    QStringList parts{ImportTableModel::tr("%n new", nullptr, import.newCount())};
    if (known > 0)
        parts << ImportTableModel::tr("%n registered already", nullptr, known);
    if (import.problemCount() > 0)
        parts << ImportTableModel::tr("%n with a problem", nullptr, import.problemCount());
    return parts.join(u", "_s);
}
