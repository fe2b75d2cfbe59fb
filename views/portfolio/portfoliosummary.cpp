// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/portfolio/portfoliosummary.h"

#include "models/portfolio/portfoliotext.h"
#include "views/theme/textlabel.h"

#include <QHBoxLayout>

using namespace Qt::Literals::StringLiterals;

PortfolioSummary::PortfolioSummary(const QLocale &locale, QWidget *parent)
    : QFrame{parent}
    , m_locale{locale}
    , m_row{new QHBoxLayout}
    , m_unpriced{new TextLabel{TextSize::Body, {}, this}}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_row->setSpacing(24);
    m_row->addStretch(1);
    m_unpriced->setObjectName(u"unpriced"_s);
    m_unpriced->setQuiet(true);
    m_unpriced->setWordWrap(true);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(4);
    rows->addLayout(m_row);
    rows->addWidget(m_unpriced);
}

void PortfolioSummary::setPortfolio(const Portfolio &portfolio)
{
    for (QWidget *part : std::as_const(m_parts))
        delete part;
    m_parts.clear();
    for (const CurrencyTotal &total : portfolio.totals)
        addTotal(total);
    m_unpriced->setText(unpricedText(portfolio.unpriced));
    m_unpriced->setVisible(portfolio.unpriced > 0);
}

void PortfolioSummary::addTotal(const CurrencyTotal &total)
{
    auto *part = new QWidget{this};
    auto *figure = new TextLabel{TextSize::Figure, totalText(total, m_locale), part};
    figure->setObjectName(u"total%1"_s.arg(total.currency));
    figure->setToolTip(total.value ? total.value->toShortString() + u' ' + total.currency
                                   : QString{});
    auto *note = new TextLabel{TextSize::Body, totalNote(total, m_locale), part};
    note->setObjectName(u"note%1"_s.arg(total.currency));
    note->setQuiet(true);
    auto *rows = new QVBoxLayout{part};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addWidget(figure);
    rows->addWidget(note);
    m_row->insertWidget(int(m_parts.size()), part);
    m_parts.append(part);
}
