// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/rulebin.h"

#include "db/alerts/alertgeneration.h"
#include "db/alerts/alertstatestore.h"
#include "db/alerts/rulejson.h"

using namespace Qt::Literals::StringLiterals;

Result<bool> RuleBin::remove(qint64 id, bool withLogs, const QDateTime &now, const Deleter &deleter)
{
    const Result<bool> removed = m_rows.remove({TrashKind::Rule, id}, now, deleter);
    if (removed && !*removed && withLogs)
        return checkLogsGone(id).transform([] { return false; });
    if (!removed || !*removed)
        return removed;
    if (withLogs) {
        if (const Result<int> logs = m_rows.removeLogsOf(id, now, deleter); !logs)
            return fail(logs.error());
    }
    return resolve(id, now).transform([] { return true; });
}

// Those that stayed out would not come back with it.
Result<> RuleBin::checkLogsGone(qint64 id)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT COUNT(*) FROM alert_logs WHERE rule_id = ? AND deleted_at IS NULL"_s, {id});
    if (!rows)
        return fail(rows.error());
    const int logs = rows->next() ? int(rows->integer(0)) : 0;
    if (logs == 0)
        return rows->end();
    return fail(Error::Kind::Refused,
                tr("Rule %1 is in the recycle bin already, and %n alert(s) of it are in the log. "
                   "Restore the rule and delete it with them, or delete them alone. Nothing was "
                   "deleted.",
                   nullptr, logs)
                        .arg(id));
}

Result<> RuleBin::resolve(qint64 id, const QDateTime &now)
{
    return m_statements
            .change(u"UPDATE alert_logs SET status = 'resolved', resolved_at = ? "
                    "WHERE rule_id = ? AND event IS NOT NULL AND resolved_at IS NULL "
                    "AND deleted_at IS NULL"_s,
                    {now, id})
            .map([](int) {});
}

// What the deletion resolved and nothing else, as it was then.
Result<> RuleBin::reopen(qint64 id, const QDateTime &deletedAt)
{
    return m_statements
            .change(u"UPDATE alert_logs SET status = CASE "
                    "WHEN acknowledged_at IS NOT NULL THEN 'acknowledged' "
                    "WHEN notified_at IS NOT NULL THEN 'notified' ELSE 'triggered' END, "
                    "resolved_at = NULL WHERE rule_id = ? AND resolved_at = ? "
                    "AND event IS NOT NULL AND deleted_at IS NULL"_s,
                    {id, deletedAt})
            .map([](int) {});
}

Result<QList<RestoredRow>> RuleBin::restore(qint64 id, const QDateTime &now)
{
    return m_rows.restore({TrashKind::Rule, id})
            .and_then([&](const QList<RestoredRow> &rows) -> Result<QList<RestoredRow>> {
                if (rows.isEmpty())
                    return rows;
                return reopen(id, rows.constFirst().mark.deletedAt)
                        .and_then([&] { return goOn(id, now); })
                        .and_then([&] { return forgetCursor(id); })
                        .transform([&] { return rows; });
            });
}

Result<> RuleBin::putBack(const RestoredRow &rule, const QDateTime &now)
{
    return m_rows.putBack(rule.key.kind, std::array{rule.key.id}, rule.mark)
            .and_then([&] { return resolveAgain(rule.key.id, rule.mark.deletedAt); })
            .and_then([&] { return resolve(rule.key.id, now); });
}

// What was open when it was deleted; what fired since the restore did not end before it began.
Result<> RuleBin::resolveAgain(qint64 id, const QDateTime &deletedAt)
{
    return m_statements
            .change(u"UPDATE alert_logs SET status = 'resolved', resolved_at = ? "
                    "WHERE rule_id = ? AND event IS NOT NULL AND resolved_at IS NULL "
                    "AND deleted_at IS NULL AND created_at <= ?"_s,
                    {deletedAt, id, deletedAt})
            .map([](int) {});
}

Result<> RuleBin::goOn(qint64 id, const QDateTime &now)
{
    AlertStateStore store{m_connection};
    const Result<QHash<qint64, AlertState>> states = store.states();
    if (!states)
        return fail(states.error());
    const Result<AlertRearm> rearm = rearmOf(id);
    if (!rearm)
        return fail(rearm.error());
    const auto before = states->constFind(id);
    if (before == states->cend())
        return {};
    const bool isDone = before->phase == AlertState::Phase::Done ||
                        (*rearm == AlertRearm::Once && before->firedMs != 0);
    AlertState state;
    state.phase = isDone ? AlertState::Phase::Done : AlertState::Phase::Clear;
    state.phaseMs = now.toMSecsSinceEpoch();
    state.awaitsAck = before->awaitsAck;
    state.firedMs = before->firedMs;
    state.firedValue = before->firedValue;
    return store.put(id, state, now);
}

Result<AlertRearm> RuleBin::rearmOf(qint64 id)
{
    Result<Rows> rows = m_statements.run(u"SELECT details FROM alert_rule_versions "
                                         "WHERE rule_id = ? ORDER BY version DESC LIMIT 1"_s,
                                         {id});
    if (!rows)
        return fail(rows.error());
    AlertRule rule;
    if (rows->next())
        detailsFromJson(rows->text(0), rule);
    return rows->end().transform([&] { return rule.rearm; });
}

// Where no other rule watches the symbol, what came meanwhile is not judged yet.
Result<> RuleBin::forgetCursor(qint64 id)
{
    return m_statements
            .change(u"DELETE FROM alert_cursors WHERE symbol = (SELECT a.symbol FROM assets a "
                    "JOIN alert_rules r ON r.instrument_id = a.instrument_id WHERE r.id = ?) "
                    "AND NOT EXISTS (SELECT 1 FROM alert_rules o JOIN alert_rules r "
                    "ON r.instrument_id = o.instrument_id WHERE r.id = ? AND o.id <> r.id "
                    "AND o.enabled AND o.deleted_at IS NULL)"_s,
                    {id, id})
            .map([](int) {});
}

Result<> RuleBin::finish(const QDateTime &now)
{
    return bumpAlertGeneration(m_statements, now);
}
