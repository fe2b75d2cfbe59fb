// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/shaperows.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/labwords.h"

#include <array>
#include <cmath>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Prices = "price_data_5min"_L1; // of coins
constexpr auto Stocks = "market_data"_L1;
constexpr qint64 FewestOwnRows = 1000; // fewer say nothing of a table that has grown

QStringList columnsOf(const QString &table)
{
    if (table == u"market_data")
        return {u"timestamp"_s,  u"instrument_id"_s, u"price"_s,     u"bid"_s,   u"ask"_s,
                u"open_price"_s, u"high_price"_s,    u"low_price"_s, u"volume"_s};
    return {u"timestamp"_s,     u"rule_id"_s,         u"instrument_id"_s,
            u"trigger_value"_s, u"threshold_value"_s, u"status"_s,
            u"severity"_s,      u"message"_s,         u"created_at"_s};
}

// The columns of money, which are DECIMAL(12,4) in the oldest shape.
bool isMoney(const QString &column)
{
    return column.endsWith(u"price") || column.endsWith(u"_value") || column == u"bid" ||
           column == u"ask";
}

// Four decimals, from whatever a version or an engine has. Null: it does not fit.
QByteArray asMoney(const Cell &cell)
{
    constexpr qsizetype MostDigits = 13; // with the point

    QByteArray text;
    if (cell.kind == Cell::Kind::Real) {
        text = QByteArray::number(cell.real, 'f', 4);
    } else if (cell.kind == Cell::Kind::Integer) {
        text = QByteArray::number(cell.integer) + ".0000";
    } else {
        text = cell.text.toByteArray();
        const qsizetype point = text.indexOf('.');
        text = point < 0 ? text + ".0000" : (text + "0000").first(point + 5);
    }
    const bool fits = text.size() - (text.startsWith('-') ? 1 : 0) <= MostDigits;
    return fits ? text : QByteArray{};
}

Result<qint64> countOf(const Connection &source, const QString &table)
{
    const Result<bool> exists = tableExists(source, table);
    if (!exists || !*exists)
        return exists.transform([](bool) { return qint64{0}; });
    Statements statements{source};
    qint64 rows = 0;
    return eachRow(statements, u"SELECT COUNT(*) FROM "_s + quotedName(table), {},
                   [&](const Rows &row) { rows = row.integer(0); })
            .transform([&] { return rows; });
}

// Numbers for the coins, as they come.
class CoinNumbers final
{
public:
    qint64 of(QByteArrayView coin)
    {
        const QByteArray name = coin.toByteArray();
        const auto found = m_numbers.constFind(name);
        return found != m_numbers.cend() ? *found : *m_numbers.insert(name, m_numbers.size() + 1);
    }

private:
    QHash<QByteArray, qint64> m_numbers;
};

// One row of alert_logs as a rule 'above' on that coin would have written it.
class AlertRow final
{
public:
    std::span<const Cell> from(qint64 time, qint64 coin, const QByteArray &price)
    {
        static constexpr std::array States{"resolved", "acknowledged", "triggered", "resolved"};
        static constexpr std::array Severities{"low", "medium", "high"};

        m_threshold = price.first(price.indexOf('.')) + ".0000";
        m_message = "price " + price + " above " + m_threshold;
        m_cells = {Cell::ofInteger(time),
                   Cell::ofInteger(coin),
                   Cell::ofInteger(coin),
                   Cell::ofText(price),
                   Cell::ofText(m_threshold),
                   Cell::ofText(States[std::size_t(m_number % States.size())]),
                   Cell::ofText(Severities[std::size_t(coin % qint64(Severities.size()))]),
                   Cell::ofText(m_message),
                   Cell::ofInteger(time + 2000)};
        ++m_number;
        return m_cells;
    }

private:
    quint64 m_number = 0;
    QByteArray m_threshold;
    QByteArray m_message;
    std::array<Cell, 9> m_cells;
};

} // namespace

Result<ShapeRows> ShapeRows::of(const Connection &source, const QString &table)
{
    ShapeRows rows{source};
    rows.m_table = table;
    rows.m_columns = columnsOf(table);
    const Result<qint64> own = countOf(source, table);
    if (!own)
        return fail(own.error());
    rows.m_isGenerated = *own < FewestOwnRows;
    const Result<qint64> coins = rows.m_isGenerated ? countOf(source, Prices) : 0;
    if (!coins)
        return fail(coins.error());
    const bool hasCoins = *coins >= FewestOwnRows;
    const Result<qint64> stocks =
            rows.m_isGenerated && !hasCoins ? countOf(source, Stocks) : Result<qint64>{0};
    if (!stocks)
        return fail(stocks.error());
    if (rows.m_isGenerated && !hasCoins && *stocks < FewestOwnRows)
        return fail(Error::Kind::Refused,
                    LabWords::tr("Neither it nor the coin prices have enough rows yet. Collect for "
                                 "a day, then measure."));
    rows.m_origin = !rows.m_isGenerated ? table : hasCoins ? QString{Prices} : QString{Stocks};
    rows.m_order = rows.m_origin == Prices ? u"timestamp"_s : u"id"_s;
    rows.m_available = !rows.m_isGenerated ? *own : hasCoins ? *coins : *stocks;
    return rows;
}

Result<> ShapeRows::each(qint64 newest, const Take &take) const
{
    QString where;
    if (newest < m_available) {
        Statements statements{m_source};
        const bool isMariaDb = m_source.engine() == Engine::MariaDb;
        QString from;
        const Result<> found = eachRow(
                statements,
                u"SELECT CAST(%1 AS %2) FROM %3 ORDER BY %1 DESC LIMIT 1 OFFSET %4"_s
                        .arg(m_order, isMariaDb ? u"CHAR"_s : u"TEXT"_s, quotedName(m_origin))
                        .arg(newest),
                {}, [&](const Rows &row) { from = row.text(0); });
        if (!found)
            return found;
        where = u" WHERE %1 > '%2'"_s.arg(m_order, from);
    }
    const QString columns = !m_isGenerated ? m_columns.join(u", "_s)
                            : m_origin == Prices
                                    ? u"timestamp, coin_type, last, bid, ask"_s
                                    : u"timestamp, instrument_id, price, price, price"_s;
    const QString query =
            u"SELECT %1 FROM %2%3 ORDER BY %4"_s.arg(columns, quotedName(m_origin), where, m_order);
    return m_isGenerated ? eachGenerated(query, take) : eachOwn(query, take);
}

Result<> ShapeRows::eachOwn(const QString &query, const Take &take) const
{
    const Result<std::unique_ptr<RowStream>> stream = m_source.stream(query);
    if (!stream)
        return fail(stream.error());
    std::vector<std::size_t> money;
    for (int i = 0; i < m_columns.size(); ++i) {
        if (isMoney(m_columns[i]))
            money.push_back(std::size_t(i));
    }
    std::vector<Cell> cells;
    std::vector<QByteArray> texts(money.size());
    while ((*stream)->next()) {
        const std::span<const Cell> row = (*stream)->row();
        cells.assign(row.begin(), row.end());
        bool fits = true;
        for (std::size_t i = 0; i < money.size(); ++i) {
            Cell &cell = cells[money[i]];
            const bool mayBeNull =
                    m_table == u"market_data" && m_columns[int(money[i])] != u"price";
            if (cell.kind == Cell::Kind::Null) {
                fits = fits && mayBeNull;
                continue;
            }
            texts[i] = asMoney(cell);
            fits = fits && !texts[i].isNull();
            cell = Cell::ofText(texts[i]);
        }
        if (!fits)
            continue;
        if (const Result<> taken = take(cells); !taken)
            return taken;
    }
    return (*stream)->end();
}

Result<> ShapeRows::eachGenerated(const QString &query, const Take &take) const
{
    const Result<std::unique_ptr<RowStream>> stream = m_source.stream(query);
    if (!stream)
        return fail(stream.error());
    CoinNumbers coins;
    AlertRow alert;
    std::array<QByteArray, 3> money;
    while ((*stream)->next()) {
        const std::span<const Cell> row = (*stream)->row();
        for (std::size_t i = 0; i < money.size(); ++i)
            money[i] = asMoney(row[i + 2]);
        if (money[0].isNull() || money[1].isNull() || money[2].isNull())
            continue;
        const qint64 time = row[0].integer;
        const qint64 coin =
                row[1].kind == Cell::Kind::Integer ? row[1].integer : coins.of(row[1].text);
        const std::array quote{Cell::ofInteger(time),
                               Cell::ofInteger(coin),
                               Cell::ofText(money[0]),
                               Cell::ofText(money[1]),
                               Cell::ofText(money[2]),
                               Cell{},
                               Cell{},
                               Cell{},
                               Cell{}};
        const Result<> taken = take(m_table == u"market_data" ? std::span<const Cell>{quote}
                                                              : alert.from(time, coin, money[0]));
        if (!taken)
            return taken;
    }
    return (*stream)->end();
}
