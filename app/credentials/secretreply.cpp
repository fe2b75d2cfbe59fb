// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/secretreply.h"

void SecretReply::answer(const Result<QString> &secret)
{
    if (secret)
        emit read(*secret, {});
    else
        emit read({}, secret.error());
}

void SecretReply::answer(const Result<> &result)
{
    emit done(result ? std::nullopt : std::optional{result.error()});
}

void SecretReply::whenRead(QObject *context, SecretAnswer answer)
{
    connect(this, &SecretReply::read, context,
            [answer = std::move(answer)](const QString &secret,
                                         const std::optional<Error> &problem) {
                answer(problem ? Result<QString>{fail(*problem)} : Result<QString>{secret});
            });
}

void SecretReply::whenDone(QObject *context, SecretDone done)
{
    connect(this, &SecretReply::done, context,
            [done = std::move(done)](const std::optional<Error> &problem) {
                done(problem ? Result<>{fail(*problem)} : Result<>{});
            });
}

void SecretReply::whenListed(QObject *context, Credentials::Places answer)
{
    connect(this, &SecretReply::listed, context, std::move(answer));
}
