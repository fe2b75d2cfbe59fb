// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashpurge.h"
#include "app/trash/undopurge.h"
#include "db/domain/alerts/alertcondition.h"
#include "db/domain/trash.h"
#include "db/trash/trashreader.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

// The conditions of rules in the bin, by their ids. One that is not understood is told as it is.
using TrashConditions = QHash<qint64, AlertCondition>;

[[nodiscard]] QJsonObject jsonOf(const TrashEntry &entry, const TrashConditions &conditions);
// isAll: the page was asked for without a filter.
[[nodiscard]] QString textOf(const TrashPage &page, const TrashConditions &conditions, bool isAll);

// Where the next page begins, for --after; nothing for another text.
[[nodiscard]] QString placeText(const TrashEntry &entry);
[[nodiscard]] std::optional<TrashRequest::Place> placeFrom(const QString &text);

// "3 quotes, 1 rule"
[[nodiscard]] QString countsText(const QJsonObject &counts);

[[nodiscard]] QJsonObject jsonOf(const TrashExportRecord &record);
// What a purge would do, by export and table. rows: how many it takes away, at most.
[[nodiscard]] QString textOf(const QList<TrashExportRecord> &exports, qint64 rows);
[[nodiscard]] QJsonArray jsonOf(const QList<LeftOutExport> &exports);
[[nodiscard]] QJsonObject jsonOf(const PurgeReport &report);
[[nodiscard]] QString textOf(const PurgeReport &report);
[[nodiscard]] QJsonObject jsonOf(const PurgeUndoReport &report);
[[nodiscard]] QString textOf(const PurgeUndoReport &report);
