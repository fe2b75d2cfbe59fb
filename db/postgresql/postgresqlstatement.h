// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statement.h"

#include <libpq-fe.h>

#include <memory>
#include <vector>

// Frees a result of libpq.
struct PgResultDeleter {
    void operator()(PGresult *result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, PgResultDeleter>;

// A prepared statement of PostgreSQL. Values go as text whose types the server finds out; a result
// is held whole by the client.
class PostgreSqlStatement final : public Statement
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Statement>> prepare(PGconn *connection,
                                                                    const QString &sql);
    ~PostgreSqlStatement() override;

    [[nodiscard]] Result<> execute(std::span<const SqlValue> values) override;
    [[nodiscard]] bool next() override { return ++m_row < m_rows; }
    [[nodiscard]] Result<> end() const override { return {}; }
    void reset() override;
    [[nodiscard]] int changes() const override { return m_changes; }

    [[nodiscard]] bool isNull(int column) const override
    {
        return PQgetisnull(m_result.get(), m_row, column) != 0;
    }
    [[nodiscard]] qint64 integer(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] QByteArrayView text(int column) const override;
    [[nodiscard]] qint64 timeMs(int column) const override;

private:
    PostgreSqlStatement(PGconn *connection, const QString &sql, QByteArray name, int parameters);

    PGconn *m_connection;
    QByteArray m_name;
    int m_parameters;
    std::vector<QByteArray> m_texts;
    std::vector<const char *> m_values;
    PgResult m_result;
    int m_row = -1;
    int m_rows = 0;
    int m_changes = 0;
};
