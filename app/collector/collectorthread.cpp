// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/collectorthread.h"

using namespace Qt::Literals::StringLiterals;

CollectorThread::CollectorThread(CollectorSettings settings)
    : m_service{new CollectorService{std::move(settings)}}
{
    m_thread.setObjectName(u"collector"_s);
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_service, &CollectorService::start);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
}

CollectorThread::~CollectorThread()
{
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) // nothing else deletes it
        delete m_service;
}

void CollectorThread::start()
{
    m_thread.start();
}
