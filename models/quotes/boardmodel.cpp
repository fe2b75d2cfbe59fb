// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/boardmodel.h"

#include "db/domain/change.h"
#include "db/domain/coin.h"
#include "db/domain/exchangeday.h"
#include "models/cellrole.h"
#include "models/quotes/agetext.h"
#include "models/quotes/linetext.h"
#include "models/quotes/pricetext.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

bool isSame(const BoardRow &a, const BoardRow &b)
{
    return a.quote.coin == b.quote.coin && a.quote.timestamp == b.quote.timestamp &&
           a.quote.bid == b.quote.bid && a.quote.ask == b.quote.ask &&
           a.quote.last == b.quote.last && a.quote.createdAt == b.quote.createdAt &&
           a.hourAgo == b.hourAgo && a.dayAgo == b.dayAgo && a.weekAgo == b.weekAgo &&
           a.dayLine == b.dayLine && a.stock == b.stock;
}

bool hasPrice(const BoardRow &row)
{
    return !row.stock || row.stock->hasPrice;
}

bool isPrice(int column)
{
    return column == BoardModel::LastColumn || column == BoardModel::BidColumn ||
           column == BoardModel::AskColumn;
}

std::optional<Price> priceIn(const BoardRow &row, int column)
{
    if (column == BoardModel::LastColumn && hasPrice(row))
        return row.quote.last;
    if (row.stock)
        return {};
    switch (column) {
    case BoardModel::BidColumn:
        return row.quote.bid;
    case BoardModel::AskColumn:
        return row.quote.ask;
    default:
        return {};
    }
}

QString currencyOf(const BoardRow &row)
{
    return row.stock ? row.stock->currency : currencyOfCoin(row.quote.coin);
}

bool isChange(int column)
{
    return column == BoardModel::HourColumn || column == BoardModel::DayColumn ||
           column == BoardModel::WeekColumn;
}

// The percent that a column shows. The last hour of a stale price is not known.
std::optional<qint64> percentIn(const BoardRow &row, bool isStale, int column)
{
    const auto since = [&row](const std::optional<Price> &then) {
        return then ? changeInHundredths(*then, row.quote.last) : std::nullopt;
    };
    switch (column) {
    case BoardModel::SpreadColumn:
        return row.stock ? std::nullopt : spreadInHundredths(row.quote.bid, row.quote.ask);
    case BoardModel::HourColumn:
        return isStale ? std::nullopt : since(row.hourAgo);
    case BoardModel::DayColumn:
        return since(row.dayAgo);
    case BoardModel::WeekColumn:
        return since(row.weekAgo);
    default:
        return {};
    }
}

// The exchange's day that a stock's price is of.
QDate dayOf(const BoardRow &row)
{
    return row.stock && row.stock->isDaily
                   ? row.quote.timestamp.toUTC().date()
                   : exchangeDay(row.quote.coin, row.quote.timestamp.toMSecsSinceEpoch());
}

int sign(qint64 value)
{
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

} // namespace

BoardModel::BoardModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

int BoardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int BoardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::AccessibleTextRole:
        return spoken(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(row, column);
    case CellRole::Sort:
        return sortValue(row, column);
    case CellRole::Stale:
        return row.isStale;
    case CellRole::Tone:
        return tone(row, column);
    case CellRole::Direction:
        if (isChange(column)) {
            if (const auto percent = percentIn(row.board, row.isStale, column))
                return sign(*percent);
        }
        return {};
    case CellRole::Line:
        return column == LineColumn ? QVariant::fromValue(row.board.dayLine) : QVariant{};
    case CellRole::Stock:
        return row.board.stock.has_value();
    default:
        return {};
    }
}

QVariant BoardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText = section == CoinColumn || section == CurrencyColumn;
        const auto horizontal = isText                  ? Qt::AlignLeft
                                : section == LineColumn ? Qt::AlignHCenter
                                                        : Qt::AlignRight;
        return QVariant{horizontal | Qt::AlignVCenter};
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Symbol"),
             QT_TR_NOOP("The coin as CoinSpot names it, the stock as EODHD does")},
            {QT_TR_NOOP("Last"),
             QT_TR_NOOP("The price of the last trade; of a stock the newest close")},
            {QT_TR_NOOP("Bid"), QT_TR_NOOP("The highest price that a buyer offers")},
            {QT_TR_NOOP("Ask"), QT_TR_NOOP("The lowest price that a seller asks for")},
            {QT_TR_NOOP("Spread %"), QT_TR_NOOP("Ask less bid, in percent of ask")},
            {QT_TR_NOOP("1 h %"), QT_TR_NOOP("Change of the last price in one hour, in percent")},
            {QT_TR_NOOP("24 h %"),
             QT_TR_NOOP("Change of the last price in 24 hours, of a stock since "
                        "the close before, in percent")},
            {QT_TR_NOOP("7 d %"), QT_TR_NOOP("Change of the last price in seven days, in percent")},
            {QT_TR_NOOP("Last 24 h"),
             QT_TR_NOOP("The last price in half hours; a hole where none "
                        "was collected. Of a stock the closes of 30 days")},
            {QT_TR_NOOP("Currency"), QT_TR_NOOP("What the prices are in")},
            {QT_TR_NOOP("Age"),
             QT_TR_NOOP("How old the newest price is; stale from 15 minutes on, a stock from "
                        "one trading day and 2 hours on")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    if (role == Qt::ToolTipRole)
        return tr(names[section][1]);
    return {};
}

int BoardModel::rowOf(const QString &coin) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&coin](const Row &row) {
        return row.board.quote.coin == coin;
    });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QStringList BoardModel::staleCoins() const
{
    QStringList coins;
    for (const Row &row : m_rows) {
        if (row.isStale)
            coins.append(row.board.quote.coin);
    }
    return coins;
}

void BoardModel::refresh()
{
    emit boardRequested();
}

void BoardModel::acceptBoard(const Board &board)
{
    QList<BoardRow> news = board.rows;
    std::sort(news.begin(), news.end(), [](const BoardRow &a, const BoardRow &b) {
        return a.quote.coin < b.quote.coin; // the merge below relies on it
    });
    qsizetype next = 0;
    for (int row = 0; next < news.size() || row < m_rows.size();) {
        // Coins come before this one: news that the table lacks, or rows that are gone.
        const auto isOnlyNew = [&] {
            return next < news.size() &&
                   (row == m_rows.size() || news.at(next).quote.coin < coin(row));
        };
        const auto isOnlyOld = [&](int old) {
            return old < m_rows.size() &&
                   (next == news.size() || coin(old) < news.at(next).quote.coin);
        };
        QList<BoardRow> added;
        for (; isOnlyNew(); ++next)
            added.append(news.at(next));
        if (!added.isEmpty()) {
            insertRange(row, added);
            row += int(added.size());
            continue;
        }
        int last = row;
        while (isOnlyOld(last))
            ++last;
        if (last > row) {
            removeRange(row, last - 1);
            continue;
        }
        const BoardRow &newRow = news.at(next++);
        if (!isSame(m_rows.at(row).board, newRow)) {
            m_rows[row] = rowFor(newRow);
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
    tick();
    m_hasAnswer = true;
    emit boardAccepted();
}

void BoardModel::tick()
{
    for (int row = 0; row < m_rows.size(); ++row) {
        const Row now = rowFor(m_rows.at(row).board);
        if (now.age == m_rows.at(row).age && now.isStale == m_rows.at(row).isStale)
            continue;
        const bool hasTurned = now.isStale != m_rows.at(row).isStale;
        m_rows[row] = now;
        emit dataChanged(index(row, hasTurned ? 0 : int(AgeColumn)), index(row, ColumnCount - 1));
    }
    updateStaleCount();
}

BoardModel::Row BoardModel::rowFor(const BoardRow &board) const
{
    if (!hasPrice(board))
        return {board, NoValue, false};
    const QDateTime now = m_clock();
    const qint64 ageMs = board.quote.timestamp.msecsTo(now);
    const bool isStale = board.stock ? now >= staleFrom(board.quote.coin, dayOf(board))
                                     : std::chrono::milliseconds{ageMs} > StaleAfter;
    return {board, ageText(ageMs, m_locale), isStale};
}

QString BoardModel::display(const Row &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column))
        return localPrice(*price, m_locale);
    if (column == CoinColumn)
        return quote.coin;
    if (column == CurrencyColumn)
        return currencyOf(row.board);
    if (column == AgeColumn)
        return row.age;
    if (column == LineColumn)
        return {}; // drawn; its words are the accessible text
    const auto percent = percentIn(row.board, row.isStale, column);
    if (!percent)
        return NoValue;
    if (!isChange(column) || *percent == 0)
        return localHundredths(*percent, m_locale);
    return (*percent > 0 ? u"▲ "_s : u"▼ "_s) + localHundredths(qAbs(*percent), m_locale);
}

QString BoardModel::raw(const Row &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column))
        return price->toString();
    if (const auto percent = percentIn(row.board, row.isStale, column))
        return rawHundredths(*percent);
    if (column == CoinColumn || column == CurrencyColumn)
        return display(row, column);
    if (column == AgeColumn && hasPrice(row.board))
        return quote.timestamp.toUTC().toString(Qt::ISODateWithMs);
    return {};
}

QString BoardModel::spoken(const Row &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column)) {
        //: A price and its currency: "142,310.00 AUD"
        return tr("%1 %2").arg(localPrice(*price, m_locale), currencyOf(row.board));
    }
    if (column == LineColumn)
        return dayLineText(row.board.dayLine, m_locale, row.board.stock.has_value());
    if (isPrice(column) || (column == AgeColumn && !hasPrice(row.board)))
        return tr("not known");
    if (column == AgeColumn) {
        const QString age = spokenAge(quote.timestamp.msecsTo(m_clock()));
        return row.isStale ? tr("stale, %1").arg(age) : age;
    }
    if (column == CoinColumn || column == CurrencyColumn)
        return display(row, column);
    const auto percent = percentIn(row.board, row.isStale, column);
    if (!percent)
        return tr("not known");
    const QString size = localHundredths(isChange(column) ? qAbs(*percent) : *percent, m_locale);
    if (isChange(column) && *percent > 0)
        return tr("up %1 percent").arg(size);
    if (isChange(column) && *percent < 0)
        return tr("down %1 percent").arg(size);
    return isChange(column) ? tr("unchanged") : tr("%1 percent").arg(size);
}

QString BoardModel::toolTip(const Row &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column)) {
        return tr("%1 %2").arg(localPrice(*price, m_locale, Price::Decimals),
                               currencyOf(row.board));
    }
    if (column == LineColumn)
        return dayLineText(row.board.dayLine, m_locale, row.board.stock.has_value());
    if (column == CoinColumn && row.board.stock)
        return row.board.stock->name;
    if (column == AgeColumn && !hasPrice(row.board))
        return tr("No price was stored yet");
    if (column == AgeColumn && row.board.stock && row.board.stock->isDaily) {
        const QString day = m_locale.toString(quote.timestamp.toUTC().date(), tr("d MMM yyyy"));
        return row.isStale ? tr("Stale: the newest close is of %1").arg(day)
                           : tr("The newest close is of %1").arg(day);
    }
    if (column == AgeColumn) {
        const QDateTime local = quote.timestamp.toLocalTime();
        //: A slot: date, time, time zone.
        const QString slot = tr("%1, %2 %3")
                                     .arg(m_locale.toString(local.date(), tr("d MMM yyyy")),
                                          m_locale.toString(local.time(), tr("HH:mm:ss")),
                                          local.timeZoneAbbreviation());
        return row.isStale ? tr("Stale: the newest quote is of %1").arg(slot)
                           : tr("The newest quote is of %1").arg(slot);
    }
    return {};
}

QVariant BoardModel::sortValue(const Row &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column))
        return QVariant::fromValue(*price);
    if (const auto percent = percentIn(row.board, row.isStale, column))
        return *percent;
    if (column == CoinColumn || column == CurrencyColumn)
        return display(row, column);
    if (column == AgeColumn && hasPrice(row.board))
        return -quote.timestamp.toMSecsSinceEpoch(); // the newest is the youngest
    return {};
}

QVariant BoardModel::tone(const Row &row, int column) const
{
    if (column == CoinColumn || column == LastColumn)
        return QVariant::fromValue(CellTone::Strong);
    const bool hasNoValue = ((column == SpreadColumn || isChange(column)) &&
                             !percentIn(row.board, row.isStale, column)) ||
                            (isPrice(column) && !priceIn(row.board, column));
    const bool isQuiet = hasNoValue || column == CurrencyColumn || column == AgeColumn;
    return QVariant::fromValue(isQuiet ? CellTone::Quiet : CellTone::Plain);
}

void BoardModel::removeRange(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_rows.remove(first, last - first + 1);
    endRemoveRows();
}

void BoardModel::insertRange(int first, const QList<BoardRow> &rows)
{
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows.insert(first, rows.size(), Row{});
    for (int i = 0; i < rows.size(); ++i)
        m_rows[first + i] = rowFor(rows.at(i));
    endInsertRows();
}

void BoardModel::updateStaleCount()
{
    const int count = int(staleCoins().size());
    if (count == m_staleCount)
        return;
    m_staleCount = count;
    emit staleCountChanged(count);
}
