// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountservice.h"

#include "app/portfolio/accountanswer.h"
#include "app/portfolio/accountclient.h"
#include "app/portfolio/accounthistory.h"
#include "app/portfolio/keyaccess.h"

#include <QDir>
#include <QNetworkAccessManager>

using namespace Qt::Literals::StringLiterals;

QString AccountSettings::folderBelow(const QString &dataFolder)
{
    return QDir{dataFolder}.filePath(u"account"_s);
}

AccountService::AccountService(AccountSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
{}

AccountService::~AccountService() = default;

AccountClient &AccountService::client()
{
    if (!m_client) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_client = std::make_unique<AccountClient>(*m_network, m_settings.server, m_settings.folder,
                                                   m_settings.keys);
    }
    m_client->resume(); // somebody asks: the key may be another one by now
    return *m_client;
}

void AccountService::loadBalances()
{
    client().ask({u"/api/v2/ro/my/balances"_s}, [this](const Result<QJsonObject> &document) {
        const Result<AccountBalances> balances = document.and_then(&balancesIn);
        if (!balances) {
            emit balancesFailed(balances.error());
            return;
        }
        findAccess([this, balances = *balances](KeyAccess access) {
            emit balancesLoaded(balances, access);
        });
    });
}

void AccountService::loadHistory(quint64 ticket, const AccountHistoryRequest &request)
{
    AccountHistoryWalk::begin(client(), request, *this,
                              [this, ticket](const Result<AccountHistory> &history) {
                                  if (history)
                                      emit historyLoaded(ticket, *history);
                                  else
                                      emit historyFailed(ticket, history.error());
                              });
}

void AccountService::checkKey()
{
    client().ask({u"/api/v2/ro/status"_s}, [this](const Result<QJsonObject> &document) {
        if (!document)
            emit keyCheckFailed(document.error());
        else
            findAccess([this](KeyAccess access) { emit keyChecked(access); });
    });
}

// The path for reading answers a full-access key as well, so the other one has to be asked: its
// status, which does nothing. Once a key, because a refusal may count against it.
void AccountService::findAccess(const std::function<void(KeyAccess)> &done)
{
    const KeyAccessFile file{m_settings.folder, m_client->fingerprint()};
    if (const KeyAccess known = file.read(); known != KeyAccess::Unknown) {
        done(known);
        return;
    }
    AccountCall probe{FullAccessStatusPath};
    probe.mayRepeat = false;
    m_client->ask(probe, [file, done](const Result<QJsonObject> &document) {
        KeyAccess access = KeyAccess::Unknown;
        if (document)
            access = KeyAccess::Full;
        else if (document.error().kind == Error::Kind::TokenRefused &&
                 !isAboutNonce(document.error().detail)) // that says nothing about the key
            access = KeyAccess::ReadOnly;
        file.write(access);
        done(access);
    });
}
