// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/watchlist/watchlistworker.h"

#include "db/storagelink.h"
#include "db/watchlist/watchcheck.h"
#include "db/watchlist/watchlistprices.h"
#include "db/watchlist/watchliststore.h"

#include <algorithm>

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

void WatchlistWorker::load()
{
    const Result<QList<WatchedPrice>> list = m_link.use(
            [](const Connection &connection) { return pricedWatchlist(connection, now()); });
    list ? emit loaded(*list) : emit loadFailed(list.error());
}

void WatchlistWorker::add(const QList<WatchedSymbol> &watched)
{
    using Added = Result<QList<WatchedSymbol>>;
    const Added done = m_link.use([&](const Connection &connection) -> Added {
        for (const WatchedSymbol &each : watched) {
            const auto may = checkWatchable(connection, each.symbol, UnknownCoin::Refused);
            if (!may)
                return fail(may.error());
        }
        return WatchlistStore{connection}.add(watched, now());
    });
    if (!done) {
        emit failed(done.error());
        return;
    }
    QStringList known;
    for (const WatchedSymbol &each : watched) {
        if (std::ranges::find(*done, each.symbol, &WatchedSymbol::symbol) == done->cend())
            known.append(each.symbol);
    }
    emit added(*done, known);
}

void WatchlistWorker::edit(const WatchedSymbol &watched)
{
    const Result<WatchlistStore::Edit> done = m_link.use([&](const Connection &connection) {
        return WatchlistStore{connection}.edit(watched, now());
    });
    done ? emit edited(done->before, done->after) : emit failed(done.error());
}

void WatchlistWorker::remove(const QStringList &symbols)
{
    const Result<QList<WatchedSymbol>> done = m_link.use([&](const Connection &connection) {
        return WatchlistStore{connection}.remove(symbols);
    });
    done ? emit removed(*done) : emit failed(done.error());
}

void WatchlistWorker::restore(const QList<WatchedSymbol> &removed)
{
    const Result<> done = m_link.use([&](const Connection &connection) {
        return WatchlistStore{connection}.restore(removed);
    });
    done ? emit restored(removed) : emit failed(done.error());
}
