// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/reportschedule.h"
#include "models/celltablemodel.h"

#include <QDateTime>
#include <QLocale>

// A scheduled report, and how far it is written.
struct ScheduledReport {
    QString name;
    Report report = Report::Prices;
    QString rows;   // what of it, in words; empty: all
    QString format; // how, in words
    ReportEvery every = ReportEvery::Day;
    QString folder;
    QDateTime writtenTo;  // UTC; invalid: no file yet
    QString problem = {}; // why it cannot be read, a sentence; then its name alone is known

    friend bool operator==(const ScheduledReport &, const ScheduledReport &) = default;
};

// The scheduled reports of one database, by name. Lives on the GUI thread.
class ScheduleTableModel final : public KeyedTableModel<ScheduledReport>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        ReportColumn,
        RowsColumn,
        FormatColumn,
        EveryColumn,
        WrittenColumn,
        FolderColumn,
        ColumnCount
    };

    explicit ScheduleTableModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] const ScheduledReport &schedule(int row) const { return rows().at(row); }
    void setSchedules(const QList<ScheduledReport> &schedules) { setRows(schedules); }

protected:
    [[nodiscard]] QString display(const ScheduledReport &schedule, int column) const override;
    [[nodiscard]] QString toolTip(const ScheduledReport &schedule, int column) const override;
    [[nodiscard]] QVariant further(const ScheduledReport &, int, int) const override { return {}; }

private:
    QLocale m_locale;
};
