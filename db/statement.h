// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/sqlvalue.h"

#include <QByteArrayView>

#include <span>

// A prepared statement of one engine, through its C API. Qt's drivers make a QVariant of each cell,
// hand a DATETIME of MariaDB back as local time, and know no certificate check there; see
// docs/decisions.md. Thread: the connection's. Goes before the connection does.
class Statement
{
public:
    virtual ~Statement() = default;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    [[nodiscard]] const QString &sql() const { return m_sql; }

    // Binds the values in order and runs to the first row, so that an error shows here. Then next()
    // stands on each row in turn; reset() ends it, at any row.
    [[nodiscard]] virtual Result<> execute(std::span<const SqlValue> values) = 0;
    [[nodiscard]] virtual bool next() = 0;
    // Why next() said no more; ok when it was the end.
    [[nodiscard]] virtual Result<> end() const = 0;
    virtual void reset() = 0;
    // Rows that the last execution inserted, updated or deleted.
    [[nodiscard]] virtual int changes() const = 0;

    // Of the row that next() stands on, columns from 0. NULL is 0 and a null text.
    [[nodiscard]] virtual bool isNull(int column) const = 0;
    [[nodiscard]] virtual qint64 integer(int column) const = 0; // truth is 0 or 1
    [[nodiscard]] virtual double real(int column) const = 0;
    // UTF-8, until the next step; null when the cell holds no text.
    [[nodiscard]] virtual QByteArrayView text(int column) const = 0;
    [[nodiscard]] virtual qint64 timeMs(int column) const = 0; // since 1970, UTC

protected:
    explicit Statement(const QString &sql)
        : m_sql{sql}
    {}

private:
    QString m_sql;
};
