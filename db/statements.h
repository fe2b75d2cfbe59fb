// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/result.h"

#include <QHash>
#include <QSqlQuery>
#include <QVariant>

// The prepared statements of one store, each prepared at its first use and kept. Thread: the
// connection's. Goes before the connection does.
class Statements final
{
public:
    explicit Statements(const Connection &connection)
        : m_connection{connection}
    {}

    // Binds the values in order and executes. The query stays owned here and is used until the next
    // run() of the same text; a query that was not read to its end must be finished (see Rows).
    [[nodiscard]] Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});

    // For statements that return no rows. Returns how many rows were changed.
    [[nodiscard]] Result<int> change(const QString &sql, const QVariantList &values = {});

    [[nodiscard]] const Connection &connection() const { return m_connection; }
    [[nodiscard]] const Dialect &dialect() const { return m_connection.dialect(); }

private:
    const Connection &m_connection;
    QHash<QString, QSqlQuery> m_queries;
};

// Reads rows and lets go of the statement at the end of its scope: an open read would hold back the
// checkpoint and show this connection yesterday's database.
class Rows final
{
public:
    explicit Rows(QSqlQuery *query)
        : m_query{query}
    {}
    ~Rows() { m_query->finish(); }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    [[nodiscard]] bool next() { return m_query->next(); }
    [[nodiscard]] QVariant value(int column) const { return m_query->value(column); }
    // Why next() said no more; ok when it was the end.
    [[nodiscard]] Result<> end() const;

private:
    QSqlQuery *m_query;
};
