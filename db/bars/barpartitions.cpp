// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/barpartitions.h"

#include "db/statements.h"
#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// Twenty years of months: a clock that is set to the year 9999 must not make a hundred thousand
// tables.
constexpr qsizetype MostAtOnce = 240;

const QDate Forever{10'000, 1, 1};

// The bound of the last partition stands in the text: ('2026-01-01 00:00:00+00') on PostgreSQL,
// '2026-01-01 00:00:00' on MariaDB. One without an end comes first.
constexpr auto PostgreSqlBound = "SELECT substring(pg_get_expr(c.relpartbound, c.oid) from 'TO "
                                 "(.*)') COLLATE \"C\" AS bound "
                                 "FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent "
                                 "JOIN pg_class c ON c.oid = i.inhrelid "
                                 "WHERE p.oid = to_regclass(?) AND p.relkind = 'p' "
                                 "ORDER BY bound DESC NULLS FIRST LIMIT 1";
constexpr auto MariaDbBound =
        "SELECT partition_description FROM information_schema.partitions "
        "WHERE table_schema = DATABASE() AND table_name = ? AND partition_method LIKE 'RANGE%' "
        "ORDER BY partition_ordinal_position DESC LIMIT 1";

QString tableName(BarPartitions::Table table)
{
    return table == BarPartitions::Table::Daily ? u"daily_data"_s : u"intraday_data"_s;
}

// The first day of the year or month after the one that holds this day.
QDate nextStart(BarPartitions::Table table, const QDate &day)
{
    return table == BarPartitions::Table::Daily ? QDate{day.year() + 1, 1, 1}
                                                : QDate{day.year(), day.month(), 1}.addMonths(1);
}

} // namespace

QList<BarPartitions::Partition> BarPartitions::missing(Table table, const QDate &end,
                                                       const QDate &last)
{
    QList<Partition> partitions;
    for (QDate from = end; from <= last; from = partitions.constLast().to) {
        const QString name = from.toString(table == Table::Daily ? u"_yyyy"_s : u"_yyyy_MM"_s);
        partitions.append({tableName(table) + name, from, nextStart(table, from)});
    }
    return partitions;
}

Result<> BarPartitions::ensure(const QDateTime &time)
{
    if (m_connection.engine() == Engine::Sqlite || !time.isValid())
        return {};
    const QDate day = time.toUTC().date();
    const QDate spare = nextStart(m_table, day);
    if (m_end > spare)
        return {};
    const Result<std::optional<QDate>> end = readEnd();
    if (!end)
        return fail(end.error());
    m_end = end->value_or(Forever);
    if (m_end > spare)
        return {};
    const Result<> extended = extend(spare);
    if (extended)
        m_end = nextStart(m_table, spare);
    return m_end > day ? Result<>{} : extended;
}

Result<> BarPartitions::ensureAll(const Connection &connection, const QDateTime &time)
{
    return BarPartitions{connection, Table::Daily}.ensure(time).and_then([&] {
        return BarPartitions{connection, Table::Intraday}.ensure(time);
    });
}

Result<std::optional<QDate>> BarPartitions::readEnd() const
{
    const bool isPostgreSql = m_connection.engine() == Engine::PostgreSql;
    Statements statements{m_connection};
    Result<Rows> rows =
            statements.run(QString::fromLatin1(isPostgreSql ? PostgreSqlBound : MariaDbBound),
                           {tableName(m_table)});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<QDate>{}; });
    const QString bound = rows->text(0);
    const QDate end = QDate::fromString(bound.mid(bound.indexOf(u'\'') + 1, 10), Qt::ISODate);
    return end.isValid() ? std::optional{end} : std::nullopt;
}

Result<> BarPartitions::extend(const QDate &last) const
{
    Transaction transaction{m_connection}; // another program may be about the same
    return transaction.begin()
            .and_then([&] { return readEnd(); })
            .and_then([&](const std::optional<QDate> &end) -> Result<> {
                if (!end)
                    return {};
                const QList<Partition> partitions = missing(m_table, *end, last);
                if (partitions.size() > MostAtOnce)
                    return fail(Error::Kind::Constraint,
                                u"%1 is too far ahead of the bars in %2"_s.arg(
                                        last.toString(Qt::ISODate), tableName(m_table)));
                return add(partitions);
            })
            .and_then([&] { return transaction.commit(); });
}

Result<> BarPartitions::add(const QList<Partition> &partitions) const
{
    const bool isPostgreSql = m_connection.engine() == Engine::PostgreSql;
    const QString table = tableName(m_table);
    QStringList pieces;
    for (const Partition &partition : partitions) {
        const QString to = partition.to.toString(Qt::ISODate);
        pieces.append(
                isPostgreSql
                        ? u"CREATE TABLE %1 PARTITION OF %2 FOR VALUES FROM ('%3 00:00:00+00') "
                          "TO ('%4 00:00:00+00')"_s.arg(partition.name, table,
                                                        partition.from.toString(Qt::ISODate), to)
                        : u"PARTITION %1 VALUES LESS THAN ('%2 00:00:00')"_s.arg(partition.name,
                                                                                 to));
    }
    // A change of a table takes MariaDB the same time for one as for many.
    if (!isPostgreSql && !pieces.isEmpty())
        pieces = {u"ALTER TABLE %1 ADD PARTITION (%2)"_s.arg(table, pieces.join(u", "_s))};
    for (const QString &sql : std::as_const(pieces)) {
        if (const Result<> made = m_connection.execute(sql); !made)
            return made;
    }
    return {};
}
