// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertbacklog.h"

using namespace Qt::Literals::StringLiterals;

Result<> AlertBacklog::note(const QString &symbol, const QDateTime &since)
{
    {
        Result<Rows> rule = m_statements.run(
                u"SELECT 1 FROM alert_rules WHERE enabled AND deleted_at IS NULL LIMIT 1"_s);
        if (!rule)
            return fail(rule.error());
        if (!rule->next())
            return rule->end();
    }
    return m_statements
            .change(u"INSERT INTO alert_backlog (symbol, since) VALUES (?, ?)"_s, {symbol, since})
            .map([](int) {});
}

Result<> AlertBacklog::noteAdjusted(const QString &symbol)
{
    return m_daily.oldestDay(symbol).and_then([&](const QDate &oldest) {
        return oldest.isValid() ? note(symbol, oldest.startOfDay(Qt::UTC)) : Result<>{};
    });
}

Result<bool> AlertBacklog::isEmpty()
{
    Result<Rows> rows = m_statements.run(u"SELECT 1 FROM alert_backlog LIMIT 1"_s);
    if (!rows)
        return fail(rows.error());
    const bool hasRow = rows->next();
    return rows->end().transform([&] { return !hasRow; });
}

Result<QList<AlertBacklog::Entry>> AlertBacklog::list()
{
    Result<Rows> rows =
            m_statements.run(u"SELECT id, symbol, since FROM alert_backlog ORDER BY id"_s);
    if (!rows)
        return fail(rows.error());
    QList<Entry> entries;
    while (rows->next())
        entries.append({rows->integer(0), rows->text(1), rows->timeMs(2)});
    return rows->end().transform([&] { return std::move(entries); });
}

Result<> AlertBacklog::remove(const QList<qint64> &ids)
{
    for (const qint64 id : ids) {
        const Result<int> removed =
                m_statements.change(u"DELETE FROM alert_backlog WHERE id = ?"_s, {id});
        if (!removed)
            return fail(removed.error());
    }
    return {};
}
