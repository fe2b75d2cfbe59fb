// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartseries.h"

#include "views/theme/tokens.h"

#include <QCandlestickSeries>
#include <QCandlestickSet>
#include <QPen>
#include <QValueAxis>

#include <algorithm>
#include <memory>

namespace {

// A smooth line is dear where there are several points a pixel, and there nobody sees the steps.
constexpr double SmoothPointsPerPixel = 1.2;

// QCandlestickSet takes no time below zero, and the first candle may start left of the view.
double shiftOf(const ChartPicture &picture)
{
    return double(picture.view.span());
}

qsizetype pointCount(const QList<QList<QPointF>> &lines)
{
    qsizetype count = 0;
    for (const QList<QPointF> &line : lines)
        count += line.size();
    return count;
}

} // namespace

ChartSeries::ChartSeries(QChart &chart, QObject *parent)
    : QObject{parent}
    , m_chart{chart}
    , m_times{new QValueAxis}
    , m_prices{new QValueAxis}
    , m_candles{new QCandlestickSeries}
{
    m_chart.addAxis(m_times, Qt::AlignBottom);
    m_chart.addAxis(m_prices, Qt::AlignRight);
    m_times->setVisible(false);
    m_prices->setVisible(false);
    m_chart.addSeries(m_candles);
    m_candles->attachAxis(m_times);
    m_candles->attachAxis(m_prices);
    m_candles->setCapsVisible(false);
}

void ChartSeries::setColours(const Tokens &tokens)
{
    m_lineColour = tokens.lines[0];
    m_gain = tokens.gain;
    m_loss = tokens.loss;
    m_base = tokens.base;
    m_candles->setIncreasingColor(m_base);
    m_candles->setDecreasingColor(m_loss);
}

void ChartSeries::setAxes(const ChartPicture &picture)
{
    const double shift = shiftOf(picture);
    m_times->setRange(shift, shift + double(picture.view.span()));
    m_prices->setRange(0, double(picture.scale.high.units() - picture.scale.low.units()));
}

void ChartSeries::showLines(const ChartPicture &picture, const QList<QList<QPointF>> &lines)
{
    if (m_candles->count() > 0)
        m_candles->clear();
    setAxes(picture);
    const double shift = shiftOf(picture);
    m_isSmooth = double(pointCount(lines)) < picture.plot.width() * SmoothPointsPerPixel;
    const QPen pen{m_lineColour, m_isSmooth ? 1.4 : 1.0};
    for (int i = 0; i < lines.size(); ++i) {
        if (i == m_lines.size()) {
            auto *line = new QLineSeries;
            m_chart.addSeries(line);
            line->attachAxis(m_times);
            line->attachAxis(m_prices);
            m_lines.append(line);
        }
        QList<QPointF> points = lines.at(i);
        for (QPointF &point : points)
            point.rx() += shift;
        if (points.size() == 1) // a price alone between two holes: a line of one point is not drawn
            points.append(points.constFirst() + QPointF{shift / picture.plot.width(), 0});
        QLineSeries *line = m_lines.at(i);
        if (line->pen() != pen)
            line->setPen(pen);
        line->replace(points);
    }
    clearLines(int(lines.size()));
}

void ChartSeries::showCandles(const ChartPicture &picture, const QList<SeriesPart> &candles)
{
    clearLines(0);
    setAxes(picture);
    m_candles->clear();
    const double shift = shiftOf(picture);
    const auto height = [&](Price price) {
        return double(price.units() - picture.scale.low.units());
    };
    QList<QCandlestickSet *> sets;
    double narrowest = picture.plot.width();
    for (const SeriesPart &part : candles) {
        if (!part.points.isEmpty()) {
            narrowest = std::min(narrowest, double(part.stepMs) / double(picture.view.span()) *
                                                    picture.plot.width());
        }
        for (const SeriesPoint &point : part.points) {
            const Bar &bar = point.bar;
            auto set = std::make_unique<QCandlestickSet>(
                    height(bar.open), height(bar.high), height(bar.low), height(bar.close),
                    double(part.drawnAt(point) - picture.view.fromMs) + shift);
            const bool isFalling = bar.close < bar.open;
            set->setPen(QPen{isFalling ? m_loss : m_gain, 1});
            set->setBrush(isFalling ? m_loss : m_base);
            sets.append(set.release()); // the series owns it
        }
    }
    // Else the width follows the smallest distance, which one candle alone has not.
    const double width = std::clamp(narrowest * 0.7, 1.0, 24.0);
    m_candles->setMinimumColumnWidth(width);
    m_candles->setMaximumColumnWidth(width);
    m_candles->append(sets);
}

void ChartSeries::clearLines(int from)
{
    for (int i = from; i < m_used; ++i)
        m_lines.at(i)->clear();
    m_used = from;
}
