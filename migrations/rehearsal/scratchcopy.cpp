// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/rehearsal/scratchcopy.h"

#include "db/schema/inspection.h"
#include "migrations/copy/databasecopy.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ScratchCopyText {
    Q_DECLARE_TR_FUNCTIONS(ScratchCopyText)
};

// Where the copy goes. For a server the database is made here.
Result<ConnectionSpec> makePlace(const Connection &connection, const ConnectionSpec &spec)
{
    ConnectionSpec copy = spec;
    copy.readOnly = false;
    if (!spec.isServer()) {
        copy.path = spec.path + u".rehearsal"_s;
        if (const Result<> gone = dropScratchCopy(connection, copy.path); !gone)
            return fail(gone.error());
        return copy;
    }
    copy.databaseName = spec.databaseName + u"_rehearsal"_s;
    const Result<> made = dropScratchCopy(connection, copy.databaseName).and_then([&] {
        return connection.execute(u"CREATE DATABASE "_s + quotedName(copy.databaseName));
    });
    if (!made && made.error().kind == Error::Kind::AccessDenied)
        return fail(Error::Kind::Refused,
                    ScratchCopyText::tr("A rehearsal needs the right to make the database %1 on "
                                        "the server. Ask whoever looks after it, or apply without "
                                        "a rehearsal: a backup is made before.")
                            .arg(copy.databaseName));
    if (!made)
        return fail(made.error());
    return copy;
}

} // namespace

Result<ScratchCopy> makeScratchCopy(const Connection &connection, const ConnectionSpec &spec,
                                    const std::function<bool()> &goesOn)
{
    const Result<ConnectionSpec> place = makePlace(connection, spec);
    if (!place)
        return fail(place.error());
    Result<std::unique_ptr<Connection>> copy = Connection::open(*place);
    if (!copy)
        return fail(copy.error());
    CopyOptions options;
    options.progress = [&](const CopyProgress &) { return !goesOn || goesOn(); };
    const Result<QList<CopiedTable>> copied = copyDatabase(connection, **copy, options);
    if (!copied)
        return fail(copied.error());
    return ScratchCopy{spec.isServer() ? place->databaseName : place->path, std::move(*copy)};
}

Result<> dropScratchCopy(const Connection &connection, const QString &name)
{
    if (connection.engine() != Engine::Sqlite)
        return connection.execute(u"DROP DATABASE IF EXISTS "_s + quotedName(name));
    for (const QString &file : {name, name + u"-wal"_s, name + u"-shm"_s}) {
        if (QFile::exists(file) && !QFile::remove(file))
            return fail(Error::Kind::AccessDenied, u"the file cannot be deleted"_s, file);
    }
    return {};
}
