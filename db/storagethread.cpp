// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/storagethread.h"

StorageThread::StorageThread(ConnectionSpec spec, const QString &name)
    : m_link{new StorageLink{std::move(spec)}}
{
    m_thread.setObjectName(name);
    m_link->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_link, &StorageLink::close);
    QObject::connect(&m_thread, &QThread::finished, m_link, &QObject::deleteLater);
}

StorageThread::~StorageThread()
{
    const bool wasStarted = m_thread.isRunning();
    m_thread.quit();
    m_thread.wait();
    if (!wasStarted) { // nothing else deletes them
        qDeleteAll(m_readers);
        delete m_link;
    }
}

void StorageThread::adopt(QObject *reader)
{
    reader->moveToThread(&m_thread);
    m_readers.append(reader);
    QObject::connect(&m_thread, &QThread::finished, reader, &QObject::deleteLater);
}

void StorageThread::start()
{
    m_thread.start();
}
