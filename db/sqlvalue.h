// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDateTime>
#include <QString>

#include <concepts>
#include <variant>

// What a statement's placeholder gets, in terms of the schema and not of an engine. A null QString
// and an invalid time are NULL.
class SqlValue final
{
public:
    // UTC, whole milliseconds since 1970.
    struct Time {
        qint64 ms;
    };
    using Data = std::variant<std::monostate, qint64, double, QString, Price, Time>;

    SqlValue() = default; // NULL
    SqlValue(std::signed_integral auto number)
        : m_data{std::in_place_type<qint64>, number}
    {}
    SqlValue(double number)
        : m_data{number}
    {}
    SqlValue(const QString &text)
    {
        if (!text.isNull())
            m_data = text;
    }
    SqlValue(const Price &price)
        : m_data{price}
    {}
    SqlValue(Time time)
        : m_data{time}
    {}
    SqlValue(const QDateTime &time)
    {
        if (time.isValid())
            m_data = Time{time.toMSecsSinceEpoch()};
    }

    [[nodiscard]] const Data &data() const { return m_data; }

private:
    Data m_data;
};
