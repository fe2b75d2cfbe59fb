// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"
#include "db/statements.h"

// How a CollectionRun stands in its row: one home for the columns' order and the JSON.
[[nodiscard]] QString runColumns();                    // without id: "source, slot, ..."
[[nodiscard]] CollectionRun runFrom(const Rows &rows); // id, then runColumns()

// The entries that column rejected_details names.
[[nodiscard]] QList<RejectedEntry> rejectedEntriesFrom(const QByteArray &json);

// For column rejected_details: {"rejected":[{name,reason}],"attempts":[{at,duration_ms,outcome,
// waited_ms}],"cause","rounded"}; empty when there is nothing to tell.
[[nodiscard]] QString detailsToJson(const CollectionRun &run);
