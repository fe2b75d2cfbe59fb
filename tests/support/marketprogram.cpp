// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/marketprogram.h"

#include "tests/support/marketserver.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QSocketNotifier>
#include <QTextStream>

#include <array>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

bool writePort(const QString &fileName, quint16 port)
{
    QSaveFile file{fileName}; // whoever waits for the file never sees half of it
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(port) + '\n') > 0 &&
           file.commit();
}

void quitWithStandardInput(QObject *parent)
{
    auto *notifier = new QSocketNotifier{STDIN_FILENO, QSocketNotifier::Read, parent};
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, [notifier] {
        std::array<char, 256> ignored;
        if (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0)
            return;
        notifier->setEnabled(false);
        QCoreApplication::quit();
    });
}

} // namespace

void addMarketOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addOptions({
            {u"port"_s, u"Port on 127.0.0.1; 0 takes any free one."_s, u"number"_s, u"0"_s},
            {u"port-file"_s, u"Writes the port into this file once it listens."_s, u"file"_s},
            {u"until-stdin-closes"_s, u"Ends when standard input does."_s},
    });
}

int runMarket(MarketServer &server, const QCommandLineParser &parser)
{
    QTextStream errors{stderr};
    bool isPort = false;
    const quint16 port = parser.value(u"port"_s).toUShort(&isPort);
    if (!isPort) {
        errors << u"--port %1: not a number from 0 to 65535\n"_s.arg(parser.value(u"port"_s));
        return 2;
    }
    if (!server.listen(port)) {
        errors << u"Port %1 is taken.\n"_s.arg(port);
        return 1;
    }
    const QString portFile = parser.value(u"port-file"_s);
    if (!portFile.isEmpty() && !writePort(portFile, server.port())) {
        errors << u"%1 cannot be written.\n"_s.arg(portFile);
        return 1;
    }
    if (parser.isSet(u"until-stdin-closes"_s))
        quitWithStandardInput(&server);
    QTextStream{stdout} << server.url().toString() << Qt::endl;
    return QCoreApplication::exec();
}
