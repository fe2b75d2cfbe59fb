// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/storagelink.h"

#include <QThread>

// A thread that owns one connection, and the readers that live on it. Readers are QObjects made
// with a StorageLink &; they are added and connected first, then the thread is started. Their slots
// and signals carry values only.
class StorageThread final
{
public:
    explicit StorageThread(ConnectionSpec spec, const QString &name);
    ~StorageThread();
    StorageThread(const StorageThread &) = delete;
    StorageThread &operator=(const StorageThread &) = delete;

    // The reader is owned by the thread and deleted on it. arguments: of its constructor, behind
    // the link.
    template <typename Reader, typename... Arguments> Reader *add(const Arguments &...arguments)
    {
        auto *reader = new Reader{*m_link, arguments...};
        adopt(reader);
        return reader;
    }

    void start();

private:
    void adopt(QObject *reader);

    QThread m_thread;
    StorageLink *m_link; // lives on m_thread, like every reader
    QList<QObject *> m_readers;
};
