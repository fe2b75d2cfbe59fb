// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/portfolio/historytablemodel.h"
#include "views/theme/theme.h"

#include <QWidget>

class DataTable;
class EmptyState;
class ProgressLine;
class QAction;
class QComboBox;
class QDateEdit;
class QStackedWidget;
class TextLabel;

// The owner's account over some days: open orders, trades, deposits, withdrawals, transfers. It
// asks when it is told to, never by itself. GUI thread.
class HistoryView final : public QWidget
{
    Q_OBJECT

public:
    // today: the last day that is offered first.
    HistoryView(HistoryTableModel &history, const Theme &theme, const QDate &today,
                QWidget *parent = nullptr);

    [[nodiscard]] DataTable &table() { return *m_table; }

private:
    [[nodiscard]] QWidget *makeChoices(const QDate &today);
    [[nodiscard]] QWidget *makeTable();
    void ask();
    void update();
    [[nodiscard]] AccountHistoryRequest request() const;

    HistoryTableModel &m_history;
    const Theme &m_theme;
    QAction *m_show = nullptr;
    QComboBox *m_list = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_to = nullptr;
    ProgressLine *m_progress = nullptr;
    TextLabel *m_words = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
};
