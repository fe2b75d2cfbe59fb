// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertjudge.h"
#include "app/alerts/alertteller.h"

#include <QTimeZone>

#include <memory>

struct AlertServiceSettings {
    ConnectionSpec database;
    bool hasDesktop = false; // somebody shows notices
    AlertRunnerSettings runner;
    // How often it judges where nobody asks: time passes for rules too.
    std::chrono::milliseconds tick = std::chrono::seconds{30};
    std::function<QDateTime()> clock = QDateTime::currentDateTimeUtc;
    // Whose days and hours count; asked each time, because the system's may change.
    std::function<QTimeZone()> zone = &QTimeZone::systemTimeZone;
    // See AlertJudge::judge(); asked on the service's thread.
    std::function<QDateTime()> awaited = [] { return QDateTime{}; };
};

// Judges prices as they are stored, and sees to it that people are told, as both programs do it.
// Lives on a thread of its own by the time of start(), which makes everything there; asked and
// answered by signal. What it announces is in the database by then.
class AlertService final : public QObject
{
    Q_OBJECT

public:
    explicit AlertService(AlertServiceSettings settings, QObject *parent = nullptr);
    ~AlertService() override;

public slots:
    void start();
    // Prices were stored, or rules were changed.
    void judge();
    // The program that alerts run, and its arguments.
    void setCommand(const QStringList &command);
    // The answers to noticeReady(). how: "notification", "tray" or "window".
    void noticeShown(quint32 id, const QString &how);
    // Nobody may be disturbed now, or it could not be shown; tellHeld() tries again.
    void noticeHeld(quint32 id);
    void tellHeld();
    // Which firings a notice tells of that was shown before this program started; answered by
    // noticeFound(), without any where they are gone.
    void findNotice(quint32 id);
    // What a person clicked at a notice: its firings are seen, or their rules are quiet for a
    // while.
    void acknowledge(const QList<qint64> &entryIds);
    void snooze(const QList<qint64> &entryIds, std::chrono::milliseconds length);

signals:
    // The log has changed; open counts what nobody has seen to.
    void logChanged(int open);
    void noticeReady(const AlertNotice &notice);
    // Nobody has to see these any more; what was not shown yet needs no answer.
    void withdrawn(const QList<qint64> &entryIds);
    void noticeFound(const AlertNotice &notice);
    void failed(const Error &error);

private:
    void countOpen(bool isChanged);

    AlertServiceSettings m_settings;
    std::unique_ptr<StorageLink> m_link;
    std::unique_ptr<AlertJudge> m_judge;
    std::unique_ptr<AlertTeller> m_teller;
    std::unique_ptr<QTimer> m_clock;
    int m_open = -1; // as announced last
};
