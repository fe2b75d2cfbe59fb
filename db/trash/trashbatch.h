// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashslices.h"
#include "db/trash/trashstore.h"

// What came of an act in slices: whole slices, also where it ended before all was done.
struct TrashBatchOutcome {
    QJsonObject counts;          // by table
    int rows = 0;                // in all tables
    QList<RestoredRow> restored; // of a restore: putBack() undoes it
    int slices = 0;
    std::optional<Error> ended; // why it ended early: Cancelled when the pause said so
};

// Deletes and restores as many rows at once as somebody likes, slice by slice, and lets the others
// in between. One event in system_events for all of them. Thread: the connection's, for as long as
// it takes.
class TrashBatch final
{
public:
    // Told after each slice: the table that it was about, and the rows that are done in all.
    using Progress = std::function<void(const QString &table, int rows)>;

    // pause: see TrashSlices.
    explicit TrashBatch(const Connection &connection,
                        std::function<bool(std::chrono::milliseconds)> pause = {},
                        Progress progress = {})
        : m_store{connection}
        , m_slices{std::move(pause)}
        , m_progress{std::move(progress)}
    {}

    // Those that are there when it begins.
    [[nodiscard]] TrashBatchOutcome removeQuotes(const QuoteRange &range, const QDateTime &now,
                                                 const Deleter &deleter);
    // All that was deleted in that act. What stands in a row's way ends it (Refused, translated);
    // once more goes on.
    [[nodiscard]] TrashBatchOutcome restore(const QString &batch, const QDateTime &now);
    // These, a rule with its logs in one slice. Ends as above.
    [[nodiscard]] TrashBatchOutcome restore(QList<TrashKey> keys, const QDateTime &now);
    // Undoes a restore exactly, as far as it gets.
    [[nodiscard]] TrashBatchOutcome putBack(const QList<RestoredRow> &rows, const QDateTime &now);

private:
    template <typename Row, typename Step>
    [[nodiscard]] Result<> inSlices(const QList<Row> &rows, TrashBatchOutcome &outcome,
                                    const Step &step);
    [[nodiscard]] Result<> restoreKind(TrashKind kind, const QString &batch, const QDateTime &now,
                                       TrashBatchOutcome &outcome);
    void finish(TrashBatchOutcome &outcome, const Result<> &done, const QString &event,
                const QDateTime &now, QJsonObject details);

    TrashStore m_store;
    TrashSlices m_slices;
    Progress m_progress;
};
