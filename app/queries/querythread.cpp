// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queries/querythread.h"

using namespace Qt::Literals::StringLiterals;

QueryThread::QueryThread(QueryServiceSettings settings)
    : m_service{new QueryService{std::move(settings)}}
{
    m_thread.setObjectName(u"queries"_s);
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_service, &QueryService::start);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
}

QueryThread::~QueryThread()
{
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) // nothing else deletes it
        delete m_service;
}

void QueryThread::start()
{
    m_thread.start();
}
