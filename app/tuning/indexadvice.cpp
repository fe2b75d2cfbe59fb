// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tuning/indexadvice.h"

#include "db/tuning/indexusagestore.h"
#include "db/tuning/lab/labstore.h"
#include "db/tuning/ownstatements.h"
#include "migrations/shape/schemamodel.h"

namespace {

constexpr int RecordedDays = 90; // of what was counted

// Every table that some version of Tidemark has.
Result<QSet<QString>> ownTables(Engine engine)
{
    return MigrationSet::shipped(engine).and_then([](const MigrationSet &migrations) {
        return SchemaModel::of(migrations).transform([&](const SchemaModel &model) {
            QSet<QString> names;
            for (int version = 1; version <= migrations.head(); ++version) {
                for (const SchemaObject &table : model.at(version).tables())
                    names.insert(table.name);
            }
            return names;
        });
    });
}

QDateTime recordBegin()
{
    return QDateTime::currentDateTimeUtc().addDays(-RecordedDays);
}

} // namespace

Result<QList<CataloguedStatement>> askedStatements(const Connection &connection)
{
    return withRecorded(connection, ownStatements(), recordBegin(),
                        QDateTime::currentDateTimeUtc());
}

Result<IndexReport> indexAdvice(const Connection &connection)
{
    const Result<QSet<QString>> own = ownTables(connection.engine());
    if (!own)
        return fail(own.error());
    const Result<std::optional<LabReport>> measured = LabStore{connection}.last();
    if (!measured)
        return fail(measured.error());
    const Result<QList<CataloguedStatement>> statements = askedStatements(connection);
    if (!statements)
        return fail(statements.error());
    const Result<UsageEvidence> usage = recordedUsage(connection, recordBegin());
    if (!usage)
        return fail(usage.error());
    AdvisorInput input{*own, *statements, *usage};
    if (*measured)
        input.costs = (*measured)->costs();
    return adviseOnIndexes(connection, input);
}
