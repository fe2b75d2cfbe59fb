// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashpurge.h"
#include "db/domain/trash.h"
#include "db/trash/trashreader.h"

#include <QJsonArray>
#include <QJsonObject>

[[nodiscard]] QJsonObject jsonOf(const TrashEntry &entry);
[[nodiscard]] QString textOf(const TrashPage &page);

// Where the next page begins, for --after; nothing for another text.
[[nodiscard]] QString placeText(const TrashEntry &entry);
[[nodiscard]] std::optional<TrashRequest::Place> placeFrom(const QString &text);

// "3 quotes, 1 rule"
[[nodiscard]] QString countsText(const QJsonObject &counts);

[[nodiscard]] QJsonObject jsonOf(const TrashExportRecord &record);
[[nodiscard]] QJsonArray jsonOf(const QList<LeftOutExport> &exports);
[[nodiscard]] QJsonObject jsonOf(const PurgeReport &report);
[[nodiscard]] QString textOf(const PurgeReport &report);
