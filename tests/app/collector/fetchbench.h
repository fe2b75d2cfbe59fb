// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/coinspotclient.h"
#include "tests/support/marketserver.h"

#include <QNetworkAccessManager>
#include <QTest>

#include <memory>

// A client, a server that does what it is told, and how the fetches ended.
class FetchBench final
{
public:
    FetchBench()
    {
        if (!server.listen())
            qFatal("no port on loopback");
        connectTo(server.url());
    }

    void connectTo(const QUrl &baseUrl)
    {
        m_client = std::make_unique<CoinspotClient>(m_network, baseUrl);
        QObject::connect(m_client.get(), &CoinspotClient::fetched, m_client.get(),
                         [this](const CoinspotAnswer &answer) { answers += answer; });
        QObject::connect(m_client.get(), &CoinspotClient::failed, m_client.get(),
                         [this](const FetchFailure &failure) { failures += failure; });
    }

    // Fetches and waits: true when it ended in one signal.
    [[nodiscard]] bool fetch()
    {
        answers.clear();
        failures.clear();
        m_client->fetchLatest();
        return m_client->isFetching() && QTest::qWaitFor([this] { return ends() > 0; }) &&
               !m_client->isFetching() &&
               QTest::qWaitFor([this] { return server.openConnections() == 0; }) && ends() == 1;
    }

    [[nodiscard]] CoinspotClient &client() { return *m_client; }
    void destroyClient() { m_client.reset(); }

    MarketServer server;
    QList<CoinspotAnswer> answers; // of the last fetch
    QList<FetchFailure> failures;

private:
    [[nodiscard]] qsizetype ends() const { return answers.size() + failures.size(); }

    QNetworkAccessManager m_network;
    std::unique_ptr<CoinspotClient> m_client;
};
