// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/dailystore.h"
#include "db/statements.h"

#include <QDateTime>
#include <QList>

// Prices that are stored and that no rule has judged yet (alert_backlog). Who stores prices notes
// them here in the same transaction, who judges takes them away with the verdict: so a process that
// dies between the two loses nothing. Thread: the connection's.
class AlertBacklog final
{
public:
    struct Entry {
        qint64 id = 0;
        QString symbol; // empty: the coins of the slot
        qint64 sinceMs = 0;
    };

    explicit AlertBacklog(const Connection &connection)
        : m_statements{connection}
        , m_daily{connection}
    {}

    // Prices of this symbol (null: of any coin) from this time on are new. Nothing is noted while
    // there is no rule that would want to know.
    [[nodiscard]] Result<> note(const QString &symbol, const QDateTime &since);
    // Every day of this share may have another adjusted price now.
    [[nodiscard]] Result<> noteAdjusted(const QString &symbol);
    [[nodiscard]] Result<bool> isEmpty();
    [[nodiscard]] Result<QList<Entry>> list(); // oldest first
    // By their ids: one with a lower id may be stored in the meantime.
    [[nodiscard]] Result<> remove(const QList<qint64> &ids);

private:
    Statements m_statements;
    DailyStore m_daily;
};
