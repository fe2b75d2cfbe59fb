// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dyingconnection.h"

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isReading(const QString &sql)
{
    return sql.startsWith("SELECT"_L1) || sql.startsWith("PRAGMA"_L1);
}

class DyingStatement final : public Statement
{
public:
    DyingStatement(std::unique_ptr<Statement> statement, const DyingConnection &connection)
        : Statement{statement->sql()}
        , m_statement{std::move(statement)}
        , m_connection{connection}
    {}

    [[nodiscard]] Result<> execute(std::span<const SqlValue> values) override
    {
        m_connection.aboutToChange();
        return m_statement->execute(values);
    }
    [[nodiscard]] bool next() override { return m_statement->next(); }
    [[nodiscard]] Result<> end() const override { return m_statement->end(); }
    void reset() override { m_statement->reset(); }
    [[nodiscard]] int changes() const override { return m_statement->changes(); }
    [[nodiscard]] bool isNull(int column) const override { return m_statement->isNull(column); }
    [[nodiscard]] qint64 integer(int column) const override { return m_statement->integer(column); }
    [[nodiscard]] double real(int column) const override { return m_statement->real(column); }
    [[nodiscard]] QByteArrayView text(int column) const override
    {
        return m_statement->text(column);
    }
    [[nodiscard]] qint64 timeMs(int column) const override { return m_statement->timeMs(column); }

private:
    std::unique_ptr<Statement> m_statement;
    const DyingConnection &m_connection;
};

} // namespace

void DyingConnection::aboutToChange() const
{
    if (++m_changes == m_dieAt)
        std::raise(SIGKILL);
}

Result<std::unique_ptr<Statement>> DyingConnection::prepare(const QString &sql) const
{
    Result<std::unique_ptr<Statement>> statement = m_connection->prepare(sql);
    if (!statement || isReading(sql))
        return statement;
    return std::make_unique<DyingStatement>(std::move(*statement), *this);
}

Result<> DyingConnection::execute(const QString &sql) const
{
    aboutToChange();
    return m_connection->execute(sql);
}

Result<> DyingConnection::beginWrite() const
{
    aboutToChange();
    return m_connection->beginWrite();
}

Result<> DyingConnection::commit() const
{
    aboutToChange();
    return m_connection->commit();
}
