// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/watchlist/watchlistfilter.h"
#include "models/watchlist/watchlistmodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class Banner;
class DataTable;
class EmptyState;
class QLineEdit;
class QStackedWidget;

// Watchlist: what somebody keeps an eye on, with a target price and how far it is. It stores
// nothing and asks nobody: it says what is wanted and is told. GUI thread.
class WatchlistPanel final : public QWidget
{
    Q_OBJECT

public:
    WatchlistPanel(WatchlistModel &watchlist, const Theme &theme, QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const;
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    // Asked each time the dialog opens: symbols that are known.
    void setSymbols(std::function<QStringList()> symbols) { m_symbols = std::move(symbols); }
    // Whether alertRequested() is heard: no alert is offered before. To be said before the window
    // gets editActions().
    void setAlertOffered(bool isOffered);

    // The database is older than this panel: says so, and where to bring it up to date, in place of
    // a table that cannot be read. An empty sentence: it is not.
    void setBehind(const QString &sentence, QAction &openMigrations);
    [[nodiscard]] bool isBehind() const { return !m_behind.isEmpty(); }

    // The columns of the table, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    void addRequested(const WatchedSymbol &watched);
    void editRequested(const WatchedSymbol &watched);
    void removeRequested(const QStringList &symbols); // at once; the toast offers Undo
    void openRequested(const QString &symbol);        // to be shown in Prices
    void alertRequested(const QString &symbol, const Price &target);

private:
    void makeActions();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTable();
    void addSymbol();
    void editEntry();
    void editTarget();
    void openDialog(const WatchedSymbol &watched);
    void applyFilter();
    void updateActions();
    void updatePage();
    [[nodiscard]] QList<WatchedSymbol> selected() const;

    const Theme &m_theme;
    WatchlistModel &m_watchlist;
    WatchlistFilter m_filter;
    std::function<QStringList()> m_symbols;
    bool m_isAlertOffered = false;
    QString m_behind; // why there is no table; empty: there is
    QAction *m_openMigrations = nullptr;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_editTarget = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_open = nullptr;
    QAction *m_alert = nullptr;
    QAction *m_clearFilter = nullptr;
    TableActions *m_tableActions = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    Banner *m_banner = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
};
