// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tuning/appliedfindings.h"

#include <QJsonObject>

// What 'index apply', 'index changes' and 'index revert' say.
[[nodiscard]] QJsonObject jsonOf(const IndexChange &change);
[[nodiscard]] QJsonObject jsonOf(const QList<WatchedChange> &changes);
[[nodiscard]] QString plannedText(const IndexChange &change);
[[nodiscard]] QString doneText(const IndexChange &change);
[[nodiscard]] QString textOf(const QList<WatchedChange> &changes);
