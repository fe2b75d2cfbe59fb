// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/shape.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <array>

// A static library's resources are registered only when somebody asks. Outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(migrations);
}

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Indent = "  "_L1;
constexpr auto Columns = "  columns "_L1;

// By SchemaObject::Kind.
constexpr std::array KindNames{"table"_L1, "index"_L1, "view"_L1, "trigger"_L1};

QString paragraph(const SchemaObject &object)
{
    QString text = KindNames[std::size_t(object.kind)] + u' ' + object.name;
    if (object.table != object.name)
        text += " on "_L1 + object.table;
    text += u'\n';
    if (!object.columns.isEmpty())
        text += Columns + object.columns.join(u", "_s) + u'\n';
    for (const QString &line : object.definition.split(u'\n'))
        text += Indent + line + u'\n';
    return text;
}

Result<SchemaObject> objectFrom(const QString &head)
{
    static const QRegularExpression pattern{
            u"^(table|index|view|trigger) (\\S+)(?: on (\\S+))?$"_s};
    const QRegularExpressionMatch match = pattern.match(head);
    if (!match.hasMatch())
        return fail(Error::Kind::Parse, u"'%1' names no object"_s.arg(head));
    const auto kind = std::ranges::find(KindNames, match.captured(1)) - KindNames.begin();
    const QString name = match.captured(2);
    const QString table = match.captured(3);
    return SchemaObject{SchemaObject::Kind(kind), name, table.isEmpty() ? name : table, {}, {}, {}};
}

} // namespace

QString shapeText(const Schema &schema)
{
    QStringList paragraphs;
    for (const SchemaObject &object : schema.objects)
        paragraphs.append(paragraph(object));
    return paragraphs.join(u'\n');
}

Result<Schema> schemaFromShape(const QString &text)
{
    Schema schema;
    for (const QString &line : text.split(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (!line.startsWith(Indent)) {
            const Result<SchemaObject> object = objectFrom(line);
            if (!object)
                return fail(object.error());
            schema.objects.append(*object);
        } else if (schema.objects.isEmpty()) {
            return fail(Error::Kind::Parse, u"'%1' belongs to no object"_s.arg(line));
        } else if (line.startsWith(Columns)) {
            schema.objects.last().columns = line.sliced(Columns.size()).split(u", "_s);
        } else {
            QString &known = schema.objects.last().definition;
            known += (known.isEmpty() ? QString{} : u"\n"_s) + line.sliced(Indent.size());
        }
    }
    return schema;
}

QString shapeFileName(Engine engine)
{
    return u"schema.%1.txt"_s.arg(engineName(engine));
}

Result<Schema> shippedSchema(Engine engine, int version)
{
    initResources();
    if (version == 0)
        return Schema{};
    const QDir versions{u":/migrations"_s};
    const QString folder =
            versions.entryList({u"%1_*"_s.arg(version, 4, 10, QChar{u'0'})}, QDir::Dirs).value(0);
    QFile file{versions.filePath(folder + u'/' + shapeFileName(engine))};
    if (folder.isEmpty() || !file.open(QIODevice::ReadOnly))
        return fail(
                Error::Kind::NotFound,
                u"no shape of version %1 was shipped for %2"_s.arg(version).arg(engineName(engine)),
                QString::number(version));
    return schemaFromShape(QString::fromUtf8(file.readAll()));
}
