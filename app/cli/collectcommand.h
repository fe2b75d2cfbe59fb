// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertthread.h"
#include "app/assets/assetthread.h"
#include "app/cli/context.h"
#include "app/collector/coinspotclient.h"
#include "app/collector/collector.h"
#include "app/collector/collectorservice.h"
#include "app/collector/recorder.h"
#include "app/queries/querythread.h"
#include "app/reports/reportthread.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

// collect --once: one run for the slot that is now. Ends in finished(), from the event loop.
class CollectOnceCommand final : public QObject
{
    Q_OBJECT

public:
    CollectOnceCommand(const Context &context, const QUrl &priceServer);

    void start();

signals:
    void finished(ExitCode code);

private:
    void report(const CollectionRun &run, const std::optional<Error> &problem);
    void judge();

    const Context &m_context;
    SlotGrid m_grid;
    Clock m_clock = Clock::system();
    QNetworkAccessManager m_network;
    CoinspotClient m_client;
    Recorder m_recorder;
    Collector m_collector;
};

// collect --daemon: the service without a window, until quit(). What it does is logged on standard
// error; with --json its sums are the one document at the end.
class CollectDaemonCommand final : public QObject
{
    Q_OBJECT

public:
    CollectDaemonCommand(const Context &context, const QUrl &priceServer, const QUrl &eodhdServer,
                         int slotSeconds);

    void start();
    void quit(); // a write under way was finished before this is called

signals:
    void finished(ExitCode code);
    // This program is the one that collects, or no longer is.
    void collects(bool isCollecting);

private:
    void wireAlerts();
    void wireReports();
    void noteStandby(const CollectorStatus &status);
    void log(const CollectionRun &run, const std::optional<Error> &problem);
    void noteAssets(const CollectionRun &run, const std::optional<Error> &problem);

    const Context &m_context;
    QueryThread m_queries; // before all whose statements it writes: it ends after them
    CollectorService m_service;
    AssetThread m_assets;
    AlertThread m_alerts;
    ReportThread m_reports;
    std::optional<bool> m_standsBy; // as it was noted last
    QString m_collectedBy;
    QString m_alertProblem; // as it was noted last
    int m_runs = 0;
    int m_failedRuns = 0;
    qint64 m_stored = 0;
};
