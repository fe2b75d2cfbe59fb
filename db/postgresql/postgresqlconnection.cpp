// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/postgresql/postgresqlconnection.h"

#include "db/certificates.h"
#include "db/postgresql/postgresqlerror.h"
#include "db/postgresql/postgresqlrowloader.h"
#include "db/postgresql/postgresqlrowstream.h"
#include "db/postgresql/postgresqlstatement.h"

#include <QDeadlineTimer>
#include <QRegularExpression>
#include <QVersionNumber>

#include <poll.h>

#include <array>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ConnectionDeleter {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
using PgConnection = std::unique_ptr<PGconn, ConnectionDeleter>;

struct CancelDeleter {
    void operator()(PGcancel *cancel) const { PQfreeCancel(cancel); }
};

// libpq's parameters, held as long as it reads them.
class Parameters final
{
public:
    void add(const char *name, const QString &value)
    {
        if (value.isEmpty())
            return;
        m_names.push_back(name);
        m_texts.push_back(value.toUtf8());
    }
    [[nodiscard]] PgConnection start()
    {
        m_names.push_back(nullptr);
        for (const QByteArray &text : m_texts)
            m_values.push_back(text.constData());
        m_values.push_back(nullptr);
        return PgConnection{PQconnectStartParams(m_names.data(), m_values.data(), 0)};
    }

private:
    std::vector<const char *> m_names;
    std::vector<QByteArray> m_texts;
    std::vector<const char *> m_values;
};

Parameters parametersFor(const ConnectionSpec &spec)
{
    Parameters parameters;
    parameters.add("host", spec.host);
    parameters.add("port", QString::number(spec.port > 0 ? spec.port : defaultPort(spec.engine)));
    parameters.add("dbname", spec.databaseName);
    parameters.add("user", spec.user);
    parameters.add("password", spec.password);
    parameters.add("sslmode", tlsModeName(spec.tls));
    if (spec.tls >= TlsMode::VerifyCa || !spec.tlsRootCertificate.isEmpty())
        parameters.add("sslrootcert", certificateFileFor(spec));
    parameters.add("application_name", u"tidemark"_s);
    parameters.add("client_encoding", u"UTF8"_s);
    parameters.add("keepalives_idle", u"60"_s);
    return parameters;
}

// Walks through the connection's states. libpq waits for the socket only where the caller does.
bool waitForConnection(PGconn *connection, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline{patience};
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
        pollfd socket{PQsocket(connection), 0, 0};
        socket.events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (socket.fd < 0 || ::poll(&socket, 1, static_cast<int>(deadline.remainingTime())) <= 0)
            return false;
        state = PQconnectPoll(connection);
    }
    return state == PGRES_POLLING_OK;
}

// The connection was started with verbose errors, so the server's SQLSTATE stands in the text,
// whatever language that is in. Without one the server did not speak: not there, or no TLS.
Error connectError(const PGconn *connection, const ConnectionSpec &spec)
{
    static const QRegularExpression state{u":  ([0-9A-Z]{5}): "_s};
    const QString message = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    const QString lastLine = message.section(u'\n', 0, 0);
    const QRegularExpressionMatch match = state.match(message);
    if (match.hasMatch())
        return {kindOfSqlState(match.captured(1).toLatin1()),
                message.mid(match.capturedEnd()).section(u'\n', 0, 0),
                {}};
    if (PQconnectionNeedsPassword(connection) != 0) // the client itself gave up
        return {Error::Kind::LoginRefused, lastLine, {}};
    const QByteArray host = spec.host.toUtf8();
    const QByteArray port =
            QByteArray::number(spec.port > 0 ? spec.port : defaultPort(spec.engine));
    const std::array<const char *, 4> names{"host", "port", "connect_timeout", nullptr};
    const std::array<const char *, 4> values{host.isEmpty() ? nullptr : host.constData(), port, "2",
                                             nullptr};
    const bool isThere = PQpingParams(names.data(), values.data(), 0) == PQPING_OK;
    return {isThere ? Error::Kind::Tls : Error::Kind::Unreachable, lastLine, {}};
}

class PostgreSqlCanceller final : public StatementCanceller
{
public:
    explicit PostgreSqlCanceller(const PGconn *connection)
        : m_cancel{PQgetCancel(const_cast<PGconn *>(connection))}
    {}
    void cancel() override
    {
        std::array<char, 256> message;
        if (m_cancel)
            PQcancel(m_cancel.get(), message.data(), message.size());
    }

private:
    std::unique_ptr<PGcancel, CancelDeleter> m_cancel;
};

// Two numbers tell what the lock is for: Tidemark's writers, in this schema.
constexpr auto WriteLock = "SELECT pg_advisory_xact_lock(1416193101, hashtext(current_schema()))";

class PostgreSqlConnection final : public Connection
{
public:
    PostgreSqlConnection(PgConnection connection, const ConnectionSpec &spec)
        : Connection{spec}
        , m_connection{std::move(connection)}
    {}

    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(const QString &sql) const override
    {
        return PostgreSqlStatement::prepare(m_connection.get(), sql);
    }
    [[nodiscard]] Result<> execute(const QString &sql) const override
    {
        qCDebug(sqlLog).noquote() << sql;
        const PgResult result{PQexec(m_connection.get(), sql.toUtf8())};
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            return {};
        return failFrom(result.get(), m_connection.get());
    }
    [[nodiscard]] Result<std::unique_ptr<RowStream>> stream(const QString &query) const override;
    [[nodiscard]] Result<std::unique_ptr<RowLoader>>
    loader(const QString &table, const QStringList &columns) const override
    {
        return loadPostgreSql(m_connection.get(), table, columns);
    }
    [[nodiscard]] Result<> beginWrite() const override
    {
        return execute(u"BEGIN"_s).and_then([this]() -> Result<> {
            Result<> locked = execute(QString::fromLatin1(WriteLock));
            if (!locked)
                rollback();
            return locked;
        });
    }
    [[nodiscard]] Result<> beginSnapshot() const override
    {
        // Only a query starts the snapshot.
        return execute(u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s).and_then([this] {
            return execute(u"SELECT 1"_s);
        });
    }
    [[nodiscard]] Result<> commit() const override;
    void rollback() const override { (void)execute(u"ROLLBACK"_s); }

    [[nodiscard]] std::unique_ptr<StatementCanceller> canceller() const override
    {
        return std::make_unique<PostgreSqlCanceller>(m_connection.get());
    }
    [[nodiscard]] qint64 sessionId() const override { return PQbackendPID(m_connection.get()); }
    [[nodiscard]] ServerInfo serverInfo() const override;
    [[nodiscard]] Result<> ping() const override { return execute(u"SELECT 1"_s); }

private:
    PgConnection m_connection;
};

Result<std::unique_ptr<RowStream>> PostgreSqlConnection::stream(const QString &query) const
{
    return streamPostgreSql(m_connection.get(), query);
}

Result<> PostgreSqlConnection::commit() const
{
    // COMMIT of a transaction in which a statement failed says ROLLBACK and no error.
    const bool hasFailed = PQtransactionStatus(m_connection.get()) == PQTRANS_INERROR;
    Result<> committed = execute(u"COMMIT"_s);
    if (committed && hasFailed)
        return fail(Error::Kind::Database, u"a statement of the transaction had failed"_s);
    return committed;
}

ServerInfo PostgreSqlConnection::serverInfo() const
{
    PGconn *connection = m_connection.get();
    const int version = PQserverVersion(connection); // 150008
    const char *tls = PQsslInUse(connection) ? PQsslAttribute(connection, "protocol") : nullptr;
    return {u"PostgreSQL"_s, u"%1.%2"_s.arg(version / 10'000).arg(version % 10'000),
            QString::fromLatin1(tls)};
}

// UTC and ISO for times. A migration waits in the server for its client no longer than a second
// after that died.
QString sessionSettings(const ConnectionSpec &spec)
{
    return u"SELECT set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO', false), "
           "set_config('lock_timeout', '%1', false), "
           "CASE WHEN %3 > 0 " // else as whoever looks after the server has it
           "THEN set_config('idle_in_transaction_session_timeout', '%3', false) END, "
           "set_config('default_transaction_read_only', '%2', false), "
           "CASE WHEN current_setting('server_version_num')::int >= 140000 "
           "THEN set_config('client_connection_check_interval', '1s', false) END"_s
                   .arg(spec.busyTimeout.count())
                   .arg(spec.readOnly ? u"on"_s : u"off"_s)
                   .arg(spec.idleInTransaction.count());
}

} // namespace

Result<std::unique_ptr<Connection>> openPostgreSql(const ConnectionSpec &spec)
{
    PgConnection started = parametersFor(spec).start();
    PQsetErrorVerbosity(started.get(), PQERRORS_VERBOSE);
    if (!waitForConnection(started.get(), spec.connectTimeout))
        return fail(connectError(started.get(), spec));
    PQsetErrorVerbosity(started.get(), PQERRORS_DEFAULT);
    PQsetNoticeProcessor(
            started.get(), [](void *, const char *) {}, nullptr);
    auto connection = std::make_unique<PostgreSqlConnection>(std::move(started), spec);
    if (const Result<> ready = connection->execute(sessionSettings(spec)); !ready)
        return fail(ready.error());
    return connection;
}
