// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/assetsync.h"
#include "app/cli/context.h"

#include <QNetworkAccessManager>
#include <QObject>

// One run of the queue of assets: those that are due, or those that are named. A signal to end is
// answered with what is stored by then. Ends in finished(), from the event loop.
class AssetSyncCommand final : public QObject
{
    Q_OBJECT

public:
    AssetSyncCommand(const Context &context, const QUrl &server, const QStringList &symbols);

    void start();
    void quit() { m_sync.stop(); }

signals:
    void finished(ExitCode code);

private:
    void report(const CollectionRun &run, const std::optional<Error> &problem);
    [[nodiscard]] QString nothingDue();

    const Context &m_context;
    QStringList m_symbols;
    QNetworkAccessManager m_network;
    EodhdClient m_client;
    StorageLink m_link;
    AssetSync m_sync;
    int m_progressed = 0;
};

// assets sync, and collect --once --source eodhd.
ExitCode runAssetSync(const Context &context, const QStringList &symbols);
