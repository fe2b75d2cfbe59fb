// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/watchlist/watchlistmodel.h"

#include "db/domain/coin.h"
#include "db/domain/exchangeday.h"
#include "models/cellrole.h"
#include "models/quotes/agetext.h"
#include "models/quotes/boardmodel.h"
#include "models/quotes/pricetext.h"
#include "models/quotes/symboltext.h"
#include "models/watchlist/watchlisttext.h"

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

bool isText(int column)
{
    return column == WatchlistModel::SymbolColumn || column == WatchlistModel::NameColumn ||
           column == WatchlistModel::CurrencyColumn || column == WatchlistModel::NoteColumn;
}

std::optional<Price> priceIn(const WatchedPrice &row, int column)
{
    switch (column) {
    case WatchlistModel::LastColumn:
        return row.price;
    case WatchlistModel::TargetColumn:
        return row.watched.target;
    default:
        return {};
    }
}

std::optional<qint64> percentIn(const WatchedPrice &row, int column)
{
    switch (column) {
    case WatchlistModel::DistanceColumn:
        return row.distance();
    case WatchlistModel::DayColumn:
        return row.dayChange();
    default:
        return {};
    }
}

int sign(qint64 value)
{
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

// The exchange's day that a share's price is of.
QDate dayOf(const WatchedPrice &row)
{
    return row.isDaily ? row.pricedAt.toUTC().date()
                       : exchangeDay(row.watched.symbol, row.pricedAt.toMSecsSinceEpoch());
}

} // namespace

WatchlistModel::WatchlistModel(const QLocale &locale, std::function<QDateTime()> clock,
                               QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{locale}
    , m_clock{std::move(clock)}
{}

int WatchlistModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int WatchlistModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WatchlistModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &cells = m_rows.at(index.row());
    const WatchedPrice &row = cells.priced;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(cells, column);
    case Qt::EditRole:
        return column == TargetColumn ? editableTarget(row.watched.target, m_locale)
                                      : display(cells, column);
    case Qt::AccessibleTextRole:
        return spoken(cells, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(row, column);
    case CellRole::Sort:
        return sortValue(row, column);
    case CellRole::Stale:
        return cells.isStale;
    case CellRole::Direction: // of the change alone: the way to a target is neither gain nor loss
        if (const auto change = row.dayChange(); column == DayColumn && change)
            return sign(*change);
        return {};
    case CellRole::Tone:
        if (column == SymbolColumn || (column == DistanceColumn && row.direction() == 0))
            return QVariant::fromValue(CellTone::Strong);
        if (column == LastColumn && !row.price)
            return QVariant::fromValue(CellTone::Warning);
        return QVariant::fromValue(column == NameColumn || column == CurrencyColumn ||
                                                   display(cells, column) == NoValue
                                           ? CellTone::Quiet
                                           : CellTone::Plain);
    default:
        return {};
    }
}

QVariant WatchlistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{(isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Symbol"), QT_TR_NOOP("The coin, share or fund")},
            {QT_TR_NOOP("Name"), QT_TR_NOOP("As the list of assets has it")},
            {QT_TR_NOOP("Last"), QT_TR_NOOP("The newest price that is stored")},
            {QT_TR_NOOP("Target"), QT_TR_NOOP("The price that it is hoped to reach")},
            {QT_TR_NOOP("Distance %"),
             QT_TR_NOOP("How far the price has to go to the target, in percent of the price: + up, "
                        "− down. Sorts by how near the target is")},
            {QT_TR_NOOP("24 h %"),
             QT_TR_NOOP("Change of the last price in 24 hours, of a stock since "
                        "the close before, in percent")},
            {QT_TR_NOOP("Currency"), QT_TR_NOOP("Of price and target")},
            {QT_TR_NOOP("Note"), QT_TR_NOOP("What you wrote about it")},
            {QT_TR_NOOP("Age"), QT_TR_NOOP("How old the price is; a coin's is stale from "
                                           "15 minutes on, a share's after a trading "
                                           "day")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

Qt::ItemFlags WatchlistModel::flags(const QModelIndex &index) const
{
    const bool isEditable = index.isValid() && index.column() == TargetColumn;
    return QAbstractTableModel::flags(index) | (isEditable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool WatchlistModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const auto target = targetFromLocal(value.toString(), m_locale);
    if (!target)
        return false;
    WatchedSymbol edited = at(index.row()).watched;
    if (edited.target == *target)
        return true;
    edited.target = *target;
    emit editRequested(edited);
    return true;
}

int WatchlistModel::rowOf(const QString &symbol) const
{
    const auto found = std::ranges::find_if(
            m_rows, [&](const Row &row) { return row.priced.watched.symbol == symbol; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

void WatchlistModel::acceptWatchlist(const QList<WatchedPrice> &watchlist)
{
    // Both are by symbol: what is gone leaves, what is new goes between, the others change in
    // place.
    int row = 0;
    for (const WatchedPrice &news : watchlist) {
        while (row < m_rows.size() && at(row).watched.symbol < news.watched.symbol) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
        if (row == m_rows.size() || at(row).watched.symbol != news.watched.symbol) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, rowFor(news));
            endInsertRows();
        } else if (at(row) != news) {
            m_rows[row] = rowFor(news);
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
    if (row < m_rows.size()) {
        beginRemoveRows({}, row, int(m_rows.size()) - 1);
        m_rows.resize(row);
        endRemoveRows();
    }
    tick();
    m_hasAnswer = true;
    emit watchlistAccepted();
}

void WatchlistModel::tick()
{
    for (int row = 0; row < m_rows.size(); ++row) {
        const Row now = rowFor(at(row));
        const bool hasTurned = now.isStale != m_rows.at(row).isStale;
        if (now.age == m_rows.at(row).age && !hasTurned)
            continue;
        m_rows[row] = now;
        emit dataChanged(index(row, hasTurned ? 0 : int(AgeColumn)), index(row, ColumnCount - 1));
    }
}

WatchlistModel::Row WatchlistModel::rowFor(const WatchedPrice &priced) const
{
    if (!priced.price)
        return {priced, NoValue, false};
    const QDateTime now = m_clock();
    const qint64 ageMs = priced.pricedAt.msecsTo(now);
    const QString &symbol = priced.watched.symbol;
    const bool isStale = coinOfSymbol(symbol).isEmpty()
                                 ? now >= staleFrom(symbol, dayOf(priced))
                                 : std::chrono::milliseconds{ageMs} > BoardModel::StaleAfter;
    return {priced, ageText(ageMs, m_locale), isStale};
}

QString WatchlistModel::display(const Row &cells, int column) const
{
    const WatchedPrice &row = cells.priced;
    const auto shown = [](const QString &text) { return text.isEmpty() ? NoValue : text; };
    if (const auto price = priceIn(row, column))
        return localPrice(*price, m_locale);
    switch (column) {
    case SymbolColumn:
        return shortSymbol(row.watched.symbol);
    case NameColumn:
        return shown(row.name);
    case LastColumn:
        return tr("No price");
    case DistanceColumn:
        return shown(distanceText(row, m_locale));
    case DayColumn: {
        const auto change = row.dayChange();
        if (!change)
            return NoValue;
        const QString size = localHundredths(qAbs(*change), m_locale);
        return *change == 0 ? size : (*change > 0 ? u"▲ "_s : u"▼ "_s) + size;
    }
    case CurrencyColumn:
        return shown(row.currency);
    case NoteColumn:
        return row.watched.note.simplified();
    case AgeColumn:
        return cells.age;
    default:
        return NoValue;
    }
}

QString WatchlistModel::raw(const WatchedPrice &row, int column) const
{
    if (const auto price = priceIn(row, column))
        return price->toString();
    if (const auto percent = percentIn(row, column))
        return rawHundredths(*percent);
    switch (column) {
    case SymbolColumn:
        return row.watched.symbol;
    case NameColumn:
        return row.name;
    case CurrencyColumn:
        return row.currency;
    case NoteColumn:
        return row.watched.note;
    case AgeColumn:
        return row.price ? row.pricedAt.toUTC().toString(Qt::ISODateWithMs) : QString{};
    default:
        return {};
    }
}

QString WatchlistModel::spoken(const Row &cells, int column) const
{
    const WatchedPrice &row = cells.priced;
    if (const auto price = priceIn(row, column)) {
        //: A price and its currency: "142,310.00 AUD"
        return tr("%1 %2").arg(localPrice(*price, m_locale), row.currency).trimmed();
    }
    switch (column) {
    case LastColumn:
        return tr("no price is stored");
    case TargetColumn:
        return tr("no target");
    case DistanceColumn:
        return spokenDistance(row, m_locale);
    case DayColumn: {
        const qint64 change = row.dayChange().value_or(0);
        const QString size = localHundredths(qAbs(change), m_locale);
        return !row.dayChange() ? tr("not known")
               : change > 0     ? tr("up %1 percent").arg(size)
               : change < 0     ? tr("down %1 percent").arg(size)
                                : tr("unchanged");
    }
    case NoteColumn:
        return row.watched.note.isEmpty() ? tr("no note") : row.watched.note;
    case AgeColumn: {
        if (!row.price)
            return tr("not known");
        const QString age = spokenAge(row.pricedAt.msecsTo(m_clock()));
        return cells.isStale ? tr("stale, %1").arg(age) : age;
    }
    default:
        return display(cells, column) == NoValue ? tr("not known") : display(cells, column);
    }
}

QString WatchlistModel::toolTip(const WatchedPrice &row, int column) const
{
    if (const auto price = priceIn(row, column))
        return tr("%1 %2")
                .arg(localPrice(*price, m_locale, Price::Decimals), row.currency)
                .trimmed();
    switch (column) {
    case SymbolColumn:
        return row.watched.symbol;
    case LastColumn:
        return tr("No price of %1 is stored yet").arg(shortSymbol(row.watched.symbol));
    case TargetColumn:
        return tr("No target yet. F2 writes one");
    case DistanceColumn: {
        if (!row.direction())
            return row.price ? tr("There is no target") : tr("There is no price to count from");
        const QString target = localPrice(*row.watched.target, m_locale);
        if (row.direction() == 0)
            return tr("The price is at the target of %1").arg(target);
        const QString distance = distanceText(row, m_locale).mid(1);
        if (distance.isEmpty())
            return tr("The target is too far away to be counted in percent");
        return row.direction() > 0
                       ? tr("The price has to rise by %1 % to reach %2").arg(distance, target)
                       : tr("The price has to fall by %1 % to reach %2").arg(distance, target);
    }
    case NoteColumn:
        return row.watched.note;
    case AgeColumn: {
        if (!row.price)
            return {};
        const QDateTime time = row.isDaily ? row.pricedAt.toUTC() : row.pricedAt.toLocalTime();
        const QString day = m_locale.toString(time.date(), tr("d MMM yyyy"));
        return row.isDaily ? tr("The price is the close of %1").arg(day)
                           : tr("The price is of %1, %2 %3")
                                     .arg(day, m_locale.toString(time.time(), tr("HH:mm")),
                                          time.timeZoneAbbreviation());
    }
    default:
        return {};
    }
}

QVariant WatchlistModel::sortValue(const WatchedPrice &row, int column) const
{
    if (const auto price = priceIn(row, column))
        return QVariant::fromValue(*price);
    if (const auto percent = percentIn(row, column))
        return column == DistanceColumn ? qAbs(*percent) : *percent;
    if (column == AgeColumn && row.price)
        return -row.pricedAt.toMSecsSinceEpoch(); // the newest is the youngest
    switch (column) {
    case SymbolColumn:
        return row.watched.symbol;
    case NameColumn:
        return row.name.isEmpty() ? QVariant{} : QVariant{row.name};
    case CurrencyColumn:
        return row.currency.isEmpty() ? QVariant{} : QVariant{row.currency};
    case NoteColumn:
        return row.watched.note.isEmpty() ? QVariant{} : QVariant{row.watched.note};
    default:
        return {};
    }
}
