// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/seriesmodel.h"

#include <QAbstractTableModel>
#include <QLocale>

// The chart as a table: the points in view, newest first, to the last digit. Quotes have last, bid
// and ask; buckets of several have open, high, low and close. Lives on the GUI thread.
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
    struct Row {
        SeriesPoint point;
        bool isQuote = false;
    };

    void load();
    [[nodiscard]] QList<Row> rowsInView() const;
    [[nodiscard]] bool takeNewer(const QList<Row> &rows);
    [[nodiscard]] std::optional<Price> price(const Row &row, int column) const;

    const SeriesModel &m_series;
    QLocale m_locale;
    QList<Row> m_rows; // newest first
    bool m_hasQuotes = false;
    bool m_isActive = false;
};
