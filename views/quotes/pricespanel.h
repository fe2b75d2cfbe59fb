// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/collector/collectorstate.h"
#include "models/quotes/boardfilter.h"
#include "models/quotes/boardmodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

#include <array>
#include <optional>

class Banner;
class DataTable;
class DeleteQuotesAction;
class EmptyState;
class ExportAction;
class FirstRunPage;
class QAction;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
struct ReportRequest;

// Prices: the table of all coins and stocks, and the chart of the selected one below it or, in a
// wide window, beside it. While the database has no price it shows the first run instead. GUI
// thread.
class PricesPanel final : public QWidget
{
    Q_OBJECT

public:
    // The chart becomes a child of the panel.
    PricesPanel(BoardModel &board, QWidget *chart, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] FirstRunPage &firstRun() { return *m_firstRun; }
    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const { return m_actions->view(); }
    // Asks for the rows that the panel lists, as it lists them.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    // Asks which delayed quotes of the selected share go into the recycle bin.
    [[nodiscard]] DeleteQuotesAction &deleteQuotes() { return *m_deleteQuotes; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    // The coin that the chart shows; empty before the first board.
    [[nodiscard]] QString coin() const { return m_coin; }

    // Columns, the sizes of table and chart, and where the chart is, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

    // Below (Vertical) or beside (Horizontal) by the person's choice; nothing lets the width
    // decide.
    void setOrientation(std::optional<Qt::Orientation> orientation);
    [[nodiscard]] Qt::Orientation orientation() const;

public slots:
    void setCollectorState(const CollectorState &state);
    // Selects the coin and brings it into view, away from a filter that hides it. The chart shows
    // it at once where the table has not come yet.
    void selectCoin(const QString &coin);
    void toggleOrientation();

signals:
    void coinSelected(const QString &coin);
    void collectNowRequested();
    void watchRequested(const QStringList &symbols); // "BTC.COINSPOT", "BHP.AU"
    void orientationChanged(Qt::Orientation orientation);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeSplitter(QWidget *chart);
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QList<ReportRequest> exportable() const;
    void watchSelected();
    void updateSelection();
    void applyFilter();
    void clearFilter();
    void updatePage();
    void ensureSelection();
    void announce(const QString &coin);
    void followWidth();

    const Theme &m_theme;
    BoardModel &m_board;
    BoardFilter m_filter;
    QAction *m_watch = nullptr;
    DeleteQuotesAction *m_deleteQuotes = nullptr;
    TableActions *m_actions = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QComboBox *m_kind = nullptr;
    QPushButton *m_columns = nullptr;
    ExportAction *m_export = nullptr;
    QAction *m_collectNow = nullptr;
    Banner *m_banner = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_noHits = nullptr;
    QStackedWidget *m_tablePages = nullptr;
    QSplitter *m_splitter = nullptr;
    FirstRunPage *m_firstRun = nullptr;
    QStackedWidget *m_pages = nullptr;
    std::optional<Qt::Orientation> m_choice;
    std::array<QList<int>, 2> m_sizes; // of table and chart: below, beside
    bool m_hasBeenShown = false;       // before, the sizes of the splitter mean nothing
    QString m_coin;                    // of the last coinSelected
};
