// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/assetspanel.h"

#include "views/assets/assetactions.h"
#include "views/assets/budgetcard.h"
#include "views/assets/callscard.h"
#include "views/assets/notedelegate.h"
#include "views/reports/exportaction.h"
#include "views/reports/offeredreports.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint8 StateVersion = 1;
constexpr int NarrowPanel = 1060; // below this width not all buttons have room for words
constexpr int LowPanel = 620;     // below this height the card of calls says less
// By column of AssetTableModel. In a narrow window the type goes first, then the rows.
const QList<ColumnWidth> Widths{{18, 16}, {24, 15}, {9, 8, 1}, {15, 14},
                                {16, 16}, {11, 11}, {9, 8, 2}, {42, 16}};

} // namespace

AssetsPanel::AssetsPanel(AssetTableModel &assets, ForecastTableModel &forecast, const Theme &theme,
                         QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_assets{assets}
    , m_forecast{forecast}
    , m_filter{assets}
    , m_actions{new AssetActions{theme, this}}
{
    addActions({m_actions->add, m_actions->edit,
                m_actions->remove}); // their keys work while the panel shows
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    layOutPanel(*this, header, makeContent());
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    m_tableActions->setFilter(*m_filterEdit, tr("&Filter assets"));
    m_export = new ExportAction{theme, *this, [this] { return exportable(); }};
    m_clock.setInterval(10s); // times are shown in minutes
    connect(&m_clock, &QTimer::timeout, this, &AssetsPanel::tick);
    connectActions();
    connect(&assets, &AssetTableModel::progressChanged, this, &AssetsPanel::updatePage);
    updatePage();
}

QWidget *AssetsPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Assets"), this};
    m_filterEdit = header->addFilter(m_theme, tr("Filter assets"));
    m_filterEdit->setToolTip(tr("Finds assets by symbol or name"));
    connect(m_filterEdit, &QLineEdit::textChanged, this, &AssetsPanel::applyFilter);

    m_exchanges = new QComboBox{header};
    m_exchanges->setObjectName(u"exchangeChoice"_s);
    m_exchanges->setAccessibleName(tr("Show assets of an exchange"));
    m_exchanges->addItem(tr("All exchanges"), QString{});
    connect(m_exchanges, &QComboBox::currentIndexChanged, this, &AssetsPanel::applyFilter);
    header->addWidget(m_exchanges);
    m_states = new QComboBox{header};
    m_states->setObjectName(u"stateChoice"_s);
    m_states->setAccessibleName(tr("Show assets by state"));
    m_states->addItem(tr("Active and paused"), int(AssetChoice::All));
    m_states->addItem(tr("Active"), int(AssetChoice::Active));
    m_states->addItem(tr("Due now"), int(AssetChoice::Due));
    m_states->addItem(tr("Failed and late"), int(AssetChoice::Attention));
    m_states->addItem(tr("Paused"), int(AssetChoice::Paused));
    connect(m_states, &QComboBox::currentIndexChanged, this, &AssetsPanel::applyFilter);
    header->addWidget(m_states);
    header->addStretch();

    for (QAction *action : {m_actions->importFile, m_actions->pause, m_actions->edit})
        m_rareButtons << header->addButton(*action);
    header->addSeparator();
    header->addButton(*m_actions->syncNow);
    header->addButton(*m_actions->add);
    return header;
}

QWidget *AssetsPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_banner = new Banner{m_theme, content};
    m_summary = new TextLabel{TextSize::Body, {}, content};
    m_summary->setObjectName(u"assetCounts"_s);
    m_summary->setFont(strongFont());
    m_summaryRest = new TextLabel{TextSize::Body, {}, content};
    m_summaryRest->setObjectName(u"assetStand"_s);
    m_summaryRest->setQuiet(true);
    auto *summary = new QWidget{content};
    auto *words = new QHBoxLayout{summary};
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(8);
    words->addWidget(m_summary);
    words->addWidget(m_summaryRest, 1);

    m_splitter = new QSplitter{Qt::Vertical, content};
    m_splitter->setObjectName(u"assetsSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_splitter->addWidget(makeCards());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({410, 262});
    // A scroll area gives what it holds its wanted height where text wraps: this wants no more than
    // it needs.
    m_splitter->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);

    stackParts(*content, {m_banner, summary, m_splitter});
    return scrollingWhole(content, this);
}

QWidget *AssetsPanel::makeTable()
{
    m_table = new DataTable{tr("Assets"), this};
    m_table->setObjectName(u"assetsTable"_s);
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(AssetTableModel::StateColumn,
                                      new StateDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(AssetTableModel::RowsColumn,
                                      new NumberDelegate{m_theme, 0, m_table});
    m_table->setItemDelegateForColumn(AssetTableModel::NoteColumn,
                                      new NoteDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(AssetTableModel::SymbolColumn, Qt::AscendingOrder);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AssetsPanel::updateActions);
    connect(m_table, &QAbstractItemView::activated, m_actions->showPrices, &QAction::trigger);

    m_empty = new EmptyState{m_theme, u"assets"_s, {}, this};
    m_clearFilter = new QAction{tr("Clear filter"), this};
    connect(m_clearFilter, &QAction::triggered, this, &AssetsPanel::clearFilter);
    m_tablePages = new QStackedWidget{this};
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_empty);
    m_tablePages->setMinimumHeight(grown(140));
    return m_tablePages;
}

QWidget *AssetsPanel::makeCards()
{
    auto *cards = new QWidget{this};
    m_budget = new BudgetCard{m_theme, m_assets.locale(), *m_actions->plan, cards};
    m_calls = new CallsCard{m_forecast, m_theme, cards};
    connect(m_budget, &BudgetCard::planChosen, this, &AssetsPanel::planRequested);
    connect(m_budget, &BudgetCard::customPlanRequested, this, &AssetsPanel::openPlan);
    connect(m_budget, &BudgetCard::callsRequested, this, &AssetsPanel::callsRequested);
    auto *row = new QHBoxLayout{cards};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_budget, 35);
    row->addWidget(m_calls, 65);
    return cards;
}

QList<QAction *> AssetsPanel::editActions() const
{
    return QList<QAction *>{m_actions->add, m_actions->importFile, m_actions->edit,
                            m_actions->pause, m_actions->remove} +
           m_tableActions->edit();
}

QList<QAction *> AssetsPanel::viewActions() const
{
    return QList<QAction *>{m_actions->showPrices} + m_tableActions->view();
}

QList<QAction *> AssetsPanel::collectActions() const
{
    return {m_actions->syncNow, m_actions->syncSelected, m_actions->pauseQueue, m_actions->plan};
}

QByteArray AssetsPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_splitter->saveState(),
                       m_calls->isTableShown());
}

bool AssetsPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray splitter;
    bool isTableShown = false;
    if (!unpackState(state, StateVersion, columns, splitter, isTableShown) ||
        !m_table->restoreColumns(columns))
        return false;
    m_calls->setTableShown(isTableShown);
    return m_splitter->restoreState(splitter);
}

void AssetsPanel::setBoard(const AssetBoard &board)
{
    m_assets.setBoard(board);
    m_forecast.setForecast(board.forecast, board.budget.limit);
    fillExchanges();
    updatePage();
    if (!m_table->currentIndex().isValid() && m_filter.rowCount() > 0)
        m_table->setCurrentIndex(m_filter.index(0, 0));
    showBudgetBanner();
}

void AssetsPanel::setProgress(const QString &symbol, int percent)
{
    m_assets.setProgress(symbol, percent);
}

void AssetsPanel::setQueuePaused(bool isPaused)
{
    m_isQueuePaused = isPaused;
    updatePage();
}

void AssetsPanel::selectSymbol(const QString &symbol)
{
    const int row = m_assets.rowOf(symbol);
    if (row >= 0)
        m_table->setCurrentIndex(m_filter.mapFromSource(m_assets.index(row, 0)));
}

void AssetsPanel::fillExchanges()
{
    const QString chosen = m_exchanges->currentData().toString();
    QStringList shown;
    for (int item = 1; item < m_exchanges->count(); ++item)
        shown << m_exchanges->itemData(item).toString();
    const QStringList exchanges = m_assets.exchanges();
    if (shown == exchanges)
        return;
    {
        const QSignalBlocker blocker{m_exchanges};
        while (m_exchanges->count() > 1)
            m_exchanges->removeItem(1);
        for (const QString &exchange : exchanges)
            m_exchanges->addItem(exchange, exchange);
        m_exchanges->setCurrentIndex(std::max(0, m_exchanges->findData(chosen)));
    }
    applyFilter();
}

void AssetsPanel::applyFilter()
{
    m_filter.setText(m_filterEdit->text());
    m_filter.setExchange(m_exchanges->currentData().toString());
    m_filter.setChoice(AssetChoice(m_states->currentData().toInt()));
    updatePage();
}

void AssetsPanel::clearFilter()
{
    m_filterEdit->clear();
    m_exchanges->setCurrentIndex(0);
    m_states->setCurrentIndex(0);
    m_table->setFocus(Qt::OtherFocusReason);
}

void AssetsPanel::tick()
{
    m_assets.tick();
    updatePage();
    showBudgetBanner();
}

void AssetsPanel::updatePage()
{
    const AssetCounts counts = m_assets.counts();
    const bool isKnown = m_assets.hasAnswer();
    m_summary->setText(isKnown ? assetCountText(counts) : QString{});
    m_summaryRest->setText(!isKnown ? QString{}
                           : m_isQueuePaused
                                   ? tr("%1; syncing is paused").arg(assetStandText(counts))
                                   : assetStandText(counts));
    m_budget->setBoard(m_assets.board(), counts.activeStocks, m_assets.now());

    const bool isEmpty = isKnown && m_assets.rowCount() == 0;
    const bool hasNoHits = isKnown && !isEmpty && m_filter.rowCount() == 0;
    if (isEmpty) {
        m_empty->setSentence(tr("The stocks, funds and coins that you follow are listed here. "
                                "There is none yet: coins come with the first prices, stocks and "
                                "funds are added."));
        m_empty->setNextStep(*m_actions->add);
    } else if (hasNoHits) {
        m_empty->setSentence(m_filter.text().isEmpty()
                                     ? tr("No asset is in that state.")
                                     : tr("No asset contains '%1'.").arg(m_filter.text()));
        m_empty->setNextStep(*m_clearFilter);
    }
    m_tablePages->setCurrentWidget(isEmpty || hasNoHits ? static_cast<QWidget *>(m_empty)
                                                        : m_table);
    m_export->setProblem(hasNoHits ? tr("The filter leaves nothing to export. Clear it first.")
                                   : QString{});
    updateActions();
}

void AssetsPanel::updateActions()
{
    m_actions->update(m_assets, selectedRows(), m_isQueuePaused);
}

QList<AssetRow> AssetsPanel::selectedRows() const
{
    QList<AssetRow> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows << m_assets.asset(m_filter.mapToSource(index).row());
    return rows;
}

// In the table's order where the database can sort by it.
QList<ReportRequest> AssetsPanel::exportable() const
{
    if (m_filter.isFiltering() && m_filter.rowCount() == 0)
        return {}; // a list of none would stand for all
    ReportRequest request{.report = Report::Assets};
    for (int row = 0; m_filter.isFiltering() && row < m_filter.rowCount(); ++row)
        request.symbols.append(
                m_assets.asset(m_filter.mapToSource(m_filter.index(row, 0)).row()).asset.symbol);
    request.sort = sortOf(*m_table->horizontalHeader(),
                          {{AssetTableModel::SymbolColumn, u"symbol"_s},
                           {AssetTableModel::NameColumn, u"name"_s},
                           {AssetTableModel::TypeColumn, u"type"_s},
                           {AssetTableModel::SyncedColumn, u"last_synced"_s}});
    return {request};
}

QString AssetsPanel::currentSymbol() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.siblingAtColumn(AssetTableModel::SymbolColumn).data().toString();
}

void AssetsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The main actions keep their words; what is rare gives way.
    for (ActionButton *button : std::as_const(m_rareButtons))
        button->setIconOnly(width() < grown(NarrowPanel));
    m_budget->setLow(height() < grown(LowPanel));
}

void AssetsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tick();
    m_clock.start();
}

void AssetsPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}
