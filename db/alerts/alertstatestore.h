// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertstate.h"
#include "db/statements.h"

#include <QDateTime>
#include <QHash>

// Where rules stand (alert_states), and how far the prices of each symbol are judged
// (alert_cursors). What writes runs inside the caller's transaction. Thread: the connection's.
class AlertStateStore final
{
public:
    explicit AlertStateStore(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<QHash<qint64, AlertState>> states(); // by rule
    [[nodiscard]] Result<> put(qint64 ruleId, const AlertState &state, const QDateTime &now);
    // As if the rule were new; its snooze goes on.
    [[nodiscard]] Result<> forget(qint64 ruleId, const QDateTime &now);

    // Until when firings of a rule are not told; those that were never snoozed are missing.
    [[nodiscard]] Result<QHash<qint64, QDateTime>> snoozes();
    [[nodiscard]] Result<> snooze(qint64 ruleId, const QDateTime &until, const QDateTime &now);

    [[nodiscard]] Result<QHash<QString, qint64>> cursors(); // by symbol, ms since 1970
    [[nodiscard]] Result<> putCursor(const QString &symbol, qint64 judgedToMs);

private:
    Statements m_statements;
};
