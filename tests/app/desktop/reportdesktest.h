// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/reportdesk.h"
#include "views/reports/exportdialog.h"
#include "views/theme/theme.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

inline constexpr int ReportedQuotes = 50'000;

// A desk above a database with so many prices, and what it told.
class ReportDeskTest : public QObject
{
protected:
    void begin();
    void end();
    void openDesk(const ConnectionSpec &database);
    [[nodiscard]] ExportDialog *opened(Report report = Report::Prices);
    [[nodiscard]] QString place(const QString &name) const { return m_folder->filePath(name); }
    static void enter(ExportDialog &dialog, const QString &path);
    void exportTo(const QString &path, Report report = Report::Prices);
    [[nodiscard]] QVariant task(int row, int role) const { return m_tasks->index(row).data(role); }

    const QDateTime m_now{QDate{2026, 11, 20}, QTime{3, 15}, Qt::UTC};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<TaskModel> m_tasks;
    std::unique_ptr<ReportDesk> m_desk;
    std::unique_ptr<QWidget> m_window;
    Theme m_theme;
    QStringList m_told;
    ReportDesk::Undo m_undo; // that came with the last of it
    QList<Error> m_failures;
    QStringList m_problem; // its headline, as the window shows it; empty: none
};
