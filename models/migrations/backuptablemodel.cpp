// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/backuptablemodel.h"

#include "models/migrations/migrationtext.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

BackupTableModel::BackupTableModel(QLocale locale, std::function<QDateTime()> clock,
                                   QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

int BackupTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_backups.size());
}

int BackupTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BackupTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const BackupRow &row = m_backups.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return display(row, column);
    case Qt::ToolTipRole:
        if (column == FileColumn)
            return row.file;
        if (column == CheckColumn && row.verifiedAt.isValid())
            return tr("Last verified %1").arg(momentText(row.verifiedAt, m_locale));
        return {};
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(row, column);
    case CellRole::State:
        return column == CheckColumn ? QVariant::fromValue(cellState(row)) : QVariant{};
    case CellRole::Tone:
        if (column == CheckColumn && row.check == BackupRow::Check::Damaged)
            return QVariant::fromValue(CellTone::Strong);
        return QVariant::fromValue(column == FileColumn ? CellTone::Quiet : CellTone::Plain);
    default:
        return {};
    }
}

QVariant BackupTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section == VersionColumn || section == SizeColumn)
            return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter};
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole)
        return {};
    static constexpr const char *names[ColumnCount] = {
            QT_TR_NOOP("Made (%1)"), QT_TR_NOOP("Reason"), QT_TR_NOOP("Version"),
            QT_TR_NOOP("Size"),      QT_TR_NOOP("Check"),  QT_TR_NOOP("Kept"),
            QT_TR_NOOP("File")};
    if (section == MadeColumn)
        return tr(names[section]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    return tr(names[section]);
}

void BackupTableModel::setBackups(QList<BackupRow> backups)
{
    std::ranges::stable_sort(backups, std::greater{}, &BackupRow::madeAt);
    m_hasAnswer = true;
    const auto isSame = [](const BackupRow &a, const BackupRow &b) { return a.file == b.file; };
    if (std::ranges::equal(backups, m_backups, isSame)) { // selection and scroll stay
        m_backups = std::move(backups);
        if (!m_backups.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_backups = std::move(backups);
    endResetModel();
}

void BackupTableModel::setVerifying(const QString &file)
{
    m_verifying = file;
    if (!m_backups.isEmpty())
        emit dataChanged(index(0, CheckColumn), index(rowCount() - 1, CheckColumn));
}

QString BackupTableModel::display(const BackupRow &row, int column) const
{
    switch (column) {
    case MadeColumn:
        return momentText(row.madeAt, m_locale);
    case ReasonColumn:
        return row.reason;
    case VersionColumn:
        return m_locale.toString(row.version);
    case SizeColumn:
        return bytesText(row.bytes, m_locale);
    case CheckColumn:
        if (row.file == m_verifying)
            return tr("Verifying…");
        switch (row.check) {
        case BackupRow::Check::NotVerified:
            return tr("Not verified");
        case BackupRow::Check::Verified:
            return tr("Verified");
        case BackupRow::Check::Damaged:
            return tr("Damaged");
        }
        return {};
    case KeptColumn:
        //: Whether a backup stays when newer ones come.
        return row.isKept ? tr("always") : tr("until replaced");
    case FileColumn:
        return QFileInfo{row.file}.fileName();
    default:
        return {};
    }
}

QString BackupTableModel::raw(const BackupRow &row, int column) const
{
    switch (column) {
    case MadeColumn:
        return row.madeAt.toUTC().toString(Qt::ISODateWithMs);
    case VersionColumn:
        return QString::number(row.version);
    case SizeColumn:
        return QString::number(row.bytes);
    case FileColumn:
        return row.file;
    default:
        return display(row, column);
    }
}

CellState BackupTableModel::cellState(const BackupRow &row) const
{
    if (row.file == m_verifying)
        return CellState::Working;
    switch (row.check) {
    case BackupRow::Check::NotVerified:
        return CellState::Missed;
    case BackupRow::Check::Verified:
        return CellState::Ok;
    case BackupRow::Check::Damaged:
        return CellState::Failed;
    }
    return CellState::None;
}
