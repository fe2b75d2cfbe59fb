// SPDX-License-Identifier: GPL-3.0-or-later
// tidemark-demo-market: prices that move, for a person without network or keys.
#include "db/domain/errortext.h"
#include "tests/support/demohistory.h"
#include "tests/support/demomarket.h"
#include "tests/support/marketprogram.h"
#include "tests/support/marketserver.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication application{argc, argv};
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"Speaks CoinSpot's wire format on loopback, with prices that are made up."_s);
    addMarketOptions(parser);
    parser.addOption({u"fill"_s, u"First fills this database with the last 30 days."_s, u"file"_s});
    parser.process(application);

    if (const QString path = parser.value(u"fill"_s); !path.isEmpty()) {
        const Result<> filled = fillDemoHistory(path, QDateTime::currentDateTimeUtc());
        if (!filled) {
            QTextStream{stderr} << errorText(filled.error()) << Qt::endl;
            return 1;
        }
    }

    MarketServer server{&demoAnswer};
    return runMarket(server, parser);
}
