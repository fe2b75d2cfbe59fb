// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/steprow.h"

#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace {

constexpr int MarkSize = 18;
constexpr int Edge = 18; // left of the mark and right of the button

} // namespace

StepRow::StepRow(const Theme &theme, int number, State state, const QString &title,
                 const QString &text, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_number{number}
    , m_state{state}
    , m_title{new TextLabel{TextSize::Body, title, this}}
    , m_text{new TextLabel{TextSize::Body, text, this}}
    , m_row{new QHBoxLayout{this}}
{
    m_title->setFont(strongFont());
    m_text->setQuiet(true);
    m_text->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    m_row->setContentsMargins(Edge + grown(MarkSize) + 16, 14, Edge, 14);
    m_row->setSpacing(16);
    m_row->addLayout(words, 1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StepRow::setText(const QString &text)
{
    m_text->setText(text);
}

void StepRow::addButton(QWidget *button)
{
    m_row->addWidget(button, 0, Qt::AlignVCenter);
}

QRect StepRow::markRect() const
{
    const int size = grown(MarkSize);
    const QRect mark{Edge, m_title->geometry().center().y() - size / 2 + 1, size, size};
    return QStyle::visualRect(layoutDirection(), rect(), mark);
}

void StepRow::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    if (m_state == State::Present)
        painter.fillRect(rect(), m_theme.tint(Meaning::Working));
    if (m_number > 1)
        painter.fillRect(QRect{0, 0, width(), 1}, m_theme.tokens().separator);
    const QRect mark = markRect();
    if (m_state == State::Done) {
        stateIcon(m_theme, CellState::Ok).paint(&painter, mark);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isPresent = m_state == State::Present;
    const QColor colour =
            palette().color(isPresent ? QPalette::Highlight : QPalette::PlaceholderText);
    painter.setPen(QPen{colour, 1.4});
    painter.setBrush(isPresent ? QBrush{colour} : QBrush{});
    painter.drawEllipse(QRectF{mark}.adjusted(1, 1, -1, -1));
    QFont font = textFont(TextSize::Secondary);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(
            palette().color(isPresent ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter.drawText(mark, Qt::AlignCenter, locale().toString(m_number));
}
