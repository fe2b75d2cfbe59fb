// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"

#include "db/queries/statementrecorder.h"

using namespace Qt::Literals::StringLiterals;

Rows::~Rows()
{
    if (!m_statement)
        return;
    m_statement->reset();
    m_run.end(m_taken);
}

bool Rows::next()
{
    const bool isThere = m_statement->next();
    m_taken += isThere ? 1 : 0;
    return isThere;
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

Result<Statements::Prepared *> Statements::prepared(const QString &sql)
{
    // Nearly every text is a literal and found by its address, which cannot stand for another text
    // while the statement holds it. The few that were put together are compared.
    for (Prepared &known : m_statements) {
        const QString &text = known.statement->sql();
        if (text.constData() == sql.constData() && text.size() == sql.size())
            return &known;
    }
    for (Prepared &known : m_statements) {
        if (known.statement->sql() == sql)
            return &known;
    }
    return m_connection.prepare(sql).transform([&](std::unique_ptr<Statement> statement) {
        StatementRecorder *recorder = m_connection.recorder();
        return &m_statements.emplace_back(
                Prepared{std::move(statement), recorder ? recorder->counts(sql, m_file) : nullptr});
    });
}

Result<Rows> Statements::run(const QString &sql, std::span<const SqlValue> values)
{
    const Result<Prepared *> known = prepared(sql);
    if (!known)
        return fail(known.error());
    Statement &statement = *(*known)->statement;
    StatementRun run = begun(**known, values);
    if (const Result<> executed = statement.execute(values); !executed) {
        run.fail();
        return fail(executed.error());
    }
    return Rows{statement, std::move(run)};
}

Result<int> Statements::change(const QString &sql, std::span<const SqlValue> values)
{
    const Result<Prepared *> known = prepared(sql);
    if (!known)
        return fail(known.error());
    Statement &statement = *(*known)->statement;
    StatementRun run = begun(**known, values);
    if (const Result<> executed = statement.execute(values); !executed) {
        run.fail();
        return fail(executed.error());
    }
    const int changed = statement.changes();
    statement.reset();
    run.end(changed);
    return changed;
}
