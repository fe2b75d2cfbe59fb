// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bulk/rownumbers.h"

#include "db/schema/inspection.h"
#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// The first cell of the first row; a null text and 0 when there is none.
struct Answer {
    QString text;
    qint64 number = 0;
};

Result<Answer> ask(const Connection &connection, const QString &query,
                   std::initializer_list<SqlValue> values)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(query, values);
    if (!rows)
        return fail(rows.error());
    Answer answer;
    if (rows->next())
        answer = {rows->text(0), rows->integer(0)};
    return rows->end().transform([&] { return answer; });
}

// As SQL text; null: none.
Result<QString> sequenceOf(const Connection &connection, const QString &table)
{
    return ask(connection,
               u"SELECT pg_get_serial_sequence(quote_ident(CAST(? AS text)), attname)"
               " FROM pg_attribute WHERE attrelid = CAST(quote_ident(?) AS regclass)"
               " AND attnum > 0 AND NOT attisdropped"
               " AND pg_get_serial_sequence(quote_ident(CAST(? AS text)), attname) IS NOT NULL"_s,
               {table, table, table})
            .transform([](const Answer &answer) { return answer.text; });
}

// sqlite_sequence is there only when a table has ever asked for it.
Result<bool> isCounted(const Connection &connection, const QString &table)
{
    return ask(connection,
               u"SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
               " AND sql LIKE '%autoincrement%'"_s,
               {table})
            .transform([](const Answer &answer) { return answer.number > 0; });
}

} // namespace

Result<qint64> lastRowNumber(const Connection &connection, const QString &table)
{
    const auto number = [](const Answer &answer) { return answer.number; };
    switch (connection.engine()) {
    case Engine::Sqlite: {
        const Result<bool> counted = isCounted(connection, table);
        if (!counted || !*counted)
            return counted.transform([](bool) { return qint64{0}; });
        return ask(connection, u"SELECT seq FROM sqlite_sequence WHERE name = ?"_s, {table})
                .transform(number);
    }
    case Engine::PostgreSql:
        return sequenceOf(connection, table).and_then([&](const QString &name) -> Result<qint64> {
            if (name.isNull())
                return 0;
            return ask(connection,
                       u"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "_s + name, {})
                    .transform(number);
        });
    case Engine::MariaDb:
        break;
    }
    return ask(connection,
               u"SELECT COALESCE(auto_increment, 1) - 1 FROM information_schema.tables"
               " WHERE table_schema = DATABASE() AND table_name = ?"_s,
               {table})
            .transform(number);
}

Result<> raiseRowNumber(const Connection &connection, const QString &table, qint64 last)
{
    const Result<qint64> now = lastRowNumber(connection, table);
    if (!now || *now >= last)
        return now.map([](qint64) {});
    switch (connection.engine()) {
    case Engine::Sqlite: {
        const Result<bool> counted = isCounted(connection, table);
        if (!counted || !*counted)
            return counted.map([](bool) {});
        Statements statements{connection};
        const Result<int> raised = statements.change(
                u"UPDATE sqlite_sequence SET seq = ? WHERE name = ?"_s, {last, table});
        if (!raised || *raised > 0)
            return raised.map([](int) {});
        return statements
                .change(u"INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)"_s, {table, last})
                .map([](int) {});
    }
    case Engine::PostgreSql:
        return sequenceOf(connection, table).and_then([&](const QString &name) -> Result<> {
            if (name.isNull())
                return {};
            return connection.execute(u"SELECT setval('%1', %2)"_s.arg(name).arg(last));
        });
    case Engine::MariaDb:
        break;
    }
    const Result<Answer> counted =
            ask(connection,
                u"SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                " AND table_name = ? AND extra LIKE '%auto_increment%'"_s,
                {table});
    if (!counted || counted->number == 0)
        return counted.map([](const Answer &) {});
    return connection.execute(
            u"ALTER TABLE %1 AUTO_INCREMENT = %2"_s.arg(quotedName(table)).arg(last + 1));
}
