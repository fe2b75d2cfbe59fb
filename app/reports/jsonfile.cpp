// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/jsonfile.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

QByteArray jsonText(const QJsonObject &object)
{
    return QJsonDocument{object}.toJson();
}

Result<QJsonObject> readJsonFile(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::AccessDenied, file.errorString(), path);
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &fault);
    if (!document.isObject())
        return fail(Error::Kind::Parse,
                    fault.error == QJsonParseError::NoError ? u"it is no object of JSON"_s
                                                            : fault.errorString(),
                    path);
    return document.object();
}

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<qint64> msFromIso(const QJsonValue &time)
{
    const QDateTime parsed = QDateTime::fromString(time.toString(), Qt::ISODateWithMs);
    return parsed.isValid() ? std::optional{parsed.toMSecsSinceEpoch()} : std::nullopt;
}
