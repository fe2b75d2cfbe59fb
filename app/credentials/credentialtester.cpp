// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/credentialtester.h"

void CredentialTests::test(const Credential &credential, QObject *context,
                           SecretAnswer answer) const
{
    CredentialTester *tester = m_testers.at(credential.kind());
    m_credentials.readAttended(credential, context,
                               [tester, credential, context,
                                answer = std::move(answer)](const Result<QString> &secret) {
                                   if (!secret)
                                       return answer(secret);
                                   tester->test(credential, *secret, context, answer);
                               });
}
