// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tasks/taskmodel.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostLogLines = 2000; // the rest is in the log file

} // namespace

TaskModel::TaskModel(Clock clock, QObject *parent)
    : QAbstractListModel{parent}
    , m_clock{std::move(clock)}
{}

int TaskModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

QVariant TaskModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Task &task = m_tasks.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return task.title;
    case IdRole:
        return task.id;
    case StateRole:
        return QVariant::fromValue(task.state);
    case DoneRole:
        return task.done;
    case TotalRole:
        return task.total;
    case PercentRole:
        // A task that goes on is not done, whatever rounding says.
        return task.total > 0 ? static_cast<int>(task.done * 100 / task.total) : -1;
    case ElapsedRole:
        return task.startedAt.msecsTo(task.isRunning() ? m_clock() : task.endedAt);
    case SummaryRole:
    case Qt::ToolTipRole:
        return task.summary;
    case LogRole:
        return task.log.join(u'\n');
    case CancellableRole:
        return task.cancellable && task.state == State::Running;
    default:
        return {};
    }
}

quint64 TaskModel::start(const QString &title, bool cancellable)
{
    beginInsertRows({}, 0, 0);
    Task task;
    task.id = ++m_lastId;
    task.title = title;
    task.cancellable = cancellable;
    task.startedAt = m_clock();
    m_tasks.prepend(task);
    endInsertRows();
    emit runningChanged(running());
    return m_lastId;
}

int TaskModel::running() const
{
    return static_cast<int>(std::ranges::count_if(m_tasks, &Task::isRunning));
}

int TaskModel::ended() const
{
    return rowCount() - running();
}

QModelIndex TaskModel::indexOf(quint64 id) const
{
    const auto task = std::ranges::find(m_tasks, id, &Task::id);
    return task == m_tasks.cend() ? QModelIndex{}
                                  : index(static_cast<int>(task - m_tasks.cbegin()));
}

void TaskModel::refreshElapsed()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_tasks.at(row).isRunning())
            emit dataChanged(index(row), index(row), {ElapsedRole});
    }
}

void TaskModel::clearEnded()
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_tasks.at(row).isRunning())
            continue;
        beginRemoveRows({}, row, row);
        m_tasks.removeAt(row);
        endRemoveRows();
    }
}

void TaskModel::setProgress(quint64 id, qint64 done, qint64 total, const QString &step)
{
    Task *task = runningTask(id);
    if (!task)
        return;
    task->done = done;
    task->total = total;
    if (task->state == State::Running) // "Cancelling" stays to be read
        task->summary = step;
    announce(id);
}

void TaskModel::appendLog(quint64 id, const QString &line)
{
    Task *task = runningTask(id);
    if (!task)
        return;
    task->log.append(u"%1  %2"_s.arg(m_clock().toLocalTime().toString(u"HH:mm:ss"_s), line));
    if (task->log.size() > mostLogLines)
        task->log.removeFirst();
    announce(id);
}

void TaskModel::finish(quint64 id, const QString &summary)
{
    end(id, State::Finished, summary);
}

void TaskModel::fail(quint64 id, const QString &sentence, const QString &detail)
{
    if (!detail.isEmpty())
        appendLog(id, detail);
    end(id, State::Failed, sentence);
}

void TaskModel::acceptCancelled(quint64 id, const QString &summary)
{
    end(id, State::Cancelled, summary);
}

void TaskModel::requestCancel(quint64 id)
{
    Task *task = runningTask(id);
    if (!task || !task->cancellable || task->state == State::Cancelling)
        return;
    task->state = State::Cancelling;
    task->summary = tr("Cancelling…");
    announce(id);
    emit cancelRequested(id);
}

TaskModel::Task *TaskModel::runningTask(quint64 id)
{
    const auto task = std::ranges::find(m_tasks, id, &Task::id);
    return task != m_tasks.end() && task->isRunning() ? &*task : nullptr;
}

void TaskModel::end(quint64 id, State state, const QString &summary)
{
    Task *task = runningTask(id);
    if (!task)
        return;
    task->state = state;
    task->summary = summary;
    task->endedAt = m_clock();
    if (state == State::Finished && task->total > 0)
        task->done = task->total;
    announce(id);
    emit runningChanged(running());
    emit taskEnded(id, state);
}

void TaskModel::announce(quint64 id)
{
    const QModelIndex changed = indexOf(id);
    emit dataChanged(changed, changed);
}
