// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

// "a", "b": columns as SQL text.
[[nodiscard]] inline QString columnNames(const QStringList &columns)
{
    QStringList names;
    for (const QString &column : columns)
        names.append(quotedName(column));
    return names.join(QStringLiteral(", "));
}
