// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/copytarget.h"

#include "db/bars/barpartitions.h"
#include "db/bulk/rownumbers.h"
#include "db/schema/inspection.h"
#include "db/statements.h"
#include "db/transaction.h"
#include "migrations/migrator.h"

#include <QCoreApplication>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CopyTargetText {
    Q_DECLARE_TR_FUNCTIONS(CopyTargetText)
};

// The first column of the first row; nothing without a row.
Result<std::optional<QString>> firstCell(const Connection &connection, const QString &query)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(query);
    if (!rows)
        return fail(rows.error());
    std::optional<QString> cell;
    if (rows->next())
        cell = rows->text(0);
    return rows->end().transform([&] { return cell; });
}

// What only one database of the engine answers, by whichever address it was asked. A server says
// when it started and where it keeps its files.
QString identityQuery(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"SELECT file FROM pragma_database_list WHERE name = 'main'"_s;
    case Engine::PostgreSql:
        return u"SELECT concat_ws('/', pg_postmaster_start_time(), current_database(),"
               " current_schema())"_s;
    case Engine::MariaDb:
        break;
    }
    return u"SELECT CONCAT_WS('/', @@hostname, @@port, @@socket, @@datadir, DATABASE())"_s;
}

QString rowQuery(const QString &table)
{
    const QString any = u"SELECT 1 FROM %1"_s.arg(quotedName(table));
    // Every migration leaves a row there, also those that made this database.
    if (table == "system_events"_L1)
        return any + u" WHERE component <> 'migrations' LIMIT 1"_s;
    return any + u" LIMIT 1"_s;
}

} // namespace

Result<bool> isSameDatabase(const Connection &one, const Connection &other)
{
    if (one.engine() != other.engine())
        return false;
    const QString query = identityQuery(one.engine());
    const Result<std::optional<QString>> first = firstCell(one, query);
    if (!first)
        return fail(first.error());
    const Result<std::optional<QString>> second = firstCell(other, query);
    if (!second)
        return fail(second.error());
    // SQLite names the file by its real path; in memory it has none, and is never another's.
    return *first == *second && !first->value_or(QString{}).isEmpty();
}

Result<> CopyTarget::checkEmpty() const
{
    const Result<Schema> schema = inspectSchema(m_target);
    if (!schema)
        return fail(schema.error());
    const QList<SchemaObject> tables = schema->tables();
    for (const SchemaObject &table : tables) {
        if (table.name == "tidemark_copy"_L1)
            continue;
        const Result<std::optional<QString>> row = firstCell(m_target, rowQuery(table.name));
        if (!row)
            return fail(row.error());
        if (row->has_value())
            return fail(Error::Kind::Refused,
                        CopyTargetText::tr("%1 is not empty: table %2 has rows. Choose an empty "
                                           "database; this one was not changed.")
                                .arg(m_target.location(), table.name),
                        m_target.location());
    }
    return {};
}

Result<> CopyTarget::bringToVersion(int version) const
{
    const Result<QList<AppliedMigration>> applied =
            MigrationHistory{m_target, Actor::current()}.applied();
    if (!applied)
        return fail(applied.error());
    const int current = applied->isEmpty() ? 0 : applied->constLast().version;
    if (current == version)
        return {};
    if (current > version)
        return fail(Error::Kind::Refused,
                    CopyTargetText::tr("%1 is at version %2, and the database to be copied at "
                                       "version %3. Choose an empty database.")
                            .arg(m_target.location())
                            .arg(current)
                            .arg(version),
                    m_target.location());
    return MigrationSet::shipped(m_target.engine()).and_then([&](const MigrationSet &migrations) {
        return Migrator{m_target, migrations}.up(version).map([](const MigrationReport &) {});
    });
}

Result<> CopyTarget::beginJournal(const QString &sourceLocation,
                                  const QList<PlannedTable> &plan) const
{
    if (Result<> created = m_journal.create(); !created)
        return created;
    Transaction transaction{m_target};
    if (Result<> begun = transaction.begin(); !begun)
        return begun;
    if (Result<> empty = checkEmpty(); !empty) // now that nobody else writes
        return empty;
    for (const PlannedTable &table : plan) {
        if (table.name != "system_events"_L1)
            continue;
        if (Result<> emptied = m_target.execute(u"DELETE FROM system_events"_s); !emptied)
            return emptied;
    }
    return m_journal.begin(sourceLocation, plan).and_then([&] { return transaction.commit(); });
}

Result<> CopyTarget::prepare(const Connection &source, int version,
                             const QList<PlannedTable> &plan) const
{
    const Result<QString> begun = m_journal.source();
    if (!begun)
        return fail(begun.error());
    if (!begun->isNull() && *begun != source.location())
        return fail(Error::Kind::Refused,
                    CopyTargetText::tr("%1 holds an unfinished copy of %2. Finish that one, or "
                                       "choose an empty database.")
                            .arg(m_target.location(), *begun),
                    m_target.location());
    const Result<> ready =
            begun->isNull()
                    ? checkEmpty().and_then([&] { return bringToVersion(version); }).and_then([&] {
                          return beginJournal(source.location(), plan);
                      })
                    : bringToVersion(version).and_then([this] { return m_journal.takeOver(); });
    if (!ready)
        return ready;
    return extendPartitions(source, m_target, plan);
}

Result<> extendPartitions(const Connection &source, const Connection &target,
                          const QList<PlannedTable> &plan)
{
    for (const PlannedTable &table : plan) {
        if (table.name != "daily_data"_L1 && table.name != "intraday_data"_L1)
            continue;
        Statements statements{source};
        Result<Rows> newest = statements.run(u"SELECT MAX(time) FROM "_s + quotedName(table.name));
        if (!newest)
            return fail(newest.error());
        if (!newest->next() || newest->isNull(0))
            continue;
        BarPartitions partitions{target, table.name == "daily_data"_L1
                                                 ? BarPartitions::Table::Daily
                                                 : BarPartitions::Table::Intraday};
        if (Result<> made = partitions.ensure(newest->time(0)); !made)
            return made;
    }
    return {};
}

Result<> raiseRowNumbers(const Connection &source, const Connection &target,
                         const QList<PlannedTable> &plan)
{
    for (const PlannedTable &table : plan) {
        const Result<> raised = lastRowNumber(source, table.name).and_then([&](qint64 last) {
            return raiseRowNumber(target, table.name, last);
        });
        if (!raised)
            return raised;
    }
    return {};
}

Result<> CopyTarget::finish(const Connection &source, const QList<PlannedTable> &plan) const
{
    return raiseRowNumbers(source, m_target, plan).and_then([this] { return m_journal.remove(); });
}
