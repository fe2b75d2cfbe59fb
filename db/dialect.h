// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QVariant>

// MariaDb is MySQL 8 too: what both understand.
enum class Engine { Sqlite, PostgreSql, MariaDb };

// "sqlite", "postgresql", "mariadb": in URLs, in JSON, in the names of migration scripts.
[[nodiscard]] QString engineName(Engine engine);
[[nodiscard]] int defaultPort(Engine engine); // 0 for SQLite

// Where the engines differ. Times cross Qt's driver only here; the stores' statements carry them as
// SqlValue::Time.
class Dialect final
{
public:
    explicit Dialect(Engine engine)
        : m_engine{engine}
    {}

    [[nodiscard]] Engine engine() const { return m_engine; }

    // UTC in whole milliseconds; an invalid time is NULL.
    [[nodiscard]] QVariant timeToSql(const QDateTime &time) const;
    [[nodiscard]] QDateTime timeFromSql(const QVariant &value) const;

    // Takes the write lock at once: a transaction that starts as a reader cannot wait for it.
    [[nodiscard]] QString beginWrite() const;

private:
    Engine m_engine;
};
