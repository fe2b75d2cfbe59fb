// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "db/tuning/changes/indexchange.h"

#include <QList>

// Table index_changes. What writes belongs inside the caller's transaction. Thread: the
// connection's.
class IndexChangeStore final
{
public:
    explicit IndexChangeStore(const Connection &connection)
        : m_connection{connection}
        , m_statements{connection}
    {}

    // The newest first. Nothing at a version without the table, and on somebody else's database.
    [[nodiscard]] Result<QList<IndexChange>> list();
    // Those of them that are in force or half done.
    [[nodiscard]] Result<QList<IndexChange>> inForce();
    // NotFound with the number as subject.
    [[nodiscard]] Result<IndexChange> find(qint64 id);
    // A new row where change has no id yet, which it gets; else what may change of it.
    [[nodiscard]] Result<> write(IndexChange &change);

private:
    const Connection &m_connection;
    Statements m_statements;
};
