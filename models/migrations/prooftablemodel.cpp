// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/prooftablemodel.h"

#include "models/cellrole.h"
#include "models/migrations/migrationtext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isCompared(const ProofLine &line)
{
    return line.isEqual || !line.checksumAfter.isEmpty();
}

bool isDifferent(const ProofLine &line)
{
    return isCompared(line) && !line.isEqual;
}

} // namespace

ProofTableModel::ProofTableModel(QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
{}

int ProofTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_proof.size());
}

int ProofTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProofTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ProofLine &line = m_proof.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return display(line, column);
    case Qt::ToolTipRole:
        if (column != ChecksumColumn)
            return {};
        return line.checksumBefore == line.checksumAfter
                       ? line.checksumBefore
                       : tr("before %1, after %2").arg(line.checksumBefore, line.checksumAfter);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        if (column == BeforeColumn || column == AfterColumn)
            return QString::number(column == BeforeColumn ? line.rowsBefore : line.rowsAfter);
        return column == ChecksumColumn ? line.checksumAfter : display(line, column);
    case CellRole::State:
        if (column != ResultColumn)
            return {};
        return QVariant::fromValue(!isCompared(line) ? CellState::Waiting
                                   : line.isEqual    ? CellState::Ok
                                                     : CellState::Failed);
    case CellRole::Tone:
        if (column == TableColumn || (column == ResultColumn && isDifferent(line)))
            return QVariant::fromValue(CellTone::Strong);
        return QVariant::fromValue(column == ChecksumColumn ||
                                                   (column != BeforeColumn && !isCompared(line))
                                           ? CellTone::Quiet
                                           : CellTone::Plain);
    default:
        return {};
    }
}

QVariant ProofTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section == BeforeColumn || section == AfterColumn)
            return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter};
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    }
    static constexpr const char *names[ColumnCount] = {
            QT_TR_NOOP("Table"), QT_TR_NOOP("Rows before"), QT_TR_NOOP("Rows after"),
            QT_TR_NOOP("Checksum"), QT_TR_NOOP("Result")};
    return role == Qt::DisplayRole ? tr(names[section]) : QVariant{};
}

void ProofTableModel::setProof(QList<ProofLine> proof)
{
    std::ranges::stable_sort(proof, [](const ProofLine &one, const ProofLine &other) {
        if (isDifferent(one) != isDifferent(other))
            return isDifferent(one);
        return one.rowsBefore > other.rowsBefore;
    });
    if (proof == m_proof) // a rehearsal reports often; where somebody has scrolled to stays
        return;
    beginResetModel();
    m_proof = std::move(proof);
    endResetModel();
}

QString ProofTableModel::display(const ProofLine &line, int column) const
{
    switch (column) {
    case TableColumn:
        return line.table;
    case BeforeColumn:
        return m_locale.toString(line.rowsBefore);
    case AfterColumn:
        return isCompared(line) ? m_locale.toString(line.rowsAfter) : u"–"_s;
    case ChecksumColumn: // that of no row says nothing
        return line.rowsAfter > 0 ? shortChecksum(line.checksumAfter, 6) : u"–"_s;
    case ResultColumn:
        if (!isCompared(line))
            return tr("not yet");
        //: What two checksums are: the rows before and after.
        return line.isEqual ? tr("equal") : tr("different");
    default:
        return {};
    }
}
