// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demohistory.h"

#include "db/bars/rebuild.h"
#include "db/collector/runstore.h"
#include "db/domain/slot.h"
#include "db/quotes/quotestore.h"
#include "db/transaction.h"
#include "migrations/firststart.h"
#include "tests/support/demomarket.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Days = 30;

Result<QDateTime> newestTime(QuoteStore &quotes)
{
    return quotes.latest().transform([](const QList<Quote> &latest) {
        QDateTime newest = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
        for (const Quote &quote : latest)
            newest = std::max(newest, quote.timestamp);
        return newest;
    });
}

// So that the first live run does not take the filled time for a gap.
Result<bool> recordRun(const Connection &connection, const QDateTime &now, qint64 tookMs,
                       int stored)
{
    CollectionRun run;
    run.source = u"coinspot"_s;
    run.slot = SlotGrid{std::chrono::seconds{5}}.slotAt(now).addSecs(-5);
    run.startedAt = now;
    run.finishedAt = now.addMSecs(tookMs);
    run.durationMs = tookMs;
    run.status = RunStatus::Ok;
    run.attempts = 1;
    run.received = stored;
    run.stored = stored;
    return RunStore{connection}.insert(run);
}

Result<int> insertQuotes(const Connection &connection, QuoteStore &quotes, const QDateTime &from,
                         const QDateTime &now)
{
    const SlotGrid grid;
    QElapsedTimer taken;
    taken.start();
    int stored = 0;
    for (QDateTime slot = grid.next(from); slot <= now; slot = grid.next(slot)) {
        for (const Quote &quote : demoQuotes(slot)) {
            const Result<bool> inserted = quotes.insert(quote, slot);
            if (!inserted)
                return fail(inserted.error());
            ++stored;
        }
    }
    if (stored == 0)
        return 0;
    return recordRun(connection, now, taken.elapsed(), stored).transform([&](bool) {
        return stored;
    });
}

} // namespace

Result<> fillDemoHistory(const QString &path, const QDateTime &now)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(ConnectionSpec::file(path));
    if (!connection)
        return fail(connection.error());
    const auto ready =
            MigrationSet::shipped(Engine::Sqlite).and_then([&](const MigrationSet &migrations) {
                return bringEmptyToHead({**connection, migrations});
            });
    if (!ready)
        return fail(ready.error());

    QuoteStore quotes{**connection};
    const Result<QDateTime> newest = newestTime(quotes);
    if (!newest)
        return fail(newest.error());
    Transaction transaction{**connection};
    const Result<int> stored = transaction.begin().and_then([&] {
        return insertQuotes(**connection, quotes, std::max(*newest, now.addDays(-Days)), now);
    });
    if (!stored)
        return fail(stored.error());
    if (const Result<> committed = transaction.commit(); !committed)
        return committed;
    if (*stored == 0)
        return {};
    return rebuildBars(**connection, RebuildScope::All).map([](const RebuildReport &) {});
}
