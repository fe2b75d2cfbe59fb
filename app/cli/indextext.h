// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/indexadvisor.h"

#include <QJsonObject>

// What 'index report' says.
[[nodiscard]] QJsonObject jsonOf(const IndexReport &report, Engine engine);
[[nodiscard]] QString textOf(const IndexReport &report);
