// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertworker.h"
#include "db/quotes/quotereader.h"
#include "db/storagethread.h"
#include "models/alerts/alertlogmodel.h"
#include "models/alerts/chartalerts.h"
#include "models/alerts/deletedalertmodel.h"
#include "models/alerts/ruletablemodel.h"
#include "models/alerts/ruletrial.h"
#include "models/quotes/seriesmodel.h"

#include <QObject>
#include <QTimer>

#include <functional>

class AlertsPanel;
class ConnectionPool;
class PriceChart;

// Between the Alerts panel, the chart of prices, and the rules and their log in the database: those
// are read and changed on a storage thread of their own, rules are tried on another, so that a
// level can be dragged while the log is read. It judges nothing. GUI thread.
class AlertDesk final : public QObject
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    // The pool outlives this. clock gives the present time, UTC.
    AlertDesk(ConnectionPool &reading, const ConnectionSpec &database,
              std::function<QDateTime()> clock);

    [[nodiscard]] AlertLogModel &log() { return m_log; }
    [[nodiscard]] RuleTableModel &rules() { return m_rules; }
    [[nodiscard]] DeletedAlertModel &deleted() { return m_deleted; }
    [[nodiscard]] RuleTrial &trial() { return m_trial; }
    [[nodiscard]] SeriesModel &series() { return m_series; } // of the back-test

    // Once each, before start(). They outlive what they are told.
    void wire(AlertsPanel &panel);
    void wireChart(PriceChart &chart, SeriesModel &prices);
    void start();

public slots:
    // Rules or the log have changed, by whomever: something fired, or another program wrote.
    void reload();
    void noteQuotes(const QList<Quote> &quotes); // that were stored
    void notePrices(); // prices were stored or changed, and nobody says which
    void noteShown();  // the panel

signals:
    void told(const QString &message, const AlertDesk::Undo &undo); // for a toast
    void failed(); // what was asked for was not done; the panel says why
    void openCounted(int count);
    // A firing of the chart of prices was chosen.
    void entryWanted(const AlertLogEntry &entry);
    void acknowledged(const QList<qint64> &ids);

private:
    void wireLog(AlertsPanel &panel);
    void wireRules(AlertsPanel &panel);
    void wireTrial();
    void wireActs(AlertsPanel &panel);
    void showFailure(const QString &headline, const Error &error);
    void reloadRules();
    void reloadLog();
    void tryAnew();

    std::function<QDateTime()> m_clock;
    QuoteReader m_quotes;
    StorageThread m_storage;
    AlertWorker *m_worker;      // on m_storage, as the next two are
    AlertWorker *m_binWorker;   // reads what is deleted
    AlertWorker *m_chartWorker; // reads what the chart of prices shows
    StorageThread m_trying;
    AlertWorker *m_trialWorker; // on m_trying
    AlertLogModel m_log;
    RuleTableModel m_rules;
    DeletedAlertModel m_deleted;
    RuleTrial m_trial;
    SeriesModel m_series;
    SymbolAlerts m_marks;
    QTimer m_reloading;
    bool m_saysLogFailure = false; // the panel's banner
    AlertsPanel *m_panel = nullptr;
    bool m_isTrialOld = false; // prices came while nobody saw the back-test
};
