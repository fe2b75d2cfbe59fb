// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rollup.h"

#include "db/bars/barpartitions.h"
#include "db/domain/coin.h"
#include "db/transaction.h"

#include <array>
#include <limits>

namespace {

constexpr std::array Intervals{BarInterval::Hour, BarInterval::Day};

} // namespace

RollUp::RollUp(const Connection &connection, QuoteStore &quotes)
    : m_connection{connection}
    , m_quotes{quotes}
    , m_bars{connection}
{}

Result<> RollUp::add(const Quote &quote)
{
    const qint64 time = quote.timestamp.toMSecsSinceEpoch();
    const Result<bool> later =
            m_quotes.existsBetween(quote.coin, time + 1, std::numeric_limits<qint64>::max());
    if (!later)
        return fail(later.error());
    for (const BarInterval interval : Intervals) {
        if (const Result<> extended = extend(quote, interval, !*later); !extended)
            return extended;
    }
    return {};
}

Result<> RollUp::extend(const Quote &quote, BarInterval interval, bool isNewest)
{
    const QString symbol = symbolOfCoin(quote.coin);
    const qint64 time = quote.timestamp.toMSecsSinceEpoch();
    const qint64 start = barStart(time, barLengthMs(interval));
    const Result<std::optional<Bar>> found = m_bars.find(symbol, interval, start);
    if (!found)
        return fail(found.error());
    if (!*found)
        return m_bars.put(symbol, interval, Bar::of(start, quote.last));

    Bar bar = **found;
    const Price open = bar.open;
    const Price close = bar.close;
    bar.append(Bar::of(start, quote.last));
    if (!isNewest) {
        // A late quote: out of the outbox, or of a clock that was set back.
        const Result<bool> before = m_quotes.existsBetween(quote.coin, start, time);
        const Result<bool> after =
                m_quotes.existsBetween(quote.coin, time + 1, start + barLengthMs(interval));
        if (!before || !after)
            return fail(before ? after.error() : before.error());
        bar.open = *before ? open : quote.last;
        bar.close = *after ? close : quote.last;
    }
    return m_bars.put(symbol, interval, bar);
}

Result<qint64> RollUp::rebuild(const QString &coin, SettledSchema &schema)
{
    const Result<std::optional<Quote>> newest = m_quotes.newest(coin);
    if (!newest)
        return fail(newest.error());
    if (*newest) {
        BarPartitions partitions{m_connection, BarPartitions::Table::Intraday};
        if (const Result<> room = partitions.ensure((*newest)->timestamp); !room)
            return fail(room.error());
    }
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([&] { return schema.check(); });
    if (!ready)
        return fail(ready.error());
    const Result<std::optional<QDateTime>> oldest = m_quotes.oldestTime(coin);
    if (!oldest)
        return fail(oldest.error());
    if (!*oldest)
        return 0;
    const qint64 oldestMs = (*oldest)->toMSecsSinceEpoch();
    const QString symbol = symbolOfCoin(coin);
    qint64 count = 0;
    for (const BarInterval interval : Intervals) {
        Result<> written =
                m_bars.removeFrom(symbol, interval, barStart(oldestMs, barLengthMs(interval)));
        std::optional<Bar> open;
        const auto put = [&] {
            if (written && open) {
                written = m_bars.put(symbol, interval, *open);
                ++count;
            }
        };
        const Result<> read = m_quotes.read(
                coin, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(),
                [&](qint64 time, const Price &, const Price &, const Price &last) {
                    const Bar next = Bar::of(barStart(time, barLengthMs(interval)), last);
                    if (open && open->time == next.time) {
                        open->append(next);
                    } else {
                        put();
                        open = next;
                    }
                });
        put();
        if (!read)
            return fail(read.error());
        if (!written)
            return fail(written.error());
    }
    return transaction.commit().transform([&] { return count; });
}
