// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/watchlist/watchliststore.h"

#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace {

struct WatchlistText {
    Q_DECLARE_TR_FUNCTIONS(WatchlistText)
};

SqlValue targetValue(const WatchedSymbol &watched)
{
    return watched.target ? SqlValue{*watched.target} : SqlValue{};
}

SqlValue noteValue(const WatchedSymbol &watched)
{
    return watched.note.isEmpty() ? SqlValue{} : SqlValue{watched.note};
}

} // namespace

WatchlistStore::WatchlistStore(const Connection &connection)
    : m_connection{connection}
    , m_schema{connection}
    , m_statements{connection}
    , m_assets{connection}
{}

Result<QList<WatchedSymbol>> WatchlistStore::read(const QString &where,
                                                  std::initializer_list<SqlValue> values)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT symbol, target_price, note, created_at, updated_at FROM watchlist"_s + where +
                    u" ORDER BY symbol"_s,
            values);
    if (!rows)
        return fail(rows.error());
    QList<WatchedSymbol> list;
    while (rows->next()) {
        WatchedSymbol watched;
        watched.symbol = rows->text(0);
        if (!rows->isNull(1)) {
            const Result<Price> target = rows->price(1);
            if (!target)
                return fail(target.error());
            watched.target = *target;
        }
        watched.note = rows->text(2);
        watched.createdAt = rows->time(3);
        watched.updatedAt = rows->time(4);
        list.append(watched);
    }
    return rows->end().transform([&] { return std::move(list); });
}

Result<QList<WatchedSymbol>> WatchlistStore::list()
{
    return read({}, {});
}

Result<WatchedSymbol> WatchlistStore::find(const QString &symbol)
{
    return read(u" WHERE symbol = ?"_s, {symbol})
            .and_then([&](const QList<WatchedSymbol> &found) -> Result<WatchedSymbol> {
                if (found.isEmpty())
                    return fail(Error::Kind::NotFound,
                                WatchlistText::tr("'tidemarkctl watchlist list' lists what is "
                                                  "watched"),
                                symbol);
                return found.constFirst();
            });
}

Result<> WatchlistStore::begin(Transaction &transaction)
{
    return transaction.begin().and_then([this] { return m_schema.check(); });
}

// False when the symbol is there already.
Result<bool> WatchlistStore::insert(const WatchedSymbol &watched)
{
    const Result<QList<WatchedSymbol>> known = read(u" WHERE symbol = ?"_s, {watched.symbol});
    if (!known)
        return fail(known.error());
    if (!known->isEmpty())
        return false;
    return m_statements
            .change(u"INSERT INTO watchlist (symbol, target_price, note, created_at, updated_at) "
                    "VALUES (?, ?, ?, ?, ?)"_s,
                    {watched.symbol, targetValue(watched), noteValue(watched), watched.createdAt,
                     watched.updatedAt})
            .transform([](int) { return true; });
}

Result<QList<WatchedSymbol>> WatchlistStore::add(const QList<WatchedSymbol> &watched,
                                                 const QDateTime &now)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    QList<WatchedSymbol> added;
    for (WatchedSymbol each : watched) {
        each.createdAt = each.updatedAt = now;
        const Result<bool> isNew = m_assets.instrumentOf(each.symbol, now).and_then([&](qint64) {
            return insert(each);
        });
        if (!isNew)
            return fail(isNew.error());
        if (*isNew)
            added.append(each);
    }
    return transaction.commit().transform([&] { return added; });
}

Result<WatchlistStore::Edit> WatchlistStore::edit(WatchedSymbol watched, const QDateTime &now)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    const Result<WatchedSymbol> before = find(watched.symbol);
    if (!before)
        return fail(before.error());
    watched.createdAt = before->createdAt;
    watched.updatedAt = before->updatedAt;
    if (watched == *before)
        return Edit{*before, *before};
    watched.updatedAt = now;
    return m_statements
            .change(u"UPDATE watchlist SET target_price = ?, note = ?, updated_at = ? WHERE symbol = ?"_s,
                    {targetValue(watched), noteValue(watched), now, watched.symbol})
            .and_then([&](int) { return transaction.commit(); })
            .transform([&] {
                return Edit{*before, watched};
            });
}

Result<QList<WatchedSymbol>> WatchlistStore::remove(const QStringList &symbols)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    QList<WatchedSymbol> removed;
    for (const QString &symbol : symbols) {
        const Result<WatchedSymbol> known = find(symbol);
        if (!known)
            return fail(known.error());
        const Result<int> erased =
                m_statements.change(u"DELETE FROM watchlist WHERE symbol = ?"_s, {symbol});
        if (!erased)
            return fail(erased.error());
        removed.append(*known);
    }
    return transaction.commit().transform([&] { return removed; });
}

Result<> WatchlistStore::restore(const QList<WatchedSymbol> &removed)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return ready;
    for (const WatchedSymbol &each : removed) {
        if (const Result<bool> inserted = insert(each); !inserted)
            return fail(inserted.error());
    }
    return transaction.commit();
}
