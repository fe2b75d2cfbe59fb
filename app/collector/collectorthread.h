// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/collectorservice.h"

#include <QThread>

// Runs a CollectorService on a thread of its own, so that neither network nor a locked database
// ever holds up who made it. Connect to service() first, start last. The destructor ends a request
// under way, lets a write under way finish, and waits for both.
class CollectorThread final
{
public:
    explicit CollectorThread(CollectorSettings settings);
    ~CollectorThread();
    CollectorThread(const CollectorThread &) = delete;
    CollectorThread &operator=(const CollectorThread &) = delete;

    [[nodiscard]] CollectorService &service() { return *m_service; }
    void start();

private:
    QThread m_thread;
    CollectorService *m_service; // lives on m_thread and is deleted there
};
