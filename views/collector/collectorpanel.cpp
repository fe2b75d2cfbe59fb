// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/collector/collectorpanel.h"

#include "views/collector/collectorsummary.h"
#include "views/collector/rundetails.h"
#include "views/collector/stripcard.h"
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
#include "views/theme/typescale.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint8 StateVersion = 2;
constexpr int NarrowPanel = 800;    // below this width only the main action has room for words
constexpr int NarrowestPanel = 660; // and below this one no action
// By column of RunTableModel. In a narrow window the less telling counts go first.
const QList<ColumnWidth> Widths{{17, 17}, {9, 8},    {13, 12}, {8, 6, 2}, {8, 6, 3},
                                {7, 5},   {9, 6, 1}, {8, 6},   {9, 8},    {8, 7, 4}};

} // namespace

CollectorPanel::CollectorPanel(RunTableModel &runs, SlotStripModel &strip, const Theme &theme,
                               QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_runs{runs}
    , m_strip{strip}
{
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    layOutPanel(*this, header, makeContent());
    setFirstFocus(*this, *m_table);
    m_actions = new TableActions{*m_table, theme, *this};
    m_actions->setFilter(*m_filterEdit, tr("&Filter runs"));

    m_clock.setInterval(200ms); // so that no second is shown late; only a new text repaints
    connect(&m_clock, &QTimer::timeout, m_summary, &CollectorSummary::updateCountdown);
    connect(&m_card->strip(), &SlotStrip::runOpened, this, &CollectorPanel::openRun);
    setCollectorState({});
    updatePage();
}

QWidget *CollectorPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_banner = new Banner{m_theme, content};
    m_summary = new CollectorSummary{m_strip, m_theme, content};
    m_card = new StripCard{m_strip, m_theme, content};
    m_splitter = new QSplitter{Qt::Horizontal, content};
    m_splitter->setObjectName(u"runsSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeRuns());
    m_details = new RunDetails{m_strip.locale(), m_theme, m_splitter};
    m_splitter->addWidget(m_details);
    m_splitter->setCollapsible(0, false);
    m_splitter->setStretchFactor(0, 7);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({690, 310});
    m_splitter->setMinimumHeight(grown(190));

    stackParts(*content, {m_banner, m_summary, m_card, m_splitter});
    return scrollingWhole(content, this);
}

QWidget *CollectorPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Collector"), this};
    m_results = new QComboBox{header};
    m_results->setObjectName(u"resultFilter"_s);
    m_results->setAccessibleName(tr("Show runs by result"));
    m_results->addItem(tr("All results"), int(RunFilter::All));
    m_results->addItem(tr("Collected"), int(RunFilter::Collected));
    m_results->addItem(tr("Partial"), int(RunFilter::Partial));
    m_results->addItem(tr("Failed"), int(RunFilter::Failed));
    connect(m_results, &QComboBox::currentIndexChanged, this,
            [this] { m_runs.setFilter(RunFilter(m_results->currentData().toInt())); });
    header->addWidget(m_results);

    m_filterEdit = header->addFilter(m_theme, tr("Filter runs"));
    m_filterEdit->setToolTip(tr("Finds runs by their error, or by the name or reason of a rejected "
                                "entry"));
    connect(m_filterEdit, &QLineEdit::textChanged, &m_runs, &RunTableModel::setText);
    header->addStretch();

    m_export = new ExportAction{
            m_theme, *this, [this] {
                return QList{exportOf(m_runs.request()), ReportRequest{.report = Report::Gaps}};
            }};
    m_buttons << header->addButton(*m_export);
    m_buttons.constLast()->setObjectName(u"exportButton"_s);
    header->addSeparator();
    m_pause = new QAction{this};
    connect(m_pause, &QAction::triggered, this, [this] {
        m_state.activity == CollectorState::Activity::Paused ? emit resumeRequested()
                                                             : emit
                                                               pauseRequested();
    });
    m_buttons << header->addButton(*m_pause);
    m_buttons.constLast()->setObjectName(u"pauseButton"_s);
    m_collectNow = new QAction{m_theme.icon(u"collector"_s), tr("Collect now"), this};
    connect(m_collectNow, &QAction::triggered, this, &CollectorPanel::collectNowRequested);
    m_buttons << header->addButton(*m_collectNow);
    m_buttons.constLast()->setObjectName(u"collectNowButton"_s);
    return header;
}

QWidget *CollectorPanel::makeRuns()
{
    m_table = new DataTable{tr("Runs"), this};
    m_table->setObjectName(u"runsTable"_s);
    m_table->setModel(&m_runs);
    m_table->setItemDelegate(new NumberDelegate{m_theme, 0, m_table});
    auto *words = new CellDelegate{m_theme, m_table};
    m_table->setItemDelegateForColumn(RunTableModel::SlotColumn, words);
    m_table->setItemDelegateForColumn(RunTableModel::SourceColumn, words);
    m_table->setItemDelegateForColumn(RunTableModel::ResultColumn,
                                      new StateDelegate{m_theme, m_table});
    QList<ColumnWidth> widths = Widths;
    if (m_strip.grid().length < std::chrono::minutes{1})
        widths[0] = {21, 21}; // the time of a slot has seconds then
    m_table->setColumnWidths(widths);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CollectorPanel::showCurrentRun);
    connect(&m_runs, &RunTableModel::runsAccepted, this, &CollectorPanel::updatePage);
    connect(&m_runs, &RunTableModel::rowsInserted, this, &CollectorPanel::updatePage);
    connect(&m_runs, &RunTableModel::dataChanged, this,
            [this] { showCurrentRun(m_table->currentIndex()); });
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));

    m_empty = new EmptyState{m_theme, u"collector"_s, {}, this};
    m_showAll = new QAction{tr("Show all runs"), this};
    connect(m_showAll, &QAction::triggered, this, [this] {
        m_filterEdit->clear();
        m_results->setCurrentIndex(0);
        m_table->setFocus(Qt::OtherFocusReason);
    });
    m_tablePages = new QStackedWidget{this};
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_empty);
    return m_tablePages;
}

QByteArray CollectorPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_splitter->saveState());
}

bool CollectorPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray splitter;
    return unpackState(state, StateVersion, columns, splitter) &&
           m_table->restoreColumns(columns) && m_splitter->restoreState(splitter);
}

void CollectorPanel::setCollectorState(const CollectorState &state)
{
    m_state = state;
    m_summary->setState(state);
    const bool isPaused = state.activity == CollectorState::Activity::Paused;
    const bool isWorking = state.activity == CollectorState::Activity::Working;
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(m_theme.icon(isPaused ? u"resume"_s : u"pause"_s));
    m_pause->setToolTip(isPaused ? tr("Collect at each slot again")
                                 : tr("Collect nothing until you resume"));
    m_collectNow->setEnabled(!isWorking);
    m_collectNow->setToolTip(isWorking ? tr("A run is under way")
                                       : tr("Collect prices for the present slot"));
}

void CollectorPanel::openRun(const CollectionRun &run)
{
    const int row = m_runs.rowOf(run);
    if (row >= 0) {
        m_table->setCurrentIndex(m_runs.index(row, RunTableModel::SlotColumn));
    } else { // a filter hides it, or its page was not read yet: the strip has all there is to say
        m_table->setCurrentIndex({});
        m_table->clearSelection();
        m_details->setRun(run, m_strip.grid().length < 1min);
    }
}

void CollectorPanel::showCurrentRun(const QModelIndex &current)
{
    if (!current.isValid())
        return;
    const CollectionRun &run = m_runs.run(current.row());
    m_details->setRun(run, m_strip.grid().length < 1min);
    m_card->strip().setCurrent(run.slot);
}

void CollectorPanel::updatePage()
{
    const bool isEmpty = m_runs.hasAnswer() && m_runs.rowCount() == 0;
    const bool isFiltered = m_runs.filter() != RunFilter::All || !m_runs.text().isEmpty();
    m_empty->setSentence(!isFiltered ? tr("Each run of the collector is listed here. There is none "
                                          "yet.")
                         : m_runs.text().isEmpty()
                                 ? tr("No run has this result.")
                                 : tr("No run contains '%1'.").arg(m_runs.text()));
    m_empty->setNextStep(isFiltered ? *m_showAll : *m_collectNow);
    m_tablePages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (isEmpty)
        m_details->setRun({}, false);
    else if (m_runs.rowCount() > 0 && !m_table->currentIndex().isValid() && !m_details->run())
        m_table->setCurrentIndex(m_runs.index(0, RunTableModel::SlotColumn));
}

void CollectorPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    for (ActionButton *button : std::as_const(m_buttons))
        button->setIconOnly(width() <
                            grown(button == m_buttons.constLast() ? NarrowestPanel : NarrowPanel));
}

void CollectorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_summary->updateCountdown();
    m_clock.start();
}

void CollectorPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}
