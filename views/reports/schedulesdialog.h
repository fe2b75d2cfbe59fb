// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/reports/scheduletablemodel.h"

#include <QDialog>

class Banner;
class DataTable;
class EmptyState;
class QAction;
class QStackedWidget;
class Theme;

// The scheduled reports: what is written, how often and where to. It shows and emits; who owns it
// answers with setSchedules(). GUI thread.
class SchedulesDialog final : public QDialog
{
    Q_OBJECT

public:
    SchedulesDialog(const Theme &theme, const QLocale &locale, QWidget *parent = nullptr);

    void setSchedules(const QList<ScheduledReport> &schedules);
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }

signals:
    void removeRequested(const QString &name); // its files stay
    void writeRequested();                     // what is due, now
    void folderRequested(const QString &folder);

private:
    void makeActions();
    void updateActions();
    [[nodiscard]] const ScheduledReport *current() const;

    const Theme &m_theme;
    ScheduleTableModel m_model;
    QAction *m_write = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_remove = nullptr;
    Banner *m_banner = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
};
