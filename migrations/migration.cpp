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

Result<SqlScript> readScript(const QString &path, Engine engine)
{
    const Result<QByteArray> text = readFile(path);
    if (!text)
        return fail(text.error());
    Result<SqlScript> script = SqlScript::parse(QString::fromUtf8(*text), engine);
    if (!script)
        return fail(Error::Kind::Parse, script.error().detail, path);
    if (script->statements().isEmpty())
        return fail(Error::Kind::Parse, u"the script is empty"_s, path);
    return script;
}

// Empty when there is no such file.
Result<SqlScript> readGuard(const QString &path, Engine engine)
{
    if (!QFile::exists(path))
        return SqlScript{};
    Result<SqlScript> guard = readScript(path, engine);
    if (guard && guard->statements().size() != 1)
        return fail(Error::Kind::Parse, u"a guard is one query"_s, path);
    return guard;
}

// up.ENGINE.VARIANT.sql, by VARIANT.
Result<QMap<QString, SqlScript>> readVariants(const QDir &folder, Engine engine)
{
    QMap<QString, SqlScript> variants;
    const QString prefix = u"up.%1."_s.arg(engineName(engine));
    for (const QString &file : folder.entryList({prefix + u"*.sql"_s}, QDir::Files)) {
        const QString variant = file.sliced(prefix.size()).chopped(4);
        if (variant == "guard"_L1)
            continue;
        const Result<SqlScript> script = readScript(folder.filePath(file), engine);
        if (!script)
            return fail(script.error());
        variants.insert(variant, *script);
    }
    return variants;
}

QStringList textsIn(const QJsonValue &array)
{
    QStringList texts;
    for (const QJsonValue &text : array.toArray())
        texts.append(text.toString());
    return texts;
}

// Fills what changes.json declares.
Result<> readChanges(const QString &path, Engine engine, Migration &migration)
{
    if (!QFile::exists(path))
        return {};
    const Result<QByteArray> text = readFile(path);
    if (!text)
        return fail(text.error());
    const QJsonObject changes = QJsonDocument::fromJson(*text).object();
    migration.replaced = textsIn(changes["replaced"_L1]);
    const QJsonObject converted = changes["converted"_L1].toObject();
    ColumnConversion &conversion = migration.conversion;
    conversion.columns = textsIn(converted["columns"_L1]);
    conversion.upTemplate = converted["up"_L1].toObject()[engineName(engine)].toString();
    conversion.downTemplate = converted["down"_L1].toObject()[engineName(engine)].toString();
    conversion.tolerance = converted["tolerance"_L1].toString().toDouble();
    if (migration.replaced.isEmpty() && conversion.columns.isEmpty())
        return fail(Error::Kind::Parse, u"it names no replaced and no converted column"_s, path);
    const bool isNearest = conversion.upTemplate == "nearest double"_L1;
    const bool isWhole = (isNearest || conversion.upTemplate.contains("{}"_L1)) &&
                         conversion.downTemplate.contains("{}"_L1) && conversion.tolerance > 0;
    if (!conversion.columns.isEmpty() && !isWhole)
        return fail(Error::Kind::Parse,
                    u"a conversion needs up, down and tolerance for every engine"_s, path);
    if (isNearest)
        conversion.upTemplate.clear();
    return {};
}

Result<Migration> readMigration(const QDir &folder, Engine engine)
{
    const QString name = engineName(engine);
    const Result<SqlScript> up = readScript(folder.filePath(u"up.%1.sql"_s.arg(name)), engine);
    if (!up)
        return fail(up.error());
    const Result<SqlScript> down = readScript(folder.filePath(u"down.%1.sql"_s.arg(name)), engine);
    if (!down)
        return fail(down.error());
    const Result<SqlScript> upGuard =
            readGuard(folder.filePath(u"up.%1.guard.sql"_s.arg(name)), engine);
    if (!upGuard)
        return fail(upGuard.error());
    const Result<SqlScript> downGuard =
            readGuard(folder.filePath(u"down.%1.guard.sql"_s.arg(name)), engine);
    if (!downGuard)
        return fail(downGuard.error());
    const Result<QMap<QString, SqlScript>> variants = readVariants(folder, engine);
    if (!variants)
        return fail(variants.error());

    QCryptographicHash hash{QCryptographicHash::Sha256};
    for (const SqlScript *file : {&*up, &*down, &*upGuard, &*downGuard})
        hash.addData(file->checksum().toLatin1() + '\n');
    for (const SqlScript &variant : *variants)
        hash.addData(variant.checksum().toLatin1() + '\n');

    const auto queryOf = [](const SqlScript &guard) {
        return guard.statements().isEmpty() ? QString{} : guard.statements().constFirst().sql;
    };
    const QString folderName = folder.dirName();
    Migration migration{folderName.left(4).toInt(),
                        folderName.sliced(5),
                        *up,
                        *down,
                        *variants,
                        queryOf(*upGuard),
                        queryOf(*downGuard),
                        {},
                        {},
                        QString::fromLatin1(hash.result().toHex())};
    return readChanges(folder.filePath(u"changes.json"_s), engine, migration).map([&] {
        return migration;
    });
}

} // namespace

QString directionName(Direction direction)
{
    return direction == Direction::Up ? u"up"_s : u"down"_s;
}

SqlScript Migration::script(Direction direction, const QString &variant) const
{
    if (direction == Direction::Down)
        return down;
    const auto found = upVariants.constFind(variant);
    return found == upVariants.cend() ? up : up.followedBy(*found);
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
    set.m_folder = folder;
    const QDir root{folder};
    const Result<SqlScript> history =
            readScript(root.filePath(u"history.%1.sql"_s.arg(engineName(engine))), engine);
    if (!history)
        return fail(history.error());
    set.m_history = *history;
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString path = root.filePath(name);
        if (!pattern.match(name).hasMatch())
            return fail(Error::Kind::Parse, u"a migration's folder is called NNNN_name"_s, path);
        const Result<Migration> migration = readMigration(QDir{path}, engine);
        if (!migration)
            return fail(migration.error());
        if (migration->version != set.head() + 1)
            return fail(Error::Kind::Parse, u"version %1 was expected"_s.arg(set.head() + 1), path);
        set.m_migrations.append(*migration);
    }
    return set;
}
