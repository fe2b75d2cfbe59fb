// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"

#include "db/sqlerror.h"
#include "db/sqlitestatement.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
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

bool isReadOnlyMedium(const QString &path)
{
    const QFileInfo file{path};
    return !QFileInfo{file.absolutePath()}.isWritable() && QFileInfo{path + u"-wal"_s}.size() == 0;
}

} // namespace

Connection::Connection(QString name, Dialect dialect)
    : m_name{std::move(name)}
    , m_dialect{dialect}
{}

Connection::~Connection()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase Connection::database() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<> Connection::connect(const ConnectionSpec &spec, Access access) const
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
    const Result<> ready =
            checkSqliteLibrary(database).and_then([&] { return configure(database, spec); });
    if (!ready)
        database.close();
    return ready;
}

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionSpec &spec)
{
    if (const Result<> checked = checkFile(spec); !checked)
        return fail(checked.error());

    std::unique_ptr<Connection> connection{
            new Connection{nextConnectionName(), Dialect{spec.engine}}};
    QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->name());
    Result<> ready = connection->connect(spec, Access::Shared);
    // On a medium that cannot be written WAL has no place for its shared memory. Nobody else writes
    // there either, so the file may be read as it is, unless part of it is still in the WAL.
    if (!ready && spec.readOnly && isReadOnlyMedium(spec.path))
        ready = connection->connect(spec, Access::Immutable);
    if (!ready) {
        Error error = ready.error();
        error.subject = spec.path;
        return fail(std::move(error));
    }
    return connection;
}
