// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertnotice.h"
#include "app/alerts/alertrunner.h"
#include "db/storagelink.h"

#include <QObject>
#include <QTimeZone>
#include <QTimer>

#include <set>

// Sees to it that people are told of what is in the log and was not told yet: by a notice that
// somebody shows, by the command and by the webhook, each once, also where several programs do it
// and each may die at any moment. Lives on the thread of its maker.
class AlertTeller final : public QObject
{
    Q_OBJECT

public:
    // link must outlive it. hasDesktop: somebody answers noticeReady().
    // range: see noticeIdOf().
    AlertTeller(StorageLink &link, bool hasDesktop, quint8 range, const AlertRunnerSettings &runner,
                std::function<QDateTime()> clock, std::function<QTimeZone()> zone,
                QObject *parent = nullptr);
    ~AlertTeller() override;

    // What may be told now. Late firings wait for a moment: more of them may come.
    void tell();
    void setCommand(const QStringList &command) { m_runner.setCommand(command); }
    // The answers to noticeReady(); see AlertService.
    void noticeShown(quint32 id, const QString &how);
    void noticeHeld(quint32 id);
    // From now on it asks again about what is held.
    void endHold() { m_isHeld = false; }

signals:
    void noticeReady(const AlertNotice &notice);
    // Nobody has to see these now: somebody has seen to them elsewhere, snoozed their rule, or
    // another program shows them.
    void withdrawn(const QList<qint64> &entryIds);
    void told(); // the log says so
    void failed(const Error &error);

private:
    using Work = std::pair<qint64, AlertChannel>;
    // What became of a way to tell these.
    struct Outcome {
        QList<AlertLogEntry> entries;
        AlertChannel channel;
        QString text;
        QDateTime at;
    };
    struct Untold {
        QList<AlertLogEntry> entries;
        QHash<qint64, AlertRule> rules; // theirs
        QHash<qint64, QDateTime> snoozes;
    };

    [[nodiscard]] Result<Untold> readUntold(const Connection &connection) const;
    [[nodiscard]] std::chrono::milliseconds pauseFor(const TellingPlan &plan) const;
    [[nodiscard]] bool isUnderWay(qint64 entryId, AlertChannel channel) const;
    void withdraw(const Untold &untold);
    void renewClaims();
    void show(const AlertNotice &notice);
    void use(AlertChannel channel, const AlertLogEntry &entry);
    // Whether all of it is this program's now.
    [[nodiscard]] Result<bool> claim(const QList<AlertLogEntry> &entries, AlertChannel channel);
    void note(const Outcome &outcome);
    [[nodiscard]] bool writeOutcomes();
    [[nodiscard]] static Result<> write(const Connection &connection, const Outcome &outcome);
    template <typename Change> [[nodiscard]] Result<> write(const Change &change);

    StorageLink &m_link;
    bool m_hasDesktop;
    quint8 m_range;
    std::function<QDateTime()> m_clock;
    std::function<QTimeZone()> m_zone;
    QString m_name; // this program, in claims
    AlertRunner m_runner;
    QTimer m_pause;                      // then it tells
    QHash<quint32, AlertNotice> m_shown; // noticeReady() was emitted, and not answered yet
    QTimer m_renewal;                    // of their claims
    std::set<Work> m_running;
    QList<Outcome> m_unwritten; // because the database was away: they count as under way
    bool m_isHeld = false;
};
