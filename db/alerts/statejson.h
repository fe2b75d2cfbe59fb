// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertstate.h"

#include <QString>

// What column state of alert_states holds: the phase by name, times in ms since 1970.
[[nodiscard]] QString stateToJson(const AlertState &state);
// A rule that was never judged, for what cannot be read.
[[nodiscard]] AlertState stateFromJson(const QString &json);
