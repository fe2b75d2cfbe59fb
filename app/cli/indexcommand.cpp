// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/indextext.h"

#include "db/tuning/indexadvisor.h"
#include "db/tuning/ownstatements.h"
#include "migrations/shape/schemamodel.h"

#include <QCoreApplication>

namespace {

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

Result<IndexReport> read(const Context &context)
{
    if (context.database.isMissingFile())
        return fail(Error::Kind::NotFound, firstStepsText(), context.database.location());
    ConnectionSpec spec = context.database;
    spec.readOnly = true;
    const Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return fail(connection.error());
    const Result<QSet<QString>> own = ownTables(spec.engine);
    if (!own)
        return fail(own.error());
    return adviseOnIndexes(**connection, {*own, ownStatements()});
}

ExitCode reportIndexes(const Context &context)
{
    const Result<IndexReport> report = read(context);
    if (!report)
        return context.failed(report.error());
    return context.output.done(jsonOf(*report, context.database.engine), textOf(*report));
}

} // namespace

void describeIndex(CommandSet &commands)
{
    CLI::App &index = commands.group("index", "Advice on the indexes of the database");
    commands.command(index, "report",
                     "Indexes that do the work of others, are not used or are missing",
                     [] { return CommandRun{reportIndexes}; });
}
