// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/accountentry.h"
#include "models/portfolio/historytablemodel.h"
#include "models/portfolio/positionfilter.h"
#include "models/portfolio/positiontablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QMap>
#include <QWidget>

class Banner;
class DataTable;
class EmptyState;
class ExportAction;
class HistoryView;
class PortfolioSummary;
class ProgressLine;
class QLineEdit;
class QSplitter;
class QStackedWidget;
struct ReportRequest;

// Portfolio: what is held and what it is worth, and below it what happened in the account. It
// stores nothing and asks nobody: it says what is wanted and is told. GUI thread.
class PortfolioPanel final : public QWidget
{
    Q_OBJECT

public:
    // The clock gives UTC.
    PortfolioPanel(PositionTableModel &positions, HistoryTableModel &history, const Theme &theme,
                   const std::function<QDateTime()> &clock, QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const { return m_tableActions->view(); }
    [[nodiscard]] QList<QAction *> collectActions() const { return {m_sync}; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    // Asks for the rows that the panel lists, as it lists them.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    // Asked each time the dialog opens: the symbols that are known, with what their prices are in.
    void setCurrencies(std::function<QMap<QString, QString>()> currencies)
    {
        m_currencies = std::move(currencies);
    }
    // A button of the banners about keys: opens Credentials. Not owned.
    void setOpenCredentials(QAction &action) { m_openCredentials = &action; }

    // Columns and the sizes of both tables, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

public slots:
    void setSyncing(bool isSyncing);
    // Warns while the key may do more than read.
    void setKeyAccess(KeyAccess access);
    // What went wrong with the account: its banner offers what helps.
    void showAccountProblem(const QString &headline, const QString &text, const Error &error);

signals:
    void addRequested(const Position &position);
    void editRequested(const Position &position);
    void removeRequested(qint64 id); // at once; the toast of whoever does it offers Undo
    void syncRequested();

private:
    void makeActions();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeTable();
    void addPosition();
    void editPosition();
    void openDialog(const Position &position);
    void removePositions();
    void applyFilter();
    void updateActions();
    void updatePage();
    [[nodiscard]] QList<Position> selected() const;
    [[nodiscard]] ReportRequest exportable() const;

    const Theme &m_theme;
    PositionTableModel &m_positions;
    HistoryTableModel &m_historyModel;
    PositionFilter m_filter;
    std::function<QDateTime()> m_clock;
    std::function<QMap<QString, QString>()> m_currencies;
    bool m_isSyncing = false;
    ExportAction *m_export = nullptr;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_sync = nullptr;
    QAction *m_clearFilter = nullptr;
    QAction *m_openCredentials = nullptr;
    TableActions *m_tableActions = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    ProgressLine *m_progress = nullptr;
    Banner *m_banner = nullptr;
    Banner *m_accessBanner = nullptr;
    PortfolioSummary *m_summary = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tablePages = nullptr;
    HistoryView *m_history = nullptr;
    QSplitter *m_splitter = nullptr;
};
