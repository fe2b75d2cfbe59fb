// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/timerange.h"
#include "views/quotes/chartseries.h"

#include <QList>
#include <QObject>

#include <optional>

class QAction;
class QActionGroup;
class QWidget;
class Theme;

// Everything that can be done with the chart, for its header and for the window's menus.
class ChartActions final : public QObject
{
    Q_OBJECT

public:
    // The actions are the widget's own: their shortcuts work in its window while it shows.
    ChartActions(const Theme &theme, QWidget &widget);

    [[nodiscard]] QList<QAction *> kinds() const;
    [[nodiscard]] QList<QAction *> ranges() const;
    // How the prices of a stock are read: adjusted, raw. Not visible for a coin.
    [[nodiscard]] QList<QAction *> readings() const;
    [[nodiscard]] QAction *zoomIn() const { return m_zoomIn; }
    [[nodiscard]] QAction *zoomOut() const { return m_zoomOut; }
    [[nodiscard]] QAction *table() const { return m_table; }
    [[nodiscard]] QAction *copy() const { return m_copy; }
    [[nodiscard]] QAction *image() const { return m_image; }
    [[nodiscard]] QAction *split() const { return m_split; }

    // In the order of a menu; null is a separator.
    [[nodiscard]] QList<QAction *> all() const;

    // Marks what holds; no range is marked after a zoom or pan by hand.
    void showKind(ChartKind kind);
    void showRange(std::optional<ChartRange> range);
    void showRaw(bool isRaw);
    // Offers the ranges and readings that the kind has.
    void setStock(bool isStock);
    // The button shows where the chart would go: beside the table, or below.
    void showOrientation(Qt::Orientation orientation);

signals:
    void kindChosen(ChartKind kind);
    void rangeChosen(ChartRange range);
    void rawChosen(bool isRaw);

private:
    QAction *add(const QString &name, const QString &text, const QString &keys = {});

    const Theme &m_theme;
    QWidget &m_widget;
    QActionGroup *m_kinds;
    QActionGroup *m_ranges;
    QActionGroup *m_readings;
    QAction *m_zoomIn = nullptr;
    QAction *m_zoomOut = nullptr;
    QAction *m_table = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_image = nullptr;
    QAction *m_split = nullptr;
};
