// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/serverbackup.h"

#include "db/schema/inspection.h"
#include "db/statements.h"
#include "db/transaction.h"
#include "migrations/copy/copytarget.h"
#include "migrations/copy/rowcopy.h"
#include "migrations/migrator.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

// What is made again when the rows are there: filling an index costs more than building it, and the
// rows satisfy what triggers would ask.
Result<QStringList> takeAwayIndexes(const Connection &file)
{
    Statements statements{file};
    Result<Rows> rows = statements.run(u"SELECT type, name, sql FROM sqlite_schema WHERE type IN "
                                       "('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid"_s);
    if (!rows)
        return fail(rows.error());
    QStringList drops;
    QStringList creates;
    while (rows->next()) {
        drops.append(u"DROP %1 %2"_s.arg(rows->text(0), quotedName(rows->text(1))));
        creates.append(rows->text(2));
    }
    Result<> done = rows->end();
    for (const QString &drop : drops)
        done = done.and_then([&] { return file.execute(drop); });
    return done.transform([&] { return creates; });
}

// The file is nobody's until it is whole: nothing needs to survive a crash before.
Result<> makeFast(const Connection &file)
{
    constexpr std::array Settings{"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF",
                                  "PRAGMA foreign_keys = OFF", "PRAGMA cache_size = -32000"};
    Result<> done;
    for (const char *setting : Settings)
        done = done.and_then([&] { return file.execute(QString::fromLatin1(setting)); });
    return done;
}

Result<QList<BackedUpTable>> copyTables(const Connection &server, const Connection &file,
                                        const QList<PlannedTable> &plan,
                                        const CopyProgressHandler &progress)
{
    QList<BackedUpTable> tables;
    for (const PlannedTable &table : plan) {
        const auto numbered = [&](CopyProgress state) {
            state.tableNumber = static_cast<int>(tables.size()) + 1;
            state.tables = static_cast<int>(plan.size());
            return !progress || progress(state);
        };
        // The migrations that made the file left rows of their own.
        const Result<TableProof> copied =
                file.execute(u"DELETE FROM "_s + quotedName(table.name)).and_then([&] {
                    return copyRows(server, file, table, numbered);
                });
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
    const Result<QList<PlannedTable>> plan =
            copiedVersion(server).and_then([&](int version) -> Result<QList<PlannedTable>> {
                const Result<MigrationSet> migrations = MigrationSet::shipped(Engine::Sqlite);
                if (!migrations)
                    return fail(migrations.error());
                return Migrator{**file, *migrations}.up(version).and_then(
                        [&](const MigrationReport &) { return copyPlan(server, version); });
            });
    if (!plan)
        return fail(plan.error());

    if (const Result<> fast = makeFast(**file); !fast)
        return fail(fast.error());
    Transaction transaction{**file};
    const Result<QStringList> indexes =
            transaction.begin().and_then([&] { return takeAwayIndexes(**file); });
    if (!indexes)
        return fail(indexes.error());
    Result<QList<BackedUpTable>> tables = copyTables(server, **file, *plan, progress);
    if (!tables)
        return tables;
    Result<> done = raiseRowNumbers(server, **file, *plan);
    for (const QString &index : *indexes)
        done = done.and_then([&] { return (*file)->execute(index); });
    return done.and_then([&] { return transaction.commit(); }).transform([&] { return *tables; });
}
