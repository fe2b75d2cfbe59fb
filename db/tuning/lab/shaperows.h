// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <functional>

// Rows for market_data or alert_logs, in any shape that these tables ever had: the person's own, or
// made from coin prices where there are too few of them. In the order in which they came.
class ShapeRows final
{
public:
    // Called for each row, whose cells live until it returns. What it returns ends the reading.
    using Take = std::function<Result<>(std::span<const Cell>)>;

    // Refused (translated) when there are no prices to make any from.
    [[nodiscard]] static Result<ShapeRows> of(const Connection &source, const QString &table);

    [[nodiscard]] const QStringList &columns() const { return m_columns; }
    [[nodiscard]] bool isGenerated() const { return m_isGenerated; }
    [[nodiscard]] qint64 available() const { return m_available; }
    // The newest of them. Skips what the narrowest shape cannot hold.
    [[nodiscard]] Result<> each(qint64 newest, const Take &take) const;

private:
    explicit ShapeRows(const Connection &source)
        : m_source{source}
    {}
    [[nodiscard]] Result<> eachOwn(const QString &query, const Take &take) const;
    [[nodiscard]] Result<> eachGenerated(const QString &query, const Take &take) const;

    const Connection &m_source;
    QString m_table;  // that rows are made for
    QString m_origin; // that is read
    QString m_order;
    QStringList m_columns;
    bool m_isGenerated = false;
    qint64 m_available = 0;
};
