// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"

#include <QJsonArray>

// [[{"measure", "span_ms", "long_span_ms", "comparison", "level", "clear", "unit"}]]: alternatives,
// each of which is met when all of its parts are. Null where a part has no such thing.
[[nodiscard]] QJsonArray jsonOf(const AlertCondition &condition);
