// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/backupstore.h"

#include "db/schema/databasesize.h"
#include "db/schema/inspection.h"
#include "db/sqlite/sqlitebackup.h"
#include "migrations/backups/backuprestore.h"
#include "migrations/backups/durablefile.h"
#include "migrations/backups/serverbackup.h"
#include "migrations/history.h"

#include <QDir>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>
#include <QStorageInfo>

#include <openssl/evp.h>

#include <algorithm>
#include <future>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds Patience{30'000};

// By OpenSSL, which uses the processor's own instructions: ten times as fast as Qt's.
Result<QString> sha256Of(const QString &path)
{
    constexpr qint64 ChunkSize = 1024 * 1024;

    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::AccessDenied, file.errorString(), path);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash{EVP_MD_CTX_new(),
                                                                       &EVP_MD_CTX_free};
    bool isDone = hash && EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) == 1;
    QByteArray chunk{ChunkSize, Qt::Uninitialized};
    qint64 size = 0;
    while (isDone && (size = file.read(chunk.data(), ChunkSize)) > 0)
        isDone = EVP_DigestUpdate(hash.get(), chunk.constData(), static_cast<size_t>(size)) == 1;
    if (size < 0)
        return fail(Error::Kind::AccessDenied, file.errorString(), path);
    QByteArray digest{EVP_MAX_MD_SIZE, Qt::Uninitialized};
    unsigned int length = 0;
    isDone = isDone &&
             EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char *>(digest.data()),
                                &length) == 1;
    if (!isDone)
        return fail(Error::Kind::Unknown, u"OpenSSL has no SHA-256"_s, path);
    return QString::fromLatin1(digest.first(length).toHex());
}

// SQLite by the online backup.
Result<> copyFile(const Connection &connection, const QString &path,
                  const CopyProgressHandler &progress)
{
    const auto told = [&](qint64 done, qint64) {
        return !progress || progress({CopyProgress::Phase::Copying, {}, 0, 0, done});
    };
    return copySqliteFile(connection.location(), path, Patience, told);
}

Result<QList<BackedUpTable>> proveTables(const Connection &copy,
                                         const CopyProgressHandler &progress)
{
    const Result<Schema> schema = inspectSchema(copy);
    if (!schema)
        return fail(schema.error());
    QList<BackedUpTable> tables;
    const QList<SchemaObject> found = schema->tables();
    for (const SchemaObject &table : found) {
        const auto goesOn = [&] {
            return !progress || progress({CopyProgress::Phase::Proving, table.name, 0, 0, 0});
        };
        if (!goesOn())
            return fail(Error::Kind::Cancelled, {});
        const Result<TableProof> proof = proveTable(copy, table.name, table.columns, goesOn);
        if (!proof)
            return fail(proof.error());
        tables.append({table.name, proof->columns, proof->rows, proof->checksum.toHex()});
    }
    return tables;
}

Result<> writeManifest(const Backup &backup)
{
    QSaveFile file{backup.manifestFile()}; // flushed and renamed
    if (!file.open(QIODevice::WriteOnly))
        return fail(Error::Kind::AccessDenied, file.errorString(), backup.manifestFile());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument{backup.toJson()}.toJson());
    if (!file.commit())
        return fail(Error::Kind::DiskFull, file.errorString(), backup.manifestFile());
    return flushToDisk(QFileInfo{backup.file}.absolutePath());
}

void removeDatabaseFile(const QString &path)
{
    for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path + ending);
}

// What a killed backup left. A day old, because another program may be making one.
void removeLeftovers(const QDir &folder)
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    const QFileInfoList files = folder.entryInfoList({u"*.making*"_s}, QDir::Files);
    for (const QFileInfo &file : files) {
        if (file.lastModified() < yesterday)
            QFile::remove(file.filePath());
    }
}

} // namespace

BackupStore::BackupStore(QString folder)
    : m_folder{QDir::cleanPath(QDir::current().absoluteFilePath(folder))}
{}

Result<> BackupStore::checkSpace(const Connection &connection) const
{
    constexpr qint64 Least = 1024 * 1024;

    const Result<qint64> size = databaseSize(connection).and_then([&](qint64 stored) {
        return compressionSavings(connection).transform([&](qint64 saved) {
            return stored + saved;
        });
    });
    if (!size)
        return fail(size.error());
    const qint64 needed = *size + *size / 10 + Least;
    const qint64 available = QStorageInfo{m_folder}.bytesAvailable();
    if (available >= needed)
        return {};
    const QLocale locale;
    return fail(Error::Kind::Refused,
                tr("A backup needs %1 and the disk with %2 has %3 left. Free some space, then try "
                   "again; nothing was changed.")
                        .arg(locale.formattedDataSize(needed), m_folder,
                             locale.formattedDataSize(available)),
                m_folder);
}

Result<Backup> BackupStore::makeFile(const Connection &connection, const QString &path,
                                     const CopyProgressHandler &progress) const
{
    const Result<QList<AppliedMigration>> applied =
            MigrationHistory{connection, Actor::current()}.applied();
    if (!applied)
        return fail(applied.error());
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return fail(Error::Kind::AccessDenied, file.errorString(), path);
    file.close();
    const bool isServer = connection.engine() != Engine::Sqlite;
    Result<QList<BackedUpTable>> tables;
    const Result<> copied =
            isServer ? backUpServer(connection, path, progress)
                               .map([&](const QList<BackedUpTable> &read) { tables = read; })
                     : copyFile(connection, path, progress);
    const Result<> sealed = copied.and_then([&] { return sealSqliteFile(path); }).and_then([&] {
        return flushToDisk(path);
    });
    if (!sealed)
        return fail(sealed.error());
    const auto copy = Connection::open(ConnectionSpec::file(path, true));
    if (!copy)
        return fail(copy.error());
    // Both read all of the file, and neither waits for the other.
    std::future<Result<QString>> hashed = std::async(std::launch::async, sha256Of, path);
    tables = isServer ? proveBackedUp(**copy, *tables, progress).transform([&] { return *tables; })
                      : proveTables(**copy, progress);
    const Result<QString> sha256 = hashed.get();
    if (!tables)
        return fail(tables.error());
    if (!sha256)
        return fail(sha256.error());
    Backup backup;
    backup.database = connection.location();
    backup.engine = engineName(connection.engine());
    backup.version = applied->isEmpty() ? 0 : applied->constLast().version;
    backup.madeAt = QDateTime::currentDateTimeUtc();
    backup.appVersion = QCoreApplication::applicationVersion();
    backup.bytes = QFileInfo{path}.size();
    backup.sha256 = *sha256;
    backup.tables = *tables;
    return backup;
}

Result<Backup> BackupStore::make(const Connection &connection, const BackupReason &reason,
                                 const CopyProgressHandler &progress) const
{
    const QDir folder{m_folder};
    if (!folder.exists()) {
        if (!folder.mkpath(u"."_s))
            return fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, m_folder);
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    removeLeftovers(folder);
    if (const Result<> enough = checkSpace(connection); !enough)
        return fail(enough.error());

    const QString name = u"tidemark-%1.db"_s.arg(
            QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'hhmmsszzz'Z'"_s));
    const QString unfinished = folder.filePath(name + u".making"_s);
    Result<Backup> backup = makeFile(connection, unfinished, progress);
    if (!backup) {
        removeDatabaseFile(unfinished);
        if (backup.error().kind == Error::Kind::DiskFull)
            backup.error().subject = m_folder;
        return backup;
    }
    backup->file = folder.filePath(name);
    backup->reason = reason.text;
    backup->isKept = reason.beforeLoss;
    if (!QFile::rename(unfinished, backup->file)) {
        removeDatabaseFile(unfinished);
        return fail(Error::Kind::AccessDenied, u"the backup cannot be renamed"_s, backup->file);
    }
    // The manifest comes last: without it there is no backup.
    if (const Result<> written = writeManifest(*backup); !written) {
        QFile::remove(backup->file);
        return fail(written.error());
    }
    return backup;
}

Result<QList<Backup>> BackupStore::list() const
{
    QList<Backup> backups;
    const QFileInfoList manifests =
            QDir{m_folder}.entryInfoList({u"tidemark-*.json"_s}, QDir::Files);
    for (const QFileInfo &manifest : manifests) {
        QFile file{manifest.absoluteFilePath()};
        if (!file.open(QIODevice::ReadOnly))
            return fail(Error::Kind::AccessDenied, file.errorString(), file.fileName());
        const QString path =
                manifest.absolutePath() + u'/' + manifest.completeBaseName() + u".db"_s;
        const Result<Backup> backup =
                Backup::fromJson(QJsonDocument::fromJson(file.readAll()).object(), path);
        if (backup && QFileInfo::exists(path))
            backups.append(*backup);
    }
    std::ranges::sort(backups, std::greater{}, &Backup::madeAt);
    return backups;
}

Result<> BackupStore::verify(const Backup &backup, const CopyProgressHandler &progress) const
{
    if (!QFileInfo::exists(backup.file))
        return fail(Error::Kind::NotFound, {}, backup.file);
    const Result<QString> sha256 = sha256Of(backup.file);
    if (!sha256)
        return fail(sha256.error());
    if (*sha256 != backup.sha256)
        return fail(Error::Kind::Corrupt, u"the file is not as it was made"_s, backup.file);
    const auto copy = Connection::open(ConnectionSpec::file(backup.file, true));
    if (!copy)
        return fail(copy.error());
    return proveBackedUp(**copy, backup.tables, progress).or_else([&](Error error) -> Result<> {
        if (error.kind == Error::Kind::Cancelled)
            return fail(error);
        return fail(Error::Kind::Corrupt, error.detail, backup.file);
    });
}

Result<> BackupStore::restore(const Backup &backup, const ConnectionSpec &target,
                              const CopyProgressHandler &progress) const
{
    return backup.checkRestorable()
            .and_then([&] { return verify(backup, progress); })
            .and_then([&]() -> Result<> {
                if (target.isServer() || backup.engine != engineName(Engine::Sqlite))
                    return restoreRows(backup, target, progress);
                return restoreToFile(backup, target, progress);
            });
}

Result<QStringList> BackupStore::prune() const
{
    constexpr int Newest = 3;

    const Result<QList<Backup>> backups = list();
    if (!backups)
        return fail(backups.error());
    QStringList removed;
    QHash<QString, int> seen;
    for (const Backup &backup : *backups) {
        if (++seen[backup.database] <= Newest || backup.isKept)
            continue;
        // The manifest goes first, so that no half of a backup is ever listed.
        if (!QFile::remove(backup.manifestFile()) || !QFile::remove(backup.file))
            return fail(Error::Kind::AccessDenied, u"an old backup cannot be deleted"_s,
                        backup.file);
        removed.append(backup.file);
    }
    return removed;
}
