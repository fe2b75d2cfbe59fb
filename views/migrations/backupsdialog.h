// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/backuptablemodel.h"
#include "views/theme/theme.h"

#include <QDialog>

class DataTable;
class QAction;
class QStackedWidget;
class TextLabel;

// The backups of the database: what each holds, whether it was verified, and the way back to it.
// It asks by signal; whoever restores asks the person first. Not modal: the panel stays usable. GUI
// thread.
class BackupsDialog final : public QDialog
{
    Q_OBJECT

public:
    BackupsDialog(BackupTableModel &backups, const Theme &theme, QWidget *parent = nullptr);

    // A sentence; while it is not empty, nothing is verified or restored.
    void setBlocked(const QString &because);

signals:
    void verifyRequested(const QString &file);
    void restoreRequested(const QString &file);
    void revealRequested(const QString &file);

private:
    [[nodiscard]] QWidget *makeTable(const Theme &theme);
    [[nodiscard]] QWidget *makeButtons(const Theme &theme);
    void updatePage();
    [[nodiscard]] QString currentFile() const;

    BackupTableModel &m_backups;
    QString m_blocked;
    DataTable *m_table = nullptr;
    QStackedWidget *m_pages = nullptr;
    QAction *m_verify = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_reveal = nullptr;
};
