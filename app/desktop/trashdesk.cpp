// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/trashdesk.h"

#include "db/domain/errortext.h"
#include "models/trash/trashtext.h"
#include "views/shell/banner.h"
#include "views/trash/trashpanel.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// So many rows go in one transaction, as quickly as they are pressed.
constexpr qsizetype AtOnce = 200;

struct TrashSteps {
    Q_DECLARE_TR_FUNCTIONS(TrashSteps)
};

QString stepText(const TrashProgress &progress)
{
    switch (progress.phase) {
    case TrashProgress::Phase::Exporting:
        return TrashSteps::tr("Exporting %1").arg(progress.table);
    case TrashProgress::Phase::Checking:
        return TrashSteps::tr("Checking the file of %1").arg(progress.table);
    case TrashProgress::Phase::Returning:
        return TrashSteps::tr("Putting %1 back").arg(progress.table);
    case TrashProgress::Phase::Deleting:
        return TrashSteps::tr("Deleting from %1").arg(progress.table);
    case TrashProgress::Phase::Purging:
        break;
    }
    return TrashSteps::tr("Purging %1").arg(progress.table);
}

} // namespace

TrashDesk::TrashDesk(const ConnectionSpec &database, std::function<QDateTime()> clock)
    : m_storage{database, u"trash"_s}
    , m_worker{m_storage.add<TrashWorker>()}
    , m_working{database, u"trash tasks"_s}
    , m_tasks{m_working.add<TrashTasks>()}
    , m_trash{QLocale{}, std::move(clock)}
{}

void TrashDesk::wire(TrashPanel &panel, TaskModel &tasks)
{
    m_panel = &panel;
    m_taskList = &tasks;
    connect(&m_trash, &TrashModel::pageRequested, m_worker, &TrashWorker::load);
    connect(m_worker, &TrashWorker::counted, &m_trash, &TrashModel::acceptCounts);
    connect(m_worker, &TrashWorker::loaded, &m_trash, &TrashModel::acceptPage);
    connect(m_worker, &TrashWorker::loaded, this, [this] {
        if (std::exchange(m_hasReadProblem, false))
            m_panel->banner().clear();
    });
    connect(m_worker, &TrashWorker::loadFailed, this, [this](quint64 ticket, const Error &error) {
        m_trash.giveUp(ticket);
        if (m_panel->isBehind()) // and says so: that its columns are not there is no news
            return;
        m_hasReadProblem = true;
        m_panel->banner().showMessage({Meaning::Danger, tr("The recycle bin cannot be read."),
                                       errorText(error), error.detail});
    });
    connect(&panel, &TrashPanel::restoreRequested, this, &TrashDesk::restore);
    connect(&panel, &TrashPanel::restoreBatchRequested, this, &TrashDesk::restoreBatch);
    connect(m_worker, &TrashWorker::restored, this, &TrashDesk::acceptRestored);
    connect(m_worker, &TrashWorker::wasPutBack, this,
            [this](const QList<RestoredRow> &rows) { acceptPutBack(int(rows.size())); });
    connect(m_worker, &TrashWorker::failed, this, [this](const Error &error) {
        m_panel->banner().showMessage(
                {Meaning::Danger, tr("Nothing was restored."), errorText(error), error.detail});
        m_trash.reload();
    });
    wireTasks();
}

void TrashDesk::wireTasks()
{
    connect(m_panel, &TrashPanel::exportRequested, this,
            [this](const QString &folder, const TrashRequest &rows) {
                begin(Task::Export, tr("Export from the recycle bin"));
                const TrashExportPlan plan{folder, rows};
                QMetaObject::invokeMethod(m_tasks, [this, plan] { m_tasks->exportOnly(plan); });
            });
    connect(m_panel, &TrashPanel::purgeRequested, this,
            [this](const QString &folder, const TrashRequest &rows) {
                begin(Task::Purge, tr("Purge from the recycle bin"));
                const TrashExportPlan plan{folder, rows};
                QMetaObject::invokeMethod(m_tasks, [this, plan] { m_tasks->exportAndPurge(plan); });
            });
    connect(m_panel, &TrashPanel::undoPurgeRequested, this, &TrashDesk::undoPurge);
    connect(m_taskList, &TaskModel::cancelRequested, this, [this](quint64 id) {
        if (id == m_task)
            m_tasks->cancel();
    });
    connect(m_tasks, &TrashTasks::progressed, this, [this](const TrashProgress &progress) {
        m_taskList->setProgress(m_task, progress.done, progress.total, stepText(progress));
    });
    connect(m_tasks, &TrashTasks::exported, this, [this](const TrashExportRecord &record) {
        m_panel->setBusy(false);
        const QString summary =
                tr("%n row(s) exported to %1.", nullptr, int(record.rows)).arg(record.folder);
        m_taskList->finish(m_task, summary);
        emit told(summary, {});
    });
    connect(m_tasks, &TrashTasks::purged, this, &TrashDesk::acceptPurged);
    connect(m_tasks, &TrashTasks::purgeUndone, this, &TrashDesk::acceptPurgeUndone);
    connect(m_tasks, &TrashTasks::failed, this,
            [this](const Error &error) { acceptTaskFailure(error); });
    connect(m_tasks, &TrashTasks::removed, this, &TrashDesk::acceptRemoved);
    connect(m_tasks, &TrashTasks::restored, this, &TrashDesk::acceptBatch);
    connect(m_tasks, &TrashTasks::wasPutBack, this, &TrashDesk::acceptBatchPutBack);
}

void TrashDesk::start()
{
    m_storage.start();
    m_working.start();
}

void TrashDesk::begin(Task kind, const QString &title)
{
    m_kind = kind;
    m_panel->banner().clear();
    m_panel->setBusy(true);
    m_task = m_taskList->start(title, true);
    m_tasks->allow();
}

void TrashDesk::restore(const QList<TrashKey> &keys)
{
    if (keys.size() <= AtOnce) {
        QMetaObject::invokeMethod(m_worker, [this, keys] { m_worker->restore(keys); });
        return;
    }
    if (m_panel->isBusy()) {
        emit told(tr("An export, a purge or a restore is running. Restore once it has ended."), {});
        return;
    }
    begin(Task::Restore, tr("Restore from the recycle bin"));
    QMetaObject::invokeMethod(m_tasks, [this, keys] { m_tasks->restore(keys); });
}

void TrashDesk::removeQuotes(const QuoteRange &range, const QString &reason)
{
    if (m_panel->isBusy()) {
        emit told(tr("The recycle bin is at work, as the task centre shows. Delete once that has "
                     "ended."),
                  {});
        return;
    }
    begin(Task::Remove, tr("Delete quotes of %1").arg(range.symbol));
    QMetaObject::invokeMethod(m_tasks, [this, range, deleter = Deleter::current(reason)] {
        m_tasks->removeQuotes(range, deleter);
    });
}

void TrashDesk::acceptRemoved(const QString &batch, const TrashBatchOutcome &outcome)
{
    m_panel->setBusy(false);
    const bool isAny = outcome.rows > 0;
    const QString summary =
            isAny ? tr("%n quote(s) deleted.", nullptr, outcome.rows)
                  : tr("There are no delayed quotes of that time. Nothing was deleted.");
    if (isAny)
        emit changed();
    if (isAny || !outcome.ended)
        emit told(summary, isAny ? Undo{[this, batch] { restoreBatch(batch); }} : Undo{});
    if (outcome.ended) {
        acceptTaskFailure(*outcome.ended, isAny);
        return;
    }
    m_trash.reload();
    m_taskList->finish(m_task, summary);
}

void TrashDesk::restoreBatch(const QString &batch)
{
    if (m_panel->isBusy()) { // begun while a message with Undo stood there
        emit told(tr("An export, a purge or a restore is running. Restore once it has ended."),
                  [this, batch] { restoreBatch(batch); });
        return;
    }
    begin(Task::Restore, tr("Restore from the recycle bin"));
    QMetaObject::invokeMethod(m_tasks, [this, batch] { m_tasks->restoreBatch(batch); });
}

void TrashDesk::undoRestore(const QList<RestoredRow> &rows)
{
    if (rows.size() <= AtOnce) {
        QMetaObject::invokeMethod(m_worker, [this, rows] { m_worker->putBack(rows); });
        return;
    }
    if (m_panel->isBusy()) {
        emit told(tr("An export, a purge or a restore is running. Undo once it has ended."),
                  [this, rows] { undoRestore(rows); });
        return;
    }
    begin(Task::UndoRestore, tr("Undo the restore"));
    QMetaObject::invokeMethod(m_tasks, [this, rows] { m_tasks->putBack(rows); });
}

void TrashDesk::acceptPutBack(int rows)
{
    m_trash.reload();
    emit changed();
    emit told(tr("%n row(s) back in the recycle bin.", nullptr, rows), {});
}

void TrashDesk::acceptBatch(const TrashBatchOutcome &outcome)
{
    m_panel->setBusy(false);
    const bool isWhole = !outcome.ended;
    if (isWhole || !outcome.restored.isEmpty())
        acceptRestored(outcome.restored);
    if (isWhole)
        m_taskList->finish(m_task, tr("%n row(s) restored.", nullptr, outcome.rows));
    else
        acceptTaskFailure(*outcome.ended, outcome.rows > 0);
}

void TrashDesk::acceptBatchPutBack(const TrashBatchOutcome &outcome)
{
    m_panel->setBusy(false);
    if (!outcome.ended || outcome.rows > 0)
        acceptPutBack(outcome.rows);
    if (outcome.ended)
        acceptTaskFailure(*outcome.ended);
    else
        m_taskList->finish(m_task, tr("%n row(s) back in the recycle bin.", nullptr, outcome.rows));
}

void TrashDesk::acceptRestored(const QList<RestoredRow> &rows)
{
    m_panel->banner().clear();
    m_trash.reload();
    emit changed();
    if (rows.isEmpty()) {
        emit told(tr("It was restored already."), {});
        return;
    }
    TrashCounts counts;
    for (const RestoredRow &row : rows)
        ++counts.of(row.key.kind);
    emit told(tr("Restored: %1.").arg(trashCountsText(counts)),
              [this, rows] { undoRestore(rows); });
}

void TrashDesk::acceptPurged(const PurgeReport &report)
{
    m_panel->setBusy(false);
    const QString folder = report.exports.constFirst().folder;
    const QString summary =
            tr("%n row(s) purged. They are in %1.", nullptr, report.total.purged).arg(folder);
    m_taskList->finish(m_task, summary);
    emit told(summary,
              report.total.purged > 0 ? Undo{[this, folder] { undoPurge(folder); }} : Undo{});
    if (!report.total.held.isEmpty())
        m_panel->banner().showMessage(
                {Meaning::Warning,
                 tr("%n rule(s) stayed.", nullptr, int(report.total.held.size())),
                 heldRulesText(report.total.held),
                 {}});
    m_trash.reload();
    emit changed();
}

void TrashDesk::undoPurge(const QString &folder)
{
    if (m_panel->isBusy()) { // begun while the message stood there
        emit told(tr("An export, a purge or a restore is running. Undo once it has ended."),
                  [this, folder] { undoPurge(folder); });
        return;
    }
    begin(Task::UndoPurge, tr("Undo the purge"));
    QMetaObject::invokeMethod(m_tasks, [this, folder] { m_tasks->undoPurge(folder); });
}

void TrashDesk::acceptPurgeUndone(const PurgeUndoReport &report)
{
    m_panel->setBusy(false);
    const QString summary = tr("%n row(s) back in the recycle bin.", nullptr, int(report.rows));
    m_taskList->finish(m_task, summary);
    emit told(summary, {});
    QStringList left;
    for (const LeftRows &each : report.left)
        left.append(leftRowsText(each));
    if (!left.isEmpty())
        m_panel->banner().showMessage(
                {Meaning::Warning, tr("Not everything came back."), left.join(u'\n'), {}});
    m_trash.reload();
    emit changed();
}

void TrashDesk::acceptTaskFailure(const Error &error, bool isPart)
{
    m_panel->setBusy(false);
    m_trash.reload();
    if (error.kind == Error::Kind::Cancelled) {
        m_taskList->acceptCancelled(m_task, cancelledText());
        return;
    }
    m_taskList->fail(m_task, errorText(error), error.detail);
    if (m_kind == Task::Remove) { // asked for in another panel
        emit notDeleted(failedText(error.kind, isPart), error);
        return;
    }
    m_panel->banner().showMessage(
            {Meaning::Danger, failedText(error.kind, isPart), errorText(error), error.detail});
}

QString TrashDesk::cancelledText() const
{
    switch (m_kind) {
    case Task::Export:
        return tr("Cancelled. Nothing was exported.");
    case Task::Purge:
        return tr("Cancelled. What was purged so far stays purged, and is in the export.");
    case Task::Remove:
        return tr("Cancelled. What was deleted so far is in the recycle bin.");
    case Task::Restore:
        return tr("Cancelled. What was restored so far stays restored.");
    case Task::UndoPurge:
    case Task::UndoRestore:
        break;
    }
    return tr("Cancelled. What came back so far is in the recycle bin.");
}

QString TrashDesk::failedText(Error::Kind kind, bool isPart) const
{
    switch (m_kind) {
    case Task::Export:
        return tr("The recycle bin was not exported.");
    case Task::Purge:
        return tr("The recycle bin was not purged whole.");
    case Task::Remove:
        return isPart ? tr("Not all of these quotes were deleted.") : tr("No quote was deleted.");
    case Task::Restore:
        return isPart ? tr("Not everything was restored.") : tr("Nothing was restored.");
    case Task::UndoRestore:
        return tr("Not everything went back into the recycle bin.");
    case Task::UndoPurge:
        break;
    }
    return kind == Error::Kind::Refused ? tr("The purge was not undone.")
                                        : tr("The purge was not undone whole.");
}
