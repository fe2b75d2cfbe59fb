// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/outbox.h"

#include "app/collector/snapshotjson.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

QString Outbox::folderFor(const QString &dataFolder, const QString &databaseLocation)
{
    const QByteArray hash =
            QCryptographicHash::hash(databaseLocation.toUtf8(), QCryptographicHash::Sha256);
    return QDir{dataFolder}.filePath(u"outbox/"_s + QString::fromLatin1(hash.toHex().left(16)));
}

Result<> Outbox::keep(const Snapshot &snapshot)
{
    if (!QDir{}.mkpath(m_folder))
        return fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, m_folder);
    // The slot first, with all its digits: names sort by time.
    const QString name =
            u"%1-%2.json"_s.arg(snapshot.run.slot.toMSecsSinceEpoch(), 15, 10, QChar{u'0'})
                    .arg(QUuid::createUuid().toString(QUuid::Id128));
    QSaveFile file{QDir{m_folder}.filePath(name)};
    const QByteArray json = snapshotToJson(snapshot);
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(json) != json.size() || !file.commit()) {
        const bool full = file.error() == QFileDevice::ResourceError;
        return fail(full ? Error::Kind::DiskFull : Error::Kind::AccessDenied, file.errorString(),
                    m_folder);
    }
    return {};
}

QStringList Outbox::entries() const
{
    return QDir{m_folder}.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
}

QDateTime Outbox::oldestSlot() const
{
    const QStringList names =
            QDir{m_folder}.entryList({u"*.json"_s}, QDir::Files | QDir::Readable, QDir::Name);
    for (const QString &name : names) {
        bool isNumber = false;
        const qint64 ms = name.section(u'-', 0, 0).toLongLong(&isNumber);
        if (isNumber)
            return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    }
    return {};
}

Result<Snapshot> Outbox::load(const QString &entry)
{
    const QString path = QDir{m_folder}.filePath(entry);
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::AccessDenied, file.errorString(), path);
    Result<Snapshot> snapshot = snapshotFromJson(file.readAll());
    if (!snapshot) {
        file.close();
        setAside(entry);
    }
    return snapshot;
}

void Outbox::setAside(const QString &entry)
{
    const QString path = QDir{m_folder}.filePath(entry);
    QFile::rename(path, path + u".unreadable"_s);
}

Result<> Outbox::remove(const QString &entry)
{
    QFile file{QDir{m_folder}.filePath(entry)};
    if (!file.remove() && file.exists())
        return fail(Error::Kind::AccessDenied, file.errorString(), file.fileName());
    return {};
}
