// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"

#include <QString>

// Text that is looked for anywhere in a column, whatever its case: "<searched> LIKE ? ESCAPE '\'"
// with likePattern() bound.

// The text anywhere, its own % and _ taken as they are.
[[nodiscard]] QString likePattern(QString text);

// The column's text in small letters, of ASCII alone: of other letters each engine, and each
// server's locale, has an opinion of its own.
[[nodiscard]] QString lowered(const QString &column, Engine engine);

// The text in the same small letters.
[[nodiscard]] QString loweredText(QString text);
