// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashexport.h"
#include "app/trash/trashpurge.h"
#include "app/trash/undopurge.h"
#include "db/trash/trashbatch.h"
#include "migrations/cancellation.h"

#include <QObject>

#include <memory>

class StorageLink;

// Exports the recycle bin, purges it and undoes that, deletes quotes, and restores what is too much
// for one transaction and undoes that, on a storage thread that does nothing else.
// Each call ends in exactly one answer. cancel() and allow() may be called from any thread; the
// rest through the event loop.
class TrashTasks final : public QObject
{
    Q_OBJECT

public:
    explicit TrashTasks(StorageLink &link)
        : m_link{link}
    {}

    // What runs ends within a second, between two slices or where it waits for the database. A
    // deletion or a restore of which something is done notes that first, and waits for the database
    // once more.
    void cancel();
    void allow() { m_cancellation->allow(); } // before the next call

public slots:
    void exportOnly(const TrashExportPlan &plan);
    // Purges by the new export alone: earlier ones may have been moved away.
    void exportAndPurge(const TrashExportPlan &plan);
    void undoPurge(const QString &folder);
    void removeQuotes(const QuoteRange &range, const Deleter &deleter);
    void restoreBatch(const QString &batch); // all that was deleted in that act
    void restore(const QList<TrashKey> &keys);
    void putBack(const QList<RestoredRow> &rows);

signals:
    void progressed(const TrashProgress &progress);
    void exported(const TrashExportRecord &record);
    void purged(const PurgeReport &report);
    void purgeUndone(const PurgeUndoReport &report);
    void failed(const Error &error);
    // Also where it ended early, with what was done until then.
    void removed(const QString &batch, const TrashBatchOutcome &outcome);
    void restored(const TrashBatchOutcome &outcome);
    void wasPutBack(const TrashBatchOutcome &outcome);

private:
    template <typename Work> [[nodiscard]] auto run(const Work &work);
    template <typename Count, typename Act>
    [[nodiscard]] TrashBatchOutcome runBatch(TrashProgress::Phase phase, const Count &count,
                                             const Act &act);
    [[nodiscard]] TrashProgressHandler handler();
    [[nodiscard]] std::function<bool(std::chrono::milliseconds)> pause() const;

    StorageLink &m_link;
    // Shared with a stop that is on its way, which may outlive this.
    std::shared_ptr<Cancellation> m_cancellation = std::make_shared<Cancellation>();
};
