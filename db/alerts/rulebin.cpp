// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/rulebin.h"

#include "db/alerts/alertgeneration.h"
#include "db/alerts/statejson.h"

using namespace Qt::Literals::StringLiterals;

Result<bool> RuleBin::remove(qint64 id, bool withLogs, const QDateTime &now, const Deleter &deleter)
{
    const Result<bool> removed = m_rows.remove({TrashKind::Rule, id}, now, deleter);
    if (!removed || !*removed)
        return removed;
    if (withLogs) {
        if (const Result<int> logs = m_rows.removeLogsOf(id, now, deleter); !logs)
            return fail(logs.error());
    }
    return m_statements
            .change(u"UPDATE alert_logs SET status = 'resolved', resolved_at = ? "
                    "WHERE rule_id = ? AND event IS NOT NULL AND resolved_at IS NULL "
                    "AND deleted_at IS NULL"_s,
                    {now, id})
            .transform([](int) { return true; });
}

Result<QList<RestoredRow>> RuleBin::restore(qint64 id, const QDateTime &now)
{
    return m_rows.restore({TrashKind::Rule, id})
            .and_then([&](const QList<RestoredRow> &rows) -> Result<QList<RestoredRow>> {
                if (rows.isEmpty())
                    return rows;
                return m_statements
                        .change(u"UPDATE alert_states SET state = ?, updated_at = ? WHERE rule_id = ?"_s,
                                {stateToJson({}), now, id})
                        .transform([&](int) { return rows; });
            });
}

Result<> RuleBin::finish(const QDateTime &now)
{
    return bumpAlertGeneration(m_statements, now);
}
