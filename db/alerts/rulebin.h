// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"
#include "db/trash/trashrows.h"

#include <QCoreApplication>

// Takes rules into the recycle bin and back, with what the alert engine has to know of it. Runs
// inside the caller's transaction. Thread: the connection's.
class RuleBin final
{
    Q_DECLARE_TR_FUNCTIONS(RuleBin)

public:
    explicit RuleBin(const Connection &connection)
        : m_connection{connection}
        , m_statements{connection}
        , m_rows{connection}
    {}

    // False when it is there already; NotFound (translated) when it is nowhere. What fires is over,
    // because nobody watches it any more, unless it goes along: what is in the bin stays as it was.
    // Refused (translated) withLogs for one that is there already while its logs are not.
    [[nodiscard]] Result<bool> remove(qint64 id, bool withLogs, const QDateTime &now,
                                      const Deleter &deleter);
    // The rule goes on with the prices from now on: it has not seen those meanwhile. When it fired
    // last, and whether that was its only time or waits for somebody, it remembers. A snooze goes
    // on, and so does what its removal ended.
    [[nodiscard]] Result<QList<RestoredRow>> restore(qint64 id, const QDateTime &now);
    // Undoes a restore: the rule is in the bin as it was. What it logged since is over now.
    [[nodiscard]] Result<> putBack(const RestoredRow &rule, const QDateTime &now);
    // Once behind all of them: the engine reads its rules again.
    [[nodiscard]] Result<> finish(const QDateTime &now);

private:
    [[nodiscard]] Result<> checkLogsGone(qint64 id);
    [[nodiscard]] Result<> resolve(qint64 id, const QDateTime &now);
    [[nodiscard]] Result<> resolveAgain(qint64 id, const QDateTime &deletedAt);
    [[nodiscard]] Result<> reopen(qint64 id, const QDateTime &deletedAt);
    [[nodiscard]] Result<> goOn(qint64 id, const QDateTime &now);
    [[nodiscard]] Result<AlertRearm> rearmOf(qint64 id);
    [[nodiscard]] Result<> forgetCursor(qint64 id);

    const Connection &m_connection;
    Statements m_statements;
    TrashRows m_rows;
};
