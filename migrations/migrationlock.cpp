// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrationlock.h"

#include "db/statements.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
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

// Where a process number means the same process: this start of this computer and, in a container,
// its own numbering. Two containers may well have one host name.
QString processSpace()
{
    return QString::fromLatin1(QSysInfo::bootUniqueId()) + u'/' +
           QFile::symLinkTarget(u"/proc/self/ns/pid"_s);
}

// A process of this space; what is no process is not known to have gone.
bool hasGone(qint64 process)
{
    return process > 0 && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

} // namespace

MigrationLock::~MigrationLock()
{
    if (m_hasServer) {
        const char *release =
                m_connection.engine() == Engine::PostgreSql ? PostgreSqlRelease : MariaDbRelease;
        // A connection that broke has let go already.
        static_cast<void>(number(m_connection, release));
    }
    if (m_file)
        m_file->releaseAndRemove();
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
            {u"process"_s, QCoreApplication::applicationPid()},
            {u"space"_s, processSpace()}};
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
        Result<Rows> rows = statements.run(u"SELECT details FROM tidemark_migration_events "
                                           "WHERE event = 'lock' ORDER BY id DESC LIMIT 1"_s);
        if (!rows || !rows->next())
            return;
        const QJsonObject owner = QJsonDocument::fromJson(rows->text(0).toUtf8()).object();
        isDead = owner["space"_L1].toString() == processSpace() &&
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
    m_file.emplace(file);
    for (;;) {
        // A folder that cannot be written: the database's own write lock is what remains.
        const Result<bool> hasFile = m_file->take();
        if (!hasFile || *hasFile) {
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
