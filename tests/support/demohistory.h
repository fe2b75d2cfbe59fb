// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QDateTime>
#include <QString>

// Fills a demonstration's database with the last 30 days, a quote of each coin every five minutes,
// from the same prices that the demo market quotes. What is there already stays; a database that
// was filled before is only brought up to now. Takes about two seconds the first time.
[[nodiscard]] Result<> fillDemoHistory(const QString &path, const QDateTime &now);
