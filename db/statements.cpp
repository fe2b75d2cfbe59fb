// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"

#include "db/sqlerror.h"

#include <QSqlError>

Result<QSqlQuery *> Statements::run(const QString &sql, const QVariantList &values)
{
    auto found = m_queries.find(sql);
    if (found == m_queries.end()) {
        QSqlQuery query{m_connection.database()};
        if (const Result<> prepared = prepare(query, sql); !prepared)
            return fail(prepared.error());
        found = m_queries.insert(sql, std::move(query));
    }
    QSqlQuery &query = found.value();
    int position = 0;
    for (const QVariant &value : values)
        query.bindValue(position++, value);
    if (const Result<> executed = execute(query); !executed)
        return fail(executed.error());
    return &query;
}

Result<int> Statements::change(const QString &sql, const QVariantList &values)
{
    return run(sql, values).transform([](QSqlQuery *query) {
        const int changed = query->numRowsAffected();
        query->finish();
        return changed;
    });
}

Result<> Rows::end() const
{
    const QSqlError error = m_query->lastError();
    if (error.isValid())
        return failFrom(error);
    return {};
}
