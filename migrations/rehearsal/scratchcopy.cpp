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

// Only a copy that a rehearsal made has it. By this name it is no part of the schema.
const QString Mark = u"tidemark_migration_rehearsal"_s;

QString nameOf(const ConnectionSpec &copy)
{
    return copy.isServer() ? copy.databaseName : copy.path;
}

// Whether something stands where the copy goes that no rehearsal made. One that was killed right at
// its beginning left a database without any tables.
Result<bool> isSomebodyElses(const ConnectionSpec &copy)
{
    ConnectionSpec spec = copy;
    spec.readOnly = true;
    if (spec.isMissingFile())
        return false;
    const Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection) {
        const Error::Kind kind = connection.error().kind;
        if (kind == Error::Kind::NoDatabase)
            return false;
        return kind == Error::Kind::NotADatabase ? Result<bool>{true} : fail(connection.error());
    }
    const Result<bool> isMarked = tableExists(**connection, Mark);
    if (!isMarked || *isMarked)
        return isMarked.transform([](bool) { return false; });
    return inspectSchema(**connection).transform([](const Schema &schema) {
        return !schema.objects.isEmpty();
    });
}

Result<> dropLeftover(const Connection &connection, const ConnectionSpec &copy)
{
    const Result<bool> elses = isSomebodyElses(copy);
    if (!elses)
        return fail(elses.error());
    if (*elses)
        return fail(Error::Kind::Refused,
                    ScratchCopyText::tr("A rehearsal would put its copy into %1, and what is there "
                                        "was not made by one. Rename or move that, then try "
                                        "again; it was not touched.")
                            .arg(nameOf(copy)));
    return dropScratchCopy(connection, nameOf(copy));
}

// Where the copy goes. For a server the database is made here.
Result<ConnectionSpec> makePlace(const Connection &connection, const ConnectionSpec &spec)
{
    ConnectionSpec copy = spec;
    copy.readOnly = false;
    if (spec.isServer())
        copy.databaseName = spec.databaseName + u"_rehearsal"_s;
    else
        copy.path = spec.path + u".rehearsal"_s;
    if (const Result<> gone = dropLeftover(connection, copy); !gone)
        return fail(gone.error());
    if (!spec.isServer())
        return copy;
    const Result<> made = connection.execute(u"CREATE DATABASE "_s + quotedName(copy.databaseName));
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
    if (const Result<> marked = (*copy)->execute(u"CREATE TABLE %1 (made BIGINT)"_s.arg(Mark));
        !marked)
        return fail(marked.error());
    CopyOptions options;
    options.progress = [&](const CopyProgress &) { return !goesOn || goesOn(); };
    const Result<QList<CopiedTable>> copied = copyDatabase(connection, **copy, options);
    if (!copied)
        return fail(copied.error());
    return ScratchCopy{nameOf(*place), std::move(*copy)};
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
