// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/report.h"
#include "models/quotes/quotetablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class Banner;
class DataTable;
class EmptyState;
class ExportAction;
class QComboBox;
class QDateTimeEdit;
class QStackedWidget;

// Quotes: every stored quote, to the last digit, newest first, as far back as there are any; by
// coin, and from any moment on. It asks for nothing before it is seen. GUI thread.
class QuotesPanel final : public QWidget
{
    Q_OBJECT

public:
    QuotesPanel(QuoteTableModel &quotes, const Theme &theme, QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const { return m_tableActions->edit(); }
    [[nodiscard]] QList<QAction *> viewActions() const;
    [[nodiscard]] ExportAction &exportAction() const { return *m_export; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    void setCoins(const QStringList &coins); // what there is to choose from

    // The columns of the table, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    void openRequested(const QString &coin, const QDateTime &time); // to be shown in the chart

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeActions();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] ReportRequest exportable() const;
    void openCurrent();
    void goToTime();
    void goToEnd(bool isNewest);
    void keepPlace(int rows);
    void updatePage();

    const Theme &m_theme;
    QuoteTableModel &m_quotes;
    QAction *m_newest = nullptr;
    QAction *m_oldest = nullptr;
    QAction *m_goTo = nullptr;
    QAction *m_open = nullptr;
    ExportAction *m_export = nullptr;
    TableActions *m_tableActions = nullptr;
    QComboBox *m_coins = nullptr;
    QDateTimeEdit *m_time = nullptr;
    Banner *m_banner = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
    bool m_endsAtBottom = false; // the page under way is the oldest
};
