// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"
#include "db/domain/syncplan.h"
#include "db/statements.h"

// What the queue of assets remembers in metadata: one row an asset ("eodhd/BHP.AU") and the budget
// of calls ("eodhd"), which all programs on one database share. What writes runs inside the
// caller's transaction. Thread: the connection's.
class SyncRecordStore final
{
public:
    explicit SyncRecordStore(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<SyncRecord> read(const QString &symbol);
    [[nodiscard]] Result<QHash<QString, SyncRecord>> readAll(); // by symbol
    [[nodiscard]] Result<> write(const QString &symbol, const SyncRecord &record,
                                 const QDateTime &now);

    // As it was left: of whatever day that was. The free plan's where none was chosen yet.
    [[nodiscard]] Result<CallBudget> readBudget();
    [[nodiscard]] Result<> writeBudget(const CallBudget &budget, const QDateTime &now);

private:
    [[nodiscard]] Result<> put(const QString &name, const QJsonObject &value, const QDateTime &now);

    Statements m_statements;
};
