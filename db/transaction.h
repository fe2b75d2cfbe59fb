// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/result.h"

#include <QSqlDatabase>

// A write transaction on the connection of this thread: rolled back unless commit() was reached.
class Transaction final
{
public:
    Transaction(QSqlDatabase database, const Dialect &dialect);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    // Takes the write lock, waiting as long as the connection's busy time-out. Busy when it is
    // held.
    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<> commit();

private:
    QSqlDatabase m_database;
    Dialect m_dialect;
    bool m_open = false;
};
