// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/wrappedlabel.h"

#include <QPainter>
#include <QTextLayout>
#include <QtMath>

namespace {

// Puts the lines of the layout below each other and returns their height together.
qreal layOut(QTextLayout &layout, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

// A line break of a person is one of the layout, too.
QString inLines(QString text)
{
    return text.replace(QLatin1Char('\n'), QChar::LineSeparator);
}

} // namespace

WrappedLabel::WrappedLabel(TextSize size, const QString &text, QWidget *parent)
    : TextLabel{size, text, parent}
{
    QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Minimum};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int WrappedLabel::heightForWidth(int width) const
{
    QTextLayout layout{inLines(text()), font()};
    return qCeil(layOut(layout, width));
}

QSize WrappedLabel::sizeHint() const
{
    const int width = qMin(fontMetrics().horizontalAdvance(text()) + 1, grown(240));
    return {width, heightForWidth(width)};
}

QSize WrappedLabel::minimumSizeHint() const
{
    return {qMin(grown(60), sizeHint().width()), fontMetrics().height()};
}

void WrappedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setPen(palette().color(foregroundRole()));
    QTextLayout layout{inLines(text()), font()};
    layOut(layout, width());
    layout.draw(&painter, {});
}
