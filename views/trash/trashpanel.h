// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/trash/trashmodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class Banner;
class DataTable;
class EmptyState;
class QComboBox;
class QLineEdit;
class QStackedWidget;
class TextLabel;

// Recycle bin: what was deleted, by whom and why, to be restored, or exported and purged. It
// changes nothing and asks nobody: it says what is wanted and is told. GUI thread.
class TrashPanel final : public QWidget
{
    Q_OBJECT

public:
    TrashPanel(TrashModel &trash, const Theme &theme, QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const;
    [[nodiscard]] QList<QAction *> databaseActions() const
    {
        return {m_export, m_purge, m_undoPurge};
    }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    // The name has to be typed before a purge.
    void setDatabase(const QString &name, bool isReadOnly);
    // Below which an export gets a folder of its own.
    void setExportFolder(const QString &folder) { m_exportFolder = folder; }
    // Why an older database has no recycle bin, with the way to what gives it one; empty: it has.
    void setBehind(const QString &sentence, QAction &openMigrations);
    [[nodiscard]] bool isBehind() const { return m_isBehind; }
    // While an export, a purge or a long restore runs no other one is begun.
    void setBusy(bool isBusy);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

    // The columns of the table, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    void restoreRequested(const QList<TrashKey> &keys); // at once; the toast offers Undo
    void restoreBatchRequested(const QString &batch);   // all that was deleted in that act
    // What is selected, or else all that fits the filter; of what the table has by now, because the
    // action, and the dialog of a purge, has said how much it is.
    void exportRequested(const QString &folder, const TrashRequest &rows);
    void purgeRequested(const QString &folder, const TrashRequest &rows);
    // From the folder of its export.
    void undoPurgeRequested(const QString &folder);

private:
    void makeActions();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeFoot();
    void applyFilter();
    void clearFilter();
    void acceptPage();
    void updateActions();
    void nameActions();
    void updatePage();
    void askPurge();
    void chooseExport();
    [[nodiscard]] QString newFolder() const;
    void noteNext();
    [[nodiscard]] QList<TrashKey> selected() const;
    // What an export and a purge are about.
    [[nodiscard]] TrashRequest wanted() const;
    [[nodiscard]] TrashCounts wantedCounts() const;
    [[nodiscard]] QString wantedText() const;
    [[nodiscard]] QString selectedBatch() const; // empty: none, or several

    const Theme &m_theme;
    TrashModel &m_trash;
    QString m_database;
    QString m_exportFolder;
    bool m_isReadOnly = false;
    bool m_isBehind = false;
    bool m_isBusy = false;
    int m_next = -1; // the row where to go on after a restore
    QAction *m_restore = nullptr;
    QAction *m_restoreBatch = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_export = nullptr;
    QAction *m_purge = nullptr;
    QAction *m_undoPurge = nullptr;
    QAction *m_clearFilter = nullptr;
    TableActions *m_tableActions = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QComboBox *m_kinds = nullptr;
    QComboBox *m_people = nullptr;
    QComboBox *m_times = nullptr;
    Banner *m_banner = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    EmptyState *m_behind = nullptr;
    QStackedWidget *m_pages = nullptr;
    TextLabel *m_foot = nullptr;
};
