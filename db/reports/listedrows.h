// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"
#include "db/domain/report.h"

#include <QByteArray>

#include <variant>
#include <vector>

// A report that is no table: few rows, put together in memory. Thread: any.
class ListedRows final : public RowStream
{
public:
    using Value = std::variant<std::monostate, qint64, QByteArray>;
    using Row = std::vector<Value>;

    // Takes over the rows that the request wants, in its order. searched: the columns that its text
    // is looked for in; empty: all of text.
    ListedRows(const QList<ReportColumn> &columns, std::vector<Row> rows,
               const ReportRequest &request, const QStringList &searched = {});

    // A null text is not there.
    [[nodiscard]] static Value ofText(const QString &text);
    [[nodiscard]] static Value ofTime(const QDateTime &time);

    bool next() override;
    [[nodiscard]] std::span<const Cell> row() const override { return m_cells; }
    [[nodiscard]] Result<> end() const override { return {}; }

private:
    std::vector<Row> m_rows;
    std::vector<Cell> m_cells;
    std::size_t m_next = 0;
};
