// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/settledschema.h"

#include <QDateTime>

// The row that says which program collects into this database. Values are compared as they stand
// there, so whoever changes one knows that nobody else did meanwhile; what they say is for
// CollectorLease. Changes wait for other writers, migrations included, as long as the connection
// does (Busy), and are Refused where another program has changed the schema: a program of another
// version must not stay the owner. One for a connection, as long as that is open. Thread: the
// connection's.
class LeaseStore final
{
public:
    // version: see SettledSchema.
    explicit LeaseStore(const Connection &connection, std::optional<int> version = {})
        : m_connection{connection}
        , m_schema{connection, version}
        , m_statements{connection}
    {}

    // Null when there is no row.
    [[nodiscard]] Result<QString> read();
    // When it was changed last, by the clock of the program that did; invalid when there is no row.
    [[nodiscard]] Result<QDateTime> changedAt();
    // Puts next in the place of expected (null: where there is no row). False when something else
    // stands there.
    [[nodiscard]] Result<bool> swap(const QString &expected, const QString &next,
                                    const QDateTime &now);
    // False when something else stands there.
    [[nodiscard]] Result<bool> remove(const QString &expected);

private:
    [[nodiscard]] Result<bool> change(const QString &sql, std::initializer_list<SqlValue> values);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
};
