// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/barpartitions.h"

#include "db/transaction.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

// A clock that is set to the year 9999 must not make a hundred thousand tables.
constexpr int MostYearsAhead = 50;

// The end of each partition stands in its description: TO ('2026-01-01 00:00:00+00') on PostgreSQL,
// '2026-01-01 00:00:00' on MariaDB.
constexpr auto PostgreSqlBounds =
        "SELECT pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i "
        "JOIN pg_class c ON c.oid = i.inhrelid "
        "WHERE i.inhparent = (SELECT oid FROM pg_class WHERE relname = ? AND relkind = 'p' "
        "AND relnamespace = current_schema()::regnamespace)";
constexpr auto MariaDbBounds =
        "SELECT partition_description FROM information_schema.partitions "
        "WHERE table_schema = DATABASE() AND table_name = ? AND partition_name IS NOT NULL";

} // namespace

QString BarPartitions::tableName() const
{
    return m_table == Table::Daily ? u"daily_data"_s : u"intraday_data"_s;
}

QDate BarPartitions::next(const QDate &start) const
{
    return m_table == Table::Daily ? start.addYears(1) : start.addMonths(1);
}

Result<QDateTime> BarPartitions::readEnd() const
{
    static const QRegularExpression end{u"'([0-9]{4}-[0-9]{2}-[0-9]{2})[^']*'\\)?$"_s};

    if (m_connection.engine() == Engine::Sqlite)
        return QDateTime{};
    Statements statements{m_connection};
    Result<Rows> rows = statements.run(
            QString::fromLatin1(m_connection.engine() == Engine::PostgreSql ? PostgreSqlBounds
                                                                            : MariaDbBounds),
            {tableName()});
    if (!rows)
        return fail(rows.error());
    QDateTime last;
    while (rows->next()) {
        const QRegularExpressionMatch match = end.match(rows->text(0));
        const QDateTime bound{QDate::fromString(match.captured(1), Qt::ISODate), QTime{0, 0},
                              Qt::UTC};
        if (match.hasMatch() && (!last.isValid() || bound > last))
            last = bound;
    }
    return rows->end().transform([&] { return last; });
}

Result<> BarPartitions::add(const QDate &from) const
{
    const QString name = tableName() + (m_table == Table::Daily ? from.toString(u"_yyyy"_s)
                                                                : from.toString(u"_yyyy_MM"_s));
    const QString until = next(from).toString(Qt::ISODate);
    if (m_connection.engine() == Engine::PostgreSql)
        return m_connection.execute(u"CREATE TABLE %1 PARTITION OF %2 FOR VALUES FROM "
                                    "('%3 00:00:00+00') TO ('%4 00:00:00+00')"_s.arg(
                                            name, tableName(), from.toString(Qt::ISODate), until));
    return m_connection.execute(
            u"ALTER TABLE %1 ADD PARTITION (PARTITION %2 VALUES LESS THAN ('%3 00:00:00'))"_s.arg(
                    tableName(), name, until));
}

Result<> BarPartitions::ensure(const QDateTime &time)
{
    const QDateTime wanted = next(next(time.toUTC().date())).startOfDay(Qt::UTC);
    if (m_isKnown && (!m_end.isValid() || time < m_end))
        return {};
    const auto look = [&]() -> Result<> {
        const Result<QDateTime> end = readEnd();
        if (!end)
            return fail(end.error());
        m_end = *end;
        m_isKnown = true;
        return {};
    };
    const auto extend = [&]() -> Result<> {
        if (m_end.isValid() && m_end.addYears(MostYearsAhead) < wanted)
            return fail(Error::Kind::Constraint, u"%1 is more than %2 years after the last row"_s
                                                         .arg(time.toString(Qt::ISODate))
                                                         .arg(MostYearsAhead));
        while (m_end.isValid() && m_end < wanted) {
            if (Result<> added = add(m_end.date()); !added)
                return added;
            m_end = next(m_end.date()).startOfDay(Qt::UTC);
        }
        return {};
    };
    if (Result<> looked = look(); !looked || !m_end.isValid() || time < m_end)
        return looked;
    // Once more under the write lock: another program may have done the same.
    Transaction transaction{m_connection};
    return transaction.begin().and_then(look).and_then(extend).and_then(
            [&] { return transaction.commit(); });
}
