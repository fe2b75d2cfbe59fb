// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/httpexchange.h"
#include "app/network/retrypolicy.h"
#include "app/portfolio/accountkeys.h"
#include "app/portfolio/noncefile.h"
#include "app/portfolio/signature.h"
#include "db/filelock.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QQueue>
#include <QTimer>
#include <QUrl>

#include <memory>

// One call of CoinSpot's private API.
struct AccountCall {
    QString path; // "/api/v2/ro/my/balances"
    QList<BodyMember> members = {};
    bool mayRepeat = true; // after a failure; an order never, for it may exist
};

// Asks the owner's account, one call after another: each waits for the answer to the one before,
// also of other programs with the same key, because CoinSpot refuses a nonce that comes late. Every
// attempt has a nonce of its own, whatever became of the one before.
//
// It only reads: a path that is not below /api/v2/ro is Refused before a key is touched, but for
// /api/v2/status, which does nothing and tells a full-access key (docs/decisions.md).
//
// A refused key (TokenRefused) or a block (Blocked) ends all calls that wait, and those to come
// until resume(). Lives on the thread of its manager, which a lock may hold up for a moment: not
// the GUI's. Destroying it ends everything silently.
class AccountClient final : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(const Result<QJsonObject> &document)>;
    // How long to wait before the next attempt; nothing: there is none.
    using Waits = std::function<std::optional<std::chrono::milliseconds>(const FailedAttempt &)>;

    struct Timing {
        std::chrono::milliseconds patience = std::chrono::minutes{1}; // for all attempts of a call
        std::chrono::milliseconds turn = std::chrono::seconds{30};    // for other programs' calls
        std::chrono::milliseconds look = std::chrono::milliseconds{50}; // whether it is its turn
    };

    // network outlives the client. folder: where nonces are kept.
    AccountClient(QNetworkAccessManager &network, QUrl baseUrl, QString folder,
                  AccountKeySource keys, QObject *parent = nullptr);

    void setLimits(const FetchLimits &limits) { m_exchange.setLimits(limits); }
    void setWaits(Waits waits) { m_waits = std::move(waits); }
    void setTiming(const Timing &timing) { m_timing = timing; }
    void setClock(std::function<QDateTime()> clock) { m_clock = std::move(clock); }

    // reply comes once, through the event loop; its error's subject is the host.
    void ask(const AccountCall &call, Reply reply);
    // Somebody replaced the key, or asks again by hand.
    void resume() { m_stopped.reset(); }
    // The fingerprint of the key that answered last; empty before.
    [[nodiscard]] const QString &fingerprint() const { return m_fingerprint; }

private:
    struct Job {
        AccountCall call;
        Reply reply;
    };
    enum class Step { Idle, Keys, Turn, Exchange, Wait };

    void beginNext();
    void acceptKeys(const Result<AccountKeys> &keys);
    void awaitTurn();
    void lookForTurn();
    void send();
    void take(const HttpOutcome &outcome);
    [[nodiscard]] bool retry(const HttpOutcome &outcome, bool isRetryable);
    void refuse(const HttpOutcome &outcome);
    void stop(const Error &error);
    void end(const Result<QJsonObject> &document);
    [[nodiscard]] Error about(Error::Kind kind, const QString &detail) const;

    QUrl m_baseUrl;
    QString m_folder;
    AccountKeySource m_keySource;
    std::function<QDateTime()> m_clock = &QDateTime::currentDateTimeUtc;
    HttpExchange m_exchange;
    Waits m_waits = [policy = RetryPolicy{}](const FailedAttempt &failed) {
        return policy.nextWait(failed);
    };
    Timing m_timing;

    QQueue<Job> m_jobs; // the first is under way unless the step is Idle
    Step m_step = Step::Idle;
    std::optional<Error> m_stopped;
    QString m_fingerprint;

    // Of the call under way.
    AccountKeys m_keys;
    std::unique_ptr<FileLock> m_turn; // held from the nonce to the answer
    int m_attempt = 0;
    bool m_hasNewNonce = false; // it was asked once more because of the nonce
    QElapsedTimer m_elapsed;
    QElapsedTimer m_waited; // for the turn
    QTimer m_timer;
};

// Whether the client may send a key there.
[[nodiscard]] bool isReadOnlyPath(QStringView path);

inline const QString FullAccessStatusPath = QStringLiteral("/api/v2/status");
