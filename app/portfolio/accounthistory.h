// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portfolio/accountanswer.h"
#include "app/portfolio/accountclient.h"

#include <QHash>
#include <QPointer>

// Reads one list of the account over a range of days. There are no pages: a window of days whose
// answer is as long as the server lets it be was cut, and is asked again in halves, down to one
// day. Both dates are always sent, or CoinSpot would tell the last 24 hours alone. Lives on the
// client's thread and deletes itself after its reply.
class AccountHistoryWalk final : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(const Result<AccountHistory> &history)>;

    static constexpr int MostCalls = 200;
    static constexpr int LongestAnswer = 500; // what the server allows at most
    static constexpr int UsualAnswer = 200;   // where no length can be asked for

    // The client outlives the walk; so does its parent.
    static void begin(AccountClient &client, const AccountHistoryRequest &request, QObject &parent,
                      Reply reply);

private:
    struct Window {
        QString path;
        QDate from;
        QDate to;
    };

    AccountHistoryWalk(AccountClient &client, const AccountHistoryRequest &request, Reply reply,
                       QObject *parent);

    void askNext();
    void accept(const Window &window, const AccountPage &page);
    void add(const AccountPage &page);
    void end(const Result<AccountHistory> &history);
    [[nodiscard]] bool isCut(const AccountPage &page) const;

    AccountClient &m_client;
    Reply m_reply;
    AccountHistory m_history;
    QList<Window> m_windows; // the last is next
    int m_calls = 0;
    QHash<QString, int> m_known; // how often an entry is in the history, by what it says
};
