// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"

#include <QObject>

class ConnectionPool;

// Answers what the portfolio's model asks, through the pool. Each call ends in exactly one answer;
// one that is older than the last announced is not announced.
class PositionReader final : public QObject
{
    Q_OBJECT

public:
    explicit PositionReader(ConnectionPool &pool)
        : m_pool{pool}
    {}

public slots:
    void loadPortfolio();

signals:
    void portfolioLoaded(const Portfolio &portfolio);
    void portfolioFailed(const Error &error);

private:
    ConnectionPool &m_pool;
    quint64 m_asked = 0;
    quint64 m_announced = 0; // as counted by m_asked
};
