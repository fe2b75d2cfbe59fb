// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/trialbox.h"

#include "views/quotes/chartalertlayer.h"
#include "views/shell/leadtext.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MarkRoom = 28;

} // namespace

TrialBox::TrialBox(const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_theme{theme}
    , m_text{new LeadText{this}}
    , m_took{new TextLabel{TextSize::Secondary, {}, this}}
{
    setObjectName(u"trialBox"_s);
    m_took->setObjectName(u"trialTook"_s);
    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(MarkRoom, 5, 8, 5);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_took, 0, Qt::AlignVCenter);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TrialBox::setText(const QString &lead, const QString &rest, const QString &took)
{
    m_text->setText(lead, rest);
    m_took->setText(took);
    m_took->setVisible(!took.isEmpty());
}

QString TrialBox::text() const
{
    return m_text->text();
}

void TrialBox::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setPen(m_theme.colour(Meaning::Working));
    painter.setBrush(m_theme.tint(Meaning::Working));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const QRect mark{0, 0, MarkRoom, height()};
    const QPoint centre =
            QStyle::visualRect(layoutDirection(), rect(), mark).center() + QPoint{0, 5};
    paintFiringMark(painter, centre, m_theme.tokens().lines[1]);
}
