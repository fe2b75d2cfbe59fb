// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/portfolio/portfoliopanel.h"

#include "views/portfolio/historyview.h"
#include "views/portfolio/portfoliosummary.h"
#include "views/portfolio/positiondialog.h"
#include "views/quotes/agedelegate.h"
#include "views/quotes/changedelegate.h"
#include "views/reports/exportaction.h"
#include "views/reports/offeredreports.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/shell/progressline.h"
#include "views/shell/usableaction.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
// By column of PositionTableModel.
const QList<ColumnWidth> Widths{{17, 13}, {20, 10, 2}, {18, 13},    {16, 12, 6},
                                {18, 13}, {14, 10},    {12, 10, 5}, {10, 8, 3},
                                {10, 8},  {11, 8, 1},  {13, 8, 4}};

} // namespace

PortfolioPanel::PortfolioPanel(PositionTableModel &positions, HistoryTableModel &history,
                               const Theme &theme, const std::function<QDateTime()> &clock,
                               QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_positions{positions}
    , m_historyModel{history}
    , m_clock{clock}
    , m_currencies{[] { return QMap<QString, QString>{}; }}
{
    m_filter.setSourceModel(&positions);
    makeActions();
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    m_progress = new ProgressLine{this};
    layOutPanel(*this, header, makeContent(), m_progress);
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    m_tableActions->setFilter(*m_filterEdit, tr("&Filter positions"));
    connect(&positions, &PositionTableModel::portfolioAccepted, this, &PortfolioPanel::updatePage);
    updatePage();
}

void PortfolioPanel::makeActions()
{
    const auto make = [this](const QString &name, const QString &icon, const QString &text,
                             const QKeySequence &keys, auto act) {
        auto *action = new QAction{icon.isEmpty() ? QIcon{} : m_theme.icon(icon), text, this};
        action->setObjectName(name);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_add = make(u"addPosition"_s, u"add"_s, tr("&Add position…"), QKeySequence::New,
                 &PortfolioPanel::addPosition);
    m_add->setIconText(tr("Add…"));
    m_edit = make(u"editPosition"_s, {}, tr("&Edit position…"), Qt::Key_F2,
                  &PortfolioPanel::editPosition);
    m_edit->setIconText(tr("Edit…"));
    m_remove = make(u"removePosition"_s, {}, tr("&Remove position"), QKeySequence::Delete,
                    &PortfolioPanel::removePositions);
    m_remove->setIconText(tr("Remove"));
    m_sync = make(u"syncAccount"_s, u"round-arrow"_s, tr("S&ync account"), {},
                  &PortfolioPanel::syncRequested);
    m_sync->setIconText(tr("Sync account"));
    m_clearFilter = new QAction{tr("Clear filter"), this};
    m_clearFilter->setObjectName(u"clearFilter"_s);
    connect(m_clearFilter, &QAction::triggered, this, [this] {
        m_filterEdit->clear();
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

QWidget *PortfolioPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Portfolio"), this};
    m_filterEdit = header->addFilter(m_theme, tr("Filter positions"));
    connect(m_filterEdit, &QLineEdit::textChanged, this, &PortfolioPanel::applyFilter);
    header->addStretch();
    header->addButton(*m_add);
    header->addButton(*m_edit);
    header->addButton(*m_remove);
    m_export = new ExportAction{m_theme, *this, [this] { return QList{exportable()}; }};
    header->addButton(*m_export)->setObjectName(u"exportButton"_s);
    header->addSeparator();
    header->addButton(*m_sync)->setDefault(true);
    return header;
}

ReportRequest PortfolioPanel::exportable() const
{
    ReportRequest request{.report = Report::Positions, .text = m_filter.text()};
    request.sort = sortOf(*m_table->horizontalHeader(),
                          {{PositionTableModel::SymbolColumn, u"symbol"_s},
                           {PositionTableModel::NameColumn, u"name"_s},
                           {PositionTableModel::QuantityColumn, u"quantity"_s},
                           {PositionTableModel::CostColumn, u"cost"_s},
                           {PositionTableModel::PriceColumn, u"price"_s},
                           {PositionTableModel::ValueColumn, u"value"_s},
                           {PositionTableModel::GainColumn, u"gain"_s},
                           {PositionTableModel::GainPercentColumn, u"gain_percent"_s},
                           {PositionTableModel::CurrencyColumn, u"currency"_s},
                           {PositionTableModel::SourceColumn, u"source"_s},
                           {PositionTableModel::AgeColumn, u"priced_at"_s}});
    if (request.sort && request.sort->column == u"priced_at") // the youngest is the newest
        request.sort->isDescending = !request.sort->isDescending;
    return request;
}

QWidget *PortfolioPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_accessBanner = new Banner{m_theme, content};
    m_accessBanner->setObjectName(u"accessBanner"_s);
    m_banner = new Banner{m_theme, content};
    m_summary = new PortfolioSummary{m_positions.locale(), content};
    m_splitter = new QSplitter{Qt::Vertical, content};
    m_splitter->setObjectName(u"portfolioSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_history = new HistoryView{m_historyModel, m_theme, m_clock().date(), m_splitter};
    m_history->setObjectName(u"historyView"_s);
    m_splitter->addWidget(m_history);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({420, 260});
    stackParts(*content, {m_accessBanner, m_banner, m_summary, m_splitter});
    return content;
}

QWidget *PortfolioPanel::makeTable()
{
    m_table = new DataTable{tr("Positions"), this};
    m_table->setObjectName(u"positionsTable"_s);
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    auto *amounts = new NumberDelegate{m_theme, 8, m_table};
    for (const int column : {PositionTableModel::QuantityColumn, PositionTableModel::PriceColumn})
        m_table->setItemDelegateForColumn(column, amounts);
    auto *money = new NumberDelegate{m_theme, 2, m_table};
    for (const int column : {PositionTableModel::CostColumn, PositionTableModel::ValueColumn})
        m_table->setItemDelegateForColumn(column, money);
    auto *gains = new ChangeDelegate{m_theme, m_table};
    for (const int column : {PositionTableModel::GainColumn, PositionTableModel::GainPercentColumn})
        m_table->setItemDelegateForColumn(column, gains);
    m_table->setItemDelegateForColumn(PositionTableModel::AgeColumn,
                                      new AgeDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(PositionTableModel::SymbolColumn, Qt::AscendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PortfolioPanel::updateActions);
    connect(m_table, &QAbstractItemView::doubleClicked, m_edit, &QAction::trigger);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"portfolio"_s, {}, this};
    m_tablePages = new QStackedWidget{this};
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_empty);
    m_tablePages->setMinimumHeight(grown(110));
    return m_tablePages;
}

QList<QAction *> PortfolioPanel::editActions() const
{
    return QList<QAction *>{m_add, m_edit, m_remove} + m_tableActions->edit();
}

QByteArray PortfolioPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_history->table().saveColumns(),
                       m_splitter->saveState());
}

bool PortfolioPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray historyColumns;
    QByteArray splitter;
    return unpackState(state, StateVersion, columns, historyColumns, splitter) &&
           m_table->restoreColumns(columns) && m_history->table().restoreColumns(historyColumns) &&
           m_splitter->restoreState(splitter);
}

void PortfolioPanel::setSyncing(bool isSyncing)
{
    m_isSyncing = isSyncing;
    m_progress->setBusy(isSyncing);
    updateActions();
}

void PortfolioPanel::setKeyAccess(KeyAccess access)
{
    if (access != KeyAccess::Full) {
        if (access == KeyAccess::ReadOnly)
            m_accessBanner->clear();
        return;
    }
    QList<QAction *> actions;
    if (m_openCredentials)
        actions.append(m_openCredentials);
    m_accessBanner->showMessage(
            {Meaning::Warning,
             tr("This CoinSpot key may trade and withdraw."),
             tr("Tidemark only reads. Make a Read Only key at CoinSpot, set it in Credentials, and "
                "delete this one there."),
             {}},
            actions);
}

void PortfolioPanel::showAccountProblem(const QString &headline, const QString &text,
                                        const Error &error)
{
    QList<QAction *> actions;
    const bool isAboutKey =
            error.kind == Error::Kind::NotSet || error.kind == Error::Kind::TokenRefused;
    if (isAboutKey && m_openCredentials)
        actions.append(m_openCredentials);
    m_banner->showMessage(
            {isAboutKey ? Meaning::Warning : Meaning::Danger, headline, text, error.detail},
            actions);
}

void PortfolioPanel::addPosition()
{
    openDialog({});
}

void PortfolioPanel::editPosition()
{
    if (const QList<Position> positions = selected();
        positions.size() == 1 && positions[0].source == PositionSource::Manual)
        openDialog(positions[0]);
}

void PortfolioPanel::openDialog(const Position &position)
{
    auto *dialog = new PositionDialog{m_theme, m_positions.locale(), position,
                                      PositionFacts{m_clock(), m_currencies()}, window()};
    connect(dialog, &PositionDialog::entered, this, [this](const Position &entered) {
        if (entered.id == 0)
            emit addRequested(entered);
        else
            emit editRequested(entered);
    });
    dialog->open();
}

void PortfolioPanel::removePositions()
{
    for (const Position &position : selected()) {
        if (position.source == PositionSource::Manual)
            emit removeRequested(position.id);
    }
}

void PortfolioPanel::applyFilter()
{
    m_filter.setText(m_filterEdit->text());
    updatePage();
}

void PortfolioPanel::updateActions()
{
    const QList<Position> positions = selected();
    const bool hasManual = std::ranges::any_of(positions, [](const Position &position) {
        return position.source == PositionSource::Manual;
    });
    const QString problem = positions.isEmpty() ? tr("Select a position first")
                            : !hasManual        ? tr("Positions of the account follow the account")
                                                : QString{};
    setUsable(*m_remove, problem, tr("Takes the position away; it can be undone"));
    setUsable(*m_edit,
              problem.isEmpty() && positions.size() != 1 ? tr("Select a single position") : problem,
              tr("Changes the position"));
    m_add->setToolTip(tr("Writes down what you hold elsewhere"));
    setUsable(*m_sync, m_isSyncing ? tr("CoinSpot is being asked") : QString{},
              tr("Takes over the balances of your CoinSpot account"));
}

void PortfolioPanel::updatePage()
{
    const bool isEmpty = m_positions.hasAnswer() && m_positions.rowCount() == 0;
    const bool hasNoHits = !m_filter.text().isEmpty() && m_filter.rowCount() == 0 && !isEmpty;
    if (isEmpty) {
        m_empty->setSentence(tr("What you hold and what it is worth is listed here. Take over your "
                                "CoinSpot account with a Read Only key, or add positions by "
                                "hand."));
        m_empty->setNextStep(*m_sync);
    } else if (hasNoHits) {
        m_empty->setSentence(tr("No position contains '%1'.").arg(m_filter.text()));
        m_empty->setNextStep(*m_clearFilter);
    }
    m_tablePages->setCurrentIndex(isEmpty || hasNoHits ? 1 : 0);
    m_filterEdit->setEnabled(!isEmpty);
    m_filterEdit->setToolTip(isEmpty ? tr("There are no positions to filter yet") : QString{});
    m_summary->setPortfolio(m_positions.portfolio());
    m_summary->setVisible(m_positions.rowCount() > 0);
    updateActions();
}

QList<Position> PortfolioPanel::selected() const
{
    QList<Position> positions;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        positions.append(m_positions.position(m_filter.mapToSource(index).row()).position);
    return positions;
}
