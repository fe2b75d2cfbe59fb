// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/schema/sqltokens.h"

#include <QStringList>

// The parts of CREATE INDEX, as SQLite keeps its text.
struct IndexSql {
    QString name;
    QStringList keys;  // expressions and columns in one spelling, without COLLATE and direction
    QString predicate; // in one spelling; empty: none
    qsizetype afterIndex = 0; // in the text, behind the word INDEX
};
[[nodiscard]] IndexSql indexSql(const QString &sql);

// An expression in one spelling, without the parentheses around it.
[[nodiscard]] QString expressionText(const QString &sql, Engine engine);

// A name as the engine's own shell understands it, whatever the session's settings.
[[nodiscard]] QString engineName(const QString &name, Engine engine);
