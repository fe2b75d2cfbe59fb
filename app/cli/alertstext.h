// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"

#include <QJsonObject>

// Rules and their log as tidemarkctl writes them.
[[nodiscard]] QJsonObject jsonOf(const AlertRule &rule);
[[nodiscard]] QString textOf(const QList<AlertRule> &rules);
[[nodiscard]] QString versionsText(const QList<AlertRule> &versions);

[[nodiscard]] QJsonObject jsonOf(const AlertLogEntry &entry);
[[nodiscard]] QString textOf(const QList<AlertLogEntry> &entries);

[[nodiscard]] QJsonObject jsonOf(const AlertEvent &event);
// What a replay found.
[[nodiscard]] QString textOf(const QList<AlertEvent> &events);
