// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/probetable.h"

#include "db/bulk/columnnames.h"
#include "db/tuning/eachrow.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Column {
    QString name;
    QString type; // in lower case
    bool isNumbered = false;
};

// Without generated columns, which take no value.
QString columnsQuery(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"SELECT name, lower(type), 0 FROM pragma_table_xinfo(?) WHERE hidden = 0"
               " ORDER BY cid"_s;
    case Engine::PostgreSql:
        return u"SELECT attname, format_type(atttypid, NULL), FALSE FROM pg_attribute"
               " WHERE attrelid = to_regclass(quote_ident(?)) AND attnum > 0 AND NOT attisdropped"
               " AND attgenerated = '' ORDER BY attnum"_s;
    case Engine::MariaDb:
        break;
    }
    return u"SELECT column_name, data_type, extra LIKE '%auto_increment%'"
           " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?"
           " AND extra NOT LIKE '%GENERATED%' ORDER BY ordinal_position"_s;
}

bool isTime(const QString &type)
{
    return type.startsWith(u"timestamp") || type == u"datetime" || type == u"date";
}

bool isWholeNumber(const QString &type)
{
    return type.contains(u"int");
}

// A column of SQLite whose first values are all milliseconds between 1990 and 2128.
Result<QStringList> sqliteTimes(Statements &statements, const QString &table,
                                const QList<Column> &columns, const QString &number)
{
    constexpr int First = 1000;

    QStringList names;
    QStringList asked;
    for (const Column &column : columns) {
        if (column.name == number || !isWholeNumber(column.type))
            continue;
        names.append(column.name);
        asked.append(u"MIN(%1) >= 631152000000 AND MAX(%1) < 5000000000000"_s.arg(
                quotedName(column.name)));
    }
    if (names.isEmpty())
        return QStringList{};
    QStringList times;
    return eachRow(statements,
                   u"SELECT %1 FROM (SELECT * FROM %2 LIMIT %3)"_s.arg(
                           asked.join(u", "_s), quotedName(table), QString::number(First)),
                   {},
                   [&](const Rows &rows) {
                       for (int i = 0; i < names.size(); ++i) {
                           if (rows.integer(i) == 1)
                               times.append(names[i]);
                       }
                   })
            .transform([&] { return times; });
}

// Times first: of two rows the later one came later, whatever else the key holds.
QStringList arrivalOf(const IndexDef *primary, const QStringList &times)
{
    QStringList arrival =
            primary ? primary->columns() : times.first(std::min<qsizetype>(times.size(), 1));
    std::ranges::stable_partition(arrival,
                                  [&](const QString &column) { return times.contains(column); });
    return arrival;
}

} // namespace

QList<IndexDef> ProbeTable::droppable() const
{
    QList<IndexDef> found;
    std::ranges::copy_if(indexes, std::back_inserter(found), [](const IndexDef &index) {
        return index.constraint == IndexDef::Constraint::None && index.isValid &&
               !index.isBuilding && !index.dropSql.isEmpty() && index.parent.isEmpty();
    });
    std::ranges::sort(found, {}, &IndexDef::name);
    return found;
}

QStringList ProbeTable::inserted() const
{
    QStringList names = columns;
    if (isNumbered)
        names.removeAll(number);
    return names;
}

bool ProbeTable::isRepeatable() const
{
    return std::ranges::all_of(indexes, [&](const IndexDef &index) {
        if (!index.isUnique && !index.isPrimary())
            return true;
        return std::ranges::any_of(index.columns(), [&](const QString &column) {
            return column == number || times.contains(column);
        });
    });
}

Result<ProbeTable> readProbeTable(const Connection &connection, const TableDef &table)
{
    Statements statements{connection};
    QList<Column> columns;
    const Result<> read = eachRow(
            statements, columnsQuery(connection.engine()), {table.name}, [&](const Rows &rows) {
                columns.append({rows.text(0), rows.text(1).toLower(), rows.integer(2) != 0});
            });
    if (!read)
        return fail(read.error());
    ProbeTable probe;
    probe.name = table.name;
    probe.indexes = table.indexes;
    const auto primary = std::ranges::find_if(table.indexes, &IndexDef::isPrimary);
    const bool hasPrimary = primary != table.indexes.cend();
    for (const Column &column : std::as_const(columns)) {
        probe.columns.append(column.name);
        if (hasPrimary && primary->columns() == QStringList{column.name} &&
            isWholeNumber(column.type)) {
            probe.number = column.name;
            probe.isNumbered = column.isNumbered || primary->name == u"PRIMARY KEY";
        }
        if (connection.engine() != Engine::Sqlite && isTime(column.type))
            probe.times.append(column.name);
    }
    if (connection.engine() == Engine::Sqlite) {
        const Result<QStringList> times =
                sqliteTimes(statements, table.name, columns, probe.number);
        if (!times)
            return fail(times.error());
        probe.times = *times;
    }
    probe.arrival = arrivalOf(hasPrimary ? &*primary : nullptr, probe.times);
    probe.batchTime =
            probe.times.contains(u"created_at"_s) ? u"created_at"_s : probe.times.value(0);
    return probe;
}
