// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/quotetablemodel.h"

#include "models/quotes/pricetext.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// The first row from that one on with which a slot begins; the end of rows where none does.
int slotBegin(const QList<Quote> &rows, int row)
{
    while (row > 0 && row < rows.size() && rows.at(row).timestamp == rows.at(row - 1).timestamp)
        ++row;
    return row;
}

} // namespace

QuoteTableModel::QuoteTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : CellTableModel{ColumnCount, parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

QVariant QuoteTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        return section == TimeColumn || section == CoinColumn
                       ? QVariant{Qt::AlignLeft | Qt::AlignVCenter}
                       : QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter};
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Time (%1)"), QT_TR_NOOP("The slot that the prices are for")},
            {QT_TR_NOOP("Coin"), QT_TR_NOOP("As its source calls it")},
            {QT_TR_NOOP("Last"), QT_TR_NOOP("The price of the last trade")},
            {QT_TR_NOOP("Bid"), QT_TR_NOOP("The best price that somebody pays")},
            {QT_TR_NOOP("Ask"), QT_TR_NOOP("The best price that somebody asks for")},
            {QT_TR_NOOP("Stored"), QT_TR_NOOP("How long after its slot it was stored")},
    };
    if (role == Qt::DisplayRole && section == TimeColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

bool QuoteTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasOlder && !m_waiting;
}

void QuoteTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(Purpose::Older, {m_coin, m_rows.constLast().timestamp, {}});
}

void QuoteTableModel::fetchNewer()
{
    if (!m_hasNewer || m_waiting)
        return;
    if (m_rows.isEmpty()) // nothing is as old as what was asked for
        showOldest();
    else
        ask(Purpose::Newer, {m_coin, {}, m_rows.constFirst().timestamp});
}

void QuoteTableModel::showNewest()
{
    ask(Purpose::Newest, {m_coin, {}, {}});
}

void QuoteTableModel::showOldest()
{
    ask(Purpose::Oldest, {m_coin, {}, QDateTime::fromMSecsSinceEpoch(0, Qt::UTC)});
}

void QuoteTableModel::showAt(const QDateTime &time)
{
    ask(Purpose::At, {m_coin, time.addMSecs(1), {}});
}

void QuoteTableModel::setCoin(const QString &coin)
{
    if (std::exchange(m_coin, coin) == coin)
        return;
    if (isAtNewest() || m_rows.isEmpty())
        showNewest();
    else
        showAt(m_rows.constFirst().timestamp);
}

void QuoteTableModel::refresh()
{
    if (!m_hasAnswer)
        return;
    if (m_waiting) {
        m_isStale = true;
        return;
    }
    if (m_rows.isEmpty()) {
        showNewest();
        return;
    }
    const bool isAtTop = isAtNewest();
    m_hasNewer = true;
    if (isAtTop)
        fetchNewer();
}

void QuoteTableModel::ask(Purpose purpose, const QuotePageRequest &request)
{
    m_waiting = purpose;
    emit pageRequested(++m_ticket, request);
}

void QuoteTableModel::acceptPage(quint64 ticket, const QuotePage &page)
{
    if (!m_waiting || ticket != m_ticket)
        return;
    const Purpose purpose = *std::exchange(m_waiting, std::nullopt);
    m_hasAnswer = true;
    switch (purpose) {
    case Purpose::Newest:
    case Purpose::At:
    case Purpose::Oldest:
        beginResetModel();
        m_rows = page.rows;
        // Whether there is anything after that moment is known when it is asked for.
        m_hasNewer = purpose == Purpose::At || (purpose == Purpose::Oldest && page.hasMore);
        m_hasOlder = purpose != Purpose::Oldest && page.hasMore;
        endResetModel();
        break;
    case Purpose::Older:
        m_hasOlder = page.hasMore;
        putBelow(page);
        break;
    case Purpose::Newer:
        m_hasNewer = page.hasMore;
        putAbove(page);
        break;
    }
    emit pageAccepted();
    if (std::exchange(m_isStale, false))
        refresh();
}

void QuoteTableModel::giveUp(quint64 ticket)
{
    if (ticket == m_ticket)
        m_waiting.reset();
}

void QuoteTableModel::putBelow(const QuotePage &page)
{
    if (!page.rows.isEmpty()) {
        const int first = int(m_rows.size());
        beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        m_rows += page.rows;
        endInsertRows();
    }
    if (m_rows.size() <= MostRows)
        return;
    const int leaving = slotBegin(m_rows, int(m_rows.size()) - MostRows);
    beginRemoveRows({}, 0, leaving - 1);
    m_rows.remove(0, leaving);
    m_hasNewer = true;
    endRemoveRows();
    emit shifted(-leaving);
}

void QuoteTableModel::putAbove(const QuotePage &page)
{
    if (page.rows.isEmpty())
        return;
    beginInsertRows({}, 0, int(page.rows.size()) - 1);
    m_rows = page.rows + m_rows;
    endInsertRows();
    emit shifted(int(page.rows.size()));
    const int kept = slotBegin(m_rows, MostRows);
    if (kept >= m_rows.size())
        return;
    beginRemoveRows({}, kept, int(m_rows.size()) - 1);
    m_rows.resize(kept);
    m_hasOlder = true;
    endRemoveRows();
}

QString QuoteTableModel::display(const Quote &quote, int column) const
{
    switch (column) {
    case TimeColumn:
        return m_locale.toString(quote.timestamp.toLocalTime(), tr("d MMM yyyy, HH:mm:ss"));
    case CoinColumn:
        return quote.coin;
    case LastColumn:
        return localPrice(quote.last, m_locale);
    case BidColumn:
        return localPrice(quote.bid, m_locale);
    case AskColumn:
        return localPrice(quote.ask, m_locale);
    case StoredColumn:
        return tr("%1 s").arg(
                m_locale.toString(double(quote.timestamp.msecsTo(quote.createdAt)) / 1000, 'f', 1));
    default:
        return {};
    }
}

QString QuoteTableModel::toolTip(const Quote &quote, int column) const
{
    if (column == StoredColumn)
        return m_locale.toString(quote.createdAt.toLocalTime(), tr("d MMM yyyy, HH:mm:ss"));
    return raw(quote, column);
}

QString QuoteTableModel::raw(const Quote &quote, int column) const
{
    switch (column) {
    case TimeColumn:
        return quote.timestamp.toString(Qt::ISODateWithMs);
    case CoinColumn:
        return quote.coin;
    case LastColumn:
        return quote.last.toString();
    case BidColumn:
        return quote.bid.toString();
    case AskColumn:
        return quote.ask.toString();
    case StoredColumn:
        return quote.createdAt.toString(Qt::ISODateWithMs);
    default:
        return {};
    }
}

QVariant QuoteTableModel::further(const Quote &, int column, int role) const
{
    if (role != CellRole::Tone)
        return {};
    return QVariant::fromValue(column == StoredColumn ? CellTone::Quiet : CellTone::Plain);
}
