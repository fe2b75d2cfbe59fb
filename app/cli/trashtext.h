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
// How many of their rows a purge takes away, at most; and what it would do, by export and table.
[[nodiscard]] qint64 rowsToPurge(const QList<TrashExportRecord> &exports);
[[nodiscard]] QString textOf(const QList<TrashExportRecord> &exports);
[[nodiscard]] QJsonArray jsonOf(const QList<LeftOutExport> &exports);
[[nodiscard]] QJsonObject jsonOf(const PurgeReport &report);
[[nodiscard]] QString textOf(const PurgeReport &report);
[[nodiscard]] QJsonObject jsonOf(const PurgeUndoReport &report);
[[nodiscard]] QString textOf(const PurgeUndoReport &report);
