// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/pricespanel.h"

#include "db/domain/coin.h"
#include "views/quotes/agedelegate.h"
#include "views/quotes/changedelegate.h"
#include "views/quotes/deletequotesaction.h"
#include "views/quotes/firstrunpage.h"
#include "views/quotes/sparklinedelegate.h"
#include "views/reports/exportaction.h"
#include "views/reports/offeredreports.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/usableaction.h"
#include "views/tables/columnmenu.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int WideWindow = 1600; // from here on table and chart fit beside each other
constexpr quint8 StateVersion = 1;
// By column of BoardModel. In a narrow window the small line goes first, then the currency.
const QList<ColumnWidth> Widths{{16, 11}, {18, 16}, {18, 15},    {18, 15},  {9, 7}, {10, 7},
                                {10, 7},  {10, 7},  {13, 13, 1}, {9, 7, 2}, {10, 9}};

} // namespace

PricesPanel::PricesPanel(BoardModel &board, QWidget *chart, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_board{board}
{
    m_filter.setSourceModel(&board);

    // Made in the order in which Tab goes through them.
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    auto *content = new QVBoxLayout;
    content->setContentsMargins(12, 8, 12, 12);
    content->setSpacing(8);
    m_banner = new Banner{theme, this};
    content->addWidget(m_banner);
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(makeSplitter(chart));
    m_firstRun = new FirstRunPage{theme, this};
    m_pages->addWidget(m_firstRun);
    content->addWidget(m_pages, 1);
    rows->addLayout(content, 1);
    setFirstFocus(*this, *m_table);
    m_actions = new TableActions{*m_table, theme, *this};
    m_actions->setFilter(*m_filterEdit, tr("&Filter symbols"));

    connect(m_firstRun, &FirstRunPage::collectNowRequested, this,
            &PricesPanel::collectNowRequested);
    connect(&board, &BoardModel::boardAccepted, this, &PricesPanel::updatePage);
    setCollectorState({});
    updatePage();
}

QWidget *PricesPanel::makeSplitter(QWidget *chart)
{
    m_splitter = new QSplitter{Qt::Vertical, this};
    m_splitter->setObjectName(u"pricesSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_splitter->addWidget(chart);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_sizes[0] = {460, 540}; // shares; those beside come with the first width
    m_splitter->setSizes(m_sizes[0]);
    return m_splitter;
}

QWidget *PricesPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Prices"), this};
    m_filterEdit = header->addFilter(m_theme, tr("Filter symbols"));
    connect(m_filterEdit, &QLineEdit::textChanged, this, &PricesPanel::applyFilter);
    m_kind = new QComboBox{header};
    m_kind->setObjectName(u"kindChooser"_s);
    m_kind->setAccessibleName(tr("Kinds shown"));
    m_kind->addItems({tr("Coins and stocks"), tr("Coins"), tr("Stocks")}); // as BoardFilter::Kind
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PricesPanel::applyFilter);
    header->addWidget(m_kind);
    header->addStretch();

    m_columns = new QPushButton{m_theme.icon(u"columns"_s), tr("Columns"), header};
    m_columns->setObjectName(u"columnsButton"_s);
    header->addWidget(m_columns);
    m_export = new ExportAction{m_theme, *this, [this] { return exportable(); }};
    header->addButton(*m_export)->setObjectName(u"exportButton"_s);
    header->addSeparator();
    m_collectNow = new QAction{m_theme.icon(u"collector"_s), tr("Collect now"), this};
    connect(m_collectNow, &QAction::triggered, this, &PricesPanel::collectNowRequested);
    header->addButton(*m_collectNow)->setObjectName(u"collectNowButton"_s);
    return header;
}

QWidget *PricesPanel::makeTable()
{
    m_table = new DataTable{tr("Prices"), this};
    m_table->setObjectName(u"pricesTable"_s);
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    auto *prices = new NumberDelegate{m_theme, Price::Decimals, m_table};
    auto *changes = new ChangeDelegate{m_theme, m_table};
    for (const int column : {BoardModel::LastColumn, BoardModel::BidColumn, BoardModel::AskColumn})
        m_table->setItemDelegateForColumn(column, prices);
    for (const int column : {BoardModel::HourColumn, BoardModel::DayColumn, BoardModel::WeekColumn})
        m_table->setItemDelegateForColumn(column, changes);
    m_table->setItemDelegateForColumn(BoardModel::SpreadColumn,
                                      new NumberDelegate{m_theme, 0, m_table});
    m_table->setItemDelegateForColumn(BoardModel::LineColumn,
                                      new SparklineDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(BoardModel::AgeColumn, new AgeDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(BoardModel::CoinColumn, Qt::AscendingOrder);
    m_columns->setMenu(new ColumnMenu{*m_table, m_columns});
    m_watch = new QAction{m_theme.icon(u"watchlist"_s), tr("Add to &watchlist"), this};
    m_watch->setObjectName(u"watchSelected"_s);
    m_deleteQuotes = new DeleteQuotesAction{m_theme, *this};
    m_table->addActions({m_watch, m_deleteQuotes});
    connect(m_watch, &QAction::triggered, this, &PricesPanel::watchSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PricesPanel::updateSelection);
    updateSelection();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                announce(current.siblingAtColumn(BoardModel::CoinColumn).data().toString());
            });
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));

    m_noHits = new EmptyState{m_theme, u"search"_s, {}, this};
    auto *clear = new QAction{tr("Clear filter"), this};
    connect(clear, &QAction::triggered, this, &PricesPanel::clearFilter);
    m_noHits->setNextStep(*clear);
    m_tablePages = new QStackedWidget{this};
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_noHits);
    m_tablePages->setMinimumHeight(grown(110));
    return m_tablePages;
}

QList<QAction *> PricesPanel::editActions() const
{
    return QList<QAction *>{m_watch, m_deleteQuotes} + m_actions->edit();
}

QByteArray PricesPanel::saveState() const
{
    std::array<QList<int>, 2> sizes = m_sizes;
    if (m_hasBeenShown)
        sizes[orientation() == Qt::Horizontal] = m_splitter->sizes();
    QByteArray state;
    QDataStream stream{&state, QIODevice::WriteOnly};
    stream << StateVersion << m_table->saveColumns() << sizes[0] << sizes[1]
           << qint8(m_choice ? int(*m_choice) : 0);
    return state;
}

bool PricesPanel::restoreState(const QByteArray &state)
{
    QDataStream stream{state};
    quint8 version = 0;
    QByteArray columns;
    std::array<QList<int>, 2> sizes;
    qint8 choice = 0;
    stream >> version;
    if (version != StateVersion)
        return false;
    stream >> columns >> sizes[0] >> sizes[1] >> choice;
    if (stream.status() != QDataStream::Ok || !m_table->restoreColumns(columns))
        return false;
    m_sizes = sizes;
    m_splitter->setSizes(m_sizes[orientation() == Qt::Horizontal]);
    setOrientation(choice == 0 ? std::nullopt : std::optional{Qt::Orientation(choice)});
    return true;
}

void PricesPanel::setOrientation(std::optional<Qt::Orientation> orientation)
{
    m_choice = orientation;
    followWidth();
}

Qt::Orientation PricesPanel::orientation() const
{
    return m_splitter->orientation();
}

void PricesPanel::toggleOrientation()
{
    setOrientation(orientation() == Qt::Vertical ? Qt::Horizontal : Qt::Vertical);
}

void PricesPanel::setCollectorState(const CollectorState &state)
{
    const bool isWorking = state.activity == CollectorState::Activity::Working;
    m_firstRun->setCollecting(isWorking);
    m_collectNow->setEnabled(!isWorking);
    m_collectNow->setToolTip(isWorking ? tr("A run is under way")
                                       : tr("Collect prices for the present slot"));
}

void PricesPanel::selectCoin(const QString &coin)
{
    const int row = m_board.rowOf(coin);
    if (row < 0) {
        if (!m_board.hasAnswer()) // its row is selected when the table comes
            announce(coin);
        return;
    }
    const QModelIndex source = m_board.index(row, BoardModel::CoinColumn);
    if (!m_filter.mapFromSource(source).isValid())
        clearFilter();
    m_table->setCurrentIndex(m_filter.mapFromSource(source));
}

// All prices, or those of the rows that the filter leaves. Shares and funds have bars alone.
QList<ReportRequest> PricesPanel::exportable() const
{
    ReportRequest prices{.report = Report::Prices};
    ReportRequest bars{.report = Report::Bars};
    const bool isFiltered = m_filter.rowCount() < m_board.rowCount();
    for (int row = 0; isFiltered && row < m_filter.rowCount(); ++row) {
        const BoardRow &shown =
                m_board.boardRow(m_filter.mapToSource(m_filter.index(row, 0)).row());
        if (!shown.stock)
            prices.coins.append(shown.quote.coin);
        bars.symbols.append(shown.stock ? shown.quote.coin : symbolOfCoin(shown.quote.coin));
    }
    const QHeaderView &header = *m_table->horizontalHeader();
    prices.sort = sortOf(header, {{BoardModel::CoinColumn, u"coin_type"_s}});
    bars.sort = sortOf(header, {{BoardModel::CoinColumn, u"symbol"_s}});
    // A list of none would stand for all: what the filter leaves nothing of is not offered.
    QList<ReportRequest> offered;
    if (!isFiltered || !prices.coins.isEmpty())
        offered.append(prices);
    if (!isFiltered || !bars.symbols.isEmpty())
        offered.append(bars);
    return offered;
}

void PricesPanel::watchSelected()
{
    QStringList symbols;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        const BoardRow &row = m_board.boardRow(m_filter.mapToSource(index).row());
        symbols.append(row.stock ? row.quote.coin : symbolOfCoin(row.quote.coin));
    }
    if (!symbols.isEmpty())
        emit watchRequested(symbols);
}

void PricesPanel::updateSelection()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    setUsable(*m_watch, rows.isEmpty() ? tr("Select a symbol first") : QString{},
              tr("Keeps an eye on it in Watchlist"));
    if (rows.size() != 1) {
        m_deleteQuotes->setSelection({}, tr("Select one share first"));
        return;
    }
    const BoardRow &row = m_board.boardRow(m_filter.mapToSource(rows.constFirst()).row());
    m_deleteQuotes->setSelection(row.quote.coin,
                                 row.stock ? QString{} : tr("The prices of coins stay"));
}

void PricesPanel::applyFilter()
{
    m_filter.setText(m_filterEdit->text());
    m_filter.setKind(BoardFilter::Kind(m_kind->currentIndex()));
    updatePage();
}

void PricesPanel::clearFilter()
{
    m_filterEdit->clear();
    m_kind->setCurrentIndex(0);
    m_table->setFocus(Qt::OtherFocusReason);
}

void PricesPanel::updatePage()
{
    // Before the first answer nobody knows whether there are prices: an empty table says nothing.
    const bool isFirstRun = m_board.hasAnswer() && m_board.rowCount() == 0;
    const bool hadFocus = m_firstRun->isAncestorOf(QApplication::focusWidget());
    m_pages->setCurrentWidget(isFirstRun ? static_cast<QWidget *>(m_firstRun) : m_splitter);
    if (hadFocus && !isFirstRun) // the button is gone: on with the prices
        m_table->setFocus(Qt::OtherFocusReason);
    m_filterEdit->setEnabled(!isFirstRun);
    m_filterEdit->setToolTip(isFirstRun ? tr("There are no prices to filter yet") : QString{});
    m_kind->setEnabled(!isFirstRun);
    m_kind->setToolTip(isFirstRun ? tr("There are no prices to filter yet")
                                  : tr("Choose what the table shows"));
    m_columns->setEnabled(!isFirstRun);
    m_columns->setToolTip(isFirstRun ? tr("There is no table yet")
                                     : tr("Choose the columns of the table and its order"));
    const bool hasFilter = !m_filter.text().isEmpty() || m_filter.kind() != BoardFilter::Kind::All;
    const bool hasNoHits = hasFilter && m_board.hasAnswer() && m_filter.rowCount() == 0;
    if (!m_filter.text().isEmpty())
        m_noHits->setSentence(tr("No symbol contains '%1'.").arg(m_filter.text()));
    else if (m_filter.kind() == BoardFilter::Kind::Stocks)
        m_noHits->setSentence(tr("No stocks yet. Assets is where you add them."));
    else
        m_noHits->setSentence(tr("No prices of coins yet."));
    m_tablePages->setCurrentWidget(hasNoHits ? static_cast<QWidget *>(m_noHits) : m_table);
    m_export->setProblem(hasNoHits ? tr("The filter leaves nothing to export. Clear it first.")
                                   : QString{});
    ensureSelection();
}

void PricesPanel::ensureSelection()
{
    if (m_filter.rowCount() == 0 || m_table->currentIndex().isValid())
        return;
    const int row = m_board.rowOf(m_coin);
    const QModelIndex before =
            row < 0 ? QModelIndex{}
                    : m_filter.mapFromSource(m_board.index(row, BoardModel::CoinColumn));
    m_table->setCurrentIndex(before.isValid() ? before : m_filter.index(0, BoardModel::CoinColumn));
}

void PricesPanel::announce(const QString &coin)
{
    // Without a row (a filter hides all) the chart stays with its coin.
    if (coin.isEmpty() || coin == m_coin)
        return;
    m_coin = coin;
    emit coinSelected(coin);
}

void PricesPanel::followWidth()
{
    if (!isVisible()) // nothing has its size yet
        return;
    const Qt::Orientation byWidth = window()->width() < WideWindow ? Qt::Vertical : Qt::Horizontal;
    const Qt::Orientation wanted = m_choice.value_or(byWidth);
    if (wanted == orientation())
        return;
    if (m_hasBeenShown)
        m_sizes[orientation() == Qt::Horizontal] = m_splitter->sizes();
    m_splitter->setOrientation(wanted);
    if (wanted == Qt::Horizontal &&
        m_sizes[1].isEmpty()) { // the columns, but a third is the chart's
        const int table = std::min(m_table->leastWidth(), m_splitter->width() * 2 / 3);
        m_sizes[1] = {table, m_splitter->width() - table};
    }
    m_splitter->setSizes(m_sizes[wanted == Qt::Horizontal]);
    emit orientationChanged(wanted);
}

void PricesPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    followWidth();
}

void PricesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    followWidth();
    if (!m_hasBeenShown) {
        m_splitter->setSizes(m_sizes[orientation() == Qt::Horizontal]);
        m_hasBeenShown = true;
    }
}
