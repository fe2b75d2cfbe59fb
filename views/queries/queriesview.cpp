// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/queries/queriesview.h"

#include "models/queries/querytext.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelstate.h"
#include "views/shell/withkeys.h"
#include "views/sql/sqlview.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
// By column of QueryTableModel. In a narrow window rows, the longest and the last run go first.
const QList<ColumnWidth> Widths{{40, 20}, {10, 7},    {10, 8, 2}, {10, 9},    {10, 9},
                                {10, 9},  {10, 9, 3}, {26, 22},   {18, 15, 1}};

} // namespace

QueriesView::QueriesView(QueryTableModel &queries, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_queries{queries}
{
    m_filter.setSourceModel(&queries);
    m_clearFilter = new QAction{tr("Show all statements"), this};
    m_clearFilter->setObjectName(u"clearFilter"_s);
    connect(m_clearFilter, &QAction::triggered, this, [this] {
        m_filterEdit->clear();
        m_fullScans->setChecked(false);
        m_table->setFocus(Qt::OtherFocusReason);
    });
    m_refresh = new QAction{theme.icon(u"round-arrow"_s), tr("&Read again"), this};
    m_refresh->setObjectName(u"refreshQueries"_s);
    m_refresh->setToolTip(tr("Asks the database for what was counted since"));
    connect(m_refresh, &QAction::triggered, this, &QueriesView::askAnew);

    // Made in the order in which Tab goes through them.
    m_banner = new Banner{theme, this};
    QWidget *choices = makeChoices();
    m_lead = new TextLabel{TextSize::Body, {}, this};
    m_lead->setObjectName(u"queriesLead"_s);
    m_lead->setWordWrap(true);
    m_splitter = new QSplitter{Qt::Vertical, this};
    m_splitter->setObjectName(u"queriesSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_splitter->addWidget(makeDetails());
    m_splitter->setCollapsible(0, false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_banner);
    rows->addWidget(choices);
    rows->addWidget(m_lead);
    rows->addWidget(m_splitter, 1);
    setFirstFocus(*this, *m_table);
    m_actions = new TableActions{*m_table, theme, *this};
    m_actions->setFilter(*m_filterEdit, tr("&Filter statements"));
    connect(&queries, &QueryTableModel::queriesAccepted, this, &QueriesView::updatePage);
    connect(&queries, &QueryTableModel::queriesAccepted, this, &QueriesView::askSamples);
    updatePage();
    showCurrent();
}

QWidget *QueriesView::makeChoices()
{
    auto *choices = new QWidget{this};
    m_filterEdit = new QLineEdit{choices};
    m_filterEdit->setObjectName(u"filterEdit"_s);
    m_filterEdit->setPlaceholderText(withKeys(tr("Filter statements"), QKeySequence::Find));
    m_filterEdit->setAccessibleName(tr("Filter statements"));
    m_filterEdit->setClearButtonEnabled(true);
    m_filterEdit->addAction(m_theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_filterEdit->setFixedWidth(grown(210));
    connect(m_filterEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setText(text);
        updatePage();
    });
    m_days = new QComboBox{choices};
    m_days->setObjectName(u"dayChoice"_s);
    m_days->setAccessibleName(tr("Show statements of a time"));
    m_days->addItem(tr("Today"), 1);
    m_days->addItem(tr("Last 7 days"), 7);
    m_days->addItem(tr("Last 30 days"), 30);
    m_days->addItem(tr("Last 180 days"), 180);
    m_days->setCurrentIndex(m_days->findData(m_queries.days()));
    connect(m_days, &QComboBox::currentIndexChanged, this,
            [this] { m_queries.setDays(m_days->currentData().toInt()); });
    m_fullScans = new QCheckBox{tr("Full &scans only"), choices};
    m_fullScans->setObjectName(u"fullScansOnly"_s);
    m_fullScans->setToolTip(
            tr("Only statements that read every row of a table with more than 500"));
    connect(m_fullScans, &QCheckBox::toggled, this, [this](bool isOnly) {
        m_filter.setFullScansOnly(isOnly);
        updatePage();
    });
    auto *label = new QLabel{tr("&Values:"), choices};
    m_sampling = new QComboBox{choices};
    m_sampling->setObjectName(u"samplingChoice"_s);
    m_sampling->addItem(tr("Not kept"), int(ValueSampling::Off));
    m_sampling->addItem(tr("A few, hashed"), int(ValueSampling::Hashed));
    m_sampling->addItem(tr("A few, as they are"), int(ValueSampling::Kept));
    m_sampling->setToolTip(tr("Whether a few of the values that each statement ran with are kept "
                              "in the database, so that it can be tried again. They are prices, "
                              "symbols and times of yours. 'Not kept' deletes those that are."));
    label->setBuddy(m_sampling);
    connect(m_sampling, &QComboBox::activated, this, [this] {
        m_samples->hide(); // what is not to be kept is not to be seen
        emit samplingChosen(sampling());
    });
    auto *row = new QHBoxLayout{choices};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_filterEdit);
    row->addWidget(m_days);
    row->addWidget(m_fullScans);
    row->addStretch(1);
    row->addWidget(label);
    row->addWidget(m_sampling);
    row->addWidget(new ActionButton{*m_refresh, choices});
    return choices;
}

QWidget *QueriesView::makeTable()
{
    m_table = new DataTable{tr("Statements"), this};
    m_table->setObjectName(u"queriesTable"_s);
    m_table->setModel(&m_filter);
    auto *words = new CellDelegate{m_theme, m_table};
    m_table->setItemDelegate(new NumberDelegate{m_theme, 0, m_table});
    m_table->setItemDelegateForColumn(QueryTableModel::StatementColumn, words);
    m_table->setItemDelegateForColumn(QueryTableModel::LastUsedColumn, words);
    m_table->setItemDelegateForColumn(QueryTableModel::ScanColumn,
                                      new StateDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(QueryTableModel::TotalColumn, Qt::DescendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &QueriesView::showCurrent);
    connect(&m_queries, &QueryTableModel::dataChanged, this, &QueriesView::showCurrent);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"index-lab"_s, {}, this};
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    return m_pages;
}

QWidget *QueriesView::makeDetails()
{
    auto *details = new QWidget{this};
    m_summary = new TextLabel{TextSize::Body, {}, details};
    m_summary->setObjectName(u"querySummary"_s);
    m_summary->setWordWrap(true);
    auto *texts = new QSplitter{Qt::Horizontal, details};
    texts->setHandleWidth(8);
    m_sql = new SqlView{m_theme, tr("Statement"), texts};
    m_sql->setObjectName(u"querySql"_s);
    m_plan = new SqlView{m_theme, tr("Plan of the database"), texts};
    m_plan->setObjectName(u"queryPlan"_s);
    m_samples = new SqlView{m_theme, tr("Values that are kept"), texts};
    m_samples->setObjectName(u"querySamples"_s);
    m_samples->hide();
    texts->addWidget(m_sql);
    texts->addWidget(m_plan);
    texts->addWidget(m_samples);
    auto *rows = new QVBoxLayout{details};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_summary);
    rows->addWidget(texts, 1);
    return details;
}

void QueriesView::showSampling(ValueSampling sampling)
{
    m_sampling->setCurrentIndex(m_sampling->findData(int(sampling)));
}

ValueSampling QueriesView::sampling() const
{
    return ValueSampling(m_sampling->currentData().toInt());
}

void QueriesView::showSamples(const QString &id, const QList<StoredSample> &samples)
{
    if (id != m_shownId)
        return;
    QList<StoredSample> wanted = samples;
    wanted.removeIf([this](const StoredSample &sample) {
        return sampling() == ValueSampling::Off ||
               (sampling() == ValueSampling::Hashed && !sample.isHashed);
    });
    m_samples->setSql(querySamplesText(wanted, m_queries.locale()));
    m_samples->setVisible(!wanted.isEmpty());
}

void QueriesView::askSamples()
{
    if (!m_shownId.isEmpty() && sampling() != ValueSampling::Off)
        emit samplesWanted(m_shownId);
}

void QueriesView::showRecording(bool isRecording)
{
    m_isRecording = isRecording;
    updatePage();
}

QByteArray QueriesView::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_splitter->saveState());
}

bool QueriesView::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray splitter;
    return unpackState(state, StateVersion, columns, splitter) &&
           m_table->restoreColumns(columns) && m_splitter->restoreState(splitter);
}

void QueriesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    askAnew();
}

// What is stored shows at once, and what comes of asking after it.
void QueriesView::askAnew()
{
    m_queries.reload();
    emit newsWanted();
}

const RecordedQuery *QueriesView::current() const
{
    const QModelIndex index = m_filter.mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_queries.query(index.row()) : nullptr;
}

void QueriesView::showCurrent()
{
    const RecordedQuery *query = current();
    if (query)
        m_currentId = query->id;
    m_summary->setText(query ? m_queries.summary(*query)
                             : tr("Select a statement to see what it asks and how the database "
                                  "finds its rows."));
    m_sql->setSql(query ? query->text : QString{});
    m_plan->setSql(query && query->plan ? query->plan->text : QString{});
    const QString id = query ? query->id : QString{};
    if (std::exchange(m_shownId, id) == id)
        return;
    m_samples->hide();
    askSamples();
}

void QueriesView::updatePage()
{
    const int count = m_queries.rowCount();
    QStringList lead{tr("%n statement(s) recorded.", nullptr, count)};
    if (const int scans = m_queries.fullScans(); scans > 0)
        lead.append(tr("%n of them read(s) every row of a large table.", nullptr, scans));
    if (!m_isRecording)
        lead.append(tr("Nothing is counted now: the setting queries/record is off."));
    m_lead->setText(lead.join(u' '));
    const bool isEmpty = m_queries.hasAnswer() && m_filter.rowCount() == 0;
    const bool isFiltered = count > 0;
    m_empty->setSentence(isFiltered
                                 ? tr("No statement is like that.")
                                 : tr("What the program asks its database is counted here, every "
                                      "five minutes. Nothing is counted for these days yet."));
    m_empty->setNextStep(isFiltered ? *m_clearFilter : *m_refresh);
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (m_filter.rowCount() > 0 && !m_table->currentIndex().isValid()) {
        const QModelIndex same =
                m_filter.mapFromSource(m_queries.index(m_queries.rowOf(m_currentId), 0));
        m_table->setCurrentIndex(same.isValid() ? same : m_filter.index(0, 0));
    }
    showCurrent();
}
