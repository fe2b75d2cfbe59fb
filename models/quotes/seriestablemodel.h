// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/seriesmodel.h"

#include <QAbstractTableModel>
#include <QLocale>

// The chart as a table: the points in view and the holes between them, newest first, to the last
// digit. Quotes have last, bid
// and ask; buckets of several have open, high, low and close, and those of a stock the close in the
// other reading, adjusted or as traded, and the volume, too. Lives on the GUI thread.
class SeriesTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    SeriesTableModel(const SeriesModel &series, QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    // While not active it holds nothing: a table that nobody sees costs no frame.
    void setActive(bool isActive);

private:
    enum class Kind { Quotes, Bars, Stock };

    struct Row {
        SeriesPoint point;
        bool isQuote = false;
        std::optional<TradedPoint> traded;
        bool isOfDays = false;
        bool isGap = false; // no point: nothing was collected from its time on
        DataGap gap = {};
    };

    void load();
    [[nodiscard]] QList<Row> rowsInView() const;
    [[nodiscard]] static bool sameValues(const Row &a, const Row &b);
    [[nodiscard]] bool takeNewer(const QList<Row> &rows);
    [[nodiscard]] static Row rowOf(const DataGap &gap);
    [[nodiscard]] QVariant gapData(const DataGap &gap, int column, int role) const;
    [[nodiscard]] QVariant timeData(const Row &row, int role) const;
    [[nodiscard]] std::optional<Price> price(const Row &row, int column) const;

    const SeriesModel &m_series;
    QLocale m_locale;
    QList<Row> m_rows; // newest first
    Kind m_kind = Kind::Bars;
    bool m_isActive = false;
};
