// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/accountserver.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

AccountServer::AccountServer(QString key, QString secret)
    : m_key{std::move(key)}
    , m_secret{std::move(secret)}
{
    m_server.setMissingHandler(
            [this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
                const AccountServerAnswer answer = answerTo(request);
                const auto status = static_cast<QHttpServerResponder::StatusCode>(answer.status);
                if (answer.retryAfter.isEmpty())
                    responder.write(answer.body, {{"Content-Type", answer.contentType}}, status);
                else
                    responder.write(answer.body,
                                    {{"Content-Type", answer.contentType},
                                     {"Retry-After", answer.retryAfter}},
                                    status);
            });
    m_port = m_server.listen(QHostAddress::LocalHost);
    if (m_port == 0)
        qFatal("no port is left for the account");
    setAnswer(u"/api/v2/ro/status"_s, R"({"status":"ok"})");
}

QUrl AccountServer::url() const
{
    return QUrl{u"http://127.0.0.1:%1"_s.arg(m_port)};
}

void AccountServer::setAnswer(const QString &path, const QByteArray &body)
{
    setHandler(path, [body](const QJsonObject &) { return body; });
}

void AccountServer::setHandler(const QString &path,
                               std::function<QByteArray(const QJsonObject &)> handler)
{
    m_handlers.insert(path, std::move(handler));
}

int AccountServer::callsOf(const QString &path) const
{
    return int(std::ranges::count(m_calls, path, &AccountServerCall::path));
}

AccountServerAnswer AccountServer::refuse(int status, const QString &fault,
                                          const QByteArray &message)
{
    m_faults.append(fault);
    return {status, R"({"status":"error","message":")" + message + "\"}"};
}

AccountServerAnswer AccountServer::answerTo(const QHttpServerRequest &request)
{
    const QByteArray body = request.body();
    const QString path = request.url().path();
    if (request.method() != QHttpServerRequest::Method::Post)
        return refuse(404, u"method"_s, "Not found");
    if (request.value("Content-Type") != "application/json")
        return refuse(401, u"content type"_s, "invalid/missing nonce");
    if (request.value("key") != m_key.toUtf8())
        return refuse(401, u"key"_s, "Invalid API key");
    const QByteArray sign =
            QMessageAuthenticationCode::hash(body, m_secret.toUtf8(), QCryptographicHash::Sha512)
                    .toHex();
    if (request.value("sign") != sign)
        return refuse(401, u"signature"_s, "Invalid signature");
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const qint64 nonce = object[u"nonce"].toInteger();
    if (nonce <= m_lastNonce)
        return refuse(400, u"nonce"_s, "Nonce invalid");
    m_lastNonce = nonce;
    m_calls.append({path, object, nonce});
    if (!m_queue.isEmpty())
        return m_queue.dequeue();
    if (path == u"/api/v2/status")
        return m_hasFullAccess ? AccountServerAnswer{}
                               : AccountServerAnswer{403, R"({"status":"error",)"
                                                          R"("message":"Read only key"})"};
    const auto handler = m_handlers.constFind(path);
    return handler == m_handlers.cend() ? AccountServerAnswer{404, "Not found", "text/plain"}
                                        : AccountServerAnswer{200, (*handler)(object)};
}
