// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertbacklog.h"
#include "db/assets/assetstore.h"
#include "db/bars/barpartitions.h"
#include "db/bars/rollup.h"
#include "db/collector/runstore.h"
#include "db/domain/run.h"
#include "db/quotes/quotestore.h"
#include "db/schema/settledschema.h"

// Writes what one run brought, whole or not at all: quotes, their roll-ups, the run's record and
// that rules have something to judge, in one transaction. Thread: the connection's.
class SnapshotStore final
{
public:
    // version: see SettledSchema.
    explicit SnapshotStore(const Connection &connection, std::optional<int> version = {});

    // Returns the run as it was recorded, with stored, duplicates and finishedAt filled in (now is
    // their created_at). A snapshot that was stored before changes nothing. Errors: Refused when
    // another program changed the schema, and the kinds of errorFrom(); nothing of the snapshot is
    // in the database then.
    [[nodiscard]] Result<CollectionRun> store(const Snapshot &snapshot, const QDateTime &now);

private:
    const Connection &m_connection;
    SettledSchema m_schema;
    QuoteStore m_quotes;
    AssetStore m_assets;
    RollUp m_rollUp;
    BarPartitions m_partitions;
    RunStore m_runs;
    AlertBacklog m_backlog;
};
