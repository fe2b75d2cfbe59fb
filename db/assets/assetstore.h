// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"

// Table assets. Thread: the connection's.
class AssetStore final
{
public:
    explicit AssetStore(const Connection &connection)
        : m_statements{connection}
    {}

    // Sees to it that the coin is registered (exchange COINSPOT). Runs inside the caller's
    // transaction.
    [[nodiscard]] Result<> registerCoin(const QString &coin, const QDateTime &now);

private:
    Statements m_statements;
};
