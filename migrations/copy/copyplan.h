// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowkey.h"

#include <QList>
#include <QStringList>

// One table on its way to another database.
struct PlannedTable {
    QString name;
    QStringList columns;
    QStringList parents; // which rows of this one refer to
    RowKey key;          // of the source
};

// The tables of a version, parents before their children, and how the source has them. Refused
// (translated; subject: the table) when the source lacks one, or has a column that would stay
// behind.
[[nodiscard]] Result<QList<PlannedTable>> copyPlan(const Connection &source, int version);
