// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/assetstore.h"
#include "db/domain/watchlist.h"
#include "db/schema/settledschema.h"
#include "db/statements.h"

#include <QStringList>

class Transaction;

// Table watchlist. Each change is a transaction of its own. Thread: the connection's.
class WatchlistStore final
{
public:
    struct Edit {
        WatchedSymbol before;
        WatchedSymbol after;
    };

    explicit WatchlistStore(const Connection &connection);

    [[nodiscard]] Result<QList<WatchedSymbol>> list(); // by symbol
    // NotFound (translated), with the symbol as subject.
    [[nodiscard]] Result<WatchedSymbol> find(const QString &symbol);

    // These are of checkedWatch(). A coin is registered with its first entry; NotFound (translated)
    // for another symbol that is not in assets, and nothing is added. What is on the list already
    // stays as it is. Returns those that were added, as they are stored.
    [[nodiscard]] Result<QList<WatchedSymbol>> add(const QList<WatchedSymbol> &watched,
                                                   const QDateTime &now);
    // Target and note; one that changes nothing writes nothing.
    [[nodiscard]] Result<Edit> edit(WatchedSymbol watched, const QDateTime &now);
    // Returns them as they stood, for restore(). All of them or, where one is not there, none.
    [[nodiscard]] Result<QList<WatchedSymbol>> remove(const QStringList &symbols);
    // Brings back what remove() returned, but for what has been added again since.
    [[nodiscard]] Result<> restore(const QList<WatchedSymbol> &removed);

private:
    [[nodiscard]] Result<QList<WatchedSymbol>> read(const QString &where,
                                                    std::initializer_list<SqlValue> values);
    [[nodiscard]] Result<> begin(Transaction &transaction);
    [[nodiscard]] Result<bool> insert(const WatchedSymbol &watched);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
    AssetStore m_assets;
};
