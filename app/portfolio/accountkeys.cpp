// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountkeys.h"

#include "app/credentials/credentials.h"

AccountKeySource accountKeysFrom(Credentials &credentials)
{
    return [&credentials](QObject *context, const AccountKeysAnswer &answer) {
        const auto readSecret = [&credentials, context, answer](const Result<QString> &key) {
            if (!key) {
                answer(fail(key.error()));
                return;
            }
            credentials.read(Credential::coinspotSecret(), context,
                             [key = *key, answer](const Result<QString> &secret) {
                                 answer(secret.transform([&key](const QString &text) {
                                     return AccountKeys{key, text};
                                 }));
                             });
        };
        credentials.read(Credential::coinspotKey(), context, readSecret);
    };
}
