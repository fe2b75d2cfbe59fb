// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portfolio/accountanswer.h"

#include <QJsonObject>

// What the portfolio's commands print: exact strings for scripts, tables for people.

[[nodiscard]] QJsonObject jsonOf(const Portfolio &portfolio);
[[nodiscard]] QString textOf(const Portfolio &portfolio);

[[nodiscard]] QJsonObject jsonOf(const Position &position);
[[nodiscard]] QString lineOf(const Position &position); // "100 BHP.AU, cost 4500 AUD"

[[nodiscard]] QJsonObject jsonOf(const AccountHistory &history);
[[nodiscard]] QString textOf(const AccountHistory &history);

[[nodiscard]] QString keyAccessName(KeyAccess access); // "read_only", "full", "unknown"
// What the person is told about a key that may do more than read.
[[nodiscard]] QString fullAccessWarning();
