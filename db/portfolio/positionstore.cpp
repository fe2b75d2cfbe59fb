// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/portfolio/positionstore.h"

#include "db/domain/coin.h"
#include "db/transaction.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PositionText {
    Q_DECLARE_TR_FUNCTIONS(PositionText)
};

const auto Columns = "id, symbol, quantity, cost, currency, source, opened_at, note, created_at, "
                     "updated_at"_L1;

Result<Position> positionFrom(const Rows &rows)
{
    Position position;
    position.id = rows.integer(0);
    position.symbol = rows.text(1);
    const Result<Quantity> quantity = Quantity::parse(rows.text(2));
    const Result<Quantity> cost = Quantity::parse(rows.text(3));
    if (!quantity || !cost)
        return fail(Error::Kind::Corrupt, u"row %1 of portfolio_positions holds an amount that is "
                                          "not a number"_s.arg(position.id));
    position.quantity = *quantity;
    position.currency = rows.text(4);
    position.source = positionSourceFromName(rows.text(5));
    // An account does not tell what was paid, whatever stands there.
    if (position.source == PositionSource::Manual && *cost >= Quantity{})
        position.cost = *cost;
    position.openedAt = rows.time(6);
    position.note = rows.text(7);
    position.createdAt = rows.time(8);
    position.updatedAt = rows.time(9);
    return position;
}

tl::unexpected<Error> noPosition(qint64 id)
{
    return fail(Error::Kind::NotFound,
                PositionText::tr("'tidemarkctl portfolio positions' lists them"),
                PositionText::tr("Position %1").arg(id));
}

// The column takes no NULL, and no cost is below zero.
QString costValue(const std::optional<Quantity> &cost)
{
    return cost ? cost->toString() : u"-1.000000000000000000"_s;
}

SqlValue noteValue(const QString &note)
{
    return note.isEmpty() ? SqlValue{} : SqlValue{note};
}

} // namespace

PositionStore::PositionStore(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_schema{connection, version}
    , m_statements{connection}
    , m_events{connection}
{}

Result<QList<Position>> PositionStore::list()
{
    Result<Rows> rows = m_statements.run(
            u"SELECT %1 FROM portfolio_positions ORDER BY symbol, id"_s.arg(Columns));
    if (!rows)
        return fail(rows.error());
    QList<Position> positions;
    while (rows->next()) {
        const Result<Position> position = positionFrom(*rows);
        if (!position)
            return fail(position.error());
        positions.append(*position);
    }
    return rows->end().transform([&] { return std::move(positions); });
}

Result<Position> PositionStore::find(qint64 id)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT %1 FROM portfolio_positions WHERE id = ?"_s.arg(Columns), {id});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().and_then([&]() -> Result<Position> { return noPosition(id); });
    return positionFrom(*rows);
}

Result<> PositionStore::begin(Transaction &transaction)
{
    return transaction.begin().and_then([this] { return m_schema.check(); });
}

Result<> PositionStore::requireManual(qint64 id)
{
    return find(id).and_then([](const Position &position) -> Result<> {
        if (position.source == PositionSource::Account)
            return fail(Error::Kind::Refused,
                        PositionText::tr("The position of %1 comes from the account and follows "
                                         "it. Add one by hand for what the account does not know.")
                                .arg(position.symbol));
        return {};
    });
}

Result<> PositionStore::insert(const Position &position)
{
    return m_statements
            .change(u"INSERT INTO portfolio_positions (symbol, quantity, cost, currency, source, "
                    "opened_at, note, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                    {position.symbol, position.quantity.toString(), costValue(position.cost),
                     position.currency, positionSourceName(position.source), position.openedAt,
                     noteValue(position.note), position.createdAt, position.updatedAt})
            .map([](int) {});
}

Result<> PositionStore::erase(qint64 id)
{
    return m_statements.change(u"DELETE FROM portfolio_positions WHERE id = ?"_s, {id})
            .map([](int) {});
}

Result<Position> PositionStore::add(Position position, const QDateTime &now)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    position.source = PositionSource::Manual;
    position.createdAt = now;
    position.updatedAt = now;
    if (const Result<> inserted = insert(position); !inserted)
        return fail(inserted.error());
    {
        // No other writer is in its transaction with this one's rows, so the newest is this.
        Result<Rows> rows = m_statements.run(
                u"SELECT MAX(id) FROM portfolio_positions WHERE symbol = ? AND created_at = ?"_s,
                {position.symbol, now});
        if (!rows)
            return fail(rows.error());
        if (!rows->next())
            return fail(Error::Kind::Database, u"the new position has no number"_s);
        position.id = rows->integer(0);
    }
    return transaction.commit().transform([&] { return position; });
}

Result<Position> PositionStore::edit(Position position, const QDateTime &now)
{
    Transaction transaction{m_connection};
    const Result<> ready = begin(transaction).and_then([&] { return requireManual(position.id); });
    if (!ready)
        return fail(ready.error());
    const Result<int> changed = m_statements.change(
            u"UPDATE portfolio_positions SET symbol = ?, quantity = ?, cost = ?, currency = ?, "
            "opened_at = ?, note = ?, updated_at = ? WHERE id = ?"_s,
            {position.symbol, position.quantity.toString(), costValue(position.cost),
             position.currency, position.openedAt, noteValue(position.note), now, position.id});
    if (!changed)
        return fail(changed.error());
    Result<Position> stored = find(position.id);
    if (!stored)
        return stored;
    return transaction.commit().transform([&] { return *stored; });
}

Result<Position> PositionStore::remove(qint64 id)
{
    Transaction transaction{m_connection};
    const Result<> ready = begin(transaction).and_then([&] { return requireManual(id); });
    if (!ready)
        return fail(ready.error());
    Result<Position> position = find(id);
    if (!position)
        return position;
    if (const Result<> erased = erase(id); !erased)
        return fail(erased.error());
    return transaction.commit().transform([&] { return *position; });
}

Result<PositionSync> PositionStore::sync(const QList<AccountBalance> &balances,
                                         const QStringList &unreadable, const QDateTime &now)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    const Result<QList<Position>> known = list();
    if (!known)
        return fail(known.error());
    QHash<QString, Quantity> wanted; // by symbol
    for (const AccountBalance &balance : balances) {
        if (!balance.amount.isZero())
            wanted.insert(symbolOfCoin(balance.coin), balance.amount);
    }
    QStringList kept;
    for (const QString &coin : unreadable)
        kept.append(symbolOfCoin(coin));

    PositionSync done;
    for (const Position &position : *known) {
        if (position.source != PositionSource::Account)
            continue;
        Result<> written;
        // A second row of a symbol is nobody's balance: take() leaves it nothing.
        const bool isHeld = wanted.contains(position.symbol);
        const Quantity amount = wanted.take(position.symbol);
        if (!isHeld) {
            if (kept.contains(position.symbol)) {
                ++done.unchanged;
                continue;
            }
            ++done.removed;
            written = erase(position.id);
        } else if (amount == position.quantity) {
            ++done.unchanged;
        } else {
            ++done.changed;
            written = m_statements
                              .change(u"UPDATE portfolio_positions SET quantity = ?, "
                                      "updated_at = ? WHERE id = ?"_s,
                                      {amount.toString(), now, position.id})
                              .map([](int) {});
        }
        if (!written)
            return fail(written.error());
    }
    for (const AccountBalance &balance : balances) { // in the account's order
        const QString symbol = symbolOfCoin(balance.coin);
        if (!wanted.contains(symbol))
            continue;
        Position position;
        position.symbol = symbol;
        position.quantity = wanted.take(symbol);
        position.currency = u"AUD"_s; // what CoinSpot counts in
        position.source = PositionSource::Account;
        position.createdAt = now;
        position.updatedAt = now;
        if (const Result<> inserted = insert(position); !inserted)
            return fail(inserted.error());
        ++done.added;
    }
    const QJsonObject details{{u"added"_s, done.added},
                              {u"changed"_s, done.changed},
                              {u"removed"_s, done.removed},
                              {u"unchanged"_s, done.unchanged},
                              {u"unreadable"_s, int(unreadable.size())}};
    const Result<> recorded = m_events.append(unreadable.isEmpty() ? EventStore::Level::Info
                                                                   : EventStore::Level::Warning,
                                              u"portfolio"_s, u"account_synced"_s, now, details);
    if (!recorded)
        return fail(recorded.error());
    return transaction.commit().transform([&] { return done; });
}
