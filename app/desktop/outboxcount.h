// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"
#include "models/migrations/migrationtext.h"

#include <QHash>

// Counts the quotes that go through the outbox while the database is being changed: those of runs
// that end during the change, until each of them is stored. Lives on one thread.
class OutboxCount final
{
public:
    void begin(); // from nothing
    void end();   // what has not been stored by then is still waited for

    void noteRun(const CollectionRun &run);
    void noteStored(const CollectionRun &run);

    [[nodiscard]] BufferedQuotes quotes() const { return m_quotes; }

private:
    bool m_isOpen = false;
    QHash<QDateTime, int> m_waiting; // quotes by the start of their run
    BufferedQuotes m_quotes;
};
