// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/leadtext.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>
#include <QtMath>

LeadText::LeadText(QWidget *parent)
    : QWidget{parent}
{
    QSizePolicy policy{QSizePolicy::Expanding, QSizePolicy::Preferred};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LeadText::setText(const QString &lead, const QString &rest)
{
    m_lead = lead;
    m_rest = rest;
    setAccessibleName(text());
    updateGeometry();
    update();
}

QString LeadText::text() const
{
    return m_lead.isEmpty() || m_rest.isEmpty() ? m_lead + m_rest : m_lead + u' ' + m_rest;
}

QSize LeadText::sizeHint() const
{
    QTextLayout layout;
    lay(layout, QWIDGETSIZE_MAX);
    return {qCeil(layout.maximumWidth()) + 1, qCeil(layout.boundingRect().height())};
}

QSize LeadText::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height()};
}

int LeadText::heightForWidth(int width) const
{
    QTextLayout layout;
    return qCeil(lay(layout, width));
}

void LeadText::paintEvent(QPaintEvent *)
{
    QTextLayout layout;
    const qreal height = lay(layout, width());
    QPainter painter{this};
    painter.setPen(palette().color(QPalette::WindowText));
    layout.draw(&painter, {0, qMax(0.0, (this->height() - height) / 2)});
}

qreal LeadText::lay(QTextLayout &layout, qreal width) const
{
    layout.setText(text().replace(u'\n', QChar::LineSeparator)); // it knows no other
    layout.setFont(font());
    QTextOption option;
    option.setTextDirection(layoutDirection());
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    layout.setTextOption(option);
    QTextLayout::FormatRange bold;
    bold.start = 0;
    bold.length = static_cast<int>(m_lead.size());
    bold.format.setFontWeight(QFont::DemiBold);
    layout.setFormats({bold});
    layout.setCacheEnabled(true);

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
