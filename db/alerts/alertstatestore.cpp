// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertstatestore.h"

#include "db/alerts/statejson.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// The row has a snooze alone: the rule was not judged since it was made or changed.
constexpr auto NotJudged = "null"_L1;

} // namespace

Result<QHash<qint64, AlertState>> AlertStateStore::states()
{
    Result<Rows> rows = m_statements.run(u"SELECT rule_id, state FROM alert_states"_s);
    if (!rows)
        return fail(rows.error());
    QHash<qint64, AlertState> states;
    while (rows->next()) {
        const QString state = rows->text(1);
        if (state != NotJudged)
            states.insert(rows->integer(0), stateFromJson(state));
    }
    return rows->end().transform([&] { return std::move(states); });
}

Result<> AlertStateStore::put(qint64 ruleId, const AlertState &state, const QDateTime &now)
{
    return m_statements
            .change(u"INSERT INTO alert_states (rule_id, state, updated_at) VALUES (?, ?, ?)"_s +
                            m_statements.dialect().orUpdate(u"rule_id"_s,
                                                            {u"state"_s, u"updated_at"_s}),
                    {ruleId, stateToJson(state), now})
            .map([](int) {});
}

Result<QHash<qint64, QDateTime>> AlertStateStore::snoozes()
{
    Result<Rows> rows = m_statements.run(u"SELECT rule_id, snoozed_until FROM alert_states "
                                         "WHERE snoozed_until IS NOT NULL"_s);
    if (!rows)
        return fail(rows.error());
    QHash<qint64, QDateTime> snoozes;
    while (rows->next())
        snoozes.insert(rows->integer(0), rows->time(1));
    return rows->end().transform([&] { return std::move(snoozes); });
}

Result<> AlertStateStore::snooze(qint64 ruleId, const QDateTime &until, const QDateTime &now)
{
    return m_statements
            .change(u"INSERT INTO alert_states (rule_id, state, snoozed_until, updated_at) "
                    "VALUES (?, ?, ?, ?)"_s +
                            m_statements.dialect().orUpdate(u"rule_id"_s,
                                                            {u"snoozed_until"_s, u"updated_at"_s}),
                    {ruleId, QString{NotJudged}, until, now})
            .map([](int) {});
}

Result<> AlertStateStore::forget(qint64 ruleId, const QDateTime &now)
{
    return m_statements
            .change(u"UPDATE alert_states SET state = ?, updated_at = ? WHERE rule_id = ?"_s,
                    {QString{NotJudged}, now, ruleId})
            .map([](int) {});
}

Result<QHash<QString, qint64>> AlertStateStore::cursors()
{
    Result<Rows> rows = m_statements.run(u"SELECT symbol, judged_to FROM alert_cursors"_s);
    if (!rows)
        return fail(rows.error());
    QHash<QString, qint64> cursors;
    while (rows->next())
        cursors.insert(rows->text(0), rows->timeMs(1));
    return rows->end().transform([&] { return std::move(cursors); });
}

Result<> AlertStateStore::putCursor(const QString &symbol, qint64 judgedToMs)
{
    return m_statements
            .change(u"INSERT INTO alert_cursors (symbol, judged_to) VALUES (?, ?)"_s +
                            m_statements.dialect().orUpdate(u"symbol"_s, {u"judged_to"_s}),
                    {symbol, SqlValue::Time{judgedToMs}})
            .map([](int) {});
}
