// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/collector/runspage.h"
#include "db/collector/strip.h"
#include "db/domain/result.h"

#include <QObject>

class ConnectionPool;

// Answers what models ask about runs, through the pool; each call ends in exactly one answer.
class RunReader final : public QObject
{
    Q_OBJECT

public:
    explicit RunReader(ConnectionPool &pool)
        : m_pool{pool}
    {}

public slots:
    void loadRuns(quint64 ticket, const RunsPageRequest &request);
    void loadStrip(quint64 ticket, const StripRequest &request);

signals:
    void runsLoaded(quint64 ticket, const RunsPage &page);
    void runsFailed(quint64 ticket, const Error &error);
    void stripLoaded(quint64 ticket, const Strip &strip);
    void stripFailed(quint64 ticket, const Error &error);

private:
    ConnectionPool &m_pool;
};
