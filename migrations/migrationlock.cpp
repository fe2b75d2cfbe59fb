// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrationlock.h"

#include "db/statements.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSysInfo>
#include <QThread>

#include <cerrno>
#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto PostgreSqlTry =
        "SELECT pg_try_advisory_lock(1416193102, hashtext(current_schema()))";
constexpr auto PostgreSqlRelease =
        "SELECT pg_advisory_unlock(1416193102, hashtext(current_schema()))";
constexpr auto PostgreSqlSession = "SELECT pg_backend_pid()";
// Locks by name are the server's: the name holds the database's.
constexpr auto MariaDbTry = "SELECT GET_LOCK(CONCAT('tidemark.migrate.', MD5(DATABASE())), 0)";
constexpr auto MariaDbRelease = "SELECT RELEASE_LOCK(CONCAT('tidemark.migrate.', MD5(DATABASE())))";
constexpr auto MariaDbOwner = "SELECT IS_USED_LOCK(CONCAT('tidemark.migrate.', MD5(DATABASE())))";

// Beside a file; for a server below the user's temporary files.
QString lockFileFor(Engine engine, const QString &location)
{
    if (engine == Engine::Sqlite)
        return location + u".migrating"_s;
    const QByteArray hash =
            QCryptographicHash::hash(location.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir::temp().filePath(
            u"tidemark-%1.migrating"_s.arg(QString::fromLatin1(hash.first(32))));
}

Result<qint64> number(const Connection &connection, const char *sql)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(QString::fromLatin1(sql));
    if (!rows)
        return fail(rows.error());
    return rows->next() ? rows->integer(0) : 0;
}

// A process of this computer; what is no process is not known to have gone.
bool hasGone(qint64 process)
{
    return process > 0 && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

} // namespace

MigrationLock::~MigrationLock()
{
    if (!m_hasServer)
        return;
    const char *release =
            m_connection.engine() == Engine::PostgreSql ? PostgreSqlRelease : MariaDbRelease;
    static_cast<void>(number(m_connection, release)); // a connection that broke has let go already
}

Result<bool> MigrationLock::tryServer() const
{
    switch (m_connection.engine()) {
    case Engine::Sqlite:
        return true;
    case Engine::PostgreSql:
        return number(m_connection, PostgreSqlTry).transform([](qint64 got) { return got == 1; });
    case Engine::MariaDb:
        break;
    }
    return number(m_connection, MariaDbTry).transform([](qint64 got) { return got == 1; });
}

Result<> MigrationLock::refusePooler() const
{
    if (m_connection.engine() != Engine::PostgreSql)
        return {};
    return number(m_connection, PostgreSqlSession).and_then([this](qint64 session) -> Result<> {
        if (session == m_connection.sessionId())
            return {};
        return fail(Error::Kind::Refused,
                    tr("A connection pooler such as PgBouncer stands between Tidemark and the "
                       "server, and it may give each statement another session. Migrations need "
                       "one session: name the server's own host and port. Nothing was changed."),
                    m_connection.location());
    });
}

QJsonObject MigrationLock::owner() const
{
    return {{u"connection"_s, m_connection.sessionId()},
            {u"process"_s, QCoreApplication::applicationPid()}};
}

// Whoever has the server's lock may be a process of this computer that has gone. Its session works
// on in the server, which notices a dead client only when it speaks to it.
void MigrationLock::endDeadOwner() const
{
    if (m_connection.engine() != Engine::MariaDb)
        return; // PostgreSQL looks after its clients itself: client_connection_check_interval
    const Result<qint64> session = number(m_connection, MariaDbOwner);
    if (!session || *session == 0)
        return;
    bool isDead = false;
    {
        Statements statements{m_connection};
        Result<Rows> rows = statements.run(u"SELECT host, details FROM tidemark_migration_events "
                                           "WHERE event = 'lock' ORDER BY id DESC LIMIT 1"_s);
        if (!rows || !rows->next())
            return;
        const QJsonObject owner = QJsonDocument::fromJson(rows->text(1).toUtf8()).object();
        isDead = rows->text(0) == QSysInfo::machineHostName() &&
                 owner["connection"_L1].toInteger() == *session &&
                 hasGone(owner["process"_L1].toInteger());
    }
    if (isDead)
        static_cast<void>(m_connection.execute(u"KILL %1"_s.arg(*session)));
}

Result<> MigrationLock::take(std::chrono::milliseconds patience,
                             const std::function<bool()> &goesOn)
{
    if (m_connection.location() == ":memory:"_L1)
        return {};
    if (const Result<> direct = refusePooler(); !direct)
        return direct;
    QDeadlineTimer deadline{patience};
    const QString file = lockFileFor(m_connection.engine(), m_connection.location());
    m_file = std::make_unique<QLockFile>(file);
    m_file->setStaleLockTime(0); // only a process that has gone makes it stale
    for (bool hasFile = false;;) {
        hasFile = hasFile || m_file->tryLock(0);
        // A folder that cannot be written: the database's own write lock is what remains.
        const bool isAlone = hasFile || m_file->error() != QLockFile::LockFailedError;
        if (isAlone) {
            const Result<bool> got = tryServer();
            if (!got)
                return fail(got.error());
            m_hasServer = *got && m_connection.engine() != Engine::Sqlite;
            if (*got)
                return {};
            if (hasFile)
                endDeadOwner();
        }
        if (goesOn && !goesOn())
            return fail(Error::Kind::Cancelled, {});
        if (deadline.hasExpired())
            return fail(Error::Kind::Busy, u"another program migrates this database"_s,
                        m_connection.location());
        QThread::msleep(100 + QRandomGenerator::global()->bounded(150u));
    }
}
