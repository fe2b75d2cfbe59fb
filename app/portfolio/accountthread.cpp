// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountthread.h"

using namespace Qt::Literals::StringLiterals;

AccountThread::AccountThread(AccountSettings settings)
    : m_service{new AccountService{std::move(settings)}}
{
    m_thread.setObjectName(u"account"_s);
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
}

AccountThread::~AccountThread()
{
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) // nothing else deletes it
        delete m_service;
}
