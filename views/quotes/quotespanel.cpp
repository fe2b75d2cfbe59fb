// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/quotespanel.h"

#include "db/domain/price.h"
#include "views/reports/exportaction.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of QuoteTableModel. In a narrow window the delay goes first.
const QList<ColumnWidth> Widths{{22, 20}, {12, 9}, {18, 15}, {18, 15}, {18, 15}, {10, 8, 1}};

} // namespace

QuotesPanel::QuotesPanel(QuoteTableModel &quotes, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_quotes{quotes}
{
    makeActions();
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    auto *content = new QWidget{this};
    m_banner = new Banner{theme, content};
    stackParts(*content, {m_banner, makeTable()});
    layOutPanel(*this, header, content);
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    connect(&quotes, &QuoteTableModel::pageAccepted, this, &QuotesPanel::updatePage);
    connect(&quotes, &QuoteTableModel::shifted, this, &QuotesPanel::keepPlace);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == m_table->verticalScrollBar()->minimum())
            m_quotes.fetchNewer();
    });
    updatePage();
}

void QuotesPanel::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &toolTip,
                             const QKeySequence &keys, auto act) {
        auto *action = new QAction{text, this};
        action->setObjectName(name);
        action->setToolTip(toolTip);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_newest = make(u"newestQuotes"_s, tr("Ne&west quotes"), tr("Shows the quotes stored last"),
                    Qt::CTRL | Qt::Key_Home, [this] { goToEnd(true); });
    m_newest->setIconText(tr("Newest"));
    m_oldest = make(u"oldestQuotes"_s, tr("Ol&dest quotes"), tr("Shows the quotes stored first"),
                    Qt::CTRL | Qt::Key_End, [this] { goToEnd(false); });
    m_oldest->setIconText(tr("Oldest"));
    m_goTo = make(u"goToQuotes"_s, tr("&Go to that time"), tr("Shows the quotes of that time"), {},
                  [this] { goToTime(); });
    m_goTo->setIconText(tr("Go to"));
    m_open = make(u"openQuote"_s, tr("&Open in the chart"), tr("Shows the chart at that time"), {},
                  [this] { openCurrent(); });
    m_open->setIcon(m_theme.icon(u"prices"_s));
}

QWidget *QuotesPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Quotes"), this};
    m_coins = new QComboBox{header};
    m_coins->setObjectName(u"coinChoice"_s);
    m_coins->setAccessibleName(tr("Coin"));
    m_coins->setToolTip(tr("Choose whose quotes are shown"));
    m_coins->addItem(tr("All coins"));
    connect(m_coins, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_quotes.setCoin(m_coins->itemData(index).toString()); });
    header->addWidget(m_coins);
    m_time = new QDateTimeEdit{header};
    m_time->setObjectName(u"timeEdit"_s);
    m_time->setAccessibleName(tr("Time to go to"));
    m_time->setDisplayFormat(tr("d MMM yyyy, HH:mm"));
    m_time->setCalendarPopup(true);
    m_time->setDateTime(QDateTime::currentDateTime());
    header->addWidget(m_time);
    header->addButton(*m_goTo);
    header->addStretch();
    m_export = new ExportAction{m_theme, *this, [this] { return QList{exportable()}; }};
    header->addButton(*m_export)->setObjectName(u"exportButton"_s);
    header->addSeparator();
    header->addButton(*m_oldest);
    header->addButton(*m_newest);
    return header;
}

QWidget *QuotesPanel::makeTable()
{
    m_table = new DataTable{tr("Quotes"), this};
    m_table->setObjectName(u"quotesTable"_s);
    m_table->setModel(&m_quotes);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    for (const int column :
         {QuoteTableModel::LastColumn, QuoteTableModel::BidColumn, QuoteTableModel::AskColumn}) {
        m_table->setItemDelegateForColumn(column,
                                          new NumberDelegate{m_theme, Price::Decimals, m_table});
    }
    m_table->setItemDelegateForColumn(QuoteTableModel::StoredColumn,
                                      new NumberDelegate{m_theme, 0, m_table});
    m_table->setColumnWidths(Widths);
    m_table->addAction(m_open);
    connect(m_table, &QAbstractItemView::activated, m_open, &QAction::trigger);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"table"_s, {}, this};
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    return m_pages;
}

QList<QAction *> QuotesPanel::viewActions() const
{
    return QList<QAction *>{m_open, m_newest, m_oldest} + m_tableActions->view();
}

void QuotesPanel::setCoins(const QStringList &coins)
{
    const QSignalBlocker blocker{m_coins};
    while (m_coins->count() > 1)
        m_coins->removeItem(1);
    for (const QString &coin : coins)
        m_coins->addItem(coin, coin);
    m_coins->setCurrentIndex(std::max(m_coins->findData(m_quotes.coin()), 0));
}

QByteArray QuotesPanel::saveState() const
{
    return m_table->saveColumns();
}

bool QuotesPanel::restoreState(const QByteArray &state)
{
    return m_table->restoreColumns(state);
}

void QuotesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_quotes.hasAnswer())
        m_quotes.showNewest();
}

// Newest first, as the table has them.
ReportRequest QuotesPanel::exportable() const
{
    ReportRequest request{.report = Report::Prices,
                          .sort = ReportRequest::Sort{u"timestamp"_s, true}};
    if (!m_quotes.coin().isEmpty())
        request.coins = {m_quotes.coin()};
    return request;
}

void QuotesPanel::openCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const Quote &quote = m_quotes.quote(current.row());
    emit openRequested(quote.coin, quote.timestamp);
}

void QuotesPanel::goToTime()
{
    m_endsAtBottom = false;
    m_quotes.showAt(m_time->dateTime().toUTC());
    m_table->setFocus(Qt::OtherFocusReason);
}

void QuotesPanel::goToEnd(bool isNewest)
{
    m_endsAtBottom = !isNewest;
    if (isNewest)
        m_quotes.showNewest();
    else
        m_quotes.showOldest();
    m_table->setFocus(Qt::OtherFocusReason);
}

// What the person looks at stays where it is.
void QuotesPanel::keepPlace(int rows)
{
    // Rows above were counted in or out a moment ago: the bar does not know them yet.
    m_table->doItemsLayout();
    QScrollBar *bar = m_table->verticalScrollBar();
    bar->setValue(bar->value() + rows);
}

void QuotesPanel::updatePage()
{
    const bool isEmpty = m_quotes.hasAnswer() && m_quotes.rowCount() == 0;
    if (isEmpty) {
        m_empty->setSentence(
                m_quotes.isAtNewest()
                        ? tr("Every price that is collected is listed here, to the last digit.")
                        : tr("No quote is as old as that."));
        if (!m_quotes.isAtNewest())
            m_empty->setNextStep(*m_oldest);
    }
    m_export->setProblem(isEmpty ? tr("There is nothing to export") : QString{});
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    if (std::exchange(m_endsAtBottom, false))
        m_table->scrollToBottom();
}
