// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotepagestore.h"

#include "db/quotes/quoterow.h"

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

// The condition that all statements of a request share, and its values.
struct Part {
    QString sql = u" WHERE 1 = 1"_s;
    std::vector<SqlValue> values;

    void add(const QString &condition, const SqlValue &value)
    {
        sql += u" AND "_s + condition;
        values.push_back(value);
    }
};

Part partOf(const QuotePageRequest &request)
{
    Part part;
    if (!request.coin.isEmpty())
        part.add(u"coin_type = ?"_s, request.coin);
    if (request.olderThan)
        part.add(u"timestamp < ?"_s, *request.olderThan);
    if (request.newerThan)
        part.add(u"timestamp > ?"_s, *request.newerThan);
    return part;
}

} // namespace

Result<QuotePage> QuotePageStore::page(const QuotePageRequest &request)
{
    const Result<std::optional<QDateTime>> end = endOf(request);
    if (!end)
        return fail(end.error());
    Part part = partOf(request);
    if (*end)
        part.add(request.newerThan ? u"timestamp <= ?"_s : u"timestamp >= ?"_s, **end);
    Result<Rows> rows = m_statements.run(
            u"SELECT id, coin_type, bid, ask, last, timestamp, created_at FROM price_data_5min"_s +
                    part.sql + u" ORDER BY timestamp DESC, coin_type"_s,
            part.values);
    if (!rows)
        return fail(rows.error());
    QuotePage page;
    page.hasMore = end->has_value();
    while (rows->next()) {
        Result<Quote> quote = quoteFrom(*rows);
        if (!quote)
            return fail(quote.error());
        page.rows.append(std::move(*quote));
    }
    return rows->end().transform([&] { return std::move(page); });
}

// The slot with the last row of the page; nothing where all that is left fits. By the time alone,
// which an index has in order: MariaDB would sort the whole table by time and coin.
Result<std::optional<QDateTime>> QuotePageStore::endOf(const QuotePageRequest &request)
{
    Part part = partOf(request);
    part.values.emplace_back(qint64{request.rows - 1});
    Result<Rows> rows = m_statements.run(
            u"SELECT timestamp FROM price_data_5min"_s + part.sql +
                    (request.newerThan ? u" ORDER BY timestamp"_s : u" ORDER BY timestamp DESC"_s) +
                    u" LIMIT 1 OFFSET ?"_s,
            part.values);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<QDateTime>{}; });
    return std::optional{rows->time(0)};
}
