// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"
#include "db/events/eventstore.h"
#include "db/schema/settledschema.h"

#include <QStringList>

class Transaction;

// Table portfolio_positions. Each change is a transaction of its own. Thread: the connection's.
class PositionStore final
{
public:
    // version: see SettledSchema.
    explicit PositionStore(const Connection &connection, std::optional<int> version = {});

    [[nodiscard]] Result<QList<Position>> list(); // by symbol, then id
    // NotFound, with the id in its subject.
    [[nodiscard]] Result<Position> find(qint64 id);

    // The three are for hand-made positions, checked by checkedPosition(): one of the account is
    // Refused (translated), one that is not there NotFound. They return the row as it stands then;
    // remove() as it stood.
    [[nodiscard]] Result<Position> add(Position position, const QDateTime &now);
    [[nodiscard]] Result<Position> edit(Position position, const QDateTime &now);
    [[nodiscard]] Result<Position> remove(qint64 id);

    // Makes the account's positions the same as its balances: a new coin gets a row, a balance that
    // is gone or zero loses it, an unchanged one is not written. The coins in unreadable keep the
    // row that they have. Hand-made positions are left alone. Writes system_events.
    [[nodiscard]] Result<PositionSync> sync(const QList<AccountBalance> &balances,
                                            const QStringList &unreadable, const QDateTime &now);

private:
    [[nodiscard]] Result<> begin(Transaction &transaction);
    [[nodiscard]] Result<> requireManual(qint64 id);
    [[nodiscard]] Result<> insert(const Position &position);
    [[nodiscard]] Result<> erase(qint64 id);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
    EventStore m_events;
};
