// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tuning/tuningworker.h"
#include "db/storagethread.h"
#include "models/tasks/taskmodel.h"
#include "models/tuning/beforeafter.h"
#include "models/tuning/findingtablemodel.h"

#include <QObject>

#include <functional>

class IndexLabPanel;

// Between the Index lab panel and the indexes of the database: they are read and changed on one
// storage thread and measured on another, so that a measurement keeps nobody waiting. GUI thread.
class TuningDesk final : public QObject
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    explicit TuningDesk(const ConnectionSpec &database);
    ~TuningDesk() override { m_lab->cancel(); }

    [[nodiscard]] FindingTableModel &findings() { return m_findings; }
    [[nodiscard]] BeforeAfterModel &measured() { return m_measured; }

    // Once, after the panel was made on these models and before start(). They outlive what they are
    // told.
    void wire(IndexLabPanel &panel, TaskModel &tasks);
    void start();

public slots:
    void load();
    // Says so, and offers to take the change back.
    void acceptWorse(const WatchedChange &watched);

signals:
    void told(const QString &message, const TuningDesk::Undo &undo); // for a toast

private:
    void measure(bool withMigrations);
    void finishLoading();
    void revert(qint64 id);
    void acceptChange(const IndexChange &change);
    void acceptMeasured(const LabReport &report);
    void acceptLabFailure(const Error &error);

    StorageThread m_storage;
    TuningWorker *m_worker; // on m_storage
    StorageThread m_measuring;
    TuningWorker *m_lab; // on m_measuring
    FindingTableModel m_findings{QLocale{}};
    BeforeAfterModel m_measured{QLocale{}};
    IndexLabPanel *m_panel = nullptr;
    TaskModel *m_taskList = nullptr;
    quint64 m_task = 0;            // of m_taskList; 0: none runs
    bool m_isLoading = false;      // an answer is on its way
    bool m_loadsAgain = false;     // after it
    bool m_hasReadProblem = false; // the banner says so
};
