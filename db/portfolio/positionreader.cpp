// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/portfolio/positionreader.h"

#include "db/connectionpool.h"
#include "db/portfolio/valuation.h"

void PositionReader::loadPortfolio()
{
    m_pool.run(
            this, [](const Connection &connection) { return valuedPortfolio(connection); },
            [this, asked = ++m_asked](const Result<Portfolio> &portfolio) {
                if (asked < m_announced) // a later question was answered earlier
                    return;
                m_announced = asked;
                if (portfolio)
                    emit portfolioLoaded(*portfolio);
                else
                    emit portfolioFailed(portfolio.error());
            });
}
