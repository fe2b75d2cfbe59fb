// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/reportschedules.h"
#include "migrations/cancellation.h"

#include <QObject>

#include <memory>

class QTimer;

struct ReportServiceSettings {
    ConnectionSpec database;
    QString folder;                   // ReportSchedules::folderFor()
    std::function<QDateTime()> clock; // UTC
};

// Writes scheduled reports as their time comes, as both programs do it. Lives on a thread of its
// own by the time of start(). stop() may be called from any thread; the rest through the event
// loop.
class ReportService final : public QObject
{
    Q_OBJECT

public:
    explicit ReportService(ReportServiceSettings settings, QObject *parent = nullptr);
    ~ReportService() override;

    // What is being written ends soon, and is due again at the next start.
    void stop();

public slots:
    void start();
    // Looks whether anything is due, as it does each minute by itself; waits after a failure.
    void look();
    // The same for somebody who waits for it.
    void lookNow();

signals:
    void written(const ScheduledOutcome &outcome);
    // schedule: its name; empty where none can be written.
    void failed(const QString &schedule, const Error &error);
    // It was written since, by whomever, or is scheduled otherwise or no more.
    void solved(const QString &schedule);

private:
    struct Failing {
        ReportSchedule schedule; // as it was when it failed
        QString reason;
        QDateTime notedAt; // among the events
    };

    void makeDue();
    void settle();
    void noteNews(const QList<ScheduledFailure> &failures, const QDateTime &now);

    ReportServiceSettings m_settings;
    ReportSchedules m_schedules;
    std::unique_ptr<QTimer> m_timer;
    QDateTime m_notBefore; // after a failure
    QList<Failing> m_failing;
    bool m_isStuck = false; // none can be written
    // Shared with a stop that is on its way, which may outlive the service.
    std::shared_ptr<Cancellation> m_cancellation = std::make_shared<Cancellation>();
};

Q_DECLARE_METATYPE(ScheduledOutcome)
