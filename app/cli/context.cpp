// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/cli/commandline.h"
#include "migrations/firststart.h"
#include "migrations/state/preconditions.h"

QString firstStepsText()
{
    return CommandLine::tr("nothing is stored yet; 'tidemarkctl collect --once' collects the first "
                           "coins, 'tidemarkctl assets add BHP.AU' registers a stock, and each "
                           "makes it");
}

Result<std::unique_ptr<Connection>> openAtAnyVersion(const Context &context)
{
    if (context.database.isMissingFile())
        return fail(Error::Kind::NotFound, firstStepsText(), context.database.location());
    ConnectionSpec spec = context.database;
    spec.readOnly = true;
    return Connection::open(spec);
}

Result<std::unique_ptr<Connection>> openToRead(const Context &context)
{
    Result<std::unique_ptr<Connection>> connection = openAtAnyVersion(context);
    if (!connection)
        return connection;
    const auto status = MigrationSet::shipped(context.database.engine)
                                .and_then([&](const MigrationSet &migrations) {
                                    return requireHead({**connection, migrations});
                                });
    if (!status)
        return fail(status.error());
    return connection;
}

Result<std::unique_ptr<Connection>> openToWrite(const Context &context)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(context.database);
    if (!connection)
        return connection;
    const Result<MigrationReport> ready =
            MigrationSet::shipped(context.database.engine)
                    .and_then([&](const MigrationSet &migrations) {
                        return bringEmptyToHead({**connection, migrations});
                    });
    if (!ready)
        return fail(ready.error());
    return connection;
}
