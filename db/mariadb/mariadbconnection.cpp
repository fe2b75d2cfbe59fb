// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/mariadbconnection.h"

#include "db/certificates.h"
#include "db/mariadb/localrows.h"
#include "db/mariadb/mariadberror.h"
#include "db/mariadb/mariadbrowloader.h"
#include "db/mariadb/mariadbrowstream.h"
#include "db/mariadb/mariadbstatement.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

struct HandleDeleter {
    void operator()(MYSQL *handle) const { mysql_close(handle); }
};
using MariaDbHandle = std::unique_ptr<MYSQL, HandleDeleter>;

void setTls(MYSQL *handle, const ConnectionSpec &spec)
{
    const my_bool yes = 1;
    const my_bool no = 0;
    const bool checked = spec.tls >= TlsMode::VerifyCa;
    if (spec.tls == TlsMode::Disable) {
        mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &no);
        return;
    }
    if (spec.tls >= TlsMode::Require)
        mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &yes);
    else // asks for TLS, and does without where there is none
        mysql_ssl_set(handle, nullptr, nullptr, nullptr, nullptr, nullptr);
    if (checked || !spec.tlsRootCertificate.isEmpty())
        mysql_options(handle, MYSQL_OPT_SSL_CA, certificateFileFor(spec).toUtf8().constData());
    mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT,
                  spec.tls == TlsMode::VerifyFull ? &yes : &no);
}

Result<MariaDbHandle> connectTo(const ConnectionSpec &spec)
{
    MariaDbHandle handle{mysql_init(nullptr)};
    if (!handle)
        return fail(Error::Kind::Database, u"the client library gives no handle"_s);
    const unsigned patience =
            static_cast<unsigned>(std::max<qint64>(1, spec.connectTimeout.count() / 1000));
    mysql_options(handle.get(), MYSQL_OPT_CONNECT_TIMEOUT, &patience);
    mysql_options(handle.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
    const unsigned on = 1; // for bulk loads, whose rows come out of memory
    mysql_options(handle.get(), MYSQL_OPT_LOCAL_INFILE, &on);
    refuseLocalFiles(handle.get());
    setTls(handle.get(), spec);
    const bool isSocket = spec.host.startsWith(u'/');
    const QByteArray host = isSocket ? QByteArray{} : spec.host.toUtf8();
    const QByteArray socket = isSocket ? spec.host.toUtf8() : QByteArray{};
    const auto orNull = [](const QByteArray &text) {
        return text.isEmpty() ? nullptr : text.constData();
    };
    const int port = spec.port > 0 ? spec.port : defaultPort(spec.engine);
    if (!mysql_real_connect(handle.get(), orNull(host), spec.user.toUtf8(), spec.password.toUtf8(),
                            spec.databaseName.toUtf8(), static_cast<unsigned>(port), orNull(socket),
                            0))
        return failToConnect(handle.get());
    return handle;
}

// Ends a statement by another connection: the server listens to nothing else while it works.
class MariaDbCanceller final : public StatementCanceller
{
public:
    MariaDbCanceller(ConnectionSpec spec, unsigned long id)
        : m_spec{std::move(spec)}
        , m_id{id}
    {}
    void cancel() override
    {
        if (const Result<MariaDbHandle> other = connectTo(m_spec))
            mysql_query(other->get(), "KILL QUERY " + QByteArray::number(qulonglong{m_id}));
    }

private:
    ConnectionSpec m_spec;
    unsigned long m_id;
};

class MariaDbConnection final : public Connection
{
public:
    MariaDbConnection(MariaDbHandle handle, ConnectionSpec spec)
        : Connection{spec}
        , m_handle{std::move(handle)}
        , m_spec{std::move(spec)}
    {}

    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(const QString &sql) const override
    {
        return MariaDbStatement::prepare(m_handle.get(), sql);
    }
    [[nodiscard]] Result<> execute(const QString &sql) const override;
    [[nodiscard]] Result<std::unique_ptr<RowStream>> stream(const QString &query) const override;
    [[nodiscard]] Result<std::unique_ptr<RowLoader>>
    loader(const QString &table, const QStringList &columns) const override
    {
        return loadMariaDb(m_handle.get(), table, columns);
    }
    [[nodiscard]] Result<> beginWrite() const override;
    [[nodiscard]] Result<> beginSnapshot() const override
    {
        return execute(u"START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"_s);
    }
    [[nodiscard]] Result<> commit() const override;
    void rollback() const override;

    [[nodiscard]] std::unique_ptr<StatementCanceller> canceller() const override
    {
        return std::make_unique<MariaDbCanceller>(m_spec, mysql_thread_id(m_handle.get()));
    }
    [[nodiscard]] qint64 sessionId() const override
    {
        return static_cast<qint64>(mysql_thread_id(m_handle.get()));
    }
    [[nodiscard]] ServerInfo serverInfo() const override;
    [[nodiscard]] Result<> ping() const override
    {
        return mysql_ping(m_handle.get()) == 0 ? Result<>{} : failFrom(m_handle.get());
    }

private:
    [[nodiscard]] Result<> lockWrites() const;
    void unlockWrites() const;

    MariaDbHandle m_handle;
    ConnectionSpec m_spec;
    mutable bool m_isLocked = false;
};

Result<> MariaDbConnection::execute(const QString &sql) const
{
    qCDebug(sqlLog).noquote() << sql;
    const QByteArray text = sql.toUtf8();
    if (mysql_real_query(m_handle.get(), text.constData(),
                         static_cast<unsigned long>(text.size())) != 0)
        return failFrom(m_handle.get());
    if (MYSQL_RES *rows = mysql_use_result(m_handle.get()))
        mysql_free_result(rows);
    return mysql_errno(m_handle.get()) == 0 ? Result<>{} : failFrom(m_handle.get());
}

Result<std::unique_ptr<RowStream>> MariaDbConnection::stream(const QString &query) const
{
    return streamMariaDb(m_handle.get(), query);
}

// Locks by name are the server's: the name holds the database's. They end with the connection.
Result<> MariaDbConnection::lockWrites() const
{
    const Result<std::unique_ptr<Statement>> asked =
            prepare(u"SELECT GET_LOCK(CONCAT('tidemark.write.', MD5(DATABASE())), ?)"_s);
    if (!asked)
        return fail(asked.error());
    const std::array values{SqlValue{static_cast<double>(m_spec.busyTimeout.count()) / 1000}};
    if (Result<> executed = (*asked)->execute(values); !executed)
        return executed;
    if (!(*asked)->next() || (*asked)->integer(0) != 1)
        return fail(Error::Kind::Busy, u"the write lock is held"_s);
    m_isLocked = true;
    return {};
}

void MariaDbConnection::unlockWrites() const
{
    if (std::exchange(m_isLocked, false))
        (void)execute(u"DO RELEASE_LOCK(CONCAT('tidemark.write.', MD5(DATABASE())))"_s);
}

Result<> MariaDbConnection::beginWrite() const
{
    return lockWrites().and_then([this]() -> Result<> {
        Result<> begun = execute(u"START TRANSACTION"_s);
        if (!begun)
            unlockWrites();
        return begun;
    });
}

Result<> MariaDbConnection::commit() const
{
    Result<> committed = execute(u"COMMIT"_s);
    unlockWrites();
    return committed;
}

void MariaDbConnection::rollback() const
{
    (void)execute(u"ROLLBACK"_s);
    unlockWrites();
}

ServerInfo MariaDbConnection::serverInfo() const
{
    static const QRegularExpression number{u"^(?:5\\.5\\.5-)?([0-9]+\\.[0-9]+\\.[0-9]+)"_s};
    const QString version = QString::fromUtf8(mysql_get_server_info(m_handle.get()));
    const char *tls = nullptr;
    if (mysql_get_ssl_cipher(m_handle.get()))
        mariadb_get_infov(m_handle.get(), MARIADB_CONNECTION_TLS_VERSION, &tls);
    return {version.contains("MariaDB"_L1) ? u"MariaDB"_s : u"MySQL"_s,
            number.match(version).captured(1), QString::fromLatin1(tls)};
}

// Standard SQL in the session: quotes as on the other engines, a value that does not fit is
// refused. A lock on a table is waited for a day otherwise.
QString sessionSettings(const ConnectionSpec &spec)
{
    QString settings =
            u"SET time_zone = '+00:00', sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,"
            "NO_BACKSLASH_ESCAPES,"
            "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            "NO_ENGINE_SUBSTITUTION', lock_wait_timeout = %1, innodb_lock_wait_timeout = %1"_s.arg(
                    std::max<qint64>(1, spec.busyTimeout.count() / 1000));
    if (spec.idleInTransaction.count() > 0) // else as whoever looks after the server has it
        settings += u" /*M!100300 , idle_write_transaction_timeout = %1 */"_s.arg(
                (spec.idleInTransaction.count() + 999) / 1000);
    return settings;
}

} // namespace

Result<std::unique_ptr<Connection>> openMariaDb(const ConnectionSpec &spec)
{
    Result<MariaDbHandle> handle = connectTo(spec);
    if (!handle)
        return fail(handle.error());
    if (spec.tls >= TlsMode::Require && !mysql_get_ssl_cipher(handle->get()))
        return fail(Error::Kind::Tls, u"the server offers no TLS"_s);
    auto connection = std::make_unique<MariaDbConnection>(std::move(*handle), spec);
    Result<> ready = connection->execute(sessionSettings(spec));
    if (ready && spec.readOnly)
        ready = connection->execute(u"SET SESSION TRANSACTION READ ONLY"_s);
    if (!ready)
        return fail(ready.error());
    return connection;
}
