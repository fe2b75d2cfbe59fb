// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "tests/support/serverdatabase.h"

#include <QStringList>

#include <functional>

// Ends the benchmark when something that it stands on has failed.
void require(const Result<> &result);

// Runs a program until it ends, its standard output thrown away or written to a file. Ends the
// benchmark when it fails.
void runShell(const QString &program, const QStringList &arguments, const QString &output = {});

// A database on one of the servers, unprotected on the way, with the table of the quotes, empty,
// and how the engine's own shells are called on it.
class ServerQuotes final
{
public:
    explicit ServerQuotes(Engine engine);

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] QString engine() const { return engineName(m_spec.engine); }

    void psql(const QString &command) const;
    void mariadb(const QStringList &arguments, const QString &output = {}) const;
    // Calls what starts a program of ours on the database.
    void withUrl(const std::function<void(const QString &url)> &work) const;
    void mariadbDump(const QString &table) const;

private:
    [[nodiscard]] QStringList mariadbLogin() const;

    ServerDatabase m_database;
    ConnectionSpec m_spec;
    std::unique_ptr<Connection> m_connection;
};

// The columns that the quotes have on every engine, in the order of the table.
[[nodiscard]] QStringList quoteColumns();

// Copies the first rows of a file's quotes through a loader, in one transaction; 0: all.
void copyQuotes(const Connection &from, const Connection &to, qint64 rows = 0);
