// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/events/eventspanel.h"

#include "models/events/eventtext.h"
#include "views/events/eventdetails.h"
#include "views/reports/exportaction.h"
#include "views/reports/offeredreports.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/shell/usableaction.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/statedelegate.h"
#include "views/theme/typescale.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
constexpr int NarrowPanel = 1040; // below this width only the main action has room for words
constexpr int AllTimes = 0;       // days
constexpr int MonthDays = 30;
// By column of EventTableModel. In a narrow window the component goes first.
const QList<ColumnWidth> Widths{{20, 20}, {15, 13}, {14, 12, 1}, {26, 18}, {40, 10}};

} // namespace

EventsPanel::EventsPanel(EventTableModel &events, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_events{events}
{
    m_showInChart = new QAction{theme.icon(u"prices"_s), tr("&Show in chart"), this};
    m_showInChart->setObjectName(u"showEventInChart"_s);
    connect(m_showInChart, &QAction::triggered, this, &EventsPanel::showInChart);
    m_refresh = new QAction{theme.icon(u"round-arrow"_s), tr("&Read again"), this};
    m_refresh->setObjectName(u"refreshEvents"_s);
    m_refresh->setToolTip(tr("Asks the database for events that are new"));
    connect(m_refresh, &QAction::triggered, this, &EventsPanel::readAgain);
    m_clearFilter = new QAction{tr("Show all events"), this};
    m_clearFilter->setObjectName(u"clearFilter"_s);
    connect(m_clearFilter, &QAction::triggered, this, &EventsPanel::clearFilter);

    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    layOutPanel(*this, header, makeContent());
    setFirstFocus(*this, *m_table);
    m_actions = new TableActions{*m_table, theme, *this};
    m_actions->setFilter(*m_filterEdit, tr("&Filter events"));
    connect(&m_events, &EventTableModel::eventsAccepted, this, &EventsPanel::fillComponents);
    connect(&m_events, &EventTableModel::eventsAccepted, this, &EventsPanel::updatePage);
    updatePage();
}

QList<QAction *> EventsPanel::viewActions() const
{
    return m_actions->view() + QList<QAction *>{m_showInChart, m_refresh};
}

QWidget *EventsPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Events"), this};
    m_filterEdit = header->addFilter(m_theme, tr("Filter events"));
    m_filterEdit->setToolTip(tr("Finds events by their component, name or details, as they are "
                                "stored"));
    connect(m_filterEdit, &QLineEdit::textChanged, &m_events, &EventTableModel::setText);

    m_levels = new QComboBox{header};
    m_levels->setObjectName(u"levelChoice"_s);
    m_levels->setAccessibleName(tr("Show events by level"));
    using Levels = EventRequest::Levels;
    m_levels->addItem(tr("All levels"), int(Levels::All));
    m_levels->addItem(tr("Warnings, errors"), int(Levels::WarningsAndErrors));
    m_levels->addItem(tr("Errors"), int(Levels::Errors));
    connect(m_levels, &QComboBox::currentIndexChanged, this,
            [this] { m_events.setLevels(Levels(m_levels->currentData().toInt())); });
    header->addWidget(m_levels);

    m_components = new QComboBox{header};
    m_components->setObjectName(u"componentChoice"_s);
    m_components->setAccessibleName(tr("Show events of a component"));
    m_components->addItem(tr("All components"), QString{});
    m_components->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_components->setMinimumContentsLength(12); // whatever the database knows
    connect(m_components, &QComboBox::currentIndexChanged, this,
            [this] { m_events.setComponent(m_components->currentData().toString()); });
    header->addWidget(m_components);

    m_times = new QComboBox{header};
    m_times->setObjectName(u"timeChoice"_s);
    m_times->setAccessibleName(tr("Show events of a time"));
    m_times->addItem(tr("Last 24 hours"), 1);
    m_times->addItem(tr("Last 7 days"), 7);
    m_times->addItem(tr("Last 30 days"), MonthDays);
    m_times->addItem(tr("Last year"), 365);
    m_times->addItem(tr("All times"), AllTimes);
    m_times->setCurrentIndex(m_times->findData(MonthDays));
    connect(m_times, &QComboBox::currentIndexChanged, this, &EventsPanel::readAgain);
    header->addWidget(m_times);
    header->addStretch();
    m_rareButtons << header->addButton(*m_refresh);
    m_export = new ExportAction{m_theme, *this,
                                [this] { return QList{exportOf(m_events.request())}; }};
    m_rareButtons << header->addButton(*m_export);
    m_rareButtons.constLast()->setObjectName(u"exportButton"_s);
    header->addSeparator();
    header->addButton(*m_showInChart);
    return header;
}

QWidget *EventsPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_banner = new Banner{m_theme, content};
    m_splitter = new QSplitter{Qt::Horizontal, content};
    m_splitter->setObjectName(u"eventsSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_details = new EventDetails{m_events.locale(), [this] { return m_events.now(); }, m_theme,
                                 m_splitter};
    m_splitter->addWidget(m_details);
    m_splitter->setCollapsible(0, false);
    m_splitter->setStretchFactor(0, 7);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({690, 310});
    stackParts(*content, {m_banner, m_splitter});
    return content;
}

QWidget *EventsPanel::makeTable()
{
    m_table = new DataTable{tr("Events"), this};
    m_table->setObjectName(u"eventsTable"_s);
    m_table->setModel(&m_events);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(EventTableModel::LevelColumn,
                                      new StateDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->addAction(m_showInChart);
    connect(m_table, &QAbstractItemView::activated, m_showInChart, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventsPanel::showCurrent);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));

    m_empty = new EmptyState{m_theme, u"log"_s, {}, this};
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    return m_pages;
}

QByteArray EventsPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_splitter->saveState(),
                       qint32(m_times->currentData().toInt()));
}

bool EventsPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray splitter;
    qint32 days = 0;
    if (!unpackState(state, StateVersion, columns, splitter, days))
        return false;
    m_times->setCurrentIndex(std::max(m_times->findData(days), 0));
    return m_table->restoreColumns(columns) && m_splitter->restoreState(splitter);
}

void EventsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    for (ActionButton *button : std::as_const(m_rareButtons))
        button->setIconOnly(width() < grown(NarrowPanel));
}

void EventsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    readAgain();
}

void EventsPanel::fillComponents()
{
    const QString chosen = m_components->currentData().toString();
    QStringList known;
    for (int i = 1; i < m_components->count(); ++i)
        known.append(m_components->itemData(i).toString());
    if (known == m_events.components())
        return;
    const QSignalBlocker blocker{m_components};
    while (m_components->count() > 1)
        m_components->removeItem(1);
    for (const QString &component : m_events.components())
        m_components->addItem(eventComponentText(component), component);
    if (m_components->findData(chosen) < 0) // none is left, and it is still asked for
        m_components->addItem(eventComponentText(chosen), chosen);
    m_components->setCurrentIndex(m_components->findData(chosen));
}

void EventsPanel::readAgain()
{
    if (!isVisible()) // it asks when it shows
        return;
    const int days = m_times->currentData().toInt(); // they end now
    m_events.setTimes(days == AllTimes ? QDateTime{} : m_events.now().addDays(-days), {});
    m_events.reload();
}

void EventsPanel::clearFilter()
{
    m_filterEdit->clear();
    m_levels->setCurrentIndex(0);
    m_components->setCurrentIndex(0);
    m_times->setCurrentIndex(m_times->findData(AllTimes));
    m_table->setFocus(Qt::OtherFocusReason);
}

bool EventsPanel::isFiltered() const
{
    const EventRequest &request = m_events.request();
    return !request.text.isEmpty() || !request.component.isEmpty() || request.from.isValid() ||
           request.levels != EventRequest::Levels::All;
}

void EventsPanel::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_details->setEvent(current.isValid() ? std::optional{m_events.entry(current.row())}
                                          : std::nullopt);
    setUsable(*m_showInChart, current.isValid() ? QString{} : tr("Select an event first."),
              tr("Shows the prices around the time of the event"));
}

void EventsPanel::showInChart()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const SystemEvent &event = m_events.entry(current.row());
    emit chartRequested(eventSymbol(event), event.time);
}

void EventsPanel::updatePage()
{
    const bool isEmpty = m_events.hasAnswer() && m_events.rowCount() == 0;
    const QString &text = m_events.request().text;
    m_empty->setSentence(!isFiltered()    ? tr("What the program does to the database is listed "
                                                  "here. Nothing happened yet.")
                         : text.isEmpty() ? tr("No event is of that level, component and time.")
                                          : tr("No event of that level, component and time "
                                               "contains '%1'.")
                                                    .arg(text));
    m_empty->setNextStep(isFiltered() ? *m_clearFilter : *m_refresh);
    const bool hadFocus = m_table->hasFocus();
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (isEmpty && hadFocus)
        m_filterEdit->setFocus(Qt::OtherFocusReason);
    if (m_events.rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_events.index(0, EventTableModel::TimeColumn));
    showCurrent();
}
