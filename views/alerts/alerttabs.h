// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/alerts/alertlogmodel.h"
#include "models/alerts/deletedalertmodel.h"
#include "models/alerts/ruletablemodel.h"
#include "views/alerts/alertactions.h"

#include <QList>
#include <QWidget>

#include <array>

class ActionButton;
class DataTable;
class EmptyState;
class EntryDetails;
class QStackedWidget;
class QTabWidget;
class TextLabel;

// The left of the Alerts panel: what fired, the rules, and what was deleted of both, each as a
// table, and below how much is selected. GUI thread.
class AlertTabs final : public QWidget
{
    Q_OBJECT

public:
    // All outlive it.
    AlertTabs(AlertLogModel &log, RuleTableModel &rules, DeletedAlertModel &deleted,
              AlertActions &actions, QAction &clearFilter, const Theme &theme,
              QWidget *parent = nullptr);
    ~AlertTabs() override;

    [[nodiscard]] AlertTab tab() const;
    void setTab(AlertTab tab);
    [[nodiscard]] DataTable &table(AlertTab tab) const { return *m_tables.at(size_t(tab)); }
    [[nodiscard]] DataTable &table() const { return table(tab()); }
    void setOpenCount(int count);
    // What is selected in the tab that shows.
    [[nodiscard]] AlertSelection selection() const;
    [[nodiscard]] QList<int> selectedRows() const;
    // The rule of the current row; 0 without one.
    [[nodiscard]] qint64 currentRule() const;
    [[nodiscard]] QList<qint64> selectedRules() const;
    void selectRow(AlertTab tab, int row);
    // What is selected in the tab that shows, or that row, goes: then the one after it is next.
    void goOn();
    void goOn(AlertTab tab, int row);
    // Of the log, as far as they are held; the newest is the current one, and in sight.
    void selectEntries(const QList<qint64> &ids);

signals:
    void tabChanged();
    void selectionChanged();
    void currentChanged();

private:
    [[nodiscard]] DataTable *makeTable(AlertTab tab, QAbstractItemModel &model,
                                       const QString &name);
    void addPage(AlertTab tab, DataTable *table);
    void keepSelections();
    void selectNext(AlertTab tab);
    void showDetails();
    void updateTitles();
    void updatePages();
    void showLogPage();
    void showPage(AlertTab tab, bool isEmpty, const QString &sentence, QAction &next);
    void updateFoot();

    AlertLogModel &m_log;
    RuleTableModel &m_rules;
    DeletedAlertModel &m_deleted;
    AlertActions &m_actions;
    QAction &m_clearFilter;
    const Theme &m_theme;
    int m_openCount = 0;
    std::array<int, 3> m_next{-1, -1, -1}; // by AlertTab: where to go on; -1: nothing goes
    QTabWidget *m_tabs = nullptr;
    std::array<DataTable *, 3> m_tables{}; // by AlertTab
    std::array<EmptyState *, 3> m_empty{};
    std::array<QStackedWidget *, 3> m_pages{};
    EntryDetails *m_details = nullptr; // of the log's current entry
    TextLabel *m_foot = nullptr;
    QList<ActionButton *> m_buttons; // show in chart, delete, restore
};
