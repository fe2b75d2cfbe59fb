// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/listedrows.h"

#include "db/domain/quantity.h"

#include <QDateTime>

#include <algorithm>

namespace {

QString textOf(const ListedRows::Value &value)
{
    const auto *text = std::get_if<QByteArray>(&value);
    return text ? QString::fromUtf8(*text) : QString{};
}

// Which rows are wanted.
class Choice final
{
public:
    Choice(const QList<ReportColumn> &columns, const ReportRequest &request,
           const QStringList &searched)
        : m_columns{columns}
        , m_request{request}
        , m_searched{searched}
    {}

    [[nodiscard]] bool takes(const ListedRows::Row &row) const
    {
        const auto isOne = [&](const ReportRequest::Only &only) {
            return only.values.contains(textOf(row[place(only.column)]));
        };
        if (!m_request.symbols.isEmpty() &&
            !m_request.symbols.contains(textOf(row[place(QStringLiteral("symbol"))])))
            return false;
        return std::all_of(m_request.only.cbegin(), m_request.only.cend(), isOne) && isFound(row);
    }

    [[nodiscard]] std::size_t place(const QString &name) const
    {
        const auto found =
                std::find_if(m_columns.cbegin(), m_columns.cend(),
                             [&](const ReportColumn &column) { return column.name == name; });
        return static_cast<std::size_t>(found - m_columns.cbegin());
    }

private:
    [[nodiscard]] bool isFound(const ListedRows::Row &row) const
    {
        const auto holds = [&](const ReportColumn &column) {
            return (m_searched.isEmpty() || m_searched.contains(column.name)) &&
                   textOf(row[place(column.name)]).contains(m_request.text, Qt::CaseInsensitive);
        };
        return m_request.text.isEmpty() || std::any_of(m_columns.cbegin(), m_columns.cend(), holds);
    }

    const QList<ReportColumn> &m_columns;
    const ReportRequest &m_request;
    const QStringList &m_searched;
};

// Exact decimals by what they are worth, texts whatever their case.
int compare(const ListedRows::Value &one, const ListedRows::Value &other, ReportColumn::Kind kind)
{
    if (const auto *number = std::get_if<qint64>(&one)) {
        const qint64 second = std::get<qint64>(other);
        return *number < second ? -1 : int(*number > second);
    }
    if (kind != ReportColumn::Kind::Decimal)
        return textOf(one).compare(textOf(other), Qt::CaseInsensitive);
    const Quantity first = Quantity::parse(textOf(one)).value_or(Quantity{});
    const Quantity second = Quantity::parse(textOf(other)).value_or(Quantity{});
    return first < second ? -1 : int(first > second);
}

} // namespace

ListedRows::ListedRows(const QList<ReportColumn> &columns, std::vector<Row> rows,
                       const ReportRequest &request, const QStringList &searched)
    : m_rows{std::move(rows)}
    , m_cells(static_cast<std::size_t>(columns.size()))
{
    const Choice choice{columns, request, searched};
    std::erase_if(m_rows, [&](const Row &row) { return !choice.takes(row); });
    if (!request.sort)
        return;
    const std::size_t column = choice.place(request.sort->column);
    const ReportColumn::Kind kind = columns[static_cast<qsizetype>(column)].kind;
    const auto isThere = [column](const Row &row) { return row[column].index() != 0; };
    // What has no value comes last both ways, as in a panel.
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row &one, const Row &other) {
        if (!isThere(one) || !isThere(other))
            return isThere(one);
        const int order = compare(one[column], other[column], kind);
        return request.sort->isDescending ? order > 0 : order < 0;
    });
}

ListedRows::Value ListedRows::ofText(const QString &text)
{
    return text.isNull() ? Value{} : Value{text.toUtf8()};
}

ListedRows::Value ListedRows::ofTime(const QDateTime &time)
{
    return time.isValid() ? Value{time.toMSecsSinceEpoch()} : Value{};
}

bool ListedRows::next()
{
    if (m_next == m_rows.size())
        return false;
    const Row &row = m_rows[m_next++];
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (const auto *text = std::get_if<QByteArray>(&row[i]))
            m_cells[i] = Cell::ofText(*text);
        else if (const auto *number = std::get_if<qint64>(&row[i]))
            m_cells[i] = Cell::ofInteger(*number);
        else
            m_cells[i] = {};
    }
    return true;
}
