// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertbook.h"

#include "db/alerts/alertgeneration.h"
#include "db/alerts/alertrulestore.h"
#include "db/transaction.h"
#include "db/trash/trashstore.h"

AlertBook::AlertBook(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_version{version}
    , m_schema{connection, version}
    , m_statements{connection}
    , m_log{connection}
    , m_states{connection}
{}

template <typename Work> auto AlertBook::inTransaction(const QDateTime &now, const Work &work)
{
    using Done = decltype(work());
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return Done{fail(ready.error())};
    Done done = work();
    if (!done)
        return done;
    const Result<> committed =
            bumpAlertGeneration(m_statements, now).and_then([&] { return transaction.commit(); });
    if (!committed)
        return Done{fail(committed.error())};
    return done;
}

Result<QList<AlertLogEntry>> AlertBook::acknowledge(const QList<qint64> &ids, const QDateTime &now)
{
    return inTransaction(now, [&]() -> Result<QList<AlertLogEntry>> {
        Result<QHash<qint64, AlertState>> states = m_states.states();
        if (!states)
            return fail(states.error());
        QList<AlertLogEntry> entries;
        for (const qint64 id : ids) {
            const Result<AlertLogEntry> before = m_log.find(id);
            if (!before)
                return fail(before.error());
            const Result<AlertLogEntry> entry =
                    m_log.acknowledge({id}, now).and_then([&] { return m_log.find(id); });
            if (!entry)
                return fail(entry.error());
            entries.append(*entry);
            const Result<std::optional<qint64>> newest = m_log.newestFiring(entry->ruleId);
            if (!newest)
                return fail(newest.error());
            const auto state = states->find(entry->ruleId);
            if (*newest != id || before->acknowledgedAt.isValid() || state == states->end() ||
                !std::exchange(state->awaitsAck, false))
                continue;
            if (const Result<> kept = m_states.put(entry->ruleId, *state, now); !kept)
                return fail(kept.error());
        }
        return entries;
    });
}

Result<> AlertBook::awaitAgain(const AlertLogEntry &entry, const QDateTime &now)
{
    const Result<AlertRule> rule = AlertRuleStore{m_connection}.find(entry.ruleId);
    if (!rule || rule->rearm != AlertRearm::Acknowledged)
        return {}; // also where the rule is deleted
    const Result<std::optional<qint64>> newest = m_log.newestFiring(entry.ruleId);
    if (!newest)
        return fail(newest.error());
    if (*newest != entry.id)
        return {};
    return m_states.states().and_then([&](const QHash<qint64, AlertState> &states) {
        AlertState state = states.value(entry.ruleId);
        state.awaitsAck = true;
        return m_states.put(entry.ruleId, state, now);
    });
}

Result<QList<AlertLogEntry>> AlertBook::unacknowledge(const QList<qint64> &ids,
                                                      const QDateTime &now)
{
    return inTransaction(now, [&]() -> Result<QList<AlertLogEntry>> {
        QList<AlertLogEntry> entries;
        for (const qint64 id : ids) {
            const Result<AlertLogEntry> entry =
                    m_log.unacknowledge({id}).and_then([&] { return m_log.find(id); });
            if (!entry)
                return fail(entry.error());
            if (const Result<> waits = awaitAgain(*entry, now); !waits)
                return fail(waits.error());
            entries.append(*entry);
        }
        return entries;
    });
}

Result<> AlertBook::snooze(const QList<qint64> &ruleIds, const QDateTime &until,
                           const QDateTime &now)
{
    return inTransaction(now, [&]() -> Result<> {
        for (const qint64 id : ruleIds) {
            if (const Result<> snoozed = m_states.snooze(id, until, now); !snoozed)
                return snoozed;
        }
        return {};
    });
}

Result<QList<qint64>> AlertBook::remove(const QList<qint64> &ids, const QDateTime &now)
{
    return TrashStore{m_connection, m_version}.removeLogs(ids, now, Deleter::current());
}

Result<QList<qint64>> AlertBook::restore(const QList<qint64> &ids, const QDateTime &now)
{
    return TrashStore{m_connection, m_version}
            .restore(trashKeysOf(TrashKind::Log, ids), now)
            .transform([](const QList<RestoredRow> &rows) { return idsOf(TrashKind::Log, rows); });
}
