// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/rebuild.h"

#include <QObject>

#include <atomic>

class StorageLink;

// Rebuilds all bars on a storage thread. cancel() and allow() may be called from any thread; the
// rest through the event loop.
class RebuildWorker final : public QObject
{
    Q_OBJECT

public:
    explicit RebuildWorker(StorageLink &link)
        : m_link{link}
    {}

    void cancel() { m_isCancelled = true; }
    // Before each rebuild() that is asked for, or a cancel() from before would end it.
    void allow() { m_isCancelled = false; }

public slots:
    // Ends in finished() or failed(), of kind Cancelled after cancel().
    void rebuild();

signals:
    void progressed(int done, int total); // coins
    void finished(const RebuildReport &report);
    void failed(const Error &error);

private:
    StorageLink &m_link;
    std::atomic<bool> m_isCancelled = false;
};

Q_DECLARE_METATYPE(RebuildReport)
