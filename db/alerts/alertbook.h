// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertstatestore.h"
#include "db/schema/settledschema.h"

// What a person does with the alerts that fired. Each is one transaction, all of it or nothing.
// Thread: the connection's.
class AlertBook final
{
public:
    // version: see SettledSchema.
    explicit AlertBook(const Connection &connection, std::optional<int> version = {});

    // Also lets a rule fire again that waits for it, once its newest firing is. NotFound for an id
    // that is not there.
    [[nodiscard]] Result<QList<AlertLogEntry>> acknowledge(const QList<qint64> &ids,
                                                           const QDateTime &now);
    // Takes that back: a rule that fires again only once its newest firing is acknowledged waits
    // for it again.
    [[nodiscard]] Result<QList<AlertLogEntry>> unacknowledge(const QList<qint64> &ids,
                                                             const QDateTime &now);
    // Nobody is told of these rules until then; what fires meanwhile is logged. Invalid: a snooze
    // ends.
    [[nodiscard]] Result<> snooze(const QList<qint64> &ruleIds, const QDateTime &until,
                                  const QDateTime &now);
    // Into the recycle bin and back. Both return those that they changed; those that are so already
    // stay as they are. NotFound for an id that is not there. See TrashStore for what is refused.
    [[nodiscard]] Result<QList<qint64>> remove(const QList<qint64> &ids, const QDateTime &now);
    [[nodiscard]] Result<QList<qint64>> restore(const QList<qint64> &ids, const QDateTime &now);

private:
    [[nodiscard]] Result<> awaitAgain(const AlertLogEntry &entry, const QDateTime &now);
    template <typename Work>
    [[nodiscard]] auto inTransaction(const QDateTime &now, const Work &work);

    const Connection &m_connection;
    std::optional<int> m_version;
    SettledSchema m_schema;
    Statements m_statements;
    AlertLogStore m_log;
    AlertStateStore m_states;
};
