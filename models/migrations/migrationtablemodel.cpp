// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationtablemodel.h"

#include "models/migrations/migrationtext.h"

#include <algorithm>
#include <ranges>

using namespace Qt::Literals::StringLiterals;

MigrationTableModel::MigrationTableModel(QLocale locale, std::function<QDateTime()> clock,
                                         QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

int MigrationTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MigrationTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MigrationTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::AccessibleTextRole:
        return display(row, column) == u"–" ? tr("none") : display(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(row, column);
    case CellRole::State:
        return column == StateColumn ? QVariant::fromValue(cellState(row)) : QVariant{};
    case CellRole::Tone:
        return QVariant::fromValue(tone(row, column));
    default:
        return {};
    }
}

QVariant MigrationTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section == NumberColumn || section == DurationColumn)
            return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter};
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("No."), QT_TR_NOOP("The version that the database has after it")},
            {QT_TR_NOOP("Migration"), QT_TR_NOOP("What it is called")},
            {QT_TR_NOOP("State"), QT_TR_NOOP("Whether it was applied to this database")},
            {QT_TR_NOOP("Applied (%1)"), QT_TR_NOOP("When it was applied")},
            {QT_TR_NOOP("Duration"), QT_TR_NOOP("How long it took")},
            {QT_TR_NOOP("By"), QT_TR_NOOP("Who applied it, and on which computer")},
            {QT_TR_NOOP("Checksum"),
             QT_TR_NOOP("The first digits of the SHA-256 over its scripts")},
    };
    if (role == Qt::DisplayRole && section == AppliedColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    if (role == Qt::ToolTipRole)
        return tr(names[section][1]);
    return {};
}

void MigrationTableModel::setState(const MigrationsState &state)
{
    QList<Row> rows = rowsOf(state);
    const auto isSame = [](const Row &a, const Row &b) { return a.version == b.version; };
    if (std::ranges::equal(rows, m_rows, isSame)) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void MigrationTableModel::setRunning(int version, Direction direction)
{
    if (m_running == version && m_direction == direction)
        return;
    m_running = version;
    m_direction = direction;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

MigrationTableModel::Standing MigrationTableModel::standing(const Row &row) const
{
    const bool isOnWay = row.standing == Standing::Pending || row.standing == Standing::Applied;
    if (m_running == 0 || !isOnWay)
        return row.standing;
    if (m_direction == Direction::Up)
        return row.version < m_running ? Standing::Applied : row.standing;
    return row.version > m_running ? Standing::Pending : row.standing;
}

int MigrationTableModel::rowOf(int version) const
{
    const auto found = std::ranges::find(m_rows, version, &Row::version);
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QList<MigrationTableModel::Row> MigrationTableModel::rowsOf(const MigrationsState &state)
{
    QList<Row> rows;
    if (!state.status)
        return rows;
    for (const AppliedMigration &applied : state.status->applied) {
        Row row{applied.version, applied.name, applied.checksum, applied, true, Standing::Applied};
        if (state.isChanged(row.version))
            row.standing = Standing::Changed;
        else if (row.version > state.head())
            row.standing = Standing::NotKnown;
        else if (state.baselines.contains(row.version))
            row.standing = Standing::Baseline;
        rows.append(row);
    }
    for (const Migration &pending : state.status->pending)
        rows.append({pending.version, pending.name, pending.checksum, {}, false, {}});
    if (const std::optional<UnfinishedMigration> unfinished = state.unfinished()) {
        const auto found = std::ranges::find(rows, unfinished->version, &Row::version);
        if (found != rows.end())
            found->standing = Standing::Unfinished;
    }
    std::ranges::sort(rows, std::greater{}, &Row::version);
    return rows;
}

QString MigrationTableModel::display(const Row &row, int column) const
{
    switch (column) {
    case NumberColumn:
        return m_locale.toString(row.version);
    case NameColumn:
        return row.name;
    case StateColumn:
        return stateText(row);
    case AppliedColumn:
        return momentText(row.applied.appliedAt, m_locale);
    case DurationColumn:
        return row.standing == Standing::Baseline ? u"–"_s
                                                  : runTimeText(row.applied.durationMs, m_locale);
    case ActorColumn:
        if (row.standing == Standing::Baseline)
            //: A database that existed was taken over as it was.
            return tr("adopted");
        if (row.applied.appliedBy.isEmpty())
            return u"–"_s;
        return row.applied.host.isEmpty() ? row.applied.appliedBy
                                          : row.applied.appliedBy + u'@' + row.applied.host;
    case ChecksumColumn:
        return shortChecksum(row.checksum);
    default:
        return {};
    }
}

QString MigrationTableModel::raw(const Row &row, int column) const
{
    switch (column) {
    case NumberColumn:
        return QString::number(row.version);
    case AppliedColumn:
        return row.applied.appliedAt.isValid()
                       ? row.applied.appliedAt.toUTC().toString(Qt::ISODateWithMs)
                       : QString{};
    case DurationColumn:
        return row.isApplied ? QString::number(row.applied.durationMs) : QString{};
    case ChecksumColumn:
        return row.checksum;
    default:
        return display(row, column);
    }
}

QString MigrationTableModel::toolTip(const Row &row, int column) const
{
    if (column == ChecksumColumn)
        return row.checksum;
    if (column == ActorColumn && !row.applied.appVersion.isEmpty()) {
        //: Who applied a migration: "sam@harbour, with Tidemark 0.1.0"
        return tr("%1, with Tidemark %2").arg(display(row, column), row.applied.appVersion);
    }
    if (column != StateColumn)
        return {};
    switch (row.standing) {
    case Standing::Changed:
        return tr("The program's script differs from the one that was applied");
    case Standing::Unfinished:
        return tr("It stopped in the middle; resume it or undo it");
    case Standing::NotKnown:
        return tr("A newer program applied it; this one does not know it");
    case Standing::Baseline:
        return tr("The database was like this already when Tidemark took it over");
    case Standing::Pending:
    case Standing::Applied:
        return {};
    }
    return {};
}

QString MigrationTableModel::stateText(const Row &row) const
{
    if (row.version == m_running)
        return tr("Running");
    switch (standing(row)) {
    case Standing::Pending:
        return tr("Pending");
    case Standing::Applied:
        return tr("Applied");
    case Standing::Baseline:
        return tr("Baseline");
    case Standing::Unfinished:
        return tr("Unfinished");
    case Standing::Changed:
        return tr("Changed");
    case Standing::NotKnown:
        return tr("Not known");
    }
    return {};
}

CellState MigrationTableModel::cellState(const Row &row) const
{
    if (row.version == m_running)
        return CellState::Working;
    switch (standing(row)) {
    case Standing::Pending:
        return CellState::Pending;
    case Standing::Applied:
        return CellState::Ok;
    case Standing::Baseline:
        return CellState::Adopted;
    case Standing::Unfinished:
        return CellState::Failed;
    case Standing::Changed:
        return CellState::Warning;
    case Standing::NotKnown:
        return CellState::Missed;
    }
    return CellState::None;
}

CellTone MigrationTableModel::tone(const Row &row, int column) const
{
    const bool isCalm = row.standing == Standing::Applied || row.standing == Standing::Baseline;
    if (column == NameColumn || (column == StateColumn && !isCalm))
        return CellTone::Strong;
    if (column == ActorColumn || column == ChecksumColumn || display(row, column) == u"–")
        return CellTone::Quiet;
    return CellTone::Plain;
}
