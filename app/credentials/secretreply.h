// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/credentials.h"

// Carries one answer to the thread of whoever asked: a connection ends safely with its receiver,
// whichever thread that lives on. It receives no event itself, so any thread may delete it, also
// when the one it was made on has ended.
class SecretReply final : public QObject
{
    Q_OBJECT

public:
    void answer(const Result<QString> &secret);
    void answer(const Result<> &result);
    void answer(const QList<CredentialPlace> &places) { emit listed(places); }

    // The callback is called on the context's thread.
    void whenRead(QObject *context, SecretAnswer answer);
    void whenDone(QObject *context, SecretDone done);
    void whenListed(QObject *context, Credentials::Places answer);

signals:
    // A Result cannot cross threads as it is: it would have to be comparable.
    void read(const QString &secret, const std::optional<Error> &problem);
    void done(const std::optional<Error> &problem);
    void listed(const QList<CredentialPlace> &places);
};
