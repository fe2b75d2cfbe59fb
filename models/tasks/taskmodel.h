// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDateTime>
#include <QStringList>

#include <functional>

// Long work of this session, newest first: what runs, how far it is, what came of it. It starts
// nothing itself: who does the work reports it here and listens to cancelRequested(). GUI thread.
class TaskModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    enum class State { Running, Cancelling, Finished, Failed, Cancelled };
    Q_ENUM(State)

    enum Role {
        IdRole = Qt::UserRole + 1, // quint64
        StateRole,                 // State
        DoneRole,                  // qint64, of TotalRole
        TotalRole,                 // qint64; 0 while nobody knows
        PercentRole,               // int; -1 while nobody knows
        ElapsedRole,               // qint64, ms
        SummaryRole,               // what it does now, or what came of it: one sentence
        LogRole,                   // QString, a line for each step
        CancellableRole,           // bool: running and able to stop
    };

    explicit TaskModel(Clock clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    // A new task, running from now on; what is returned names it in all that follows.
    [[nodiscard]] quint64 start(const QString &title, bool cancellable);

    // How many run or are being cancelled.
    [[nodiscard]] int running() const;

    // How many ended since the list was cleared.
    [[nodiscard]] int ended() const;

    // Invalid for an id that was cleared or never given.
    [[nodiscard]] QModelIndex indexOf(quint64 id) const;

    // Elapsed times are read at the clock: call this once a second while they are shown.
    void refreshElapsed();

    // Takes the ended tasks off the list.
    void clearEnded();

public slots:
    // Each does nothing for a task that ended: a late report must not wake it.
    void setProgress(quint64 id, qint64 done, qint64 total, const QString &step);
    void appendLog(quint64 id, const QString &line);
    void finish(quint64 id, const QString &summary);
    void fail(quint64 id, const QString &sentence, const QString &detail);
    void acceptCancelled(quint64 id, const QString &summary);

    // Says "Cancelling" at once and asks; whoever works answers with one of the three above.
    void requestCancel(quint64 id);

signals:
    void cancelRequested(quint64 id);
    void runningChanged(int running);
    void taskEnded(quint64 id, TaskModel::State state);

private:
    struct Task {
        quint64 id = 0;
        QString title;
        bool cancellable = false;
        State state = State::Running;
        qint64 done = 0;
        qint64 total = 0;
        QDateTime startedAt;
        QDateTime endedAt;
        QString summary;
        QStringList log;

        [[nodiscard]] bool isRunning() const
        {
            return state == State::Running || state == State::Cancelling;
        }
    };

    [[nodiscard]] Task *runningTask(quint64 id);
    void end(quint64 id, State state, const QString &summary);
    void announce(quint64 id);

    Clock m_clock;
    QList<Task> m_tasks;
    quint64 m_lastId = 0;
};
