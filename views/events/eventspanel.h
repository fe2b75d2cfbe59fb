// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/events/eventtablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class ActionButton;
class Banner;
class DataTable;
class EmptyState;
class EventDetails;
class ExportAction;
class QComboBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;

// Events: what the program did to the database and met, found by level, component, time and text,
// and where that stands in the chart of prices. GUI thread.
class EventsPanel final : public QWidget
{
    Q_OBJECT

public:
    EventsPanel(EventTableModel &events, const Theme &theme, QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const { return m_actions->edit(); }
    [[nodiscard]] QList<QAction *> viewActions() const;
    // For the File menu; the panel's own as well.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }

    // Columns, the sizes of table and details, and the choice of a time, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    // symbol: that the event is about; empty: none.
    void chartRequested(const QString &symbol, const QDateTime &time);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeTable();
    void fillComponents();
    void readAgain();
    void clearFilter();
    void showCurrent();
    void showInChart();
    void updatePage();
    [[nodiscard]] bool isFiltered() const;

    const Theme &m_theme;
    EventTableModel &m_events;
    TableActions *m_actions = nullptr;
    QAction *m_showInChart = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_clearFilter = nullptr;
    ExportAction *m_export = nullptr;
    QList<ActionButton *> m_rareButtons; // of the header
    Banner *m_banner = nullptr;
    QComboBox *m_levels = nullptr;
    QComboBox *m_components = nullptr;
    QComboBox *m_times = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
    QSplitter *m_splitter = nullptr;
    EventDetails *m_details = nullptr;
};
