// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QStringView>

// A length of time as people write it in a rule: "90s", "10m", "1h", "7d", "2w", or "1h30m". In ms,
// above zero and at most 3,660 days. Refused (Usage) with a sentence.
[[nodiscard]] Result<qint64> parseSpan(QStringView text);

// The same back: the largest units first, "1h30m", "7d". Empty for nothing.
[[nodiscard]] QString spanText(qint64 ms);
