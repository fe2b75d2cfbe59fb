// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/daygapstore.h"

#include "db/bars/daytime.h"
#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"

#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// The day of trading after this one.
QDate nextTradingDay(const QString &exchange, QDate day)
{
    do
        day = day.addDays(1);
    while (!tradesOn(exchange, day));
    return day;
}

} // namespace

Result<QMap<QDate, GapCause>> DayGapStore::openDays(const QString &symbol)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT from_time, to_time, cause FROM data_gaps "
                             "WHERE source = 'eodhd' AND symbol = ? AND state = 'open'"_s,
                             {symbol});
    if (!rows)
        return fail(rows.error());
    const QString exchange = exchangeOf(symbol);
    QMap<QDate, GapCause> days;
    while (rows->next()) {
        const QDate end = dayOf(rows->timeMs(1));
        for (QDate day = dayOf(rows->timeMs(0)); day < end; day = day.addDays(1)) {
            if (tradesOn(exchange, day))
                days.insert(day, gapCauseFromName(rows->text(2)));
        }
    }
    return rows->end().transform([&] { return std::move(days); });
}

Result<QMap<GapCause, int>> DayGapStore::countOpen()
{
    Result<Rows> rows = m_statements.run(u"SELECT cause, COUNT(*) FROM data_gaps "
                                         "WHERE source = 'eodhd' AND state = 'open' "
                                         "GROUP BY cause"_s);
    if (!rows)
        return fail(rows.error());
    QMap<GapCause, int> counts;
    while (rows->next())
        counts[gapCauseFromName(rows->text(0))] += int(rows->integer(1));
    return rows->end().transform([&] { return std::move(counts); });
}

Result<QDate> DayGapStore::update(const QString &symbol, const QDate &from, const QDate &through)
{
    const Result<QMap<QDate, GapCause>> before = openDays(symbol);
    const Result<QList<Span>> spans = spansOfOthers(symbol);
    const Result<QDate> newest = m_daily.newestDay(symbol);
    if (!before || !spans || !newest)
        return fail(!before ? before.error() : !spans ? spans.error() : newest.error());
    QSet<QDate> present;
    const Result<> read =
            m_daily.read(symbol, from, {}, [&](const DailyBar &bar) { present.insert(bar.day); });
    const Result<QDate> oldest = m_daily.oldestDay(symbol);
    if (!read || !oldest)
        return fail(!read ? read.error() : oldest.error());
    const QString exchange = exchangeOf(symbol);
    const QDate first = from.isValid() ? std::max(from, *oldest) : *oldest;
    QList<QDate> doubtful = before->keys();
    for (QDate day = first; first.isValid() && day <= std::max(*newest, through);
         day = day.addDays(1)) {
        if (tradesOn(exchange, day) && !before->contains(day))
            doubtful.append(day);
    }

    QMap<QDate, GapCause> open;
    QList<QDate> healed;
    for (const QDate &day : std::as_const(doubtful)) {
        if (present.contains(day)) {
            if (before->contains(day))
                healed.append(day);
            continue;
        }
        const Result<bool> isOpenDay = othersHave(symbol, day);
        if (!isOpenDay)
            return fail(isOpenDay.error());
        const bool wasClosed =
                !neverCloses(exchange) && std::ranges::any_of(*spans, [&](const Span &span) {
                    return span.first <= day && day <= span.last;
                });
        if (*isOpenDay)
            open.insert(day, GapCause::ProviderEmpty);
        else if (!wasClosed && newest->isValid() && day < *newest)
            open.insert(day, GapCause::Unknown);
    }
    QDate missing;
    for (auto day = open.cbegin(); newest->isValid() && day != open.cend() && !missing.isValid();
         ++day) {
        if (day.value() == GapCause::ProviderEmpty && day.key() > *newest)
            missing = day.key();
    }
    return replace(symbol, open, healed).transform([&] { return missing; });
}

// Makes these the open ones; of the healed days those that were open before.
Result<> DayGapStore::replace(const QString &symbol, const QMap<QDate, GapCause> &open,
                              const QList<QDate> &healed)
{
    const Result<QMap<QDate, GapCause>> before = openDays(symbol);
    if (!before)
        return fail(before.error());
    if (*before == open)
        return {};
    const Result<int> removed = m_statements.change(
            u"DELETE FROM data_gaps WHERE source = 'eodhd' AND symbol = ? AND state = 'open'"_s,
            {symbol});
    if (!removed)
        return fail(removed.error());
    const QString exchange = exchangeOf(symbol);
    for (auto at = open.cbegin(); at != open.cend();) {
        const QDate from = at.key();
        const GapCause cause = at.value();
        QDate last = from;
        for (++at;
             at != open.cend() && at.key() == nextTradingDay(exchange, last) && at.value() == cause;
             ++at)
            last = at.key();
        if (const Result<> done = insert(symbol, from, last, cause, false); !done)
            return fail(done.error());
    }
    for (const QDate &day : healed) {
        if (!before->contains(day))
            continue;
        if (const Result<> done = insert(symbol, day, day, before->value(day), true); !done)
            return fail(done.error());
    }
    return {};
}

Result<> DayGapStore::insert(const QString &symbol, const QDate &from, const QDate &to,
                             GapCause cause, bool isHealed)
{
    return m_statements
            .change(u"INSERT INTO data_gaps (source, symbol, from_time, to_time, cause, state) "
                    "VALUES ('eodhd', ?, ?, ?, ?, ?)"_s,
                    {symbol, dayTime(from), dayTime(to.addDays(1)), gapCauseName(cause),
                     isHealed ? u"healed"_s : u"open"_s})
            .map([](int) {});
}

Result<bool> DayGapStore::othersHave(const QString &symbol, const QDate &day)
{
    const QString exchange = exchangeOf(symbol);
    Result<Rows> rows = m_statements.run(
            isCurrencyMarket(exchange)
                    ? u"SELECT 1 FROM intraday_data d JOIN assets a ON a.symbol = d.symbol "
                      "WHERE d.time = ? AND a.exchange = ? AND d.symbol <> ? "
                      "AND d.bar_interval = '1d' LIMIT 1"_s
                    : u"SELECT 1 FROM daily_data d JOIN assets a ON a.symbol = d.symbol "
                      "WHERE d.time = ? AND a.exchange = ? AND d.symbol <> ? LIMIT 1"_s,
            {dayTime(day), exchange, symbol});
    if (!rows)
        return fail(rows.error());
    const bool isThere = rows->next();
    return rows->end().transform([&] { return isThere; });
}

Result<QList<DayGapStore::Span>> DayGapStore::spansOfOthers(const QString &symbol)
{
    const QString exchange = exchangeOf(symbol);
    Result<Rows> rows = m_statements.run(
            isCurrencyMarket(exchange)
                    ? u"SELECT (SELECT MIN(time) FROM intraday_data WHERE symbol = a.symbol AND "
                      "bar_interval = '1d'), (SELECT MAX(time) FROM intraday_data "
                      "WHERE symbol = a.symbol AND bar_interval = '1d') "
                      "FROM assets a WHERE a.exchange = ? AND a.symbol <> ?"_s
                    : u"SELECT (SELECT MIN(time) FROM daily_data WHERE symbol = a.symbol), "
                      "(SELECT MAX(time) FROM daily_data WHERE symbol = a.symbol) "
                      "FROM assets a WHERE a.exchange = ? AND a.symbol <> ?"_s,
            {exchange, symbol});
    if (!rows)
        return fail(rows.error());
    QList<Span> spans;
    while (rows->next()) {
        if (!rows->isNull(0))
            spans.append({dayOf(rows->timeMs(0)), dayOf(rows->timeMs(1))});
    }
    return rows->end().transform([&] { return std::move(spans); });
}
