// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/collector/runspage.h"
#include "db/collector/strip.h"
#include "db/domain/gap.h"
#include "db/domain/run.h"
#include "db/statements.h"

#include <optional>

// Tables collection_runs and data_gaps. Thread: the connection's.
class RunStore final
{
public:
    explicit RunStore(const Connection &connection)
        : m_statements{connection}
    {}

    // Inserts the run unless it is there already (source, slot, started_at); true when it went in.
    [[nodiscard]] Result<bool> insert(const CollectionRun &run);

    // The same, or gives that run's row the new values: a run that is told of while it goes on.
    [[nodiscard]] Result<> put(const CollectionRun &run);

    // The newest run of a source, whatever its result.
    [[nodiscard]] Result<std::optional<CollectionRun>> newest(const QString &source);

    // The end of the last slot before this one that has prices or a recorded gap; nothing when the
    // source was never collected.
    [[nodiscard]] Result<std::optional<QDateTime>>
    coveredUntil(const QString &source, const QDateTime &before,
                 std::chrono::milliseconds slotLength);

    // The slots of [from, to) whose runs failed, and why.
    [[nodiscard]] Result<QList<std::pair<QDateTime, GapCause>>>
    failures(const QString &source, const QDateTime &from, const QDateTime &to);

    // Newest first, by keyset: page 5000 costs what page 1 costs.
    [[nodiscard]] Result<RunsPage> page(const RunsPageRequest &request);
    // The window's runs and gaps, of the coins' source.
    [[nodiscard]] Result<Strip> strip(const StripRequest &request);

    // When the first prices of this slot were stored; invalid when it has none.
    [[nodiscard]] Result<QDateTime> collectedAt(const QString &source, const QDateTime &slot);

    // Unless a recorded gap of the source overlaps it: two programs may find the same hole.
    [[nodiscard]] Result<> insertGap(const DataGap &gap);
    // [from, to) has prices after all, out of the outbox or because a clock was wrong: takes it out
    // of the recorded gaps.
    [[nodiscard]] Result<> removeFromGaps(const QString &source, const QDateTime &from,
                                          const QDateTime &to);
    [[nodiscard]] Result<QList<DataGap>> gaps(const QString &source, const QDateTime &from,
                                              const QDateTime &to);
    // Those of one symbol, and of all symbols of the source; not what has healed.
    [[nodiscard]] Result<QList<DataGap>> gapsOf(const QString &source, const QString &symbol,
                                                const QDateTime &from, const QDateTime &to);

private:
    [[nodiscard]] Result<int> write(const CollectionRun &run, const QString &onConflict);
    // What a page is chosen from, in its order; with a search text these are more than match it.
    [[nodiscard]] Result<QList<CollectionRun>> candidates(const RunsPageRequest &request);

    Statements m_statements;
};
