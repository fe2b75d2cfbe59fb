// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/domain/alerts/rulereplay.h"

#include <QObject>
#include <QStringList>

class StorageLink;

// Answers what the window asks about rules and their log, and changes them, on a storage thread.
// Each call ends in exactly one answer: its own signal, or that of its failure. Through the event
// loop only.
class AlertWorker final : public QObject
{
    Q_OBJECT

public:
    explicit AlertWorker(StorageLink &link)
        : m_link{link}
    {}

public slots:
    // What may be watched, and the rules: those that are there and those that are deleted.
    void loadRules();
    void loadVersions(qint64 ruleId);
    // The rule as somebody wrote it: new when its id is 0. It is checked here, also beside what
    // else is stored: see rulecheck.h.
    void saveRule(const AlertRule &rule);
    void removeRules(const QList<qint64> &ids);
    void restoreRules(const QList<qint64> &ids);

    // A first page says how many there are in all.
    void loadLog(quint64 ticket, const AlertLogRequest &request);
    void countOpen();
    void loadSnoozes();
    // Where each rule stood when it was judged last: standingOf() says what that means.
    void loadStates();
    void acknowledge(const QList<qint64> &ids);
    void unacknowledge(const QList<qint64> &ids);
    void snooze(const QList<qint64> &ruleIds, const QDateTime &until);
    void removeEntries(const QList<qint64> &ids);
    void restoreEntries(const QList<qint64> &ids);

    // Tries the rule on what is stored since then; an invalid time: on all. The prices are kept for
    // the next call that wants the same ones, so that a level can be dragged.
    void tryRule(quint64 ticket, const AlertRule &rule, const QDateTime &from);
    // Prices have come, or were changed.
    void forgetPrices() { m_past.reset(); }

signals:
    void rulesLoaded(const QList<AlertRule> &rules, const QList<AlertRule> &deleted,
                     const QStringList &symbols);
    void versionsLoaded(qint64 ruleId, const QList<AlertRule> &versions);
    void ruleSaved(const AlertRule &rule);
    void rulesRemoved(const QList<qint64> &ids);
    void rulesRestored(const QList<qint64> &ids);
    void logLoaded(quint64 ticket, const AlertLogPage &page);
    void logFailed(quint64 ticket, const Error &error);
    void openCounted(int count);
    void statesLoaded(const QHash<qint64, AlertState> &states); // by rule
    void snoozesLoaded(const QHash<qint64, QDateTime> &until);  // by rule
    void acknowledged(const QList<AlertLogEntry> &entries);
    void unacknowledged(const QList<AlertLogEntry> &entries);
    void snoozed(const QList<qint64> &ruleIds, const QDateTime &until);
    void entriesRemoved(const QList<qint64> &ids);
    void entriesRestored(const QList<qint64> &ids);
    void ruleTried(quint64 ticket, const RuleReplay &replay);
    void tryFailed(quint64 ticket, const Error &error);
    void failed(const Error &error);

private:
    struct Past {
        QString symbol;
        QDateTime from;
        AlertCondition condition; // what it looks back at
        PastPrices prices;
    };

    [[nodiscard]] Result<> readPast(const AlertRule &rule, const QDateTime &from);

    StorageLink &m_link;
    std::optional<Past> m_past;
};
