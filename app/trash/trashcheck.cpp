// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashcheck.h"

#include "app/trash/trashexport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> openForReading(QFile &file)
{
    if (file.open(QIODevice::ReadOnly))
        return {};
    return fail(file.exists() ? Error::Kind::AccessDenied : Error::Kind::NotFound,
                file.errorString(), file.fileName());
}

// Of a file's bytes, hexadecimal.
Result<QString> sha256Of(const QString &path, const std::function<bool()> &goesOn)
{
    constexpr qint64 PieceSize = 1 << 20;

    QFile file{path};
    if (const Result<> opened = openForReading(file); !opened)
        return fail(opened.error());
    QCryptographicHash hash{QCryptographicHash::Sha256};
    while (!file.atEnd()) {
        const QByteArray piece = file.read(PieceSize);
        if (piece.isEmpty())
            return fail(Error::Kind::AccessDenied, file.errorString(), path);
        hash.addData(piece);
        if (!goesOn())
            return fail(Error::Kind::Cancelled, {});
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

QString exportTimeText(const TrashExportRecord &record)
{
    return record.exportedAt.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

Result<TrashManifest> readManifest(const QString &folder)
{
    QFile file{QDir{folder}.filePath(QString::fromLatin1(TrashManifestName))};
    if (const Result<> opened = openForReading(file); !opened)
        return fail(opened.error());
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
    return TrashManifest{
            QDateTime::fromString(manifest.value("exported_at"_L1).toString(), Qt::ISODateWithMs),
            trashFilesFromJson(manifest.value("files"_L1).toArray())};
}

Result<QString> changedFile(const TrashExportRecord &record, const TrashProgressHandler &progress)
{
    const QDir folder{record.folder};
    const Result<TrashManifest> manifest = readManifest(record.folder);
    if (!manifest && manifest.error().kind != Error::Kind::NotFound)
        return fail(manifest.error());
    if (!manifest || manifest->files != record.files)
        return folder.filePath(QString::fromLatin1(TrashManifestName));
    for (const TrashFile &file : record.files) {
        const QString path = folder.filePath(file.name);
        const Result<QString> sum = sha256Of(path, [&] {
            return !progress ||
                   progress({TrashProgress::Phase::Checking, file.table, 0, record.rows});
        });
        if (!sum && sum.error().kind != Error::Kind::NotFound)
            return sum;
        if (!sum || *sum != file.sha256)
            return path;
    }
    return QString{};
}
