// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portfolio/accountservice.h"

#include <QThread>

// Runs an AccountService on a thread of its own, so that neither the network nor another program's
// nonce holds up who made it. Connect to service() first, start last. The destructor ends a call
// under way and waits.
class AccountThread final
{
public:
    explicit AccountThread(AccountSettings settings);
    ~AccountThread();
    AccountThread(const AccountThread &) = delete;
    AccountThread &operator=(const AccountThread &) = delete;

    [[nodiscard]] AccountService &service() { return *m_service; }
    void start() { m_thread.start(); }

private:
    QThread m_thread;
    AccountService *m_service; // lives on m_thread and is deleted there
};
