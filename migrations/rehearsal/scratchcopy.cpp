// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/rehearsal/scratchcopy.h"

#include "db/schema/databasesize.h"
#include "db/schema/inspection.h"
#include "db/sqlite/sqlitebackup.h"
#include "db/statements.h"
#include "migrations/copy/databasecopy.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

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

// Beside the copy its WAL while it is filled, and once more what the migrations make anew in it.
Result<> checkSpace(const Connection &connection, const QString &path)
{
    constexpr qint64 Times = 3;
    constexpr qint64 Least = 1024 * 1024;

    const Result<qint64> size = databaseSize(connection);
    if (!size)
        return fail(size.error());
    const qint64 needed = Times * *size + Least;
    const QString folder = QFileInfo{path}.absolutePath();
    const qint64 available = QStorageInfo{folder}.bytesAvailable();
    if (available >= needed)
        return {};
    const QLocale locale;
    return fail(Error::Kind::Refused,
                ScratchCopyText::tr("A rehearsal needs %1 for its copy and the disk with %2 has %3 "
                                    "left. Free some space, then try again; nothing was changed.")
                        .arg(locale.formattedDataSize(needed), folder,
                             locale.formattedDataSize(available)),
                folder);
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
        return checkSpace(connection, copy.path).transform([&] { return copy; });
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

// The online backup fills pages of one size only, and a WAL keeps the size that it began with.
Result<> matchPageSize(const Connection &connection, const Connection &copy)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(u"PRAGMA page_size"_s);
    if (!rows)
        return fail(rows.error());
    const qint64 size = rows->next() ? rows->integer(0) : 0;
    for (const QString &statement :
         {u"PRAGMA journal_mode = DELETE"_s, u"PRAGMA page_size = %1"_s.arg(size), u"VACUUM"_s,
          u"PRAGMA journal_mode = WAL"_s}) {
        if (const Result<> done = copy.execute(statement); !done)
            return done;
    }
    return {};
}

Result<> mark(const Connection &copy)
{
    return copy.execute(u"CREATE TABLE %1 (made BIGINT)"_s.arg(Mark));
}

Result<std::unique_ptr<Connection>> openMarked(const Connection &connection,
                                               const ConnectionSpec &place)
{
    Result<std::unique_ptr<Connection>> copy = Connection::open(place);
    if (!copy)
        return copy;
    const Result<> ready = place.isServer() ? Result<>{} : matchPageSize(connection, **copy);
    if (const Result<> marked = ready.and_then([&] { return mark(**copy); }); !marked)
        return fail(marked.error());
    return copy;
}

// A kill finds the marked, empty copy or the whole one: the pages come in one transaction.
Result<> copyFile(const Connection &connection, const ScratchCopy &copy,
                  const std::function<bool()> &goesOn)
{
    constexpr std::chrono::milliseconds Patience{30'000};

    const auto told = [&](qint64, qint64) { return !goesOn || goesOn(); };
    return copySqliteFile(connection.location(), copy.name, Patience, told).and_then([&] {
        return mark(*copy.connection);
    });
}

// A step meets these, too, and may refuse for them. What needs a table or a function that stays
// behind cannot be made and is left out.
Result<> makeForeignObjects(const Connection &connection, const Connection &copy,
                            const std::function<bool()> &goesOn)
{
    const Result<Schema> from = inspectSchema(connection);
    if (!from)
        return fail(from.error());
    const Result<Schema> to = inspectSchema(copy);
    if (!to)
        return fail(to.error());
    const QList<SchemaObject> foreign = unknownObjects(*from, *to);
    for (const SchemaObject &object : foreign) {
        if (goesOn && !goesOn())
            return fail(Error::Kind::Cancelled, {});
        if (!object.sql.isEmpty())
            static_cast<void>(copy.execute(object.sql));
    }
    return {};
}

} // namespace

Result<ScratchCopy> beginScratchCopy(const Connection &connection, const ConnectionSpec &spec)
{
    const Result<ConnectionSpec> place = makePlace(connection, spec);
    if (!place)
        return fail(place.error());
    Result<std::unique_ptr<Connection>> copy = openMarked(connection, *place);
    if (!copy) {
        static_cast<void>(dropScratchCopy(connection, nameOf(*place)));
        return fail(copy.error());
    }
    return ScratchCopy{nameOf(*place), std::move(*copy)};
}

Result<> fillScratchCopy(const Connection &connection, const ScratchCopy &copy,
                         const std::function<bool()> &goesOn)
{
    if (connection.engine() == Engine::Sqlite)
        return copyFile(connection, copy, goesOn);
    CopyOptions options;
    options.progress = [&](const CopyProgress &) { return !goesOn || goesOn(); };
    const Result<QList<CopiedTable>> copied = copyDatabase(connection, *copy.connection, options);
    if (!copied)
        return fail(copied.error());
    return makeForeignObjects(connection, *copy.connection, goesOn);
}

Result<> dropScratchCopy(const Connection &connection, const QString &name)
{
    if (connection.engine() != Engine::Sqlite)
        return connection.execute(u"DROP DATABASE IF EXISTS "_s + quotedName(name));
    for (const QString &file : {name, name + u"-wal"_s, name + u"-shm"_s, name + u"-journal"_s}) {
        if (QFile::exists(file) && !QFile::remove(file))
            return fail(Error::Kind::AccessDenied, u"the file cannot be deleted"_s, file);
    }
    return {};
}
