// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/assetsync.h"
#include "app/assets/stockquotes.h"
#include "app/cli/context.h"

#include <QNetworkAccessManager>
#include <QObject>

// One run against EODHD: the queue of assets, or quotes and bars that were asked for. A signal to
// end is answered with what is stored by then. Ends in finished(), from the event loop.
class EodhdRunCommand final : public QObject
{
    Q_OBJECT

public:
    using Begin = std::function<void(AssetSync &sync, StockQuotes &quotes)>;

    EodhdRunCommand(const Context &context, const QUrl &server, Begin begin);

    void start();
    void quit();

signals:
    void finished(ExitCode code);

private:
    void report(const CollectionRun &run, const std::optional<Error> &problem);
    [[nodiscard]] QString nothingDue();

    const Context &m_context;
    Begin m_begin;
    QNetworkAccessManager m_network;
    EodhdClient m_client;
    SyncLink m_link;
    AssetSync m_sync;
    StockQuotes m_quotes;
    bool m_isEnding = false;
};

ExitCode runOnEodhd(const Context &context, EodhdRunCommand::Begin begin);
// assets sync, and collect --once --source eodhd: those that are due without any symbol.
ExitCode runAssetSync(const Context &context, const QStringList &symbols);
