// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/queries/queryservice.h"

#include <QThread>

// Runs a QueryService on a thread of its own. The destructor lets it write what is left, and waits
// for it.
class QueryThread final
{
public:
    explicit QueryThread(QueryServiceSettings settings);
    ~QueryThread();
    QueryThread(const QueryThread &) = delete;
    QueryThread &operator=(const QueryThread &) = delete;

    [[nodiscard]] QueryService &service() { return *m_service; }
    void start();

private:
    QThread m_thread;
    QueryService *m_service; // lives on m_thread and is deleted there
};
