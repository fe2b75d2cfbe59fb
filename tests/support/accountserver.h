// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHttpServer>
#include <QJsonObject>
#include <QQueue>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <optional>

struct AccountServerCall {
    QString path;
    QJsonObject body;
    qint64 nonce = 0;
};

struct AccountServerAnswer {
    int status = 200;
    QByteArray body = R"({"status":"ok"})";
    QByteArray contentType = "application/json";
    QByteArray retryAfter = {};
};

// The private API of CoinSpot on 127.0.0.1, as strict as that one: POST of JSON, a signature over
// exactly the bytes of the body, a nonce above all before it. Lives on the thread that made it.
class AccountServer final
{
public:
    AccountServer(QString key, QString secret);

    [[nodiscard]] QUrl url() const;

    // The answer to this path from now on; a path without one gets 404.
    void setAnswer(const QString &path, const QByteArray &body);
    void setHandler(const QString &path,
                    std::function<QByteArray(const QJsonObject &body)> handler);
    // For the next calls that are good in themselves, whatever their path.
    void enqueue(const AccountServerAnswer &answer) { m_queue.enqueue(answer); }
    // A full-access key is let into /api/v2/status, a read-only one gets 403.
    void setFullAccess(bool hasFullAccess) { m_hasFullAccess = hasFullAccess; }
    // Another program used the key with this one.
    void setLastNonce(qint64 nonce) { m_lastNonce = nonce; }
    [[nodiscard]] qint64 lastNonce() const { return m_lastNonce; }

    // Good calls, in order.
    [[nodiscard]] const QList<AccountServerCall> &calls() const { return m_calls; }
    [[nodiscard]] int callsOf(const QString &path) const;
    // What was wrong with the others: "signature", "nonce", "key", "content type", "method".
    [[nodiscard]] const QStringList &faults() const { return m_faults; }

private:
    [[nodiscard]] AccountServerAnswer answerTo(const QHttpServerRequest &request);
    [[nodiscard]] AccountServerAnswer refuse(int status, const QString &fault,
                                             const QByteArray &message);

    QString m_key;
    QString m_secret;
    QHttpServer m_server;
    quint16 m_port = 0;
    qint64 m_lastNonce = 0;
    bool m_hasFullAccess = false;
    QHash<QString, std::function<QByteArray(const QJsonObject &)>> m_handlers;
    QQueue<AccountServerAnswer> m_queue;
    QList<AccountServerCall> m_calls;
    QStringList m_faults;
};
