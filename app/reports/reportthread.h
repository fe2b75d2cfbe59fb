// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/reportservice.h"

#include <QThread>

// Runs a ReportService on a thread of its own. Connect to service() first, start last. The
// destructor stops what is being written, and waits for it.
class ReportThread final
{
public:
    explicit ReportThread(ReportServiceSettings settings);
    ~ReportThread();
    ReportThread(const ReportThread &) = delete;
    ReportThread &operator=(const ReportThread &) = delete;

    [[nodiscard]] ReportService &service() { return *m_service; }
    void start();

private:
    QThread m_thread;
    ReportService *m_service; // lives on m_thread and is deleted there
};
