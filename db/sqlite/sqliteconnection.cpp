// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqliteconnection.h"

#include "db/sqlite/busywait.h"
#include "db/sqlite/sqliteerror.h"
#include "db/sqlite/sqliterowloader.h"
#include "db/sqlite/sqliterowstream.h"
#include "db/sqlite/sqlitestatement.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>
#include <QUrl>

#include <atomic>

using namespace Qt::Literals::StringLiterals;

namespace {

QString nextConnectionName()
{
    static std::atomic<quint64> counter = 0;
    return u"tidemark-%1"_s.arg(++counter);
}

// SQLite would make the file with the umask's rights; only its owner may read it.
Result<> makeFile(const QString &path)
{
    const QFileInfo info{path};
    QDir folder = info.absoluteDir();
    if (!folder.exists()) {
        const QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        if (!folder.mkpath(u"."_s))
            return fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, path);
        QFile::setPermissions(folder.absolutePath(), ownerOnly);
    }
    QFile file{path};
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return {};
    if (QFileInfo::exists(path)) // another program was faster
        return {};
    return fail(Error::Kind::AccessDenied, file.errorString(), path);
}

Result<> checkFile(const ConnectionSpec &spec)
{
    if (spec.path == ":memory:"_L1)
        return {};
    const QFileInfo info{spec.path};
    if (info.isDir())
        return fail(Error::Kind::NotADatabase, u"it is a folder"_s, spec.path);
    if (info.exists()) {
        if (!info.isFile()) // a pipe would be waited for without end
            return fail(Error::Kind::NotADatabase, u"it is no regular file"_s, spec.path);
        if (!info.isReadable())
            return fail(Error::Kind::AccessDenied, u"the file cannot be read"_s, spec.path);
        return {};
    }
    if (!spec.isMissingFile())
        return fail(Error::Kind::AccessDenied, u"the folder cannot be entered"_s, spec.path);
    if (spec.readOnly)
        return fail(Error::Kind::NotFound, {}, spec.path);
    return makeFile(spec.path);
}

Result<QString> pragma(const QSqlDatabase &database, const QString &statement)
{
    QSqlQuery query{database};
    if (!query.exec(statement))
        return failFrom(query.lastError());
    return query.next() ? query.value(0).toString() : QString{};
}

// Changing the journal mode needs the file for itself and SQLite does not wait for that, so two
// programs that open a new file at once have to try again.
Result<> enterWal(const QSqlDatabase &database, std::chrono::milliseconds patience)
{
    QDeadlineTimer deadline{patience};
    for (;;) {
        const Result<QString> mode = pragma(database, u"PRAGMA journal_mode = WAL"_s);
        if (mode || mode.error().kind != Error::Kind::Busy || deadline.hasExpired())
            return mode.map([](const QString &) {});
        QThread::msleep(10);
    }
}

Result<> configure(const QSqlDatabase &database, const ConnectionSpec &spec)
{
    // The first read is what finds out whether the file is a database at all.
    const Result<QString> schemaVersion = pragma(database, u"PRAGMA schema_version"_s);
    if (!schemaVersion)
        return fail(schemaVersion.error());
    // Only a file without a schema is ours to choose for: another program's stays as it is.
    const bool isNew = *schemaVersion == "0"_L1 && spec.path != ":memory:"_L1;
    if (!spec.readOnly && isNew) {
        const Result<> wal = enterWal(database, spec.busyTimeout);
        // A file that cannot be written can still be read.
        if (!wal && wal.error().kind != Error::Kind::ReadOnly)
            return wal;
    }
    for (const QString &setting : {u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s}) {
        if (const Result<QString> done = pragma(database, setting); !done)
            return fail(done.error());
    }
    return {};
}

// SQLite counts the memory that it has, under one lock for all connections of the program: readers
// on several threads spend much of their time in front of it. Nobody asks for the count. Has an
// effect before the first connection only.
void letThreadsRun()
{
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(done)
}

bool isReadOnlyMedium(const QString &path)
{
    const QFileInfo file{path};
    return !QFileInfo{file.absolutePath()}.isWritable() && QFileInfo{path + u"-wal"_s}.size() == 0;
}

// What Qt's driver has in it. Fails (Database) when that is another SQLite library than this
// program's: what one made, the other must not touch.
Result<sqlite3 *> handleOf(const QSqlDatabase &database)
{
    const Result<QString> theirs = pragma(database, u"SELECT sqlite_source_id()"_s);
    if (!theirs)
        return fail(theirs.error());
    const QString ours = QString::fromLatin1(sqlite3_sourceid());
    if (*theirs != ours)
        return fail(Error::Kind::Database,
                    u"Qt's driver has another SQLite (%1) than Tidemark (%2)"_s.arg(*theirs, ours));
    const QVariant handle = database.driver()->handle();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return fail(Error::Kind::Database, u"the driver gives no handle of SQLite"_s);
    return *static_cast<sqlite3 *const *>(handle.constData());
}

// The handle that other threads may interrupt, until the connection closes.
struct Interruptible {
    QMutex mutex;
    sqlite3 *database = nullptr;
    BusyWait wait;
};

class SqliteCanceller final : public StatementCanceller
{
public:
    explicit SqliteCanceller(std::shared_ptr<Interruptible> target)
        : m_target{std::move(target)}
    {}
    void cancel() override
    {
        const QMutexLocker lock{&m_target->mutex};
        if (!m_target->database)
            return;
        sqlite3_interrupt(m_target->database);
        m_target->wait.interrupt();
    }

private:
    std::shared_ptr<Interruptible> m_target;
};

class SqliteConnection final : public Connection
{
public:
    explicit SqliteConnection(const ConnectionSpec &spec)
        : Connection{spec}
        , m_name{nextConnectionName()}
    {
        QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    }
    ~SqliteConnection() override
    {
        {
            const QMutexLocker lock{&m_interruptible->mutex};
            m_interruptible->database = nullptr;
        }
        database().close();
        QSqlDatabase::removeDatabase(m_name);
    }

    enum class Access { Shared, Immutable };
    [[nodiscard]] Result<> connect(const ConnectionSpec &spec, Access access);

    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(const QString &sql) const override
    {
        return SqliteStatement::prepare(m_handle, sql);
    }
    [[nodiscard]] Result<> execute(const QString &sql) const override
    {
        return prepare(sql).and_then([](const std::unique_ptr<Statement> &statement) -> Result<> {
            if (Result<> executed = statement->execute({}); !executed)
                return executed;
            while (statement->next()) {
            }
            return statement->end();
        });
    }
    [[nodiscard]] Result<std::unique_ptr<RowStream>> stream(const QString &query) const override
    {
        return streamSqlite(m_handle, query);
    }
    [[nodiscard]] Result<std::unique_ptr<RowLoader>>
    loader(const QString &table, const QStringList &columns) const override
    {
        return loadSqlite(m_handle, table, columns);
    }
    // A transaction that starts as a reader cannot wait for the write lock.
    [[nodiscard]] Result<> beginWrite() const override;
    [[nodiscard]] Result<> beginSnapshot() const override;
    [[nodiscard]] Result<> commit() const override;
    void rollback() const override { (void)execute(u"ROLLBACK"_s); }

    [[nodiscard]] std::unique_ptr<StatementCanceller> canceller() const override
    {
        return std::make_unique<SqliteCanceller>(m_interruptible);
    }
    [[nodiscard]] qint64 sessionId() const override { return 0; }
    [[nodiscard]] ServerInfo serverInfo() const override
    {
        return {u"SQLite"_s, QString::fromLatin1(sqlite3_libversion()), {}};
    }
    [[nodiscard]] Result<> ping() const override { return execute(u"SELECT 1"_s); }

private:
    [[nodiscard]] QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }

    QString m_name;
    sqlite3 *m_handle = nullptr; // Qt's driver owns it
    std::shared_ptr<Interruptible> m_interruptible = std::make_shared<Interruptible>();
};

Result<> SqliteConnection::connect(const ConnectionSpec &spec, Access access)
{
    QSqlDatabase database = this->database();
    QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(spec.busyTimeout.count());
    if (spec.readOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    if (access == Access::Immutable)
        options += u";QSQLITE_OPEN_URI"_s;
    database.setConnectOptions(options);
    database.setDatabaseName(access == Access::Immutable
                                     ? u"file:%1?immutable=1"_s.arg(QString::fromLatin1(
                                               QUrl::toPercentEncoding(spec.path, "/")))
                                     : spec.path);
    if (!database.open())
        return failFrom(database.lastError());
    const Result<sqlite3 *> handle = handleOf(database);
    if (!handle) {
        database.close();
        return fail(handle.error());
    }
    if (Result<> ready = configure(database, spec); !ready) {
        database.close();
        return ready;
    }
    m_handle = *handle;
    m_interruptible->wait.install(*handle, spec.busyTimeout);
    m_interruptible->database = *handle;
    return {};
}

Result<> SqliteConnection::beginWrite() const
{
    return execute(u"BEGIN IMMEDIATE"_s).map_error([this](Error error) {
        if (error.kind == Error::Kind::Busy && m_interruptible->wait.wasInterrupted())
            error.kind = Error::Kind::Cancelled;
        return error;
    });
}

Result<> SqliteConnection::beginSnapshot() const
{
    // Only a read starts the snapshot.
    return execute(u"BEGIN"_s).and_then([this]() -> Result<> {
        Result<> read = execute(u"SELECT 1 FROM sqlite_schema"_s);
        if (!read)
            rollback();
        return read;
    });
}

Result<> SqliteConnection::commit() const
{
    Result<> committed = execute(u"COMMIT"_s);
    if (!committed)
        rollback();
    return committed;
}

} // namespace

Result<std::unique_ptr<Connection>> openSqlite(const ConnectionSpec &spec)
{
    if (const Result<> checked = checkFile(spec); !checked)
        return fail(checked.error());
    letThreadsRun();
    auto connection = std::make_unique<SqliteConnection>(spec);
    using Access = SqliteConnection::Access;
    Result<> ready = connection->connect(spec, Access::Shared);
    // On a medium that cannot be written WAL has no place for its shared memory. Nobody else writes
    // there either, so the file may be read as it is, unless part of it is still in the WAL.
    if (!ready && spec.readOnly && isReadOnlyMedium(spec.path))
        ready = connection->connect(spec, Access::Immutable);
    if (!ready)
        return fail(ready.error());
    return connection;
}
