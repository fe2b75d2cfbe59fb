// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tuning/beforeafterchart.h"

#include "views/theme/typescale.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

BeforeAfterChart::BeforeAfterChart(BeforeAfterModel &model, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_model{model}
    , m_theme{theme}
{
    setAccessibleName(tr("Before and after on this computer"));
    setFocusPolicy(Qt::StrongFocus); // or nobody hears its description
    connect(&model, &BeforeAfterModel::measuredChanged, this, &BeforeAfterChart::follow);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    follow();
}

void BeforeAfterChart::follow()
{
    setAccessibleDescription(spokenText(m_model.measured(), m_model.locale()));
    setToolTip(accessibleDescription());
    updateGeometry();
    update();
}

int BeforeAfterChart::lineHeight() const
{
    return rowHeight(fontMetrics());
}

int BeforeAfterChart::nameWidth() const
{
    int width = 0;
    for (const BeforeAfter &pair : m_model.measured())
        width = std::max({width, fontMetrics().horizontalAdvance(pair.beforeName),
                          fontMetrics().horizontalAdvance(pair.afterName)});
    return width + 8;
}

// Of the difference, at the right.
int BeforeAfterChart::wordsWidth() const
{
    int width = 0;
    for (const BeforeAfter &pair : m_model.measured())
        width = std::max(width, fontMetrics().horizontalAdvance(tendencyText(pair.tendency)));
    return width + 12;
}

QSize BeforeAfterChart::sizeHint() const
{
    return {grown(480), int(m_model.measured().size()) * pairHeight()};
}

QSize BeforeAfterChart::minimumSizeHint() const
{
    return {grown(260), sizeHint().height()}; // what MeasuredView leaves it at its least
}

void BeforeAfterChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        follow();
    QWidget::changeEvent(event);
}

void BeforeAfterChart::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    QRect rect{0, 0, width(), pairHeight()};
    for (const BeforeAfter &pair : m_model.measured()) {
        paintPair(painter, pair, rect);
        rect.translate(0, pairHeight());
    }
    if (hasFocus()) {
        painter.setPen({m_theme.tokens().highlight, 2});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(this->rect().adjusted(1, 1, -1, -1));
    }
}

void BeforeAfterChart::paintPair(QPainter &painter, const BeforeAfter &pair,
                                 const QRect &rect) const
{
    const int line = lineHeight();
    const QLocale &locale = m_model.locale();
    const double most = std::max(pair.before.upper, pair.after.upper);
    painter.setFont(strongFont());
    painter.setPen(m_theme.tokens().text);
    painter.drawText(QRect{rect.x() + 4, rect.y(), rect.width() - 8, line}, int(Qt::AlignVCenter),
                     //: What was measured, and its unit: "Inserts into x, migration 5 (rows per s)"
                     painter.fontMetrics().elidedText(tr("%1 (%2)").arg(pair.title, pair.unit),
                                                      Qt::ElideRight, rect.width() - 8));
    const int names = nameWidth();
    const int words = wordsWidth();
    const int values = fontMetrics().horizontalAdvance(u"88,888,888"_s);
    for (const bool isBefore : {true, false}) {
        const Spread &spread = isBefore ? pair.before : pair.after;
        QRect row{rect.x(), rect.y() + (isBefore ? 1 : 2) * line, rect.width(), line};
        painter.setFont(font());
        painter.setPen(m_theme.tokens().secondaryText);
        painter.drawText(QRect{row.x() + 4, row.y(), names - 8, line},
                         int(Qt::AlignRight | Qt::AlignVCenter),
                         isBefore ? pair.beforeName : pair.afterName);
        const QRect room{row.x() + names + 4, row.y() + 2,
                         row.width() - names - words - values - 12, line - 4};
        if (room.width() < 10)
            continue;
        paintBar(painter, spread, most, room, isBefore);
        const int end = most > 0 ? int(room.width() * spread.upper / most) : 0;
        painter.setPen(m_theme.tokens().text);
        painter.drawText(QRect{room.x() + end + 8, row.y(), values, line},
                         int(Qt::AlignLeft | Qt::AlignVCenter),
                         locale.toString(spread.median, 'f', spread.median < 100 ? 1 : 0));
    }
    const bool isCertain = pair.tendency != Tendency::Uncertain;
    const QRect side{rect.right() - words, rect.y() + line, words - 4, line};
    painter.setFont(strongFont());
    painter.setPen(isCertain ? m_theme.colour(pair.tendency == Tendency::Gain ? Meaning::Gain
                                                                              : Meaning::Loss)
                             : m_theme.tokens().text);
    painter.drawText(side, int(Qt::AlignRight | Qt::AlignVCenter), changeText(pair, locale));
    painter.setFont(font());
    painter.setPen(m_theme.tokens().secondaryText);
    painter.drawText(side.translated(0, line), int(Qt::AlignRight | Qt::AlignVCenter),
                     tendencyText(pair.tendency));
}

void BeforeAfterChart::paintBar(QPainter &painter, const Spread &spread, double most,
                                const QRect &rect, bool isBefore) const
{
    if (most <= 0)
        return;
    const auto at = [&](double value) { return rect.x() + int(rect.width() * value / most); };
    const QRect bar{rect.x(), rect.y(), std::max(2, at(spread.median) - rect.x()), rect.height()};
    const Tokens &tokens = m_theme.tokens();
    if (isBefore) {
        painter.fillRect(bar, QBrush{tokens.secondaryText, Qt::BDiagPattern});
        painter.setPen(tokens.secondaryText);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
    } else {
        painter.fillRect(bar, tokens.lines[0]);
    }
    // A halo in Base, so that the whisker is seen on the bar as well.
    const int middle = rect.center().y();
    const int cap = rect.height() / 4;
    for (const QPen &pen : {QPen{tokens.base, 3}, QPen{tokens.text, 1}}) {
        painter.setPen(pen);
        painter.drawLine(at(spread.lower), middle, at(spread.upper), middle);
        for (const double end : {spread.lower, spread.upper})
            painter.drawLine(at(end), middle - cap, at(end), middle + cap);
    }
}
