// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashtasks.h"
#include "db/storagethread.h"
#include "db/trash/trashworker.h"
#include "models/tasks/taskmodel.h"
#include "models/trash/trashmodel.h"

#include <QObject>

#include <functional>

class TrashPanel;

// Between the Recycle bin panel and the bin in the database: it is read and a few rows are restored
// on one storage thread, and what takes long runs on another, so that neither waits for the other.
// GUI thread.
class TrashDesk final : public QObject
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    // clock gives the present time, UTC. The tasks outlive this.
    TrashDesk(const ConnectionSpec &database, std::function<QDateTime()> clock);
    ~TrashDesk() override { m_tasks->cancel(); }

    [[nodiscard]] TrashModel &trash() { return m_trash; }

    // Once, after the panel was made on this model and before start(). They outlive what they are
    // told.
    void wire(TrashPanel &panel, TaskModel &tasks);
    void start();
    // Somebody deleted or restored something elsewhere.
    void reload() { m_trash.reload(); }
    // Puts them into the bin; the toast offers Undo.
    void removeQuotes(const QuoteRange &range, const QString &reason);

signals:
    void told(const QString &message, const TrashDesk::Undo &undo); // for a toast
    void notDeleted(const QString &headline, const Error &error);
    void changed(); // what the other panels show may be more or less now

private:
    enum class Task { Export, Purge, UndoPurge, Remove, Restore, UndoRestore };

    void wireTasks();
    void begin(Task kind, const QString &title);
    void restore(const QList<TrashKey> &keys);
    void restoreBatch(const QString &batch);
    void undoRestore(const QList<RestoredRow> &rows);
    void acceptRemoved(const QString &batch, const TrashBatchOutcome &outcome);
    void acceptRestored(const QList<RestoredRow> &rows);
    void acceptPutBack(int rows);
    void acceptBatch(const TrashBatchOutcome &outcome);
    void acceptBatchPutBack(const TrashBatchOutcome &outcome);
    void acceptPurged(const PurgeReport &report);
    void undoPurge(const QString &folder);
    void acceptPurgeUndone(const PurgeUndoReport &report);
    // isPart: some of it was done before.
    void acceptTaskFailure(const Error &error, bool isPart = false);
    [[nodiscard]] QString cancelledText() const;
    [[nodiscard]] QString failedText(Error::Kind kind, bool isPart) const;

    StorageThread m_storage;
    TrashWorker *m_worker; // on m_storage
    StorageThread m_working;
    TrashTasks *m_tasks; // on m_working
    TrashModel m_trash;
    TrashPanel *m_panel = nullptr;
    TaskModel *m_taskList = nullptr;
    quint64 m_task = 0; // of m_taskList; 0: none runs
    Task m_kind = Task::Export;
    bool m_hasReadProblem = false; // the banner says so
};
