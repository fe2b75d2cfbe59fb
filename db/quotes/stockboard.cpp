// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/stockboard.h"

#include "db/bars/daytime.h"
#include "db/domain/adjustment.h"
#include "db/domain/exchangeday.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LineDays = 30;
constexpr int WeekDays = 7;
constexpr int DaysRead = 60; // holds as many as are traded in it, whatever the holidays

QDateTime midnight(const QDate &day)
{
    return QDateTime::fromMSecsSinceEpoch(dayMs(day), Qt::UTC);
}

} // namespace

Result<QList<BoardRow>> StockBoard::rows()
{
    const Result<QList<Asset>> assets = m_assets.list();
    if (!assets)
        return fail(assets.error());
    QList<BoardRow> rows;
    for (const Asset &stock : *assets) {
        if (stock.isCoin())
            continue;
        Result<BoardRow> row = this->row(stock);
        if (!row)
            return fail(row.error());
        if (stock.isActive || row->quote.timestamp.isValid())
            rows.append(std::move(*row));
    }
    return rows;
}

Result<BoardRow> StockBoard::row(const Asset &stock)
{
    BoardRow row;
    row.quote.coin = stock.symbol;
    StockFacts &facts = row.stock.emplace(StockFacts{stock.name, stock.currency, false, true});
    const Result<QDate> newest = m_daily.newestDay(stock.symbol);
    if (!newest)
        return fail(newest.error());
    QList<DailyBar> days;
    if (newest->isValid()) {
        const Result<QList<DailyBar>> read =
                m_daily.list(stock.symbol, newest->addDays(-DaysRead), *newest);
        if (!read)
            return fail(read.error());
        days = *read;
    }
    const Result<std::optional<DelayedQuote>> delayed = m_quotes.newestQuote(stock.instrumentId);
    if (!delayed)
        return fail(delayed.error());
    const Result<QList<CorporateAction>> actions = m_actions.adjusting(stock.symbol);
    if (!actions)
        return fail(actions.error());
    // A quote of a day that has no bar yet stands for one.
    if (const std::optional<DelayedQuote> &quote = *delayed) {
        const QDate day = exchangeDay(stock.symbol, quote->time.toMSecsSinceEpoch());
        if (days.isEmpty() || day > days.constLast().day) {
            const Price last = quote->price;
            days.append({day, last, last, last, last, last, {}});
            row.quote.timestamp = quote->time;
            facts.isDaily = false;
        }
    }
    if (days.isEmpty())
        return row;
    const Adjustment adjustment{days, *actions, stock.currency};
    const auto closeOf = [&](const DailyBar &bar) { return adjustment.apply(bar.close, bar.day); };
    facts.hasPrice = true;
    const QDate today = days.constLast().day;
    row.quote.last = days.constLast().close;
    if (facts.isDaily)
        row.quote.timestamp = midnight(today);
    if (days.size() > 1)
        row.dayAgo = closeOf(days.at(days.size() - 2));
    const auto weekAgo =
            std::ranges::upper_bound(days, today.addDays(-WeekDays), {}, &DailyBar::day);
    if (weekAgo != days.cbegin())
        row.weekAgo = closeOf(*std::prev(weekAgo));
    for (const DailyBar &bar : days.last(std::min<qsizetype>(days.size(), LineDays)))
        row.dayLine.append(closeOf(bar));
    return row;
}
