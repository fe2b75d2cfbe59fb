// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/assetedit.h"
#include "db/domain/assetimport.h"
#include "models/assets/assetfilter.h"
#include "models/assets/assettablemodel.h"
#include "models/assets/forecasttablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class ActionButton;
class AddAssetsDialog;
class AssetActions;
class Banner;
class BudgetCard;
class CallsCard;
class DataTable;
class EmptyState;
class ExportAction;
class ImportDialog;
class QComboBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class TextLabel;
struct ReportRequest;

// Assets: what is followed, how far each one is, and the calls that the provider allows a day. It
// asks by signals and is told by slots; nothing here stores, reads a file or a network. GUI thread.
class AssetsPanel final : public QWidget
{
    Q_OBJECT

public:
    AssetsPanel(AssetTableModel &assets, ForecastTableModel &forecast, const Theme &theme,
                QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const;
    [[nodiscard]] QList<QAction *> collectActions() const;
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    // Asks for the rows that the panel lists, as it lists them.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    // A button of the banner where the token is missing or refused: opens Credentials. Not owned.
    void setOpenCredentials(QAction &action) { m_openCredentials = &action; }

    // The environment variable that the token comes from; empty: from elsewhere.
    void setTokenVariable(const QString &variable) { m_tokenVariable = variable; }

    // Columns and the sizes of table and cards, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

public slots:
    void setBoard(const AssetBoard &board);
    // Of a sync under way; -1: it ended.
    void setProgress(const QString &symbol, int percent);
    void setQueuePaused(bool isPaused);
    // Answer searchRequested() and exchangeListRequested(), in the order of the questions.
    void setFound(const QList<FoundAsset> &found);
    void setFindFailed(const Error &error);
    // Answer importPreviewRequested().
    void setImportPreview(const AssetImport &preview);
    void setImportFailed(const Error &error);
    // Something that was asked for, or the queue itself, cannot go on: a banner until accepted.
    void setRefused(const Error &error);
    void clearRefused();
    void selectSymbol(const QString &symbol);

signals:
    void syncRequested(const QStringList &symbols); // empty: all that are due
    void addRequested(const QList<FoundAsset> &assets);
    void importRequested(const QList<ImportLine> &lines); // new ones only
    // All of them are in the other state now, so that the opposite takes it back.
    void activeChangeRequested(const QStringList &symbols, bool isActive);
    void editRequested(const QStringList &symbols, const AssetEdit &edit);
    void removeRequested(const QStringList &symbols); // whoever does it offers Undo
    void planRequested(int callsADay);
    void searchRequested(const QString &text);
    void exchangeListRequested(const QString &exchange);
    void importPreviewRequested(const QString &file);
    void pauseQueueRequested(bool isPaused);
    void pricesRequested(const QString &symbol); // to be shown in the panel of prices
    void callsRequested();                       // what was asked of the provider today

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeCards();
    void connectActions();
    void fillExchanges();
    void applyFilter();
    void clearFilter();
    void tick();
    void updatePage();
    void updateActions();
    void openAdd();
    void openImport();
    void openEdit();
    void openPlan();
    void showBudgetBanner();
    [[nodiscard]] bool isLastAnswer();
    [[nodiscard]] QList<AssetRow> selectedRows() const;
    [[nodiscard]] QList<ReportRequest> exportable() const;
    [[nodiscard]] QString currentSymbol() const;

    const Theme &m_theme;
    AssetTableModel &m_assets;
    ForecastTableModel &m_forecast;
    AssetFilter m_filter;
    QTimer m_clock; // of times that pass, while it can be seen
    AssetActions *m_actions = nullptr;
    ExportAction *m_export = nullptr;
    TableActions *m_tableActions = nullptr;
    QAction *m_openCredentials = nullptr;
    QString m_tokenVariable;
    QList<ActionButton *> m_rareButtons; // of the header
    QLineEdit *m_filterEdit = nullptr;
    QComboBox *m_exchanges = nullptr;
    QComboBox *m_states = nullptr;
    Banner *m_banner = nullptr;
    TextLabel *m_summary = nullptr;
    TextLabel *m_summaryRest = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QAction *m_clearFilter = nullptr;
    QStackedWidget *m_tablePages = nullptr;
    BudgetCard *m_budget = nullptr;
    CallsCard *m_calls = nullptr;
    QSplitter *m_splitter = nullptr;
    QPointer<AddAssetsDialog> m_addDialog;
    QPointer<ImportDialog> m_importDialog;
    int m_findsUnderWay = 0; // questions that are not answered yet
    bool m_isQueuePaused = false;
    bool m_hasRefusal = false; // the banner shows one; else what the budget says
};
