// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/callschart.h"

#include "models/assets/budgettext.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Days = 7;
constexpr double BarShare = 0.5; // of a day's width
constexpr int LimitInSight = 4;  // a limit of up to so many times the calls has its line
constexpr double HatchStep = 6;

// A round step, so that the axis has at most five lines: 1, 2, 5, 10, 20, 50 and so on.
int stepFor(int most)
{
    for (int decade = 1;; decade *= 10) {
        for (const int step : {1, 2, 5}) {
            if (step * decade * 5 >= most)
                return step * decade;
        }
    }
}

// Lines, not a pattern brush: they stay in step from bar to bar and on every scale.
void hatch(QPainter &painter, const QRectF &area)
{
    QList<QLineF> lines;
    const double first = std::ceil((area.left() + area.top()) / HatchStep) * HatchStep;
    for (double sum = first; sum < area.right() + area.bottom(); sum += HatchStep) {
        const double upper = std::max(area.top(), sum - area.right());
        const double lower = std::min(area.bottom(), sum - area.left());
        lines.append({sum - upper, upper, sum - lower, lower});
    }
    painter.drawLines(lines);
}

} // namespace

CallsChart::CallsChart(ForecastTableModel &forecast, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_forecast{forecast}
    , m_theme{theme}
{
    setObjectName(u"callsChart"_s);
    setAccessibleName(tr("Calls of the next 7 days"));
    setFocusPolicy(Qt::StrongFocus); // or nobody hears its description
    connect(&forecast, &ForecastTableModel::forecastChanged, this, &CallsChart::describe);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

QSize CallsChart::sizeHint() const
{
    return {grown(420), grown(170)};
}

QSize CallsChart::minimumSizeHint() const
{
    return {grown(260), grown(110)};
}

QRectF CallsChart::plot() const
{
    const QFontMetricsF metrics{font()};
    const double left = metrics.horizontalAdvance(m_forecast.locale().toString(top())) + 12;
    const double line = metrics.height();
    return QRectF{left, line * 1.5, width() - left - 2.0, height() - line * 3};
}

QRectF CallsChart::column(int day) const
{
    const QRectF area = plot();
    const double width = area.width() / Days;
    return {area.left() + day * width, area.top(), width, area.height()};
}

int CallsChart::top() const
{
    int most = 1;
    for (const ForecastDay &day : m_forecast.forecast())
        most = std::max(most, day.used + day.expected);
    return hasLimitLine() ? std::max(most, m_forecast.limit()) : most;
}

bool CallsChart::hasLimitLine() const
{
    int most = 1;
    for (const ForecastDay &day : m_forecast.forecast())
        most = std::max(most, day.used + day.expected);
    return m_forecast.limit() > 0 && m_forecast.limit() <= LimitInSight * most;
}

double CallsChart::y(int calls) const
{
    const QRectF area = plot();
    return std::round(area.bottom() - area.height() * calls / top()) + 0.5;
}

void CallsChart::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setFont(font());
    painter.setLayoutDirection(Qt::LeftToRight); // time goes right in every language
    paintAxis(painter);
    for (int day = 0; day < std::min<int>(Days, int(m_forecast.forecast().size())); ++day)
        paintDay(painter, day);
    paintLimit(painter);
    if (hasFocus()) {
        painter.setPen({m_theme.tokens().highlight, 2});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void CallsChart::paintAxis(QPainter &painter) const
{
    const QRectF area = plot();
    const Tokens &tokens = m_theme.tokens();
    const double height = QFontMetricsF{font()}.height();
    const double limitAt = hasLimitLine() ? y(m_forecast.limit()) : -1000;
    const int step = stepFor(top());
    for (int calls = 0; calls <= top(); calls += step) {
        painter.setPen(calls == 0 ? tokens.outline : tokens.grid);
        painter.drawLine(QLineF{area.left(), y(calls), area.right(), y(calls)});
        if (std::abs(y(calls) - limitAt) < height && calls != 0)
            continue; // the limit has that place
        painter.setPen(tokens.secondaryText);
        painter.drawText(QRectF{0, y(calls) - height / 2, area.left() - 8, height},
                         Qt::AlignRight | Qt::AlignVCenter, m_forecast.locale().toString(calls));
    }
}

void CallsChart::paintDay(QPainter &painter, int number) const
{
    const ForecastDay &day = m_forecast.forecast().at(number);
    const Tokens &tokens = m_theme.tokens();
    const QRectF place = column(number);
    const QFontMetricsF metrics{font()};
    const double width = std::round(place.width() * BarShare);
    const double left = std::round(place.center().x() - width / 2) + 0.5;
    const QColor colour = tokens.colour(Meaning::Working);

    const QRectF expected{QPointF{left, y(day.used + day.expected)},
                          QPointF{left + width, y(day.used)}};
    const QRectF used{QPointF{left, y(day.used)}, QPointF{left + width, y(0)}};
    painter.setPen(QPen{colour, 1});
    if (day.expected > 0) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        hatch(painter, expected);
        painter.restore();
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(expected);
    }
    if (day.used > 0) {
        painter.setBrush(colour);
        painter.drawRect(used);
    }

    const int calls = day.used + day.expected;
    const QString words = calls > 0          ? m_forecast.locale().toString(calls)
                          : isClosedDay(day) ? tr("closed")
                                             : tr("none");
    QRectF text{0, 0, metrics.horizontalAdvance(words) + 4, metrics.height()};
    text.moveCenter({place.center().x(), 0});
    text.moveBottom(y(calls) - 2);
    // Where the line of the limit and its words are, the number goes into the bar.
    const bool isAtLimit =
            hasLimitLine() && std::abs(y(calls) - y(m_forecast.limit())) < text.height() + 4;
    if (isAtLimit && calls > 0) {
        text.moveTop(y(calls) + 4);
        painter.fillRect(text, palette().color(backgroundRole()));
    }
    painter.setPen(calls > 0 ? tokens.text : tokens.secondaryText);
    painter.drawText(text, Qt::AlignCenter, words);

    QFont dayFont = font();
    if (number == 0)
        dayFont.setWeight(QFont::DemiBold);
    painter.setFont(dayFont);
    painter.setPen(number == 0 ? tokens.text : tokens.secondaryText);
    painter.drawText(QRectF{place.left(), plot().bottom() + 5, place.width(), metrics.height()},
                     Qt::AlignCenter, forecastDayText(day.day, m_forecast.locale()));
    painter.setFont(font());
}

void CallsChart::paintLimit(QPainter &painter) const
{
    const QRectF area = plot();
    const Tokens &tokens = m_theme.tokens();
    const double height = QFontMetricsF{font()}.height();
    const QString limit = m_forecast.locale().toString(m_forecast.limit());
    const bool isPlan = m_forecast.limit() == CallBudget::FreePlan ||
                        m_forecast.limit() == CallBudget::PaidPlan;
    const QString words = isPlan ? tr("Plan limit, %1 calls a day").arg(limit)
                                 : tr("Limit, %1 calls a day").arg(limit);
    if (!hasLimitLine()) { // far above what the bars need
        painter.setPen(tokens.secondaryText);
        painter.drawText(QRectF{area.left(), 0, area.width(), height},
                         Qt::AlignRight | Qt::AlignVCenter, words);
        return;
    }
    const double at = y(m_forecast.limit());
    painter.setPen(QPen{tokens.colour(Meaning::Danger), 1, Qt::DashLine});
    painter.drawLine(QLineF{area.left(), at, area.right(), at});
    painter.drawText(QRectF{0, at - height / 2, area.left() - 8, height},
                     Qt::AlignRight | Qt::AlignVCenter, limit);
    painter.drawText(QRectF{area.left(), at - height - 1, area.width(), height},
                     Qt::AlignRight | Qt::AlignVCenter, words);
}

bool CallsChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text;
    for (int day = 0; day < std::min<int>(Days, int(m_forecast.forecast().size())); ++day) {
        if (column(day).contains(QPointF{double(help->pos().x()), column(day).center().y()}))
            text = forecastText({m_forecast.forecast().at(day)}, m_forecast.locale());
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void CallsChart::describe()
{
    setAccessibleDescription(forecastText(m_forecast.forecast(), m_forecast.locale()));
    update();
}
