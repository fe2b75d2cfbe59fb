// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <variant>

// A member of a body beside the nonce: text, or a whole number. Decimals go as text, because
// another program would not write them the same way.
struct BodyMember {
    QString name;
    std::variant<QString, qint64> value;
};

// What CoinSpot's private API wants of a body (market-apis.md 1.4). Pure functions.

// HMAC-SHA512 of exactly these bytes in lower-case hex. The secret counts as UTF-8, as it is.
[[nodiscard]] QByteArray signatureOf(const QByteArray &body, const QString &secret);

// The bytes to sign and to send: compact JSON, members in the order given, the nonce last.
[[nodiscard]] QByteArray signedBody(const QList<BodyMember> &members, qint64 nonce);

// A name for what belongs to a key, which does not tell the key: for files.
[[nodiscard]] QString keyFingerprint(const QString &key);
