// SPDX-License-Identifier: GPL-3.0-or-later
// tidemark-demo-market: prices that move, for a person without network or keys.
#include "tests/support/demomarket.h"
#include "tests/support/marketprogram.h"
#include "tests/support/marketserver.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication application{argc, argv};
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"Speaks CoinSpot's wire format on loopback, with prices that are made up."_s);
    addMarketOptions(parser);
    parser.process(application);

    MarketServer server{&demoAnswer};
    return runMarket(server, parser);
}
