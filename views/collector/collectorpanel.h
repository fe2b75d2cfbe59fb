// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/collector/collectorstate.h"
#include "models/collector/runtablemodel.h"
#include "models/collector/slotstripmodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QTimer>
#include <QWidget>

class ActionButton;
class Banner;
class CollectorSummary;
class DataTable;
class EmptyState;
class ExportAction;
class QAction;
class QComboBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class RunDetails;
class StripCard;

// Collector: when the next slot is, how the last ones went, every run and what was wrong with it.
// GUI thread.
class CollectorPanel final : public QWidget
{
    Q_OBJECT

public:
    CollectorPanel(RunTableModel &runs, SlotStripModel &strip, const Theme &theme,
                   QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const { return m_actions->edit(); }
    [[nodiscard]] QList<QAction *> viewActions() const { return m_actions->view(); }
    // Asks for the rows that the panel lists, as it lists them.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }

    // Columns and the sizes of table and details, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

public slots:
    void setCollectorState(const CollectorState &state);

signals:
    void collectNowRequested();
    void pauseRequested();
    void resumeRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeRuns();
    void openRun(const CollectionRun &run);
    void showCurrentRun(const QModelIndex &current);
    void updatePage();

    const Theme &m_theme;
    RunTableModel &m_runs;
    SlotStripModel &m_strip;
    CollectorState m_state;
    QTimer m_clock; // of the countdown, while it can be seen
    Banner *m_banner = nullptr;
    QComboBox *m_results = nullptr;
    TableActions *m_actions = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QList<ActionButton *> m_buttons; // of the header; the main one last
    QAction *m_pause = nullptr;
    ExportAction *m_export = nullptr;
    QAction *m_collectNow = nullptr;
    QAction *m_showAll = nullptr;
    CollectorSummary *m_summary = nullptr;
    StripCard *m_card = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tablePages = nullptr;
    QSplitter *m_splitter = nullptr;
    RunDetails *m_details = nullptr;
};
