// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reports/scheduletablemodel.h"

#include "models/reports/reportwords.h"

using namespace Qt::Literals::StringLiterals;

ScheduleTableModel::ScheduleTableModel(QLocale locale, QObject *parent)
    : KeyedTableModel{ColumnCount, &ScheduledReport::name, parent}
    , m_locale{std::move(locale)}
{}

QVariant ScheduleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Name"), QT_TR_NOOP("Its files begin with it")},
            {QT_TR_NOOP("Report"), QT_TR_NOOP("What is written")},
            {QT_TR_NOOP("Rows"), QT_TR_NOOP("Which of its rows, and in which order")},
            {QT_TR_NOOP("Format"), QT_TR_NOOP("How the files are spelled")},
            {QT_TR_NOOP("How often"), QT_TR_NOOP("A file for each day or week of UTC")},
            {QT_TR_NOOP("Written up to"), QT_TR_NOOP("The end of the last day that a file has")},
            {QT_TR_NOOP("Folder"), QT_TR_NOOP("Where the files are")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

QString ScheduleTableModel::display(const ScheduledReport &schedule, int column) const
{
    if (!schedule.problem.isEmpty() && column != NameColumn)
        return column == ReportColumn ? tr("Cannot be read") : u"–"_s;
    switch (column) {
    case NameColumn:
        return schedule.name;
    case ReportColumn:
        return reportTitle(schedule.report);
    case RowsColumn:
        return schedule.rows.isEmpty() ? tr("All of it") : schedule.rows;
    case FormatColumn:
        return schedule.format;
    case EveryColumn:
        return schedule.every == ReportEvery::Day ? tr("Daily") : tr("Weekly");
    case WrittenColumn:
        return schedule.writtenTo.isValid()
                       ? m_locale.toString(schedule.writtenTo.toUTC().date().addDays(-1),
                                           QLocale::ShortFormat)
                       : tr("Not yet");
    default:
        return schedule.folder;
    }
}

QString ScheduleTableModel::toolTip(const ScheduledReport &schedule, int column) const
{
    if (!schedule.problem.isEmpty())
        return schedule.problem;
    const bool mayBeCut = column == RowsColumn || column == FormatColumn || column == FolderColumn;
    return mayBeCut ? display(schedule, column) : QString{};
}
