// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"

#include <QLocale>
#include <QObject>

#include <optional>

// A level of a rule among the prices of a chart.
struct ChartThreshold {
    qint64 ruleId = 0;
    Price level;
    std::optional<Price> clear;
    bool firesAbove = true;
    QString words;      // at the line's left
    QString clearWords; // the same of the clear level
    bool isMovable = false;

    friend bool operator==(const ChartThreshold &, const ChartThreshold &) = default;
};

// Something that a rule did, or would have done.
struct ChartFiring {
    qint64 id = 0; // of the log; 0: it only would have
    qint64 timeMs = 0;
    QString text;     // short, beside its mark
    QString sentence; // about it

    friend bool operator==(const ChartFiring &, const ChartFiring &) = default;
};

// What a chart shows of the alerts of its symbol.
struct ChartAlerts {
    QList<ChartThreshold> thresholds;
    QList<ChartFiring> firings; // by time
    bool isInLane = false;      // the firings have their marks in the event lane, too

    friend bool operator==(const ChartAlerts &, const ChartAlerts &) = default;
};

// The level that a rule has among prices; nothing when it looks at something else.
[[nodiscard]] std::optional<ChartThreshold> thresholdOf(const AlertRule &rule);

// The alerts of the symbol that a chart shows: levels of its enabled rules, and what the log has.
// It asks by signal and is answered. Lives on the GUI thread.
class SymbolAlerts final : public QObject
{
    Q_OBJECT

public:
    explicit SymbolAlerts(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] ChartAlerts alerts() const;
    // The entry of a firing; nullptr when it is not held.
    [[nodiscard]] const AlertLogEntry *entry(qint64 id) const;

public slots:
    void setSymbol(const QString &symbol); // empty: none
    void setRules(const QList<AlertRule> &rules);
    void reload(); // the log has changed
    void acceptLog(quint64 ticket, const AlertLogPage &page);

signals:
    void logRequested(quint64 ticket, const AlertLogRequest &request);
    void changed();

private:
    QLocale m_locale;
    QString m_symbol;
    QList<AlertRule> m_rules;
    QList<AlertLogEntry> m_entries; // newest first
    quint64 m_ticket = 0;
};
