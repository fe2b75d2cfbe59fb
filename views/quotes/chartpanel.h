// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "models/quotes/boardmodel.h"
#include "models/quotes/seriesmodel.h"
#include "models/quotes/seriestablemodel.h"
#include "views/quotes/chartseries.h"

#include <QWidget>

class ChartActions;
class ChartHeader;
class DataTable;
class EmptyState;
class PriceChart;
class ProgressLine;
class QStackedWidget;
class Theme;

// The chart of the selected coin or stock with its row of words and buttons, and the same as a
// table. A stock without a bar has the next step instead. GUI thread.
class ChartPanel final : public QWidget
{
    Q_OBJECT

public:
    // Models and theme outlive the panel. The board has the price and the change of the header.
    ChartPanel(SeriesModel &series, const BoardModel &board, const Theme &theme,
               const QLocale &locale, QWidget *parent = nullptr);

    [[nodiscard]] ChartActions &actions() { return *m_actions; }
    [[nodiscard]] PriceChart &chart() { return *m_chart; }

    [[nodiscard]] ChartKind kind() const;
    void setKind(ChartKind kind);

    [[nodiscard]] bool isTableShown() const;
    void showTable(bool isShown);

    // Where the chart is now: below the table (Vertical) or beside it.
    void setOrientation(Qt::Orientation orientation);

public slots:
    // Into the clipboard: the chart as an image with its description as text, or, while the table
    // shows, the selected rows (all without a selection) as exact values between tabs.
    void copy();
    // Asks for a file and writes the chart into it.
    void chooseImageFile();
    // Writes a PNG; ends in imageSaved or imageFailed.
    void saveImage(const QString &path);

signals:
    void orientationToggled();
    void kindChanged(ChartKind kind);
    void imageSaved(const QString &path);
    void imageFailed(const Error &error);
    void rawChanged(bool isRaw);
    // A split or dividend of this symbol is to take part in the adjusted prices, or no more.
    void actionSwitched(const QString &symbol, const CorporateAction &action, bool isEnabled);
    void syncRequested(const QString &symbol);

private:
    void connectActions();
    void setUpTable();
    void updateHeader();
    void updatePage();

    SeriesModel &m_series;
    const BoardModel &m_board;
    const Theme &m_theme;
    SeriesTableModel m_tableModel;
    ChartActions *m_actions;
    ChartHeader *m_header;
    ProgressLine *m_loading;
    PriceChart *m_chart;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
};
