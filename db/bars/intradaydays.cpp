// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/intradaydays.h"

#include "db/bars/daytime.h"
#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"
#include "db/domain/exchangeday.h"

#include <QMap>

#include <algorithm>
#include <utility>

namespace {

struct Span {
    QDate first;
    QDate last;

    [[nodiscard]] bool holds(const QDate &day) const { return first <= day && day <= last; }
};

// A day as far as the bars of one width know it.
struct MadeDay {
    DailyBar bar;
    qint64 fromMs = 0;
    qint64 toMs = 0; // where its last bar begins

    [[nodiscard]] qint64 length(qint64 barMs) const { return toMs - fromMs + barMs; }

    void append(const Bar &later, std::optional<qint64> volume)
    {
        bar.high = std::max(bar.high, later.high);
        bar.low = std::min(bar.low, later.low);
        bar.close = later.close;
        bar.adjustedClose = later.close;
        if (volume)
            bar.volume = bar.volume.value_or(0) + *volume;
        toMs = later.time;
    }
};

// Between the stored days, where at least one day of trading is.
QList<Span> spansWithout(const QList<DailyBar> &stored, const QString &exchange, const QDate &first,
                         const QDate &last)
{
    QList<Span> spans;
    const auto add = [&](const QDate &from, const QDate &to) {
        for (QDate day = from; day <= to; day = day.addDays(1)) {
            if (tradesOn(exchange, day)) {
                spans.append({from, to});
                return;
            }
        }
    };
    QDate from = first;
    for (auto at = std::ranges::lower_bound(stored, first, {}, &DailyBar::day);
         at != stored.cend() && at->day <= last; ++at) {
        add(from, at->day.addDays(-1));
        from = at->day.addDays(1);
    }
    add(from, last);
    return spans;
}

} // namespace

Result<QSet<QDate>> IntradayDays::of(const QString &symbol, const Kept &kept, qint64 fromMs,
                                     qint64 toMs)
{
    QSet<QDate> days;
    return m_bars
            .read(symbol, kept, fromMs, toMs,
                  [&](const Bar &bar, std::optional<qint64>) {
                      days.insert(exchangeDay(symbol, bar.time));
                  })
            .map([&] { return std::move(days); });
}

Result<QList<DailyBar>> IntradayDays::missing(const QString &symbol, const QList<Kept> &kept,
                                              const QList<DailyBar> &stored, const QDate &first,
                                              const QDate &last)
{
    const QString exchange = exchangeOf(symbol);
    QMap<QDate, std::pair<qint64, DailyBar>> longest; // how much of the day it is, and the day
    for (const Span &span :
         kept.isEmpty() ? QList<Span>{} : spansWithout(stored, exchange, first, last)) {
        // A day of the exchange begins and ends by up to a day beside that of UTC.
        const qint64 fromMs = dayMs(span.first) - DayMs;
        const qint64 toMs = dayMs(span.last) + 2 * DayMs;
        for (const Kept &width : kept) {
            if (width.firstMs >= toMs || width.lastMs < fromMs)
                continue;
            QMap<QDate, MadeDay> made;
            const Result<> read = m_bars.read(
                    symbol, width, fromMs, toMs, [&](const Bar &bar, std::optional<qint64> volume) {
                        const QDate day = exchangeDay(symbol, bar.time);
                        if (!span.holds(day) || !tradesOn(exchange, day))
                            return;
                        if (const auto known = made.find(day); known != made.end())
                            known->append(bar, volume);
                        else
                            made.insert(day, {{day, bar.open, bar.high, bar.low, bar.close,
                                               bar.close, volume},
                                              bar.time,
                                              bar.time});
                    });
            if (!read)
                return fail(read.error());
            for (const MadeDay &day : std::as_const(made)) {
                const qint64 length = day.length(width.lengthMs);
                if (length > longest.value(day.bar.day).first)
                    longest.insert(day.bar.day, {length, day.bar});
            }
        }
    }
    QList<DailyBar> days;
    for (const auto &[length, bar] : std::as_const(longest))
        days.append(bar);
    return days;
}
