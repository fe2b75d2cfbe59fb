// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"

#include <QList>

#include <optional>

// Nothing: what the format writes for a missing value.
using CsvRow = QList<std::optional<QString>>;

// Reads a CSV file by its format, as another program would: the bytes through iconv, quotes as RFC
// 4180 has them. Fails the test for what is none.
[[nodiscard]] QList<CsvRow> parseCsv(const QByteArray &file, const CsvFormat &format);
