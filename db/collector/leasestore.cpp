// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/leasestore.h"

#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto RowName = "collector_lease"_L1;

} // namespace

Result<QString> LeaseStore::read()
{
    Result<Rows> rows =
            m_statements.run(u"SELECT value FROM metadata WHERE name = ?"_s, {QString{RowName}});
    if (!rows)
        return fail(rows.error());
    QString value;
    if (rows->next())
        value = u""_s + rows->text(0); // an empty row is one, too
    return rows->end().transform([&] { return value; });
}

Result<QDateTime> LeaseStore::changedAt()
{
    Result<Rows> rows = m_statements.run(u"SELECT updated_at FROM metadata WHERE name = ?"_s,
                                         {QString{RowName}});
    if (!rows)
        return fail(rows.error());
    const QDateTime changed = rows->next() ? rows->time(0) : QDateTime{};
    return rows->end().transform([&] { return changed; });
}

Result<bool> LeaseStore::swap(const QString &expected, const QString &next, const QDateTime &now)
{
    if (expected.isNull())
        return change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, ?, ?)"_s +
                              m_statements.dialect().orNothing(u"name"_s),
                      {QString{RowName}, next, now});
    return change(u"UPDATE metadata SET value = ?, updated_at = ? WHERE name = ? AND value = ?"_s,
                  {next, now, QString{RowName}, expected});
}

Result<bool> LeaseStore::remove(const QString &expected)
{
    return change(u"DELETE FROM metadata WHERE name = ? AND value = ?"_s,
                  {QString{RowName}, expected});
}

// In a transaction of its own, because one statement alone would not wait for a migration.
Result<bool> LeaseStore::change(const QString &sql, std::initializer_list<SqlValue> values)
{
    Transaction transaction{m_connection};
    const Result<> ready = transaction.begin().and_then([this] { return m_schema.check(); });
    if (!ready)
        return fail(ready.error());
    const Result<int> changed = m_statements.change(sql, values);
    if (!changed)
        return fail(changed.error());
    return transaction.commit().transform([&] { return *changed == 1; });
}
