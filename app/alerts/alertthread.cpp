// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertthread.h"

using namespace Qt::Literals::StringLiterals;

AlertThread::AlertThread(AlertServiceSettings settings)
    : m_service{new AlertService{std::move(settings)}}
{
    m_thread.setObjectName(u"alerts"_s);
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_service, &AlertService::start);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
}

AlertThread::~AlertThread()
{
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) // nothing else deletes it
        delete m_service;
}

void AlertThread::start()
{
    m_thread.start();
}
