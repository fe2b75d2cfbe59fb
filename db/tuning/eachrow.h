// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"

// Runs a query and takes each of its rows; they are gone when it returns, so that the next query
// may run.
template <typename Take>
[[nodiscard]] Result<> eachRow(Statements &statements, const QString &sql,
                               std::initializer_list<SqlValue> values, const Take &take)
{
    Result<Rows> rows = statements.run(sql, values);
    if (!rows)
        return fail(rows.error());
    while (rows->next())
        take(std::as_const(*rows));
    return rows->end();
}
