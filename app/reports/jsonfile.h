// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QJsonObject>

// What schedules and manifests are kept as. Thread: any.

[[nodiscard]] QByteArray jsonText(const QJsonObject &object);
// AccessDenied; Parse for what is no object.
[[nodiscard]] Result<QJsonObject> readJsonFile(const QString &path);
// "2026-11-20T03:15:00.000Z"
[[nodiscard]] QString isoTime(qint64 ms);
[[nodiscard]] std::optional<qint64> msFromIso(const QJsonValue &time);
