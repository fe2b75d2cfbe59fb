// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/assetsync.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/scratchdatabase.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// "S00.AU", "S01.AU" and so on.
[[nodiscard]] inline QStringList symbols(int count)
{
    QStringList symbols;
    for (int i = 0; i < count; ++i)
        symbols.append(QStringLiteral("S%1.AU").arg(i, 2, 10, QChar{u'0'}));
    return symbols;
}

// A queue with its provider and its database, and a clock that a test sets.
class SyncBench final
{
public:
    SyncBench()
        : m_file{m_folder.filePath(QStringLiteral("market.db"))}
        , database{m_file}
        , m_link{ConnectionSpec::file(m_file)}
    {
        if (!database.migrator().up(headVersion()))
            qFatal("the database cannot be made");
        restart();
    }

    // A new program on the same database, as after a crash.
    void restart()
    {
        m_sync.reset();
        m_client = std::make_unique<EodhdClient>(m_network, market.url());
        m_client->setToken(EodhdMarket::token());
        Clock clock = Clock::system();
        clock.wall = [this] { return now; };
        m_sync = std::make_unique<AssetSync>(*m_client, m_link, clock,
                                             RetryPolicy{[] { return 0.0; }});
        QObject::connect(m_sync.get(), &AssetSync::finished, m_sync.get(),
                         [this](const CollectionRun &ended, const std::optional<Error> &why) {
                             run = ended;
                             problem = why;
                             ++m_runs;
                         });
    }

    void add(const QStringList &symbols)
    {
        QList<Asset> assets;
        for (const QString &symbol : symbols) {
            Asset asset;
            asset.symbol = symbol;
            asset.name = symbol;
            asset.exchange = exchangeOf(symbol);
            asset.type = QStringLiteral("Common Stock");
            asset.createdAt = now;
            assets.append(asset);
        }
        if (!SyncStore{database.connection()}.addAssets(assets))
            qFatal("the assets cannot be registered");
    }

    // True when the run has ended.
    [[nodiscard]] bool sync(const QStringList &symbols = {})
    {
        const int before = m_runs;
        problem.reset();
        m_sync->start(symbols);
        return QTest::qWaitFor([&] { return m_runs > before; }, 20'000);
    }

    [[nodiscard]] QString state(const QString &symbol) const
    {
        return database.value(
                QStringLiteral("SELECT sync_state FROM assets WHERE symbol = '%1'").arg(symbol));
    }
    [[nodiscard]] QStringList days(const QString &symbol) const
    {
        return database.column(
                QStringLiteral("SELECT date(time / 1000, 'unixepoch') || ' ' || close || ' ' || "
                               "adjusted_close || ' ' || coalesce(volume, 'none') "
                               "FROM daily_data WHERE symbol = '%1' ORDER BY time")
                        .arg(symbol));
    }
    // "2026-11-18 2026-11-19 provider_empty open"
    [[nodiscard]] QStringList gaps(const QString &symbol) const
    {
        return database.column(
                QStringLiteral("SELECT date(from_time / 1000, 'unixepoch') || ' ' || "
                               "date(to_time / 1000, 'unixepoch') || ' ' || cause || ' ' || state "
                               "FROM data_gaps WHERE symbol = '%1' ORDER BY from_time")
                        .arg(symbol));
    }
    [[nodiscard]] int usedCalls() const
    {
        return SyncStore{database.connection()}.queue(now)->budget.used;
    }
    [[nodiscard]] AssetSync &assetSync() { return *m_sync; }
    [[nodiscard]] EodhdClient &client() { return *m_client; }

    EodhdMarket market;
    QDateTime now = QDateTime::fromString(QStringLiteral("2026-11-20T09:00:00.000Z"),
                                          Qt::ISODateWithMs); // Friday, 20:00 in Sydney
    CollectionRun run;
    std::optional<Error> problem;

private:
    QTemporaryDir m_folder;
    QString m_file;

public:
    ScratchDatabase database;

private:
    SyncLink m_link;
    QNetworkAccessManager m_network;
    std::unique_ptr<EodhdClient> m_client;
    std::unique_ptr<AssetSync> m_sync;
    int m_runs = 0;
};
