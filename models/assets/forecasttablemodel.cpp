// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/forecasttablemodel.h"

#include "models/assets/budgettext.h"
#include "models/cellrole.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

ForecastTableModel::ForecastTableModel(QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
{}

int ForecastTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_forecast.size());
}

int ForecastTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ForecastTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ForecastDay &day = m_forecast.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column == DayColumn ? forecastDayText(day.day, m_locale)
                                   : m_locale.toString(number(day, column));
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return column == DayColumn ? day.day.toString(Qt::ISODate)
                                   : QString::number(number(day, column));
    case CellRole::Tone:
        return QVariant::fromValue(column == DayColumn && index.row() == 0 ? CellTone::Strong
                                   : column != DayColumn && number(day, column) == 0
                                           ? CellTone::Quiet
                                           : CellTone::Plain);
    default:
        return {};
    }
}

QVariant ForecastTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{(section == DayColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Day (GMT)"), QT_TR_NOOP("The provider counts from 00:00 GMT")},
            {QT_TR_NOOP("Used"), QT_TR_NOOP("Calls that were made")},
            {QT_TR_NOOP("Forecast"), QT_TR_NOOP("Calls that are to come")},
            {QT_TR_NOOP("Left"), QT_TR_NOOP("Calls that nobody needs then")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

void ForecastTableModel::setForecast(const QList<ForecastDay> &forecast, int limit)
{
    beginResetModel();
    m_forecast = forecast;
    m_limit = limit;
    endResetModel();
    emit forecastChanged();
}

int ForecastTableModel::number(const ForecastDay &day, int column) const
{
    if (column == UsedColumn)
        return day.used;
    return column == ExpectedColumn ? day.expected : std::max(0, m_limit - day.used - day.expected);
}
