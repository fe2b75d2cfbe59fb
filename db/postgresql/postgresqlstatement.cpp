// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/postgresql/postgresqlstatement.h"

#include "db/connection.h"
#include "db/postgresql/postgresqlerror.h"
#include "db/utctext.h"

#include <atomic>
#include <charconv>

using namespace Qt::Literals::StringLiterals;

namespace {

// $1, $2 for the question marks outside quotes.
QByteArray withNumberedPlaceholders(const QString &sql, int &count)
{
    QByteArray text;
    char quote = 0;
    count = 0;
    for (const char c : sql.toUtf8()) {
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '?') {
            text += '$' + QByteArray::number(++count);
            continue;
        }
        text += c;
    }
    return text;
}

// The text of a value; a null array is NULL.
struct ToText {
    QByteArray operator()(std::monostate) const { return {}; }
    QByteArray operator()(qint64 number) const { return QByteArray::number(number); }
    QByteArray operator()(double number) const
    {
        std::array<char, 32> text;
        const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
        return {text.data(), end - text.data()};
    }
    QByteArray operator()(const QString &text) const
    {
        return text.isEmpty() ? QByteArray{""} : text.toUtf8();
    }
    QByteArray operator()(const Price &price) const { return price.toString().toLatin1(); }
    QByteArray operator()(SqlValue::Time time) const
    {
        QByteArray text{UtcTextSize, Qt::Uninitialized};
        writeUtcText(time.ms, std::span<char, UtcTextSize>{text.data(), UtcTextSize});
        return text + "+00";
    }
};

} // namespace

PostgreSqlStatement::PostgreSqlStatement(PGconn *connection, const QString &sql, QByteArray name,
                                         int parameters)
    : Statement{sql}
    , m_connection{connection}
    , m_name{std::move(name)}
    , m_parameters{parameters}
{}

PostgreSqlStatement::~PostgreSqlStatement()
{
    if (PQstatus(m_connection) == CONNECTION_OK)
        PgResult{PQexec(m_connection, "DEALLOCATE " + m_name)};
}

Result<std::unique_ptr<Statement>> PostgreSqlStatement::prepare(PGconn *connection,
                                                                const QString &sql)
{
    static std::atomic<quint64> counter = 0;

    int parameters = 0;
    const QByteArray text = withNumberedPlaceholders(sql, parameters);
    const QByteArray name = "s" + QByteArray::number(++counter);
    const PgResult result{PQprepare(connection, name, text, 0, nullptr)};
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        return failFrom(result.get(), connection);
    return std::unique_ptr<Statement>{new PostgreSqlStatement{connection, sql, name, parameters}};
}

Result<> PostgreSqlStatement::execute(std::span<const SqlValue> values)
{
    qCDebug(sqlLog).noquote() << sql();
    if (static_cast<int>(values.size()) != m_parameters)
        return fail(Error::Kind::Database, u"not one value for each placeholder"_s);
    m_texts.clear();
    m_values.clear();
    for (const SqlValue &value : values)
        m_texts.push_back(std::visit(ToText{}, value.data()));
    for (const QByteArray &text : m_texts)
        m_values.push_back(text.isNull() ? nullptr : text.constData());
    m_result.reset(PQexecPrepared(m_connection, m_name, m_parameters, m_values.data(), nullptr,
                                  nullptr, 0));
    m_row = -1;
    m_rows = 0;
    const ExecStatusType status = PQresultStatus(m_result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        auto error = failFrom(m_result.get(), m_connection);
        m_result.reset();
        return error;
    }
    m_rows = PQntuples(m_result.get());
    m_changes = QByteArray{PQcmdTuples(m_result.get())}.toInt();
    return {};
}

void PostgreSqlStatement::reset()
{
    m_result.reset();
    m_row = -1;
    m_rows = 0;
}

QByteArrayView PostgreSqlStatement::text(int column) const
{
    if (isNull(column))
        return {};
    return {PQgetvalue(m_result.get(), m_row, column), PQgetlength(m_result.get(), m_row, column)};
}

qint64 PostgreSqlStatement::integer(int column) const
{
    const QByteArrayView cell = text(column);
    if (cell == "t")
        return 1;
    qint64 number = 0;
    std::from_chars(cell.begin(), cell.end(), number);
    return number;
}

double PostgreSqlStatement::real(int column) const
{
    const QByteArrayView cell = text(column);
    double number = 0;
    std::from_chars(cell.begin(), cell.end(), number);
    return number;
}

qint64 PostgreSqlStatement::timeMs(int column) const
{
    return utcMsFromText(text(column));
}
