// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/quotes/chartpicture.h"

#include <QChart>
#include <QColor>
#include <QLineSeries>
#include <QObject>

class QCandlestickSeries;
class QValueAxis;
struct Tokens;

enum class ChartKind { Line, Candles };

// The Qt Charts part of the chart: the price as a line or as candles. One line series for each run
// between two holes, because a line series cannot break. Its axes are never seen; the backdrop
// draws grid and texts (docs/chart.md says why).
class ChartSeries final : public QObject
{
public:
    // Adds its series and axes to the chart, which owns them and outlives this.
    explicit ChartSeries(QChart &chart, QObject *parent = nullptr);

    void setColours(const Tokens &tokens);

    // Draws the lines: x in ms after the view's start, y in units above the scale's low.
    void showLines(const ChartPicture &picture, const QList<QList<QPointF>> &lines);

    // Draws candles, rising ones hollow and falling ones filled.
    void showCandles(const ChartPicture &picture, const QList<SeriesPart> &candles);

    [[nodiscard]] int lineCount() const { return m_used; }
    // The lines shown have few enough points to be drawn without steps.
    [[nodiscard]] bool isSmooth() const { return m_isSmooth; }

private:
    void setAxes(const ChartPicture &picture);
    void clearLines(int from);

    QChart &m_chart;
    QValueAxis *m_times;
    QValueAxis *m_prices;
    QList<QLineSeries *> m_lines; // a pool: making one costs more than filling it
    QCandlestickSeries *m_candles;
    int m_used = 0;
    bool m_isSmooth = true;
    QColor m_lineColour;
    QColor m_gain;
    QColor m_loss;
    QColor m_base;
};
