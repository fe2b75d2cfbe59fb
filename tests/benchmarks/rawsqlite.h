// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>

// The sqlite3 C API with no more around it than cleaning up: what the benchmarks measure against.
class RawDatabase final
{
public:
    explicit RawDatabase(const std::string &path)
    {
        check(sqlite3_open(path.c_str(), &m_database));
        for (const char *setting :
             {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"})
            execute(setting);
    }
    ~RawDatabase() { sqlite3_close(m_database); }
    RawDatabase(const RawDatabase &) = delete;
    RawDatabase &operator=(const RawDatabase &) = delete;

    void execute(const char *sql)
    {
        check(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr));
    }
    [[nodiscard]] sqlite3 *handle() const { return m_database; }

    void check(int code) const
    {
        if (code == SQLITE_OK)
            return;
        std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(m_database));
        std::abort();
    }

private:
    sqlite3 *m_database = nullptr;
};

class RawStatement final
{
public:
    RawStatement(const RawDatabase &database, const char *sql)
        : m_database{database}
    {
        database.check(sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                          &m_statement, nullptr));
    }
    ~RawStatement() { sqlite3_finalize(m_statement); }
    RawStatement(const RawStatement &) = delete;
    RawStatement &operator=(const RawStatement &) = delete;

    void bind(int at, sqlite3_int64 value) { sqlite3_bind_int64(m_statement, at, value); }
    void bind(int at, const std::string &text)
    {
        sqlite3_bind_text(m_statement, at, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC);
    }
    void bindNull(int at) { sqlite3_bind_null(m_statement, at); }
    // True while there is a row.
    [[nodiscard]] bool step() const
    {
        const int code = sqlite3_step(m_statement);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            m_database.check(code);
        return code == SQLITE_ROW;
    }
    [[nodiscard]] sqlite3_int64 number(int column) const
    {
        return sqlite3_column_int64(m_statement, column);
    }
    [[nodiscard]] double real(int column) const
    {
        return sqlite3_column_double(m_statement, column);
    }
    [[nodiscard]] std::string text(int column) const
    {
        return {reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column)),
                static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }
    [[nodiscard]] int changes() const { return sqlite3_changes(m_database.handle()); }
    void reset() { sqlite3_reset(m_statement); }

private:
    const RawDatabase &m_database;
    sqlite3_stmt *m_statement = nullptr;
};
