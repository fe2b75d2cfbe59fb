// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statement.h"

#include <mysql.h>

#include <memory>
#include <vector>

// A prepared statement of MariaDB or MySQL. Every cell comes as text: a DATETIME and a DECIMAL have
// no better form. A result is held whole by the client.
class MariaDbStatement final : public Statement
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Statement>> prepare(MYSQL *connection,
                                                                    const QString &sql);
    ~MariaDbStatement() override { mysql_stmt_close(m_statement); }

    [[nodiscard]] Result<> execute(std::span<const SqlValue> values) override;
    [[nodiscard]] bool next() override;
    [[nodiscard]] Result<> end() const override;
    void reset() override { mysql_stmt_free_result(m_statement); }
    [[nodiscard]] int changes() const override { return m_changes; }

    [[nodiscard]] bool isNull(int column) const override { return m_cells[column].isNull != 0; }
    [[nodiscard]] qint64 integer(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] QByteArrayView text(int column) const override;
    [[nodiscard]] qint64 timeMs(int column) const override;

private:
    struct Cell {
        std::vector<char> text;
        unsigned long size = 0;
        my_bool isNull = 0;
    };

    MariaDbStatement(MYSQL_STMT *statement, const QString &sql);
    [[nodiscard]] bool bindValues(std::span<const SqlValue> values);
    [[nodiscard]] bool storeResult();

    MYSQL_STMT *m_statement;
    std::vector<MYSQL_BIND> m_binds;
    std::vector<QByteArray> m_texts;
    std::vector<qint64> m_numbers;
    std::vector<double> m_reals;
    std::vector<MYSQL_BIND> m_columns;
    std::vector<Cell> m_cells;
    int m_changes = 0;
    int m_fetched = 0; // what mysql_stmt_fetch said last
};
