// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/marketanswer.h"

#include <QObject>
#include <QQueue>
#include <QTcpServer>
#include <QUrl>

#include <functional>

struct MarketRequest {
    QByteArray method;
    QByteArray path; // with its query
    HttpHeaders headers;

    [[nodiscard]] QByteArray header(const QByteArray &name) const; // by any case; empty: not there
};

// An HTTP server on 127.0.0.1 that does to each request what it is told, good or bad. A bare TCP
// server, because a well-behaved one cannot misbehave. Every connection ends: by its answer, by the
// client, or when the server goes. Lives on the thread that made it.
class MarketServer final : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<MarketAnswer(const MarketRequest &)>;

    // handler answers what no queued answer is there for; without one these are the good prices.
    explicit MarketServer(Handler handler = {}, QObject *parent = nullptr);
    ~MarketServer() override;

    // 0: any free port. False when the port is taken.
    [[nodiscard]] bool listen(quint16 port = 0);
    [[nodiscard]] QUrl url() const; // "http://127.0.0.1:PORT"
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    // For the next request that has no answer yet.
    void enqueue(const MarketAnswer &answer) { m_queue.enqueue(answer); }

    [[nodiscard]] const QList<MarketRequest> &requests() const { return m_requests; }
    [[nodiscard]] int openConnections() const;

signals:
    void requested(const MarketRequest &request);

private:
    void acceptConnections();
    [[nodiscard]] MarketAnswer answerTo(const MarketRequest &request);

    Handler m_handler;
    QTcpServer m_server;
    QQueue<MarketAnswer> m_queue;
    QList<MarketRequest> m_requests; // the newest 1000
};
