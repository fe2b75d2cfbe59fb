// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// MariaDb is MySQL 8 too: what both understand.
enum class Engine { Sqlite, PostgreSql, MariaDb };

// "sqlite", "postgresql", "mariadb": in URLs, in JSON, in the names of migration scripts.
[[nodiscard]] QString engineName(Engine engine);
[[nodiscard]] int defaultPort(Engine engine); // 0 for SQLite

// Where the SQL of the engines differs.
class Dialect final
{
public:
    explicit Dialect(Engine engine)
        : m_engine{engine}
    {}

    [[nodiscard]] Engine engine() const { return m_engine; }

    // What ends an INSERT that leaves a row alone which has these key columns already; it counts as
    // no change.
    [[nodiscard]] QString orNothing(const QString &keyColumns) const;
    // What ends an INSERT that gives such a row the new values of the other columns.
    [[nodiscard]] QString orUpdate(const QString &keyColumns, const QStringList &columns) const;

    // Whether DDL is part of a transaction and goes with its rollback.
    [[nodiscard]] bool hasTransactionalDdl() const { return m_engine != Engine::MariaDb; }

private:
    Engine m_engine;
};
