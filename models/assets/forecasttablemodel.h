// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"

#include <QAbstractTableModel>
#include <QLocale>

// The calls of the next days as a table: what the chart beside it draws. Lives on the GUI thread.
class ForecastTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { DayColumn, UsedColumn, ExpectedColumn, LeftColumn, ColumnCount };

    explicit ForecastTableModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    // limit: calls a day, by the plan.
    void setForecast(const QList<ForecastDay> &forecast, int limit);
    [[nodiscard]] const QList<ForecastDay> &forecast() const { return m_forecast; }
    [[nodiscard]] int limit() const { return m_limit; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

signals:
    void forecastChanged();

private:
    [[nodiscard]] int number(const ForecastDay &day, int column) const;

    QLocale m_locale;
    QList<ForecastDay> m_forecast;
    int m_limit = 0;
};
