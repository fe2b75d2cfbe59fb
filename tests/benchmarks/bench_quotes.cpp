// SPDX-License-Identifier: GPL-3.0-or-later
// The table of all quotes over ten million rows: its first page, jumps to moments anywhere, and
// scrolling through two hundred thousand rows, as the model asks for them. Beside the jumps the way
// most tables page, LIMIT and OFFSET, in the same file.

#include "db/quotes/quotepagestore.h"
#include "models/quotes/quotetablemodel.h"
#include "tests/benchmarks/bigdatabase.h"
#include "tests/benchmarks/processmemory.h"
#include "tests/benchmarks/rawsqlite.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Coins = 48;
constexpr int Days = 730;
constexpr int Jumps = 40;
constexpr double LimitMs = 150;
constexpr qint64 DayMs = 86'400'000;

bool report(const char *what, QList<double> times)
{
    std::ranges::sort(times);
    const bool isWithin = times.constLast() < LimitMs;
    std::printf("%-44s median %.2f ms, slowest %.2f ms, limit %.0f ms  %s\n", what,
                times.at(times.size() / 2), times.constLast(), LimitMs,
                isWithin ? "within" : "OVER");
    return isWithin;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application{argc, argv};
    const QString path = bigDatabase(QDir::tempPath(), Coins, Days);
    QElapsedTimer timer;
    timer.start();
    const auto connection = Connection::open(ConnectionSpec::file(path, true));
    if (!connection)
        return 1;
    QuotePageStore store{**connection};
    QuoteTableModel model{QLocale::c(), [] { return QDateTime::currentDateTimeUtc(); }};
    bool hasFailed = false;
    QObject::connect(&model, &QuoteTableModel::pageRequested,
                     [&](quint64 ticket, const QuotePageRequest &request) {
                         const Result<QuotePage> page = store.page(request);
                         hasFailed = hasFailed || !page;
                         if (page)
                             model.acceptPage(ticket, *page);
                     });
    model.showNewest();
    bool isWithin =
            report("first page, with opening the file", {double(timer.nsecsElapsed()) / 1e6});

    std::mt19937_64 random{20'261'128};
    std::uniform_int_distribution<qint64> moment{0, Days * DayMs};
    QList<double> jumps;
    for (int jump = 0; jump < Jumps; ++jump) {
        const QDateTime time =
                QDateTime::fromMSecsSinceEpoch(bigDatabaseEnd() - moment(random), Qt::UTC);
        timer.start();
        model.showAt(time);
        jumps.append(double(timer.nsecsElapsed()) / 1e6);
    }
    isWithin = report("jump to a moment", jumps) && isWithin;

    model.showNewest();
    const double before = residentMiB();
    QList<double> pages;
    for (int rows = 0; rows < 200'000 && model.canFetchMore({}); rows += 400) {
        timer.start();
        model.fetchMore({});
        pages.append(double(timer.nsecsElapsed()) / 1e6);
    }
    isWithin = report("next page while scrolling", pages) && isWithin;
    const double grownMiB = residentMiB() - before;
    std::printf("%-44s %.1f MiB, limit 8 MiB  %s\n", "memory grown by 200,000 rows", grownMiB,
                grownMiB < 8 ? "within" : "OVER");

    const RawDatabase raw{path.toStdString()};
    QList<double> offsets;
    for (int jump = 0; jump < 5; ++jump) {
        RawStatement query{
                raw, "SELECT coin_type, timestamp, bid, ask, last, created_at FROM "
                     "price_data_5min ORDER BY timestamp DESC, coin_type LIMIT 400 OFFSET ?1"};
        query.bind(1, moment(random) / 300'000 * Coins);
        timer.start();
        while (query.step()) {
        }
        offsets.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(offsets);
    std::ranges::sort(jumps);
    std::printf("%-44s median %.0f ms, %.0f times\n", "the same jump by LIMIT and OFFSET",
                offsets.at(offsets.size() / 2),
                offsets.at(offsets.size() / 2) / jumps.at(jumps.size() / 2));
    return isWithin && grownMiB < 8 && !hasFailed ? 0 : 1;
}
