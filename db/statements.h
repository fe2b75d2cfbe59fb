// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/price.h"
#include "db/domain/result.h"
#include "db/queries/statementrun.h"
#include "db/sqlvalue.h"

#include <deque>
#include <initializer_list>
#include <memory>
#include <source_location>
#include <span>
#include <utility>

// The rows of one run of a statement. Lets go of the statement at the end of its scope: an open
// read would hold back the checkpoint and show this connection yesterday's database.
class Rows final
{
public:
    explicit Rows(Statement &statement, StatementRun run = {})
        : m_statement{&statement}
        , m_run{std::move(run)}
    {}
    Rows(Rows &&other) noexcept
        : m_statement{std::exchange(other.m_statement, nullptr)}
        , m_run{std::move(other.m_run)}
        , m_taken{other.m_taken}
    {}
    ~Rows();

    [[nodiscard]] bool next();
    // Why next() said no more; ok when it was the end.
    [[nodiscard]] Result<> end() const;

    // Cells of the row that next() stands on, columns from 0. NULL is 0, a null text, an invalid
    // time.
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QDateTime time(int column) const;
    [[nodiscard]] qint64 timeMs(int column) const; // since 1970, UTC
    // Corrupt when the cell is NULL or holds anything else than a price.
    [[nodiscard]] Result<Price> price(int column) const;

private:
    Statement *m_statement;
    StatementRun m_run;
    qint64 m_taken = 0;
};

// The prepared statements of one store, each prepared at its first use and kept. Thread: the
// connection's. Goes before the connection does.
class Statements final
{
public:
    // The file of who makes it says in the record what the statements are for.
    explicit Statements(const Connection &connection,
                        std::source_location maker = std::source_location::current())
        : m_connection{connection}
        , m_file{maker.file_name()}
    {}
    Statements(const Statements &) = delete;
    Statements &operator=(const Statements &) = delete;

    // Binds the values in order and executes. The rows must be gone before the same text runs
    // again.
    [[nodiscard]] Result<Rows> run(const QString &sql, std::span<const SqlValue> values);
    [[nodiscard]] Result<Rows> run(const QString &sql, std::initializer_list<SqlValue> values = {})
    {
        return run(sql, std::span{values});
    }

    // For statements that return no rows. Returns how many rows were changed.
    [[nodiscard]] Result<int> change(const QString &sql, std::span<const SqlValue> values);
    [[nodiscard]] Result<int> change(const QString &sql,
                                     std::initializer_list<SqlValue> values = {})
    {
        return change(sql, std::span{values});
    }

    [[nodiscard]] const Dialect &dialect() const { return m_connection.dialect(); }

private:
    struct Prepared {
        std::unique_ptr<Statement> statement;
        StatementCounts *counts = nullptr; // null: nobody counts
    };

    [[nodiscard]] Result<Prepared *> prepared(const QString &sql);
    [[nodiscard]] StatementRun begun(const Prepared &prepared,
                                     std::span<const SqlValue> values) const
    {
        return prepared.counts ? StatementRun{*m_connection.recorder(), *prepared.counts, values}
                               : StatementRun{};
    }

    const Connection &m_connection;
    const char *m_file;
    std::deque<Prepared> m_statements; // they stay where they are
};
