// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportthread.h"

using namespace Qt::Literals::StringLiterals;

ReportThread::ReportThread(ReportServiceSettings settings)
    : m_service{new ReportService{std::move(settings)}}
{
    m_thread.setObjectName(u"reports"_s);
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_service, &ReportService::start);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
}

ReportThread::~ReportThread()
{
    m_service->stop();
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) // nothing else deletes it
        delete m_service;
}

void ReportThread::start()
{
    m_thread.start();
}
