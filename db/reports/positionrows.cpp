// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/positionrows.h"

#include "db/portfolio/valuation.h"
#include "db/reports/listedrows.h"

using namespace Qt::Literals::StringLiterals;

namespace {

ListedRows::Value ofQuantity(const std::optional<Quantity> &quantity)
{
    return quantity ? ListedRows::ofText(quantity->toString()) : ListedRows::Value{};
}

// What the table has no NULL for and nobody wrote.
ListedRows::Value ofWords(const QString &text)
{
    return text.isEmpty() ? ListedRows::Value{} : ListedRows::ofText(text);
}

// "-3.84"
ListedRows::Value ofPercent(const ValuedPosition &valued)
{
    const std::optional<qint64> hundredths =
            valued.gain && valued.position.cost ? hundredthsOf(*valued.gain, *valued.position.cost)
                                                : std::nullopt;
    if (!hundredths)
        return {};
    const quint64 size = *hundredths < 0 ? 0 - quint64(*hundredths) : quint64(*hundredths);
    return ListedRows::ofText(u"%1%2.%3"_s.arg(*hundredths < 0 ? u"-"_s : u""_s)
                                      .arg(size / 100)
                                      .arg(size % 100, 2, 10, QChar{u'0'}));
}

ListedRows::Row rowOf(const ValuedPosition &valued)
{
    const Position &position = valued.position;
    return {position.id,
            ListedRows::ofText(position.symbol),
            ofWords(valued.name),
            ListedRows::ofText(positionSourceName(position.source)),
            ofQuantity(position.quantity),
            ofQuantity(position.cost),
            ListedRows::ofText(position.currency),
            valued.price ? ListedRows::ofText(valued.price->toString()) : ListedRows::Value{},
            valued.price ? ofWords(valued.priceCurrency) : ListedRows::Value{},
            ListedRows::ofTime(valued.pricedAt),
            ofQuantity(valued.value),
            ofQuantity(valued.gain),
            ofPercent(valued),
            ListedRows::ofTime(position.openedAt),
            ofWords(position.note),
            ListedRows::ofTime(position.createdAt),
            ListedRows::ofTime(position.updatedAt)};
}

} // namespace

QList<ReportColumn> positionColumns()
{
    using enum ReportColumn::Kind;
    return {{u"id"_s, Number},
            {u"symbol"_s, Text},
            {u"name"_s, Text},
            {u"source"_s, Text},
            {u"quantity"_s, Decimal},
            {u"cost"_s, Decimal},
            {u"currency"_s, Text},
            {u"price"_s, Decimal},
            {u"price_currency"_s, Text},
            {u"priced_at"_s, Time},
            {u"value"_s, Decimal},
            {u"gain"_s, Decimal},
            {u"gain_percent"_s, Decimal},
            {u"opened_at"_s, Time},
            {u"note"_s, Text},
            {u"created_at"_s, Time},
            {u"updated_at"_s, Time}};
}

Result<std::unique_ptr<RowStream>> positionRows(const Connection &connection,
                                                const ReportRequest &request)
{
    return valuedPortfolio(connection)
            .transform([&](const Portfolio &portfolio) -> std::unique_ptr<RowStream> {
                std::vector<ListedRows::Row> rows;
                for (const ValuedPosition &valued : portfolio.positions)
                    rows.push_back(rowOf(valued));
                return std::make_unique<ListedRows>(positionColumns(), std::move(rows), request,
                                                    QStringList{u"symbol"_s, u"name"_s, u"note"_s});
            });
}
