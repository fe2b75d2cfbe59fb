// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertservice.h"

#include <QThread>

// Runs an AlertService on a thread of its own. Connect to service() first, start last. The
// destructor lets a write under way finish, and waits for it.
class AlertThread final
{
public:
    explicit AlertThread(AlertServiceSettings settings);
    ~AlertThread();
    AlertThread(const AlertThread &) = delete;
    AlertThread &operator=(const AlertThread &) = delete;

    [[nodiscard]] AlertService &service() { return *m_service; }
    void start();

private:
    QThread m_thread;
    AlertService *m_service; // lives on m_thread and is deleted there
};
