// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/seriesmodel.h"
#include "views/quotes/chartpicture.h"
#include "views/quotes/chartseries.h"

#include <QChartView>
#include <QImage>
#include <QTimer>

class ChartAlertLayer;
class ChartBackdrop;
class ChartOverlay;
class Theme;
class WidgetKeys;

// The chart of one coin, by mouse and by keyboard: wheel and + − zoom, drag and page keys pan,
// mouse and Left/Right move the crosshair, Home and End go to the ends of the history. Below a
// stock's times lie its splits and dividends: Down goes to them, Left/Right from one to the next,
// Enter or a click opens what can be done, or the alert. A level that can be moved is dragged, or
// moved by Up and Down. It draws what the model holds and tells it what it looks
// at.
class PriceChart final : public QChartView
{
    Q_OBJECT

public:
    // The model and the theme outlive the chart.
    PriceChart(SeriesModel &series, const Theme &theme, const QLocale &locale,
               QWidget *parent = nullptr);

    [[nodiscard]] ChartKind kind() const { return m_kind; }
    void setKind(ChartKind kind);

    // What stands there before there is a coin or stock.
    void setUnchosenText(const QString &sentence);
    // Levels of rules, and what fired.
    void setAlerts(const ChartAlerts &alerts);

    void zoomIn();
    void zoomOut();

    // Stands on the point nearest to the time, or on the hole that holds it.
    void setCrosshair(qint64 ms);
    void clearCrosshair();

    // What is drawn now, brought up to date.
    [[nodiscard]] const ChartPicture &picture();
    // As a picture for a file: with the coin and range above, without crosshair and focus.
    [[nodiscard]] QImage image();
    // "btc, 1 day: low 139,830.00, high 142,640.00, last 142,310.00 AUD, 2 gaps"
    [[nodiscard]] QString description() const;

    [[nodiscard]] QSize sizeHint() const override { return {900, 350}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 120}; }

signals:
    void rebuilt(); // what is drawn is up to date with the model
    void crosshairChanged();
    // A split or dividend is to take part in the adjusted prices, or no more.
    void actionSwitched(const CorporateAction &action, bool isEnabled);
    void thresholdMoved(Price level); // wanted: setAlerts() moves it
    void firingActivated(qint64 id);  // of the log

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Drag {
        QPointF from;
        TimeRange view;
        std::optional<ChartRange> range; // to go back to with Esc
        bool isMoving = false;
        std::optional<qsizetype> marker = {}; // that was pressed
        std::optional<qsizetype> firing = {};
        std::optional<Price> level = {}; // a threshold is dragged, from there
    };

    void scheduleRebuild();
    void rebuild();
    void layOut(const std::optional<PriceBounds> &bounds);
    void layOutMarkers();
    [[nodiscard]] PriceBounds withThresholds(PriceBounds bounds) const;
    void layOutThresholds(bool hasPrices);
    void layOutFirings(const SeriesSlice &slice);
    [[nodiscard]] const PlacedThreshold *movableThreshold() const;
    [[nodiscard]] bool isOnThreshold(QPointF position) const;
    void dragThreshold(double y);
    bool stepThreshold(int steps); // false where there is none
    [[nodiscard]] std::optional<qsizetype> firingAt(QPointF position) const;
    void pointAtFiring(std::optional<qsizetype> firing);
    void showSeries(const SeriesSlice &slice);
    void showVolumes(const SeriesSlice &slice);
    void repaintPicture();
    void placeCrosshair(qint64 ms);
    void updateCrosshair();
    void crosshairAt(QPointF position);
    void moveCrosshair(int steps);
    void zoom(double factor);
    void pan(int direction); // by most of what is shown
    bool escape();
    [[nodiscard]] WidgetKeys *makeKeys();
    [[nodiscard]] std::optional<qsizetype> markerAt(QPointF position) const;
    void pointAtMarker(std::optional<qsizetype> marker);
    void moveMarker(int steps);
    void openMarker();
    void applyColours();
    [[nodiscard]] QString emptyMessage() const;

    SeriesModel &m_series;
    const Theme &m_theme;
    QLocale m_locale;
    ChartKind m_kind = ChartKind::Line;
    ChartAlerts m_alerts;
    ChartPicture m_picture;
    SeriesSlice m_shown; // what the crosshair stands on: points, or candles
    ChartSeries *m_chartSeries;
    ChartBackdrop *m_backdrop; // owned by the chart, as what lies over it is
    ChartAlertLayer *m_alertLayer;
    ChartOverlay *m_overlay;
    WidgetKeys *m_keys;
    QTimer m_describe; // words follow when the view has come to rest
    std::optional<Drag> m_drag;
    std::optional<QPointF> m_pointer; // where the mouse holds the crosshair
    qint64 m_crosshairMs = 0;         // wanted; it stands on what is nearest
    QString m_unchosen;
    QString m_error; // the last answer was none: said where there are no prices to show
    bool m_isDirty = false;
};
