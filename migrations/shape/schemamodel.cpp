// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/schemamodel.h"

#include "migrations/shape/shape.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

Result<SchemaModel> SchemaModel::of(const MigrationSet &migrations)
{
    SchemaModel model;
    if (migrations.engine() == Engine::Sqlite)
        return model.runScripts(migrations).map([&] { return model; });
    const Result<bool> hasShapes = model.readShapes(migrations);
    if (!hasShapes)
        return fail(hasShapes.error());
    if (*hasShapes)
        return model;
    model.m_isExact = false;
    return MigrationSet::load(migrations.folder(), Engine::Sqlite)
            .and_then([&](const MigrationSet &scripts) { return model.runScripts(scripts); })
            .map([&] { return model; });
}

Result<> SchemaModel::runScripts(const MigrationSet &migrations)
{
    const Result<std::unique_ptr<Connection>> memory =
            Connection::open(ConnectionSpec::file(u":memory:"_s));
    if (!memory)
        return fail(memory.error());
    m_schemas = {Schema{}};
    for (const Migration &migration : migrations.all()) {
        for (const SqlStatement &statement : migration.up.statements()) {
            if (Result<> done = (*memory)->execute(statement.sql); !done)
                return done;
        }
        Result<Schema> schema = inspectSchema(**memory);
        if (!schema)
            return fail(schema.error());
        m_schemas.append(std::move(*schema));
    }
    return {};
}

// False when there is none for the first version.
Result<bool> SchemaModel::readShapes(const MigrationSet &migrations)
{
    m_schemas = {Schema{}};
    for (const Migration &migration : migrations.all()) {
        QFile file{u"%1/%2_%3/%4"_s.arg(migrations.folder())
                           .arg(migration.version, 4, 10, QChar{u'0'})
                           .arg(migration.name, shapeFileName(migrations.engine()))};
        if (!file.open(QIODevice::ReadOnly)) {
            if (migration.version == 1)
                return false;
            return fail(Error::Kind::Parse, file.errorString(), file.fileName());
        }
        Result<Schema> schema = schemaFromShape(QString::fromUtf8(file.readAll()));
        if (!schema)
            return fail(schema.error());
        m_schemas.append(std::move(*schema));
    }
    return true;
}

const SchemaObject *findTable(const Schema &schema, const QString &table)
{
    return schema.find(SchemaObject::Kind::Table, table);
}
