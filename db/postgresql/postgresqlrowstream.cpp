// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/postgresql/postgresqlrowstream.h"

#include "db/postgresql/postgresqlerror.h"
#include "db/postgresql/postgresqlstatement.h"
#include "db/postgresql/postgresqltypes.h"
#include "db/sqllog.h"
#include "db/utctext.h"

#include <charconv>
#include <vector>

namespace {

template <typename Number> Number numberFrom(QByteArrayView text)
{
    Number number = 0;
    std::from_chars(text.begin(), text.end(), number);
    return number;
}

Cell cellFrom(Oid type, QByteArrayView text)
{
    switch (type) {
    case Bool:
        return Cell::ofInteger(text == "t");
    case Int8:
    case Int2:
    case Int4:
        return Cell::ofInteger(numberFrom<qint64>(text));
    case Float4:
    case Float8:
        return Cell::ofReal(numberFrom<double>(text));
    case Date:
    case Timestamp:
    case TimestampTz:
        return Cell::ofInteger(utcMsFromText(text));
    default:
        return Cell::ofText(text);
    }
}

char unescaped(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return c;
    }
}

class PostgreSqlRowStream final : public RowStream
{
public:
    PostgreSqlRowStream(PGconn *connection, std::vector<Oid> types)
        : m_connection{connection}
        , m_types{std::move(types)}
        , m_cells(m_types.size())
    {}
    ~PostgreSqlRowStream() override;
    PostgreSqlRowStream(const PostgreSqlRowStream &) = delete;
    PostgreSqlRowStream &operator=(const PostgreSqlRowStream &) = delete;

    bool next() override;
    [[nodiscard]] std::span<const Cell> row() const override { return m_cells; }
    [[nodiscard]] Result<> end() const override { return m_end; }

private:
    void split(char *line, int size);
    void finish();

    PGconn *m_connection;
    std::vector<Oid> m_types;
    std::vector<Cell> m_cells;
    char *m_line = nullptr; // libpq's
    bool m_isOpen = true;
    Result<> m_end;
};

PostgreSqlRowStream::~PostgreSqlRowStream()
{
    PQfreemem(m_line);
    if (!m_isOpen)
        return;
    // Left in the middle: the rest of the table is of no use to anybody.
    if (PGcancel *cancel = PQgetCancel(m_connection)) {
        std::array<char, 256> message;
        PQcancel(cancel, message.data(), message.size());
        PQfreeCancel(cancel);
    }
    char *rest = nullptr;
    while (PQgetCopyData(m_connection, &rest, 0) > 0)
        PQfreemem(rest);
    finish();
}

void PostgreSqlRowStream::finish()
{
    m_isOpen = false;
    while (const PgResult result{PQgetResult(m_connection)}) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && m_end)
            m_end = failFrom(result.get(), m_connection);
    }
}

bool PostgreSqlRowStream::next()
{
    if (!m_isOpen)
        return false;
    PQfreemem(m_line);
    m_line = nullptr;
    const int size = PQgetCopyData(m_connection, &m_line, 0);
    if (size > 0) {
        split(m_line, size);
        return true;
    }
    if (size == -2)
        m_end = fail(Error::Kind::Lost, QString::fromUtf8(PQerrorMessage(m_connection)).trimmed());
    finish();
    return false;
}

// A line of COPY: cells between tabs, \N for NULL, backslashes before what would be taken for them.
void PostgreSqlRowStream::split(char *line, int size)
{
    char *end = line + size;
    if (size > 0 && end[-1] == '\n')
        --end;
    char *from = line;
    for (std::size_t column = 0; column < m_cells.size(); ++column) {
        char *start = from;
        char *to = from;
        bool isNull = false;
        while (from < end && *from != '\t') {
            if (*from == '\\' && from + 1 < end) {
                isNull = from == start && from[1] == 'N';
                *to++ = unescaped(from[1]);
                from += 2;
            } else {
                *to++ = *from++;
            }
        }
        m_cells[column] = isNull ? Cell{} : cellFrom(m_types[column], {start, to - start});
        if (from < end)
            ++from;
    }
}

} // namespace

Result<std::unique_ptr<RowStream>> streamPostgreSql(PGconn *connection, const QString &query)
{
    qCDebug(sqlLog).noquote() << withoutValues(query);
    const QByteArray text = query.toUtf8();
    const PgResult prepared{PQprepare(connection, "", text, 0, nullptr)};
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK)
        return failFrom(prepared.get(), connection);
    const PgResult described{PQdescribePrepared(connection, "")};
    if (PQresultStatus(described.get()) != PGRES_COMMAND_OK)
        return failFrom(described.get(), connection);
    std::vector<Oid> types;
    for (int i = 0; i < PQnfields(described.get()); ++i)
        types.push_back(PQftype(described.get(), i));
    const PgResult copying{PQexec(connection, "COPY (" + text + ") TO STDOUT")};
    if (PQresultStatus(copying.get()) != PGRES_COPY_OUT)
        return failFrom(copying.get(), connection);
    return std::make_unique<PostgreSqlRowStream>(connection, std::move(types));
}
