// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/syncrecordstore.h"
#include "db/domain/corporateaction.h"
#include "db/statements.h"

// Table corporate_actions. Thread: the connection's.
class ActionStore final
{
public:
    explicit ActionStore(const Connection &connection)
        : m_statements{connection}
        , m_records{connection}
    {}

    // All of a symbol by date, type and ordinal.
    [[nodiscard]] Result<QList<CorporateAction>> list(const QString &symbol);

    // Those that prices are adjusted by: none while the provider is still to be asked for new ones,
    // because the old ones alone would leave a step; its own adjusted closes serve until then.
    [[nodiscard]] Result<QList<CorporateAction>> adjusting(const QString &symbol);

    // Takes over what the provider answered for this type, in the caller's transaction: its ordinal
    // is given here. What is known with the same date and values keeps whether it is enabled; what
    // the provider no longer names goes, but never anything older than the oldest it named, nor
    // anything when it named none. Returns whether anything changed.
    [[nodiscard]] Result<bool> takeOver(const QString &symbol, CorporateAction::Type type,
                                        const QList<CorporateAction> &served);

    // Whether the action takes part in the adjusted prices. NotFound when it is not there.
    [[nodiscard]] Result<> setEnabled(const QString &symbol, const QDate &date,
                                      CorporateAction::Type type, int ordinal, bool isEnabled);

private:
    [[nodiscard]] Result<> insert(const QString &symbol, const CorporateAction &action);

    Statements m_statements;
    SyncRecordStore m_records;
};
