// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connections/connectionform.h"
#include "models/connections/connectiontablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QHash>
#include <QWidget>

class Banner;
class ConnectionFormView;
class DataTable;
class EmptyState;
class QSplitter;
class QStackedWidget;

// Connections: the databases that the program knows, and the form of the selected one. It stores
// nothing and opens nothing; changes that are not saved wait while another connection is looked at,
// but a typed password does not. GUI thread.
class ConnectionsPanel final : public QWidget
{
    Q_OBJECT

public:
    ConnectionsPanel(ConnectionTableModel &connections, const Theme &theme,
                     QWidget *parent = nullptr);

    // For the window's menus.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const { return m_tableActions->view(); }
    [[nodiscard]] QList<QAction *> databaseActions() const { return {m_use}; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }

    // What was written and not saved, in words; of connections that are there.
    [[nodiscard]] QStringList unsaved() const;
    // Asks for it to be saved. False: one cannot be as it is, and is in the form now.
    bool saveUnsaved();

    // Columns and the sizes of table and form, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

public slots:
    void setConnections(const QList<ConnectionRow> &connections);
    // What using another database means here: "Opens it in a window of its own". A tool tip.
    void setUseHint(const QString &hint);
    void setTesting();
    // Of the last testRequested(); ignored when another connection is shown by now.
    void setTestResult(const QString &id, const ConnectionTest &test);
    // The form that was sent is saved under that id: answered before or after setConnections().
    void setSaved(const QString &id);
    // It was not saved: a sentence that says what to do.
    void setSaveProblem(const QString &problem);
    void addConnection(); // begins a new one

signals:
    // The form may hold a password: not for a log, and kept by nobody.
    void testRequested(const ConnectionForm &form);
    void saveRequested(const ConnectionForm &form);
    void removeRequested(const QString &id); // at once; the toast of whoever does it offers Undo
    void useRequested(const QString &id);

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeTable();
    void connectForm();
    void showCurrent();
    void showConnection(const QString &id);
    void showUsed();
    void showNew();
    void keepDraft();
    [[nodiscard]] QStringList unsavedIds() const;
    void refreshForm();
    void showFacts(const ConnectionRow &row);
    void updateUse();
    void updatePage();
    [[nodiscard]] QString currentId() const;
    [[nodiscard]] static ConnectionForm formOf(const ConnectionRow &row);

    const Theme &m_theme;
    ConnectionTableModel &m_connections;
    QHash<QString, ConnectionForm> m_drafts; // by id; never a password
    QString m_shown;                         // the id in the form; empty: a new one
    bool m_isNew = false;                    // somebody writes one that is not in the list yet
    QString m_useHint;
    TableActions *m_tableActions = nullptr;
    QAction *m_add = nullptr;
    QAction *m_use = nullptr;
    Banner *m_banner = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tablePages = nullptr;
    ConnectionFormView *m_form = nullptr;
    QSplitter *m_splitter = nullptr;
};
