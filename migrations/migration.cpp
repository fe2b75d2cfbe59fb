// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migration.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

// A static library's resources are registered only when somebody asks. Outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(migrations);
}

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QByteArray> readFile(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Parse, file.errorString(), path);
    return file.readAll();
}

Result<SqlScript> readScript(const QString &path)
{
    const Result<QByteArray> text = readFile(path);
    if (!text)
        return fail(text.error());
    Result<SqlScript> script = SqlScript::parse(QString::fromUtf8(*text));
    if (!script)
        return fail(Error::Kind::Parse, script.error().detail, path);
    if (script->statements().isEmpty())
        return fail(Error::Kind::Parse, u"the script is empty"_s, path);
    return script;
}

// Empty when there is no such file.
Result<SqlScript> readGuard(const QString &path)
{
    if (!QFile::exists(path))
        return SqlScript{};
    Result<SqlScript> guard = readScript(path);
    if (guard && guard->statements().size() != 1)
        return fail(Error::Kind::Parse, u"a guard is one query"_s, path);
    return guard;
}

Result<QStringList> readReplaced(const QString &path)
{
    if (!QFile::exists(path))
        return QStringList{};
    const Result<QByteArray> text = readFile(path);
    if (!text)
        return fail(text.error());
    const QJsonObject changes = QJsonDocument::fromJson(*text).object();
    QStringList replaced;
    for (const auto &column : changes.value("replaced"_L1).toArray())
        replaced.append(column.toString());
    if (replaced.isEmpty())
        return fail(Error::Kind::Parse, u"it names no replaced column"_s, path);
    return replaced;
}

Result<Migration> readMigration(const QDir &folder, const QString &engine)
{
    const Result<SqlScript> up = readScript(folder.filePath(u"up.%1.sql"_s.arg(engine)));
    if (!up)
        return fail(up.error());
    const Result<SqlScript> down = readScript(folder.filePath(u"down.%1.sql"_s.arg(engine)));
    if (!down)
        return fail(down.error());
    const Result<SqlScript> upGuard = readGuard(folder.filePath(u"up.%1.guard.sql"_s.arg(engine)));
    if (!upGuard)
        return fail(upGuard.error());
    const Result<SqlScript> downGuard =
            readGuard(folder.filePath(u"down.%1.guard.sql"_s.arg(engine)));
    if (!downGuard)
        return fail(downGuard.error());
    const Result<QStringList> replaced = readReplaced(folder.filePath(u"changes.json"_s));
    if (!replaced)
        return fail(replaced.error());

    QCryptographicHash hash{QCryptographicHash::Sha256};
    for (const SqlScript &file : {*up, *down, *upGuard, *downGuard})
        hash.addData(file.checksum().toLatin1() + '\n');

    const QString folderName = folder.dirName();
    return Migration{folderName.left(4).toInt(),
                     folderName.sliced(5),
                     *up,
                     *down,
                     upGuard->statements().value(0),
                     downGuard->statements().value(0),
                     *replaced,
                     QString::fromLatin1(hash.result().toHex())};
}

} // namespace

QString directionName(Direction direction)
{
    return direction == Direction::Up ? u"up"_s : u"down"_s;
}

Result<MigrationSet> MigrationSet::shipped(Engine engine)
{
    initResources();
    return load(u":/migrations"_s, engine);
}

Result<MigrationSet> MigrationSet::load(const QString &folder, Engine engine)
{
    static const QRegularExpression pattern{u"^[0-9]{4}_[a-z0-9_]+$"_s};

    MigrationSet set;
    set.m_engine = engine;
    const QDir root{folder};
    const Result<SqlScript> history =
            readScript(root.filePath(u"history.%1.sql"_s.arg(engineName(engine))));
    if (!history)
        return fail(history.error());
    set.m_history = *history;
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString path = root.filePath(name);
        if (!pattern.match(name).hasMatch())
            return fail(Error::Kind::Parse, u"a migration's folder is called NNNN_name"_s, path);
        const Result<Migration> migration = readMigration(QDir{path}, engineName(engine));
        if (!migration)
            return fail(migration.error());
        if (migration->version != set.head() + 1)
            return fail(Error::Kind::Parse, u"version %1 was expected"_s.arg(set.head() + 1), path);
        set.m_migrations.append(*migration);
    }
    return set;
}
