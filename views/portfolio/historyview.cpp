// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/portfolio/historyview.h"

#include "models/portfolio/portfoliotext.h"
#include "views/shell/actionbutton.h"
#include "views/shell/emptystate.h"
#include "views/shell/progressline.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/theme/textlabel.h"

#include <QAction>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int UsualDays = 30;

// By column of HistoryTableModel.
const QList<ColumnWidth> Widths{{24, 20},    {13, 10},   {9, 7},      {20, 12},    {20, 12, 3},
                                {16, 12, 4}, {12, 9, 5}, {11, 10, 6}, {18, 12, 2}, {30, 12, 1}};

} // namespace

HistoryView::HistoryView(HistoryTableModel &history, const Theme &theme, const QDate &today,
                         QWidget *parent)
    : QWidget{parent}
    , m_history{history}
    , m_theme{theme}
{
    m_show = new QAction{theme.icon(u"round-arrow"_s), tr("Show"), this};
    m_show->setObjectName(u"showHistory"_s);
    connect(m_show, &QAction::triggered, this, &HistoryView::ask);
    m_progress = new ProgressLine{this};
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(makeChoices(today));
    rows->addWidget(m_progress);
    rows->addWidget(makeTable(), 1);
    connect(&history, &HistoryTableModel::loadingChanged, this, &HistoryView::update);
    update();
}

QWidget *HistoryView::makeChoices(const QDate &today)
{
    auto *choices = new QWidget{this};
    m_list = new QComboBox{choices};
    m_list->setObjectName(u"historyList"_s);
    m_list->setAccessibleName(tr("What of the account"));
    for (const AccountList list : {AccountList::Trades, AccountList::Orders, AccountList::Deposits,
                                   AccountList::Withdrawals, AccountList::Transfers})
        m_list->addItem(accountListText(list), int(list));
    connect(m_list, &QComboBox::currentIndexChanged, this, &HistoryView::update);
    const auto makeDay = [&](const QString &name, const QString &label, const QDate &day) {
        auto *edit = new QDateEdit{day, choices};
        edit->setObjectName(name);
        edit->setAccessibleName(label);
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(tr("d MMM yyyy"));
        return edit;
    };
    m_from = makeDay(u"historyFrom"_s, tr("First day, UTC"), today.addDays(1 - UsualDays));
    m_to = makeDay(u"historyTo"_s, tr("Last day, UTC"), today);
    connect(m_from, &QDateEdit::dateChanged, this, [this](const QDate &day) {
        if (day > m_to->date())
            m_to->setDate(day);
    });
    connect(m_to, &QDateEdit::dateChanged, this, [this](const QDate &day) {
        if (day < m_from->date())
            m_from->setDate(day);
    });
    m_words = new TextLabel{TextSize::Secondary, {}, choices};
    m_words->setObjectName(u"historyWords"_s);
    m_words->setWordWrap(true);
    auto *title = new TextLabel{TextSize::Section, tr("Account"), choices};
    auto *row = new QHBoxLayout{choices};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(title);
    row->addWidget(m_list);
    row->addWidget(m_from);
    row->addWidget(new TextLabel{TextSize::Body, u"–"_s, choices});
    row->addWidget(m_to);
    row->addWidget(new ActionButton{*m_show, choices});
    row->addWidget(m_words, 1);
    return choices;
}

QWidget *HistoryView::makeTable()
{
    m_table = new DataTable{tr("Account"), this};
    m_table->setObjectName(u"historyTable"_s);
    m_table->setModel(&m_history);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    auto *numbers = new NumberDelegate{m_theme, 8, m_table};
    for (const int column : {HistoryTableModel::AmountColumn, HistoryTableModel::RateColumn})
        m_table->setItemDelegateForColumn(column, numbers);
    auto *money = new NumberDelegate{m_theme, 2, m_table};
    for (const int column : {HistoryTableModel::TotalColumn, HistoryTableModel::FeeColumn})
        m_table->setItemDelegateForColumn(column, money);
    m_table->setColumnWidths(Widths);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"log"_s, {}, this};
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    m_pages->setMinimumHeight(grown(90));
    return m_pages;
}

AccountHistoryRequest HistoryView::request() const
{
    return {AccountList(m_list->currentData().toInt()), m_from->date(), m_to->date()};
}

void HistoryView::ask()
{
    m_history.load(request());
}

void HistoryView::update()
{
    const bool isLoading = m_history.isLoading();
    const bool hasDays = request().list != AccountList::Orders;
    m_progress->setBusy(isLoading);
    m_show->setEnabled(!isLoading);
    m_show->setToolTip(isLoading ? tr("CoinSpot is being asked")
                                 : tr("Asks CoinSpot; nothing of it is stored"));
    for (QDateEdit *day : {m_from, m_to}) {
        day->setEnabled(hasDays);
        day->setToolTip(hasDays ? tr("Days as CoinSpot counts them, in UTC")
                                : tr("Orders are those that are open now"));
    }
    m_words->setText(m_history.hasAnswer() ? historyText(m_history.history(), m_history.locale())
                                           : QString{});
    m_empty->setSentence(m_history.hasAnswer()
                                 ? historyText(m_history.history(), m_history.locale())
                                 : tr("What happened in your CoinSpot account: choose what and "
                                      "when, then Show. Nothing of it is stored."));
    m_pages->setCurrentWidget(m_history.rowCount() == 0 ? static_cast<QWidget *>(m_empty)
                                                        : m_table);
}
