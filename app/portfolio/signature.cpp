// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/signature.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

using namespace Qt::Literals::StringLiterals;

namespace {

// "text" with what JSON escapes; Qt writes a list of one text as ["text"].
QByteArray quoted(const QString &text)
{
    const QByteArray list = QJsonDocument{QJsonArray{text}}.toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace

QByteArray signatureOf(const QByteArray &body, const QString &secret)
{
    return QMessageAuthenticationCode::hash(body, secret.toUtf8(), QCryptographicHash::Sha512)
            .toHex();
}

QByteArray signedBody(const QList<BodyMember> &members, qint64 nonce)
{
    QByteArray body{"{"};
    for (const auto &[name, value] : members) {
        const auto *number = std::get_if<qint64>(&value);
        body += quoted(name) + ':' +
                (number ? QByteArray::number(*number) : quoted(std::get<QString>(value))) + ',';
    }
    return body + "\"nonce\":" + QByteArray::number(nonce) + '}';
}

QString keyFingerprint(const QString &key)
{
    const QByteArray hash =
            QCryptographicHash::hash("tidemark nonce " + key.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().first(32));
}
