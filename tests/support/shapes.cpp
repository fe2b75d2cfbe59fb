// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shapes.h"

#include "db/connection.h"
#include "migrations/shape/shape.h"
#include "migrations/sqlscript.h"
#include "tests/support/serverdatabase.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace {

// "up" of one version; on PostgreSQL without extensions a version may come in two files.
void runScripts(const Connection &connection, const QDir &folder, const QString &direction)
{
    const QString engine = engineName(connection.engine());
    for (const QString &name : {u"%1.%2.sql"_s, u"%1.%2.native.sql"_s}) {
        QFile file{folder.filePath(name.arg(direction, engine))};
        if (!file.exists() && name.contains("native"_L1))
            continue;
        if (!file.open(QIODevice::ReadOnly))
            giveUp(u"%1: %2"_s.arg(file.fileName(), file.errorString()));
        const Result<SqlScript> script =
                SqlScript::parse(QString::fromUtf8(file.readAll()), connection.engine());
        if (!script)
            giveUp(u"%1: %2"_s.arg(file.fileName(), script.error().detail));
        for (const SqlStatement &statement : script->statements()) {
            if (const Result<> done = connection.execute(statement.sql); !done)
                giveUp(u"%1: %2"_s.arg(file.fileName(), done.error().detail));
        }
    }
}

Schema schemaOf(const Connection &connection)
{
    const Result<Schema> schema = inspectSchema(connection);
    if (!schema)
        giveUp(u"The schema cannot be read: "_s + schema.error().detail);
    return *schema;
}

} // namespace

QList<ShapeFile> makeShapes(const QString &versions, Engine engine)
{
    const ServerDatabase database{engine};
    const Result<std::unique_ptr<Connection>> connection = Connection::open(database.spec());
    if (!connection)
        giveUp(u"The test server cannot be reached: "_s + connection.error().detail);

    const QDir root{versions};
    const QStringList folders = root.entryList({u"0*"_s}, QDir::Dirs, QDir::Name);
    QList<ShapeFile> files;
    QList<Schema> schemas{schemaOf(**connection)};
    for (const QString &folder : folders) {
        runScripts(**connection, root.filePath(folder), u"up"_s);
        schemas.append(schemaOf(**connection));
        files.append({folder + u'/' + shapeFileName(engine), shapeText(schemas.constLast())});
    }
    for (qsizetype version = folders.size() - 1; version >= 0; --version) {
        runScripts(**connection, root.filePath(folders[version]), u"down"_s);
        const QStringList differences =
                schemaDifferences(schemaOf(**connection), schemas[version]).all();
        if (!differences.isEmpty())
            giveUp(u"The way down from %1 on %2 does not end where the way up came from: %3"_s.arg(
                    folders[version], engineName(engine), differences.join(u"; "_s)));
    }
    return files;
}
