// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/coinspotkeytester.h"

namespace {

// The half that is tried, and the other one from where it is kept.
AccountKeySource keysWith(const Credential &credential, const QString &secret,
                          Credentials &credentials)
{
    const bool isKey = credential.kind() == Credential::Kind::CoinspotKey;
    const Credential other = isKey ? Credential::coinspotSecret() : Credential::coinspotKey();
    return [=, &credentials](QObject *context, const AccountKeysAnswer &answer) {
        credentials.read(other, context, [=](const Result<QString> &kept) {
            answer(kept.transform([&](const QString &text) {
                return isKey ? AccountKeys{secret, text} : AccountKeys{text, secret};
            }));
        });
    };
}

} // namespace

void CoinspotKeyTester::test(const Credential &credential, const QString &secret, QObject *context,
                             SecretAnswer answer)
{
    const int id = ++m_tests;
    auto running = std::make_unique<AccountThread>(
            AccountSettings{m_server, m_folder, keysWith(credential, secret, m_credentials)});
    AccountService &service = running->service();
    const auto end = [this, id, context, answer](const Result<QString> &answered) {
        // Later: this is called by what goes then.
        QMetaObject::invokeMethod(
                context, [this, id] { m_running.erase(id); }, Qt::QueuedConnection);
        answer(answered);
    };
    QObject::connect(&service, &AccountService::keyChecked, context, [end](KeyAccess access) {
        end(access == KeyAccess::ReadOnly ? tr("CoinSpot accepts the key. It may only read.")
            : access == KeyAccess::Full
                    ? tr("CoinSpot accepts the key, but it may trade and withdraw. Make a Read "
                         "Only key there instead.")
                    : tr("CoinSpot accepts the key. What it may do could not be found out."));
    });
    QObject::connect(&service, &AccountService::keyCheckFailed, context,
                     [end](const Error &error) { end(fail(error)); });
    running->start();
    QMetaObject::invokeMethod(&service, &AccountService::checkKey, Qt::QueuedConnection);
    m_running[id] = std::move(running);
}
