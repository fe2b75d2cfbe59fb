// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/serverbackup.h"

#include "db/schema/inspection.h"
#include "db/statements.h"
#include "db/transaction.h"
#include "migrations/copy/copytarget.h"
#include "migrations/copy/databasecopy.h"
#include "migrations/copy/rowcopy.h"
#include "migrations/history.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

struct BareTable {
    PlannedTable table;
    QString sql; // makes it in the file
};

// A counter needs the key that it counts, and that is where the rows are kept.
Result<QString> bareSql(const Connection &model, const QString &table)
{
    Statements statements{model};
    Result<Rows> rows =
            statements.run(u"SELECT c.name, c.type, c.pk AND t.sql LIKE '%AUTOINCREMENT%' "
                           "FROM pragma_table_info(?) AS c JOIN sqlite_schema AS t ON t.name = ?"_s,
                           {table, table});
    if (!rows)
        return fail(rows.error());
    QStringList columns;
    while (rows->next()) {
        const bool isCounted = rows->integer(2) != 0;
        columns.append(quotedName(rows->text(0)) + u' ' +
                       (isCounted ? u"INTEGER PRIMARY KEY AUTOINCREMENT"_s : rows->text(1)));
    }
    return rows->end().transform([&] {
        return u"CREATE TABLE %1 (%2) STRICT"_s.arg(quotedName(table), columns.join(u", "_s));
    });
}

// What a version of ours has.
Result<QList<BareTable>> knownTables(const Connection &server, int version)
{
    const auto model = modelOf(version);
    if (!model)
        return fail(model.error());
    const Result<QList<PlannedTable>> plan = copyPlan(server, version);
    if (!plan)
        return fail(plan.error());
    QList<BareTable> tables;
    for (const PlannedTable &table : *plan) {
        const Result<QString> sql = bareSql(**model, table.name);
        if (!sql)
            return fail(sql.error());
        tables.append({table, *sql});
    }
    return tables;
}

// What is not ours yet: every table with every column, of whatever type, in the server's own words:
// its times may be finer than ours.
Result<QList<BareTable>> foundTables(const Connection &server)
{
    const Result<Schema> schema = inspectSchema(server);
    if (!schema)
        return fail(schema.error());
    const QString asText =
            server.engine() == Engine::MariaDb ? u"CAST(%1 AS CHAR)"_s : u"CAST(%1 AS TEXT)"_s;
    QList<BareTable> tables;
    const QList<SchemaObject> found = schema->tables();
    for (const SchemaObject &table : found) {
        QStringList columns;
        ColumnExpressions words;
        for (const QString &column : table.columns) {
            columns.append(quotedName(column) + u" TEXT"_s);
            words.insert(column, asText.arg(quotedName(column)));
        }
        tables.append({{table.name, table.columns, {}, words},
                       u"CREATE TABLE %1 (%2) STRICT"_s.arg(quotedName(table.name),
                                                            columns.join(u", "_s))});
    }
    return tables;
}

// The file is nobody's until it is whole: nothing needs to survive a crash before.
Result<> makeFast(const Connection &file)
{
    constexpr std::array Settings{"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"};
    Result<> done;
    for (const char *setting : Settings)
        done = done.and_then([&] { return file.execute(QString::fromLatin1(setting)); });
    return done;
}

Result<QList<BackedUpTable>> copyTables(const Connection &server, const Connection &file,
                                        const QList<BareTable> &plan,
                                        const CopyProgressHandler &progress)
{
    QList<BackedUpTable> tables;
    for (const auto &[table, sql] : plan) {
        const auto numbered = [&](CopyProgress state) {
            state.tableNumber = static_cast<int>(tables.size()) + 1;
            state.tables = static_cast<int>(plan.size());
            return !progress || progress(state);
        };
        const Result<TableProof> copied =
                file.execute(sql).and_then([&] { return copyRows(server, file, table, numbered); });
        if (!copied)
            return fail(copied.error());
        tables.append({table.name, copied->columns, copied->rows, copied->checksum.toHex()});
    }
    return tables;
}

} // namespace

Result<QList<BackedUpTable>> backUpServer(const Connection &server, const QString &path,
                                          const CopyProgressHandler &progress)
{
    const auto file = Connection::open(ConnectionSpec::file(path));
    if (!file)
        return fail(file.error());
    Transaction snapshot{server};
    if (const Result<> begun = snapshot.beginSnapshot(); !begun)
        return fail(begun.error());
    const Result<QList<AppliedMigration>> applied =
            MigrationHistory{server, Actor::current()}.applied();
    if (!applied)
        return fail(applied.error());
    const bool isOurs = !applied->isEmpty();
    const Result<QList<BareTable>> plan = isOurs ? copiedVersion(server).and_then([&](int version) {
        return knownTables(server, version);
    })
                                                 : foundTables(server);
    if (!plan)
        return fail(plan.error());

    Transaction transaction{**file};
    const Result<> begun = makeFast(**file).and_then([&] { return transaction.begin(); });
    if (!begun)
        return fail(begun.error());
    const Result<QList<BackedUpTable>> tables = copyTables(server, **file, *plan, progress);
    if (!tables)
        return tables;
    QList<PlannedTable> numbered; // what is not ours is put back by nobody
    for (const BareTable &bare : *plan) {
        if (isOurs)
            numbered.append(bare.table);
    }
    return raiseRowNumbers(server, **file, numbered)
            .and_then([&] { return transaction.commit(); })
            .transform([&] { return *tables; });
}
