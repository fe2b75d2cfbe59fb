// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

Rows::~Rows()
{
    if (m_statement)
        m_statement->reset();
}

bool Rows::next()
{
    return m_statement->next();
}

Result<> Rows::end() const
{
    return m_statement->end();
}

bool Rows::isNull(int column) const
{
    return m_statement->isNull(column);
}

qint64 Rows::integer(int column) const
{
    return m_statement->integer(column);
}

double Rows::real(int column) const
{
    return m_statement->real(column);
}

QString Rows::text(int column) const
{
    return QString::fromUtf8(m_statement->text(column));
}

QDateTime Rows::time(int column) const
{
    return isNull(column) ? QDateTime{} : QDateTime::fromMSecsSinceEpoch(timeMs(column), Qt::UTC);
}

qint64 Rows::timeMs(int column) const
{
    return m_statement->timeMs(column);
}

Result<Price> Rows::price(int column) const
{
    Result<Price> price = Price::parse(m_statement->text(column));
    if (!price)
        price.error().kind = Error::Kind::Corrupt;
    return price;
}

Result<Statement *> Statements::prepared(const QString &sql)
{
    // Nearly every text is a literal and found by its address, which cannot stand for another text
    // while the statement holds it. The few that were put together are compared.
    for (const auto &statement : m_statements) {
        if (statement->sql().constData() == sql.constData() &&
            statement->sql().size() == sql.size())
            return statement.get();
    }
    for (const auto &statement : m_statements) {
        if (statement->sql() == sql)
            return statement.get();
    }
    return m_connection.prepare(sql).transform([this](std::unique_ptr<Statement> statement) {
        return m_statements.emplace_back(std::move(statement)).get();
    });
}

Result<Rows> Statements::run(const QString &sql, std::span<const SqlValue> values)
{
    const Result<Statement *> statement = prepared(sql);
    if (!statement)
        return fail(statement.error());
    if (const Result<> executed = (*statement)->execute(values); !executed)
        return fail(executed.error());
    return Rows{**statement};
}

Result<int> Statements::change(const QString &sql, std::span<const SqlValue> values)
{
    const Result<Statement *> statement = prepared(sql);
    if (!statement)
        return fail(statement.error());
    const Result<> executed = (*statement)->execute(values);
    if (!executed)
        return fail(executed.error());
    const int changed = (*statement)->changes();
    (*statement)->reset();
    return changed;
}
