// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/sqlvalue.h"
#include "db/trash/trashrequest.h"

#include <vector>

// Which rows of a kind are asked for, from FROM on. The row is x, its asset a, the rule of a log r.
struct TrashCondition {
    QString sql;
    std::vector<SqlValue> values; // of each ? in it

    void add(const QString &part, std::initializer_list<SqlValue> bound)
    {
        sql += part;
        values.insert(values.end(), bound);
    }
    // With the values in it, for what takes no bound ones.
    [[nodiscard]] QString inlined(Engine engine) const;
};

// Of a kind that is asked for; without the place where a page begins.
[[nodiscard]] TrashCondition trashCondition(TrashKind kind, const TrashRequest &request,
                                            Engine engine);
