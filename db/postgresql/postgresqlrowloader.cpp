// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/postgresql/postgresqlrowloader.h"

#include "db/bulk/columnnames.h"
#include "db/bulk/textrows.h"
#include "db/postgresql/postgresqlerror.h"
#include "db/postgresql/postgresqlstatement.h"
#include "db/postgresql/postgresqltypes.h"
#include "db/sqllog.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype PacketSize = 256 * 1024;

// A column that a sequence numbers, both as SQL text.
struct Numbered {
    QByteArray column;
    QByteArray sequence;
};

class PostgreSqlRowLoader final : public RowLoader
{
public:
    PostgreSqlRowLoader(PGconn *connection, QByteArray table, std::vector<IntegerMeaning> columns,
                        std::vector<Numbered> numbered)
        : m_connection{connection}
        , m_table{std::move(table)}
        , m_numbered{std::move(numbered)}
        , m_rows{std::move(columns)}
    {}
    ~PostgreSqlRowLoader() override
    {
        if (m_isOpen)
            (void)endCopy("given up");
    }
    PostgreSqlRowLoader(const PostgreSqlRowLoader &) = delete;
    PostgreSqlRowLoader &operator=(const PostgreSqlRowLoader &) = delete;

    [[nodiscard]] Result<> append(std::span<const Cell> row) override
    {
        return m_rows.append(row).and_then(
                [this] { return m_rows.bytes().size() < PacketSize ? Result<>{} : send(); });
    }
    [[nodiscard]] Result<qint64> finish() override;

private:
    [[nodiscard]] Result<> send();
    [[nodiscard]] Result<qint64> endCopy(const char *reason);
    [[nodiscard]] Result<> moveSequences() const;

    PGconn *m_connection;
    QByteArray m_table;
    std::vector<Numbered> m_numbered;
    TextRows m_rows;
    bool m_isOpen = true;
};

Result<> PostgreSqlRowLoader::send()
{
    const QByteArrayView bytes = m_rows.bytes();
    const int sent = PQputCopyData(m_connection, bytes.data(), static_cast<int>(bytes.size()));
    m_rows.clear();
    if (sent == 1)
        return {};
    // The server refused an earlier row, or has gone; its answer says which.
    Result<qint64> ended = endCopy(nullptr);
    if (!ended)
        return fail(ended.error());
    return fail(Error::Kind::Lost, QString::fromUtf8(PQerrorMessage(m_connection)).trimmed());
}

// With a reason the server throws the rows away.
Result<qint64> PostgreSqlRowLoader::endCopy(const char *reason)
{
    m_isOpen = false;
    Result<qint64> rows{0};
    if (PQputCopyEnd(m_connection, reason) != 1)
        rows = fail(Error::Kind::Lost, QString::fromUtf8(PQerrorMessage(m_connection)).trimmed());
    while (const PgResult result{PQgetResult(m_connection)}) {
        if (PQresultStatus(result.get()) == PGRES_COMMAND_OK)
            rows = QByteArray{PQcmdTuples(result.get())}.toLongLong();
        else if (rows)
            rows = failFrom(result.get(), m_connection);
    }
    return rows;
}

Result<> PostgreSqlRowLoader::moveSequences() const
{
    for (const Numbered &numbered : m_numbered) {
        const QByteArray sql = "SELECT setval('" + numbered.sequence +
                               "', top.id) FROM (SELECT MAX(" + numbered.column + ") AS id FROM " +
                               m_table + ") top, " + numbered.sequence +
                               " last WHERE top.id >= last.last_value";
        const PgResult moved{PQexec(m_connection, sql)};
        if (PQresultStatus(moved.get()) != PGRES_TUPLES_OK)
            return failFrom(moved.get(), m_connection);
    }
    return {};
}

Result<qint64> PostgreSqlRowLoader::finish()
{
    if (m_rows.bytes().size() > 0) {
        if (const Result<> sent = send(); !sent)
            return fail(sent.error());
    }
    return endCopy(nullptr).and_then(
            [this](qint64 rows) { return moveSequences().transform([rows] { return rows; }); });
}

IntegerMeaning meaningOf(Oid type)
{
    switch (type) {
    case Date:
        return IntegerMeaning::Date;
    case Timestamp:
    case TimestampTz:
        return IntegerMeaning::Time;
    default:
        return IntegerMeaning::Number;
    }
}

// What the columns are, without a look into the catalogue.
Result<std::vector<IntegerMeaning>> meaningsOf(PGconn *connection, const QByteArray &query)
{
    const PgResult prepared{PQprepare(connection, "", query, 0, nullptr)};
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK)
        return failFrom(prepared.get(), connection);
    const PgResult described{PQdescribePrepared(connection, "")};
    if (PQresultStatus(described.get()) != PGRES_COMMAND_OK)
        return failFrom(described.get(), connection);
    std::vector<IntegerMeaning> meanings;
    for (int i = 0; i < PQnfields(described.get()); ++i)
        meanings.push_back(meaningOf(PQftype(described.get(), i)));
    return meanings;
}

Result<std::vector<Numbered>> numberedColumns(PGconn *connection, const QByteArray &table)
{
    const char *value = table.constData();
    const PgResult found{PQexecParams(
            connection,
            "SELECT quote_ident(attname), pg_get_serial_sequence($1, attname) FROM pg_attribute"
            " WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped"
            " AND pg_get_serial_sequence($1, attname) IS NOT NULL",
            1, nullptr, &value, nullptr, nullptr, 0)};
    if (PQresultStatus(found.get()) != PGRES_TUPLES_OK)
        return failFrom(found.get(), connection);
    std::vector<Numbered> numbered;
    for (int row = 0; row < PQntuples(found.get()); ++row)
        numbered.push_back({PQgetvalue(found.get(), row, 0), PQgetvalue(found.get(), row, 1)});
    return numbered;
}

} // namespace

Result<std::unique_ptr<RowLoader>> loadPostgreSql(PGconn *connection, const QString &table,
                                                  const QStringList &columns)
{
    const QByteArray name = quotedName(table).toUtf8();
    const QByteArray list = columnNames(columns).toUtf8();
    Result<std::vector<IntegerMeaning>> meanings =
            meaningsOf(connection, "SELECT " + list + " FROM " + name);
    if (!meanings)
        return fail(meanings.error());
    Result<std::vector<Numbered>> numbered = numberedColumns(connection, name);
    if (!numbered)
        return fail(numbered.error());
    const QByteArray copy = "COPY " + name + " (" + list + ") FROM STDIN";
    qCDebug(sqlLog).noquote() << copy;
    const PgResult copying{PQexec(connection, copy)};
    if (PQresultStatus(copying.get()) != PGRES_COPY_IN)
        return failFrom(copying.get(), connection);
    return std::make_unique<PostgreSqlRowLoader>(connection, name, std::move(*meanings),
                                                 std::move(*numbered));
}
