// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/factlist.h"

#include "views/theme/typescale.h"

#include <QPainter>
#include <QStyle>
#include <QtMath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Between = 24; // two facts
constexpr int Inside = 5;   // a name and its value

// What it takes to draw the text whole: the advance alone is rounded down at times.
int wordWidth(const QFont &font, const QString &text)
{
    return qCeil(QFontMetricsF{font}.horizontalAdvance(text)) + 1;
}

} // namespace

FactList::FactList(QWidget *parent)
    : QWidget{parent}
{
    QSizePolicy policy{QSizePolicy::Expanding, QSizePolicy::Minimum};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FactList::setFacts(const QList<QPair<QString, QString>> &facts)
{
    m_facts = facts;
    setAccessibleName(text());
    setToolTip(text()); // for a value that is too long for the line
    updateGeometry();
    update();
}

QString FactList::text() const
{
    QStringList parts;
    for (const auto &[name, value] : m_facts)
        parts << name + u' ' + value;
    return parts.join(u"; "_s);
}

QSize FactList::sizeHint() const
{
    QList<QPoint> places;
    const int width = grown(480);
    return {width, place(width, places)};
}

QSize FactList::minimumSizeHint() const
{
    return {grown(120), lineHeight()};
}

int FactList::heightForWidth(int width) const
{
    QList<QPoint> places;
    return place(width, places);
}

void FactList::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    QList<QPoint> places;
    place(width(), places);
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        const auto &[name, value] = m_facts.at(i);
        const int nameWidth = wordWidth(font(), name);
        const int valueWidth = qMin(factWidth(m_facts.at(i)), width()) - nameWidth - Inside;
        const QRect nameRect{places.at(i), QSize{nameWidth, lineHeight()}};
        const QRect valueRect{places.at(i) + QPoint{nameWidth + Inside, 0},
                              QSize{valueWidth, lineHeight()}};
        const auto draw = [&](const QRect &rect, const QFont &font, QPalette::ColorRole role,
                              const QString &text) {
            painter.setFont(font);
            painter.setPen(palette().color(role));
            painter.drawText(QStyle::visualRect(layoutDirection(), this->rect(), rect),
                             Qt::AlignVCenter | Qt::AlignLeft,
                             QFontMetrics{font}.elidedText(text, Qt::ElideRight, rect.width()));
        };
        draw(nameRect, font(), QPalette::PlaceholderText, name);
        draw(valueRect, strongFont(), QPalette::WindowText, value);
    }
}

int FactList::place(int width, QList<QPoint> &places) const
{
    QPoint at;
    for (const auto &fact : m_facts) {
        const int needs = factWidth(fact);
        if (at.x() > 0 && at.x() + needs > width)
            at = {0, at.y() + lineHeight()};
        places.append(at);
        at.rx() += needs + Between;
    }
    return at.y() + lineHeight();
}

int FactList::factWidth(const QPair<QString, QString> &fact) const
{
    return wordWidth(font(), fact.first) + Inside + wordWidth(strongFont(), fact.second);
}

int FactList::lineHeight() const
{
    return fontMetrics().height() + 4;
}
