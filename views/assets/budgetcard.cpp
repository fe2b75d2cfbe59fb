// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/budgetcard.h"

#include "models/assets/budgettext.h"
#include "views/assets/budgetcells.h"
#include "views/shell/actionbutton.h"
#include "views/shell/linkbutton.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Custom = -1;

} // namespace

BudgetCard::BudgetCard(const Theme &theme, QLocale locale, QAction &plan, QWidget *parent)
    : QFrame{parent}
    , m_theme{theme}
    , m_locale{std::move(locale)}
{
    setObjectName(u"budgetCard"_s);
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 8, 14, 10);
    rows->setSpacing(6);
    rows->addWidget(makeHeading());
    rows->addWidget(makeFigure());
    m_cells = new BudgetCells{theme, this};
    rows->addWidget(m_cells);
    m_counter = new TextLabel{TextSize::Secondary, {}, this};
    m_counter->setObjectName(u"budgetCounter"_s);
    m_counter->setWordWrap(true);
    rows->addWidget(m_counter);
    auto *line = new QFrame{this};
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    rows->addWidget(line);
    rows->addWidget(makeForecast());
    rows->addStretch(1);
    rows->addWidget(makeFoot(plan));
    connect(&theme, &Theme::changed, this, &BudgetCard::paintIcon);
    paintIcon();
    setBoard({}, 0, QDateTime::currentDateTimeUtc());
}

QWidget *BudgetCard::makeHeading()
{
    auto *bar = new QWidget{this};
    m_plans = new QComboBox{bar};
    m_plans->setObjectName(u"planChoice"_s);
    m_plans->setAccessibleName(tr("Plan of EODHD"));
    m_plans->setToolTip(tr("The plan of your account at EODHD decides how many calls a day it "
                           "answers"));
    connect(m_plans, &QComboBox::activated, this, [this](int index) {
        const int calls = m_plans->itemData(index).toInt();
        m_plans->setCurrentIndex(m_plans->findData(m_limit)); // until the plan really is another
        if (calls == Custom)
            emit customPlanRequested();
        else if (calls != m_limit)
            emit planChosen(calls);
    });
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new TextLabel{TextSize::Section, tr("EODHD budget today"), bar}, 1);
    row->addWidget(m_plans);
    return bar;
}

QWidget *BudgetCard::makeFigure()
{
    auto *bar = new QWidget{this};
    m_used = new TextLabel{TextSize::Figure, {}, bar};
    m_used->setObjectName(u"callsUsed"_s);
    m_usedWords = new TextLabel{TextSize::Body, {}, bar};
    m_usedWords->setObjectName(u"callsUsedWords"_s);
    m_usedWords->setQuiet(true);
    m_left = new TextLabel{TextSize::Body, {}, bar};
    m_left->setObjectName(u"callsLeft"_s);
    m_left->setFont(strongFont());
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_used, 0, Qt::AlignBaseline);
    row->addWidget(m_usedWords, 1, Qt::AlignBaseline);
    row->addWidget(m_left, 0, Qt::AlignBaseline);
    return bar;
}

QWidget *BudgetCard::makeForecast()
{
    auto *bar = new QWidget{this};
    m_icon = new QLabel{bar};
    m_round = new TextLabel{TextSize::Body, {}, bar};
    m_round->setObjectName(u"roundText"_s);
    m_round->setFont(strongFont());
    m_round->setWordWrap(true);
    m_cost = new TextLabel{TextSize::Secondary,
                           tr("The daily prices of a symbol are 1 call for any length of "
                              "history; its splits and its dividends are 1 call each."),
                           bar};
    m_cost->setObjectName(u"callCost"_s);
    m_cost->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_round);
    words->addWidget(m_cost);
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 2, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return bar;
}

QWidget *BudgetCard::makeFoot(QAction &plan)
{
    auto *bar = new QWidget{this};
    auto *limits = new ActionButton{plan, bar};
    auto *calls = new LinkButton{tr("Calls of today"), bar};
    calls->setObjectName(u"callsOfToday"_s);
    calls->setToolTip(tr("Shows the runs in the panel Collector"));
    connect(calls, &LinkButton::clicked, this, &BudgetCard::callsRequested);
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(limits);
    row->addStretch(1);
    row->addWidget(calls);
    return bar;
}

void BudgetCard::setBoard(const AssetBoard &board, int symbols, const QDateTime &now)
{
    const CallBudget budget = board.budget.onDay(now.toUTC().date());
    if (budget.limit != m_limit)
        fillPlans(budget.limit);
    m_used->setText(m_locale.toString(budget.used));
    m_usedWords->setText(callsUsedText(budget, m_locale));
    m_left->setText(callsLeftText(budget, m_locale));
    m_cells->setCalls(budget.used, budget.limit);
    m_counter->setText(counterText(budget, now, m_locale));
    m_round->setText(roundText(symbols, budget.limit, board.daysPerRound, m_locale));
    keepWhole();
}

void BudgetCard::setLow(bool isLow)
{
    m_cost->setVisible(!isLow);
    m_round->setToolTip(isLow ? m_cost->text() : QString{});
    keepWhole();
}

void BudgetCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    keepWhole();
}

void BudgetCard::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    keepWhole();
}

// A splitter does not know that text which wraps is higher in a narrow card. Before it shows, its
// width means nothing.
void BudgetCard::keepWhole()
{
    if (isVisible())
        setMinimumHeight(layout()->totalMinimumHeightForWidth(width()));
}

void BudgetCard::fillPlans(int limit)
{
    m_limit = limit;
    m_plans->clear();
    for (const int plan : {CallBudget::FreePlan, CallBudget::PaidPlan})
        m_plans->addItem(planText(plan, m_locale), plan);
    if (m_plans->findData(limit) < 0)
        m_plans->addItem(planText(limit, m_locale), limit);
    m_plans->addItem(tr("Custom…"), Custom);
    m_plans->setCurrentIndex(m_plans->findData(limit));
}

void BudgetCard::paintIcon()
{
    m_icon->setPixmap(m_theme.icon(u"info"_s, Meaning::Working).pixmap(smallIconSize()));
}
