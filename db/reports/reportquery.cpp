// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/reportquery.h"

#include "db/bulk/sqlliteral.h"
#include "db/domain/coin.h"
#include "db/reports/reporttable.h"
#include "db/searchtext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// The statement of one table of a report.
class ReportQuery final
{
public:
    ReportQuery(ReportTable table, const ReportRequest &request, Engine engine)
        : m_table{std::move(table)}
        , m_request{request}
        , m_engine{engine}
    {
        if (m_request.includesDeleted && !m_table.deletedAt.isEmpty())
            m_table.columns.append({u"deleted_at"_s, ReportColumn::Kind::Time, m_table.deletedAt});
    }

    [[nodiscard]] QString sql() const
    {
        QStringList columns;
        for (const ReportTable::Column &column : m_table.columns)
            columns.append(column.expression());
        return rows(columns) + u" ORDER BY "_s + order();
    }

    // Without an order, to be put together with those of another table.
    [[nodiscard]] QString part() const
    {
        QStringList columns;
        for (const ReportTable::Column &column : m_table.columns) {
            // MariaDB gives the decimals of all tables as many digits as those of one have.
            const bool isPadded =
                    m_engine == Engine::MariaDb && column.kind == ReportColumn::Kind::Decimal;
            columns.append((isPadded ? u"CAST(%1 AS CHAR) AS %2"_s : u"%1 AS %2"_s)
                                   .arg(column.expression(), column.name));
        }
        return rows(columns);
    }

    // Behind ORDER BY, for a name of the columns of part(), its missing values last.
    [[nodiscard]] QString orderOfParts(const ReportRequest::Sort &sort) const
    {
        return (isAlwaysThere(expressionOf(sort.column)) ? QString{}
                                                         : sort.column + u" IS NULL, "_s) +
               sort.column + (sort.isDescending ? u" DESC, "_s : u", "_s) + m_table.key;
    }

private:
    [[nodiscard]] QString rows(const QStringList &columns) const
    {
        const QStringList conditions = times() + names() + words();
        return u"SELECT %1 FROM %2%3"_s.arg(
                columns.join(u", "_s), m_table.from,
                conditions.isEmpty() ? QString{} : u" WHERE "_s + conditions.join(u" AND "_s));
    }

    [[nodiscard]] QStringList times() const
    {
        QStringList conditions;
        if (m_request.fromMs && m_table.end.isEmpty())
            conditions.append(m_table.time + u" >= "_s + sqlTime(m_engine, *m_request.fromMs));
        else if (m_request.fromMs)
            conditions.append(m_table.end + u" > "_s + sqlTime(m_engine, *m_request.fromMs));
        if (m_request.toMs)
            conditions.append(m_table.time + u" < "_s + sqlTime(m_engine, *m_request.toMs));
        return conditions;
    }

    [[nodiscard]] QString isOneOf(const QString &expression, const QStringList &values) const
    {
        QStringList literals;
        for (const QString &value : values)
            literals.append(sqlText(m_engine, value));
        // One alone is what every engine reads in the order of the index.
        return literals.size() == 1 ? u"%1 = %2"_s.arg(expression, literals.constFirst())
                                    : u"%1 IN (%2)"_s.arg(expression, literals.join(u", "_s));
    }

    [[nodiscard]] QString isOfSymbols() const
    {
        const QString symbols = isOneOf(m_table.symbol, m_request.symbols);
        const bool hasCoin = std::ranges::any_of(m_request.symbols, [](const QString &symbol) {
            return !coinOfSymbol(symbol).isEmpty();
        });
        return hasCoin && !m_table.allCoins.isEmpty()
                       ? u"(%1 OR %2)"_s.arg(symbols, m_table.allCoins)
                       : symbols;
    }

    [[nodiscard]] QStringList names() const
    {
        QStringList conditions;
        if (!m_request.coins.isEmpty())
            conditions.append(isOneOf(m_table.coin, m_request.coins));
        if (!m_request.symbols.isEmpty())
            conditions.append(isOfSymbols());
        for (const ReportRequest::Only &only : m_request.only)
            conditions.append(isOneOf(expressionOf(only.column), only.values));
        if (!m_request.includesDeleted && !m_table.deletedAt.isEmpty())
            conditions.append(m_table.deletedAt + u" IS NULL"_s);
        return conditions;
    }

    [[nodiscard]] QStringList words() const
    {
        if (m_request.text.isEmpty())
            return {};
        // runsWith() looks into the JSON, whose keys are no words of a run.
        if (m_request.report == Report::Runs)
            return {u"(error IS NOT NULL OR rejected_details IS NOT NULL)"_s};
        const QString pattern = sqlText(m_engine, likePattern(loweredText(m_request.text)));
        QStringList places;
        for (const ReportTable::Column &column : m_table.columns) {
            if (column.isSearched)
                places.append(u"%1 LIKE %2 ESCAPE %3"_s.arg(lowered(column.expression(), m_engine),
                                                            pattern, sqlText(m_engine, u"\\"_s)));
        }
        return {u'(' + places.join(u" OR "_s) + u')'};
    }

    [[nodiscard]] QString order() const
    {
        if (m_request.sort) {
            const QString &column = expressionOf(m_request.sort->column);
            // Along the index, where there is one.
            const QString &tie = column == m_table.coin ? m_table.time : m_table.key;
            return missingLast(column) + column +
                   (m_request.sort->isDescending ? u" DESC, "_s : u", "_s) + tie;
        }
        // Of the prices a part is read along an index by time, and comes in its order.
        const bool isPart = m_request.coins.size() == 1 || m_request.fromMs || m_request.toMs;
        return m_request.report == Report::Prices && isPart ? m_table.time + u", "_s + m_table.key
                                                            : m_table.order;
    }

    // What has no value comes last both ways, as in a panel, on every engine; what always has one
    // stays free to be read along an index.
    [[nodiscard]] QString missingLast(const QString &column) const
    {
        return isAlwaysThere(column) ? QString{} : column + u" IS NULL, "_s;
    }

    [[nodiscard]] bool isAlwaysThere(const QString &column) const
    {
        return column == m_table.time || column == m_table.coin || column == m_table.symbol ||
               (m_table.order + u", "_s + m_table.key).split(u", "_s).contains(column);
    }

    [[nodiscard]] const QString &expressionOf(const QString &name) const
    {
        return std::find_if(m_table.columns.cbegin(), m_table.columns.cend(),
                            [&](const ReportTable::Column &column) { return column.name == name; })
                ->expression();
    }

    ReportTable m_table;
    const ReportRequest &m_request;
    Engine m_engine;
};

} // namespace

QStringList reportQueries(const ReportRequest &request, Engine engine)
{
    const QList<ReportTable> tables = reportTables(request.report, engine);
    QStringList queries;
    if (!request.sort || tables.size() == 1) {
        for (const ReportTable &table : tables)
            queries.append(ReportQuery{table, request, engine}.sql());
        return queries;
    }
    for (const ReportTable &table : tables)
        queries.append(ReportQuery{table, request, engine}.part());
    const ReportQuery last{tables.constLast(), request, engine};
    return {u"SELECT * FROM (%1) parts ORDER BY %2"_s.arg(queries.join(u" UNION ALL "_s),
                                                          last.orderOfParts(*request.sort))};
}
