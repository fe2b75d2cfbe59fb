// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/seriestablemodel.h"

#include "models/cellrole.h"
#include "models/quotes/daytext.h"
#include "models/quotes/gaptext.h"
#include "models/quotes/pricetext.h"

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int TimeColumn = 0;
constexpr int QuoteColumns = 4; // time, last, bid, ask
constexpr int BarColumns = 5;   // time, open, high, low, close
constexpr int OtherCloseColumn = 5;
constexpr int VolumeColumn = 6;
constexpr int StockColumns = 7;

} // namespace

SeriesTableModel::SeriesTableModel(const SeriesModel &series, QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_series{series}
    , m_locale{std::move(locale)}
{
    connect(&series, &SeriesModel::seriesChanged, this, &SeriesTableModel::load);
    connect(&series, &SeriesModel::viewChanged, this, &SeriesTableModel::load);
    connect(&series, &SeriesModel::rawChanged, this,
            [this] { emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1); });
}

int SeriesTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SeriesTableModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    switch (m_kind) {
    case Kind::Quotes:
        return QuoteColumns;
    case Kind::Bars:
        return BarColumns;
    case Kind::Stock:
        break;
    }
    return StockColumns;
}

QVariant SeriesTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (index.column() == TimeColumn)
        return timeData(row, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignRight | Qt::AlignVCenter};
    if (row.isGap)
        return gapData(row.gap, index.column(), role);
    if (index.column() == VolumeColumn) {
        const std::optional<qint64> volume = row.traded ? row.traded->volume : std::nullopt;
        if (role == Qt::DisplayRole)
            return volume ? m_locale.toString(*volume) : u"–"_s;
        if (role == CellRole::Raw)
            return volume ? QString::number(*volume) : QString{};
        return {};
    }
    const std::optional<Price> price = this->price(row, index.column());
    switch (role) {
    case Qt::DisplayRole:
        return price ? localPrice(*price, m_locale) : u"–"_s;
    case CellRole::Raw:
        return price ? price->toString() : QString{};
    default:
        return {};
    }
}

SeriesTableModel::Row SeriesTableModel::rowOf(const DataGap &gap)
{
    const bool isOfDays = gap.source == "eodhd"_L1;
    return {{Bar::of(gap.from.toMSecsSinceEpoch(), {}), {}, {}}, true, {}, isOfDays, true, gap};
}

// Why, and from when to when, in place of prices.
QVariant SeriesTableModel::gapData(const DataGap &gap, int column, int role) const
{
    if (role == CellRole::Tone)
        return QVariant::fromValue(CellTone::Quiet);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != CellRole::Raw)
        return {};
    switch (column) {
    case 1:
        return gapTitleText(gap.cause);
    case 2:
        return gapSizeText(gap, m_locale);
    default:
        return {};
    }
}

QVariant SeriesTableModel::timeData(const Row &row, int role) const
{
    const qint64 ms = row.point.bar.time;
    if (role == CellRole::Raw && !row.isOfDays)
        return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
    if (row.isOfDays) { // the exchange's day: no time zone moves it
        const QDate day = dayOf(ms);
        if (role == Qt::DisplayRole)
            return dayText(day, m_locale);
        return role == CellRole::Raw ? day.toString(Qt::ISODate) : QVariant{};
    }
    if (role != Qt::DisplayRole)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    //: A date and time, then its zone: "20 Nov 2026, 14:35 AEDT".
    return tr("%1 %2").arg(m_locale.toString(time, u"d MMM yyyy, HH:mm"_s),
                           time.timeZoneAbbreviation());
}

QVariant SeriesTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{(section == TimeColumn ? Qt::AlignLeft : Qt::AlignRight) |
                        Qt::AlignVCenter};
    if (role != Qt::DisplayRole)
        return {};
    const QStringList quotes{tr("Time"), tr("Last"), tr("Bid"), tr("Ask")};
    //: The price at the start, the highest, the lowest and the one at the end of a span of time.
    const QStringList bars{tr("From"), tr("Open"), tr("High"), tr("Low"), tr("Close")};
    if (m_kind == Kind::Quotes)
        return quotes.value(section);
    //: What a share cost as it was traded; what it is worth beside today's after splits and
    //: dividends; how many were traded.
    const QStringList stock{m_series.isRaw() ? tr("Adjusted close") : tr("Raw close"),
                            tr("Volume")};
    return (bars + stock).value(section);
}

void SeriesTableModel::setActive(bool isActive)
{
    m_isActive = isActive;
    load();
}

void SeriesTableModel::load()
{
    const QList<Row> rows = m_isActive ? rowsInView() : QList<Row>{};
    if (rows.isEmpty() && m_rows.isEmpty())
        return;
    if (takeNewer(rows))
        return;
    beginResetModel();
    m_rows = rows;
    if (std::ranges::all_of(rows, &Row::isQuote))
        m_kind = Kind::Quotes;
    else
        m_kind = m_series.isStock() ? Kind::Stock : Kind::Bars;
    endResetModel();
}

QList<SeriesTableModel::Row> SeriesTableModel::rowsInView() const
{
    QList<Row> rows;
    const TimeRange view = m_series.view();
    const SeriesSlice slice = m_series.slice(view);
    for (const SeriesPart &part : slice.parts) {
        for (qsizetype i = 0; i < part.points.size(); ++i) {
            const SeriesPoint &point = part.points.at(i);
            if (!view.contains(part.drawnAt(point)))
                continue;
            const bool hasTraded = i < part.traded.size();
            rows.prepend({point, part.stepMs == 0,
                          hasTraded ? std::optional{part.traded.at(i)} : std::nullopt,
                          part.isOfDays});
        }
    }
    for (const DataGap &gap : slice.gaps) {
        if (gap.cause != GapCause::MarketClosed && view.contains(middleOf(gap)))
            rows.append(rowOf(gap));
    }
    std::ranges::stable_sort(rows, std::greater<>{},
                             [](const Row &row) { return row.point.bar.time; });
    return rows;
}

bool SeriesTableModel::sameValues(const Row &a, const Row &b)
{
    return a.point.bar == b.point.bar && a.point.bid == b.point.bid && a.point.ask == b.point.ask &&
           a.traded == b.traded && a.isGap == b.isGap &&
           (!a.isGap || (a.gap.to == b.gap.to && a.gap.cause == b.gap.cause));
}

bool SeriesTableModel::takeNewer(const QList<Row> &rows)
{
    // New prices push in at the top and old ones leave at the bottom; the rest must be the same,
    // and then selection and scroll stay where they are.
    if (rows.isEmpty() || m_rows.isEmpty())
        return false;
    const Row &newest = m_rows.constFirst();
    const auto known = std::find_if(rows.begin(), rows.end(), [&newest](const Row &row) {
        return row.point.bar.time == newest.point.bar.time && row.isGap == newest.isGap;
    });
    const int added = int(known - rows.begin());
    const int kept = int(rows.size()) - added;
    if (known == rows.end() || kept > m_rows.size())
        return false;
    for (int i = 0; i < kept; ++i) {
        const Row &before = m_rows.at(i);
        const Row &now = rows.at(added + i);
        const bool isSame =
                i == 0 ? before.point.bar.time == now.point.bar.time : sameValues(before, now);
        if (!isSame || before.isQuote != now.isQuote)
            return false;
    }
    if (kept < m_rows.size()) {
        beginRemoveRows({}, kept, int(m_rows.size()) - 1);
        m_rows.resize(kept);
        endRemoveRows();
    }
    if (!sameValues(m_rows.constFirst(), rows.at(added))) {
        m_rows.first() = rows.at(added); // the bucket that is still growing
        emit dataChanged(index(0, 0), index(0, columnCount() - 1));
    }
    if (added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_rows = rows.mid(0, added) + m_rows;
        endInsertRows();
    }
    return true;
}

std::optional<Price> SeriesTableModel::price(const Row &row, int column) const
{
    const Bar &bar = row.point.bar;
    if (m_kind == Kind::Quotes) {
        switch (column) {
        case 1:
            return bar.close;
        case 2:
            return row.point.bid;
        default:
            return row.point.ask;
        }
    }
    switch (column) {
    case 1:
        return bar.open;
    case 2:
        return bar.high;
    case 3:
        return bar.low;
    case OtherCloseColumn:
        if (!row.traded)
            return {};
        return m_series.isRaw() ? row.traded->adjustedClose : row.traded->close;
    default:
        return bar.close;
    }
}
