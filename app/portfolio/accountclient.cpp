// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountclient.h"

#include "app/network/answertext.h"
#include "app/portfolio/accountanswer.h"

#include <QDir>
#include <QRegularExpression>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// What the server says to a refusal, "HTTP 400, "Coin not found"", without a page's markup.
QString wordsOf(const HttpOutcome &outcome)
{
    const QString status = u"HTTP %1"_s.arg(outcome.status);
    const QString said =
            looksLikeHtml(outcome.body) ? htmlTitle(outcome.body) : accountMessage(outcome.body);
    return said.isEmpty() ? status : u"%1, \"%2\""_s.arg(status, said);
}

bool isBlock(const HttpOutcome &outcome)
{
    return isCloudflareBlock(outcome.body) ||
           (outcome.status == 403 && looksLikeHtml(outcome.body));
}

} // namespace

bool isReadOnlyPath(QStringView path)
{
    static const QRegularExpression form{
            QRegularExpression::anchoredPattern(u"/api/v2/ro(/[a-z]+)+")};
    return form.match(path.toString()).hasMatch();
}

AccountClient::AccountClient(QNetworkAccessManager &network, QUrl baseUrl, QString folder,
                             AccountKeySource keys, QObject *parent)
    : QObject{parent}
    , m_baseUrl{std::move(baseUrl)}
    , m_folder{std::move(folder)}
    , m_keySource{std::move(keys)}
    , m_exchange{network}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { m_step == Step::Turn ? lookForTurn() : awaitTurn(); });
    connect(&m_exchange, &HttpExchange::finished, this, &AccountClient::take);
}

void AccountClient::ask(const AccountCall &call, Reply reply)
{
    m_jobs.enqueue({call, std::move(reply)});
    QMetaObject::invokeMethod(this, &AccountClient::beginNext, Qt::QueuedConnection);
}

void AccountClient::beginNext()
{
    if (m_step != Step::Idle || m_jobs.isEmpty())
        return;
    m_step = Step::Keys;
    m_attempt = 0;
    m_hasNewNonce = false;
    m_elapsed.start();
    const QString &path = m_jobs.constFirst().call.path;
    if (!isReadOnlyPath(path) && path != FullAccessStatusPath) {
        end(fail(Error::Kind::Refused,
                 tr("Tidemark only reads the account: no call but those below /api/v2/ro is "
                    "made.")));
        return;
    }
    if (m_stopped) {
        end(fail(*m_stopped));
        return;
    }
    m_keySource(this, [this](const Result<AccountKeys> &keys) { acceptKeys(keys); });
}

void AccountClient::acceptKeys(const Result<AccountKeys> &keys)
{
    if (!keys) {
        end(fail(keys.error()));
        return;
    }
    m_keys = *keys;
    m_fingerprint = keyFingerprint(m_keys.key);
    awaitTurn();
}

void AccountClient::awaitTurn()
{
    m_step = Step::Turn;
    if (!QDir{}.mkpath(m_folder)) {
        end(fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, m_folder));
        return;
    }
    m_turn = std::make_unique<FileLock>(QDir{m_folder}.filePath(m_fingerprint + ".turn"_L1));
    m_waited.start();
    lookForTurn();
}

void AccountClient::lookForTurn()
{
    const Result<bool> taken = m_turn->take();
    if (!taken)
        end(fail(taken.error()));
    else if (*taken)
        send();
    else if (std::chrono::milliseconds{m_waited.elapsed()} > m_timing.turn)
        end(fail(Error::Kind::Refused,
                 tr("Another program with this key asks CoinSpot already and does not end. Try "
                    "again when it has ended.")));
    else
        m_timer.start(m_timing.look);
}

void AccountClient::send()
{
    const AccountCall &call = m_jobs.constFirst().call;
    const Result<qint64> nonce = NonceFile{m_folder, m_fingerprint, m_clock}.next();
    if (!nonce) {
        end(fail(nonce.error()));
        return;
    }
    ++m_attempt;
    m_step = Step::Exchange;
    HttpRequest request;
    request.url = urlBelow(m_baseUrl, call.path);
    request.body = signedBody(call.members, *nonce);
    request.headers = {{"key", m_keys.key.toUtf8()},
                       {"sign", signatureOf(request.body, m_keys.secret)}};
    m_exchange.start(std::move(request));
}

void AccountClient::take(const HttpOutcome &outcome)
{
    m_turn.reset();
    if (outcome.fault) {
        if (!retry(outcome, outcome.fault->retryable))
            end(fail(about(outcome.fault->kind, outcome.fault->detail)));
        return;
    }
    if (outcome.status != 200) {
        refuse(outcome);
        return;
    }
    const Result<QJsonObject> document = accountDocument(outcome.body);
    if (document)
        end(document);
    else if (isBlock(outcome))
        stop(about(Error::Kind::Blocked, document.error().detail));
    else if (document.error().kind == Error::Kind::Http)
        refuse(outcome);
    else
        end(fail(about(document.error().kind, document.error().detail)));
}

// An answer that is no success: by its status, or by what it says.
void AccountClient::refuse(const HttpOutcome &outcome)
{
    const bool mayBeNonce = outcome.status == 200 || outcome.status == 400 || outcome.status == 401;
    // Refused for its nonce, a call did nothing: also an order may be sent again.
    if (mayBeNonce && isAboutNonce(accountMessage(outcome.body)) && !m_hasNewNonce) {
        m_hasNewNonce = true;
        awaitTurn();
        return;
    }
    if (isBlock(outcome)) {
        stop(about(Error::Kind::Blocked, wordsOf(outcome)));
        return;
    }
    if (outcome.status == 401 || outcome.status == 403) {
        const Error error = about(Error::Kind::TokenRefused, wordsOf(outcome));
        // On the path of full-access keys this is the answer to a read-only one.
        m_jobs.constFirst().call.path == FullAccessStatusPath ? end(fail(error)) : stop(error);
        return;
    }
    if (retry(outcome, isRetryableStatus(outcome.status)))
        return;
    QString words = wordsOf(outcome);
    if (outcome.retryAfter)
        words += u", asks to wait %1"_s.arg(secondsText(*outcome.retryAfter));
    end(fail(about(Error::Kind::Http, words)));
}

bool AccountClient::retry(const HttpOutcome &outcome, bool isRetryable)
{
    if (!m_jobs.constFirst().call.mayRepeat)
        return false;
    FailedAttempt failed;
    failed.number = m_attempt;
    failed.retryable = isRetryable;
    failed.retryAfter = outcome.retryAfter;
    failed.timeLeft = m_timing.patience - std::chrono::milliseconds{m_elapsed.elapsed()};
    const auto wait = m_waits(failed);
    if (!wait)
        return false;
    m_step = Step::Wait;
    m_timer.start(*wait);
    return true;
}

// Ends the call under way and all that wait; so will those to come.
void AccountClient::stop(const Error &error)
{
    m_stopped = error;
    end(fail(error));
}

void AccountClient::end(const Result<QJsonObject> &document)
{
    m_turn.reset();
    m_keys = {};
    m_step = Step::Idle;
    const Job job = m_jobs.dequeue();
    QMetaObject::invokeMethod(this, &AccountClient::beginNext, Qt::QueuedConnection);
    job.reply(document); // the last: it may destroy this
}

Error AccountClient::about(Error::Kind kind, const QString &detail) const
{
    return {kind, detail, u"CoinSpot"_s};
}
