// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/collectorstatus.h"
#include "app/desktop/tray.h"
#include "models/collector/collectorstate.h"

#include <QLocale>

// What the service says of itself, as the window and the tray show it. Pure.
[[nodiscard]] CollectorState stateFrom(const CollectorStatus &status);
[[nodiscard]] Tray::State trayStateFor(const CollectorStatus &status);

// "Collecting. Next slot 14:35."
[[nodiscard]] QString trayWords(const CollectorStatus &status, const QLocale &locale);
