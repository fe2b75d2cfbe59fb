// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/assets/forecasttablemodel.h"

#include <QWidget>

class QPainter;
class Theme;

// The calls of the next days as bars: used ones filled, those to come hatched, the limit of the
// plan as a dashed line. Its table twin has the same numbers; its description says them. GUI
// thread.
class CallsChart final : public QWidget
{
    Q_OBJECT

public:
    CallsChart(ForecastTableModel &forecast, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override; // tool tips

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QRectF column(int day) const; // the whole height above the day's name
    [[nodiscard]] int top() const;              // the largest value of the axis
    [[nodiscard]] bool hasLimitLine() const;
    [[nodiscard]] double y(int calls) const;
    void paintAxis(QPainter &painter) const;
    void paintDay(QPainter &painter, int day) const;
    void paintLimit(QPainter &painter) const;
    void describe();

    ForecastTableModel &m_forecast;
    const Theme &m_theme;
};
