// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetthread.h"

using namespace Qt::Literals::StringLiterals;

AssetThread::AssetThread(AssetServiceSettings settings)
    : m_service{new AssetService{std::move(settings)}}
{
    m_thread.setObjectName(u"assets"_s);
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_service, &AssetService::start);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
}

AssetThread::~AssetThread()
{
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) // nothing else deletes it
        delete m_service;
}

void AssetThread::start()
{
    m_thread.start();
}
