// SPDX-License-Identifier: GPL-3.0-or-later
// Resident memory of the background service: its first runs against its thousandth and two
// thousandth. The service is the one that 'tidemarkctl collect --daemon' runs, in a process of its
// own that links nothing else; its slots are as short as the market answers.

#include "app/collector/collectorservice.h"
#include "tests/benchmarks/processmemory.h"
#include "tests/support/marketserver.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Runs = 2000;
constexpr double Limit = 40.0;

int serve(const QString &folder, const QUrl &market)
{
    CollectorSettings settings;
    settings.database.path = folder + u"/market.db"_s;
    settings.outboxFolder = folder + u"/outbox"_s;
    settings.priceServer = market;
    settings.grid = SlotGrid{std::chrono::milliseconds{20}};
    CollectorService service{settings};
    int runs = 0;
    QObject::connect(&service, &CollectorService::runFinished, &service,
                     [&](const CollectionRun &run, const std::optional<Error> &) {
                         if (run.stored == 0)
                             return;
                         ++runs;
                         if (runs == 100 || runs == Runs / 2 || runs == Runs)
                             std::printf("%d %.1f\n", runs, residentMiB());
                         std::fflush(stdout);
                         if (runs == Runs)
                             QCoreApplication::quit();
                     });
    service.start();
    return QCoreApplication::exec();
}

int measure()
{
    QTemporaryDir folder;
    MarketServer market;
    if (!folder.isValid() || !market.listen())
        return 1;
    QProcess service;
    service.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QList<double> memory;
    QObject::connect(&service, &QProcess::readyReadStandardOutput, &service, [&] {
        while (service.canReadLine()) {
            const QList<QByteArray> words = service.readLine().trimmed().split(' ');
            memory.append(words.value(1).toDouble());
            std::printf("after %s runs: %s MiB resident\n", words.value(0).constData(),
                        words.value(1).constData());
            std::fflush(stdout);
        }
    });
    QObject::connect(&service, &QProcess::finished, qApp, &QCoreApplication::quit);
    service.start(QCoreApplication::applicationFilePath(),
                  {u"serve"_s, folder.path(), market.url().toString()});
    QCoreApplication::exec();
    if (memory.size() < 3)
        return 1;
    std::printf("\nratio  %6.2f  Memory after %d runs against %.0f MiB, at most 1.00\n",
                memory[1] / Limit, Runs / 2, Limit);
    std::printf("ratio  %6.2f  Memory after %d runs against %d runs, about 1.00\n",
                memory[2] / memory[1], Runs, Runs / 2);
    return memory[1] <= Limit ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "serve"_L1)
        return serve(arguments.value(2), QUrl{arguments.value(3)});
    return measure();
}
