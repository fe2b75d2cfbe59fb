// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bulk/rowkey.h"

#include "db/bulk/columnnames.h"
#include "db/bulk/sqlliteral.h"
#include "db/statements.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

QString keyQuery(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"SELECT name, 0 FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"_s;
    case Engine::PostgreSql:
        return u"SELECT a.attname, a.atttypid IN (1082, 1114, 1184) FROM pg_index i"
               " CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (number, place)"
               " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number"
               " WHERE i.indisprimary AND i.indrelid = CAST(quote_ident(?) AS regclass)"
               " ORDER BY k.place"_s;
    case Engine::MariaDb:
        break;
    }
    return u"SELECT s.column_name, c.data_type IN ('date', 'datetime', 'timestamp')"
           " FROM information_schema.statistics s JOIN information_schema.columns c"
           " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
           " AND c.column_name = s.column_name"
           " WHERE s.table_schema = DATABASE() AND s.table_name = ? AND s.index_name = 'PRIMARY'"
           " ORDER BY s.seq_in_index"_s;
}

// Numbers as text: JSON's are doubles.
QString literalOf(Engine engine, const QJsonObject &value, bool isTime)
{
    if (value.contains("text"_L1))
        return sqlText(engine, value.value("text"_L1).toString());
    const qint64 number = value.value("number"_L1).toString().toLongLong();
    return isTime ? sqlTime(engine, number) : QString::number(number);
}

} // namespace

Result<RowKey> RowKey::of(const Connection &connection, const QString &table)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(keyQuery(connection.engine()), {table});
    if (!rows)
        return fail(rows.error());
    RowKey key;
    key.m_engine = connection.engine();
    while (rows->next()) {
        key.m_columns.append(rows->text(0));
        key.m_isTime.push_back(rows->integer(1) != 0);
    }
    if (const Result<> end = rows->end(); !end)
        return fail(end.error());
    if (key.m_columns.isEmpty())
        return fail(Error::Kind::NotFound, u"the table has no primary key"_s, table);
    return key;
}

QString RowKey::textOf(std::span<const Cell> row, const QStringList &columns) const
{
    QJsonArray values;
    for (const QString &column : m_columns) {
        const Cell &cell = row[static_cast<std::size_t>(columns.indexOf(column))];
        values.append(cell.kind == Cell::Kind::Text
                              ? QJsonObject{{u"text"_s, QString::fromUtf8(cell.text)}}
                              : QJsonObject{{u"number"_s, QString::number(cell.integer)}});
    }
    return QString::fromUtf8(QJsonDocument{values}.toJson(QJsonDocument::Compact));
}

Result<QString> RowKey::behind(const QString &text) const
{
    if (text.isEmpty())
        return QString{};
    const QJsonArray values = QJsonDocument::fromJson(text.toUtf8()).array();
    if (values.size() != m_columns.size())
        return fail(Error::Kind::Parse, u"'%1' is no key of the table"_s.arg(text));
    QStringList literals;
    for (qsizetype i = 0; i < values.size(); ++i)
        literals.append(
                literalOf(m_engine, values[i].toObject(), m_isTime[static_cast<std::size_t>(i)]));
    return u" WHERE (%1) > (%2)"_s.arg(columnNames(m_columns), literals.join(u", "_s));
}
