// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portfolio/accountanswer.h"
#include "app/portfolio/accountkeys.h"

#include <QObject>
#include <QUrl>

#include <memory>

class AccountClient;
class QNetworkAccessManager;

struct AccountSettings {
    QUrl server;
    QString folder; // where nonces are kept
    AccountKeySource keys;

    [[nodiscard]] static QString folderBelow(const QString &dataFolder);
};

// The owner's account, for a window or a command: what it holds, what happened in it, and whether
// its key may do more than that. May be moved to a thread of its own before its first slot runs.
// Each call ends in exactly one answer.
class AccountService final : public QObject
{
    Q_OBJECT

public:
    explicit AccountService(AccountSettings settings, QObject *parent = nullptr);
    ~AccountService() override;

public slots:
    void loadBalances();
    void loadHistory(quint64 ticket, const AccountHistoryRequest &request);
    // Whether the key is accepted, and what it may do.
    void checkKey();

signals:
    // access comes with the first answer of a key, and with each one after it.
    void balancesLoaded(const AccountBalances &balances, KeyAccess access);
    void balancesFailed(const Error &error);
    void historyLoaded(quint64 ticket, const AccountHistory &history);
    void historyFailed(quint64 ticket, const Error &error);
    void keyChecked(KeyAccess access);
    void keyCheckFailed(const Error &error);

private:
    [[nodiscard]] AccountClient &client();
    void findAccess(const std::function<void(KeyAccess)> &done);

    AccountSettings m_settings;
    std::unique_ptr<QNetworkAccessManager> m_network; // made on the thread that they live on
    std::unique_ptr<AccountClient> m_client;
};
