// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/mariadbrowloader.h"

#include "db/bulk/columnnames.h"
#include "db/bulk/textrows.h"
#include "db/mariadb/localrows.h"
#include "db/mariadb/mariadberror.h"
#include "db/mariadb/sqlrows.h"
#include "db/sqllog.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype BatchSize = 4 * 1024 * 1024;

Result<> run(MYSQL *connection, QByteArrayView sql)
{
    if (mysql_real_query(connection, sql.data(), static_cast<unsigned long>(sql.size())) != 0)
        return failFrom(connection);
    return {};
}

Result<QByteArray> askFor(MYSQL *connection, const char *query)
{
    if (const Result<> asked = run(connection, query); !asked)
        return fail(asked.error());
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result{
            mysql_store_result(connection), &mysql_free_result};
    const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
    return row && row[0] ? QByteArray{row[0]} : QByteArray{};
}

// LOAD DATA LOCAL only warns of rows that it left out or bent, and an INSERT of a digit that it
// cut.
Result<> checkAllIn(MYSQL *connection, qint64 sent, qint64 arrived)
{
    if (mysql_warning_count(connection) == 0 && arrived == sent)
        return {};
    if (const Result<> asked = run(connection, "SHOW WARNINGS LIMIT 1"); !asked)
        return asked;
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result{
            mysql_store_result(connection), &mysql_free_result};
    const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
    return fail(Error::Kind::Constraint,
                row ? QString::fromUtf8(row[2]) : u"the server left rows out"_s);
}

// While it lives, an id of 0 is what it is and no wish for the next one.
class ZeroIsAnId final
{
public:
    explicit ZeroIsAnId(MYSQL *connection)
        : m_connection{connection}
    {}
    ~ZeroIsAnId()
    {
        if (!m_modes.isNull())
            (void)run(m_connection, "SET sql_mode = '" + m_modes + "'");
    }
    ZeroIsAnId(const ZeroIsAnId &) = delete;
    ZeroIsAnId &operator=(const ZeroIsAnId &) = delete;

    [[nodiscard]] Result<> begin()
    {
        return askFor(m_connection, "SELECT @@sql_mode").and_then([this](const QByteArray &modes) {
            m_modes = modes;
            return run(m_connection, "SET sql_mode = '" + modes + ",NO_AUTO_VALUE_ON_ZERO'");
        });
    }

private:
    MYSQL *m_connection;
    QByteArray m_modes;
};

class LocalFileLoader final : public RowLoader
{
public:
    LocalFileLoader(MYSQL *connection, QByteArray statement, std::vector<IntegerMeaning> columns)
        : m_connection{connection}
        , m_statement{std::move(statement)}
        , m_rows{std::move(columns)}
        , m_zero{connection}
    {}

    [[nodiscard]] Result<> begin() { return m_zero.begin(); }
    [[nodiscard]] Result<> append(std::span<const Cell> row) override
    {
        if (Result<> appended = m_rows.append(row); !appended)
            return appended;
        ++m_waiting;
        return m_rows.bytes().size() < BatchSize ? Result<>{} : send();
    }
    [[nodiscard]] Result<qint64> finish() override
    {
        return send().transform([this] { return m_sent; });
    }

private:
    [[nodiscard]] Result<> send()
    {
        if (m_waiting == 0)
            return {};
        {
            const LocalRows offered{m_connection, m_rows.bytes()};
            if (Result<> loaded = run(m_connection, m_statement); !loaded)
                return loaded;
        }
        const auto arrived = static_cast<qint64>(mysql_affected_rows(m_connection));
        m_rows.clear();
        m_sent += m_waiting;
        return checkAllIn(m_connection, std::exchange(m_waiting, 0), arrived);
    }

    MYSQL *m_connection;
    QByteArray m_statement;
    TextRows m_rows;
    ZeroIsAnId m_zero;
    qint64 m_waiting = 0;
    qint64 m_sent = 0;
};

class InsertLoader final : public RowLoader
{
public:
    InsertLoader(MYSQL *connection, const QByteArray &beginning, qsizetype packetSize,
                 std::vector<IntegerMeaning> columns)
        : m_connection{connection}
        , m_packetSize{packetSize}
        , m_rows{beginning, std::move(columns)}
        , m_zero{connection}
    {}

    [[nodiscard]] Result<> begin() { return m_zero.begin(); }
    [[nodiscard]] Result<> append(std::span<const Cell> row) override
    {
        if (m_rows.count() > 0 && m_rows.bytes().size() + SqlRows::mostBytes(row) > m_packetSize) {
            if (Result<> sent = send(); !sent)
                return sent;
        }
        return m_rows.append(row);
    }
    [[nodiscard]] Result<qint64> finish() override
    {
        return send().transform([this] { return m_sent; });
    }

private:
    [[nodiscard]] Result<> send()
    {
        const qint64 count = m_rows.count();
        if (count == 0)
            return {};
        if (Result<> inserted = run(m_connection, m_rows.bytes()); !inserted)
            return inserted;
        const auto arrived = static_cast<qint64>(mysql_affected_rows(m_connection));
        m_rows.clear();
        m_sent += count;
        return checkAllIn(m_connection, count, arrived);
    }

    MYSQL *m_connection;
    qsizetype m_packetSize;
    SqlRows m_rows;
    ZeroIsAnId m_zero;
    qint64 m_sent = 0;
};

IntegerMeaning meaningOf(enum_field_types type)
{
    switch (type) {
    case MYSQL_TYPE_DATE:
        return IntegerMeaning::Date;
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
        return IntegerMeaning::Time;
    default:
        return IntegerMeaning::Number;
    }
}

Result<std::vector<IntegerMeaning>> meaningsOf(MYSQL *connection, const QByteArray &query)
{
    if (const Result<> asked = run(connection, query); !asked)
        return fail(asked.error());
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result{
            mysql_store_result(connection), &mysql_free_result};
    if (!result)
        return failFrom(connection);
    std::vector<IntegerMeaning> meanings;
    for (unsigned i = 0; i < mysql_num_fields(result.get()); ++i)
        meanings.push_back(meaningOf(mysql_fetch_field_direct(result.get(), i)->type));
    return meanings;
}

template <typename Loader> Result<std::unique_ptr<RowLoader>> begun(std::unique_ptr<Loader> loader)
{
    return loader->begin().transform(
            [&]() -> std::unique_ptr<RowLoader> { return std::move(loader); });
}

} // namespace

Result<std::unique_ptr<RowLoader>> loadMariaDb(MYSQL *connection, const QString &table,
                                               const QStringList &columns)
{
    constexpr qsizetype PacketHead = 1024;

    const QByteArray name = quotedName(table).toUtf8();
    const QByteArray list = columnNames(columns).toUtf8();
    Result<std::vector<IntegerMeaning>> meanings =
            meaningsOf(connection, "SELECT " + list + " FROM " + name + " LIMIT 0");
    if (!meanings)
        return fail(meanings.error());
    const Result<QByteArray> allowed = askFor(connection, "SELECT @@local_infile");
    if (!allowed)
        return fail(allowed.error());
    if (*allowed == "1") {
        const QByteArray load = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + name +
                                " CHARACTER SET utf8mb4 FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C"
                                " LINES TERMINATED BY 0x0A (" +
                                list + ")";
        qCDebug(sqlLog).noquote() << load;
        return begun(std::make_unique<LocalFileLoader>(connection, load, std::move(*meanings)));
    }
    const Result<QByteArray> packet = askFor(connection, "SELECT @@max_allowed_packet");
    if (!packet)
        return fail(packet.error());
    const QByteArray insert = "INSERT INTO " + name + " (" + list + ") VALUES ";
    qCDebug(sqlLog).noquote() << insert;
    return begun(std::make_unique<InsertLoader>(
            connection, insert, std::min<qsizetype>(packet->toLongLong(), BatchSize) - PacketHead,
            std::move(*meanings)));
}
