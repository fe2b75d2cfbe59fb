// SPDX-License-Identifier: GPL-3.0-or-later
// tidemark-misbehaving-market: the misbehaving market for tests of finished programs.
#include "tests/support/marketprogram.h"
#include "tests/support/marketserver.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication application{argc, argv};
    QCommandLineParser parser;
    parser.setApplicationDescription(u"A market on loopback that misbehaves by script."_s);
    addMarketOptions(parser);
    parser.addOption(
            {u"script"_s,
             u"One answer per request, by name and in this order; the last one stays: %1."_s.arg(
                     marketAnswerNames().join(u", "_s)),
             u"name,..."_s, u"prices"_s});
    parser.process(application);

    const QStringList script = parser.value(u"script"_s).split(u',');
    // By name, not by value: some answers tell the time.
    qsizetype next = 0;
    MarketServer server{[&](const MarketRequest &) {
        const QString &name = script[std::min(next++, script.size() - 1)];
        return *marketAnswerNamed(name);
    }};
    for (const QString &name : script) {
        if (!marketAnswerNamed(name)) {
            QTextStream{stderr} << u"--script: there is no answer \"%1\"\n"_s.arg(name);
            return 2;
        }
    }
    return runMarket(server, parser);
}
