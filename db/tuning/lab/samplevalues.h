// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"

#include <QString>

#include <optional>
#include <vector>

// What a placeholder of a statement stands for.
struct Placeholder {
    enum class Role {
        Value, // the column is this, or one of these
        From,  // it begins here
        To,    // it ends here
        Limit, // so many rows
    };

    Role role = Role::Value;
    QString column; // empty for a limit
};

[[nodiscard]] std::size_t placeholderCount(const QString &sql, Engine engine);
// The placeholders of a statement in their order; nothing when one of them stands for something
// else, so that no value can be made up for it.
[[nodiscard]] std::optional<std::vector<Placeholder>> placeholdersOf(const QString &sql,
                                                                     Engine engine);
