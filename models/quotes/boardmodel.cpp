// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/boardmodel.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSame(const BoardRow &a, const BoardRow &b)
{
    return a.quote.coin == b.quote.coin && a.quote.timestamp == b.quote.timestamp &&
           a.quote.bid == b.quote.bid && a.quote.ask == b.quote.ask &&
           a.quote.last == b.quote.last && a.quote.createdAt == b.quote.createdAt &&
           a.hourAgo == b.hourAgo && a.dayAgo == b.dayAgo && a.weekAgo == b.weekAgo &&
           a.dayLine == b.dayLine && a.stock == b.stock;
}

} // namespace

BoardModel::BoardModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : CellTableModel{ColumnCount, parent}
    , m_cells{std::move(locale), std::move(clock)}
{}

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
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&coin](const AgedRow &row) {
        return row.board.quote.coin == coin;
    });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QStringList BoardModel::staleCoins() const
{
    QStringList coins;
    for (const AgedRow &row : m_rows) {
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
            m_rows[row] = m_cells.aged(newRow);
            changed(row);
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
        const AgedRow now = m_cells.aged(m_rows.at(row).board);
        if (now.age == m_rows.at(row).age && now.isStale == m_rows.at(row).isStale)
            continue;
        const bool hasTurned = now.isStale != m_rows.at(row).isStale;
        m_rows[row] = now;
        emit dataChanged(index(row, hasTurned ? 0 : int(AgeColumn)), index(row, ColumnCount - 1));
    }
    updateStaleCount();
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
    m_rows.insert(first, rows.size(), AgedRow{});
    for (int i = 0; i < rows.size(); ++i)
        m_rows[first + i] = m_cells.aged(rows.at(i));
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
