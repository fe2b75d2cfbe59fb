// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/events/eventlog.h"

#include "db/searchtext.h"

using namespace Qt::Literals::StringLiterals;

Result<EventPage> EventLog::page(const EventRequest &request)
{
    // Keyset, not OFFSET, along the index on time, which is read forwards: so events of the same
    // moment come in the order of their ids.
    QString sql = u"SELECT id, time, level, component, event, details FROM system_events"_s;
    QStringList conditions;
    std::vector<SqlValue> values;
    const auto add = [&](const QString &condition, std::initializer_list<SqlValue> bound) {
        conditions.append(condition);
        values.insert(values.end(), bound);
    };
    if (request.from.isValid())
        add(u"time >= ?"_s, {request.from});
    if (request.to.isValid())
        add(u"time < ?"_s, {request.to});
    if (request.levels == EventRequest::Levels::WarningsAndErrors)
        conditions.append(u"level IN ('warning', 'error')"_s);
    if (request.levels == EventRequest::Levels::Errors)
        conditions.append(u"level = 'error'"_s);
    if (!request.component.isEmpty())
        add(u"component = ?"_s, {request.component});
    if (!request.text.isEmpty()) {
        QStringList places;
        for (const QString &column : {u"component"_s, u"event"_s, u"details"_s}) {
            places.append(lowered(column, m_statements.dialect().engine()) +
                          u" LIKE ? ESCAPE '\\'"_s);
            values.emplace_back(likePattern(loweredText(request.text)));
        }
        conditions.append(u'(' + places.join(u" OR "_s) + u')');
    }
    if (request.after)
        add(u"time <= ? AND (time < ? OR id > ?)"_s,
            {request.after->time, request.after->time, request.after->id});
    if (!conditions.isEmpty())
        sql += u" WHERE "_s + conditions.join(u" AND "_s);
    sql += u" ORDER BY time DESC, id LIMIT ?"_s;
    values.emplace_back(request.limit + 1); // the extra row only says that there is more

    EventPage page;
    {
        Result<Rows> rows = m_statements.run(sql, values);
        if (!rows)
            return fail(rows.error());
        while (rows->next()) {
            if (page.rows.size() == request.limit) {
                page.hasMore = true;
                break;
            }
            page.rows.append({rows->integer(0), rows->time(1), rows->text(2), rows->text(3),
                              rows->text(4), rows->text(5)});
        }
        if (const Result<> ended = rows->end(); !ended)
            return fail(ended.error());
    }
    if (request.after)
        return page;
    return components().transform([&](const QStringList &known) {
        page.components = known;
        return page;
    });
}

Result<QStringList> EventLog::components()
{
    Result<Rows> rows =
            m_statements.run(u"SELECT DISTINCT component FROM system_events ORDER BY component"_s);
    if (!rows)
        return fail(rows.error());
    QStringList components;
    while (rows->next())
        components.append(rows->text(0));
    if (const Result<> ended = rows->end(); !ended)
        return fail(ended.error());
    return components;
}
